"""Addresses of the budget."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
