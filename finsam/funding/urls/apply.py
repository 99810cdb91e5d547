"""Addresses: the public way in: open calls, beginning an application."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
