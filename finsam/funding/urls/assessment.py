"""Addresses: assessment, positions, proposal, the page of one application for group and board."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
