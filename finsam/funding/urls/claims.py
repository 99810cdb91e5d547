"""Addresses: claims, attestation, payment files."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
