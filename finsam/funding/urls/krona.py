"""Addresses: follow the krona."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
