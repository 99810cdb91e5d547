"""Addresses: grants as open data."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
