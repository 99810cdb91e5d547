"""Addresses: follow-up reports and action points."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
