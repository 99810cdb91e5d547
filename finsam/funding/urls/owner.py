"""Addresses: what a project owner does by link: application, completion, withdrawal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
