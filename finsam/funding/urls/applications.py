"""Addresses: the office's list of applications, one application, calls and forms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
