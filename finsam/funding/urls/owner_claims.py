"""Addresses: the project owner's claims."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
