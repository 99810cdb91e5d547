"""Addresses: agreements and amendments."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
