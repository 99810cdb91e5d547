"""Addresses: the project owner's follow-up reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
