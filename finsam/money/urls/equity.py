"""Addresses of equity, liquidity and scenario."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
