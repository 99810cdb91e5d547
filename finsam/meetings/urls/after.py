"""Addresses of minutes, approval, register."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
