"""Addresses of the vouchers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
