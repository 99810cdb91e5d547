"""Addresses of the ledger's files and mapping."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
