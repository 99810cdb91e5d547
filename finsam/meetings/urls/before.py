"""Addresses of planning, agenda and calling."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
