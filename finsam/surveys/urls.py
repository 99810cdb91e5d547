"""Addresses of the surveys."""

from django.urls import path

from finsam.surveys import views

urlpatterns = [path("", views.surveys, name="surveys")]
