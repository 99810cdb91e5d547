"""Addresses that need no sign-in: notice board and public minutes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
