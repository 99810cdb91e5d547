"""Addresses of commitments and external projects."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
