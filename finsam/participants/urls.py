"""Addresses of the participants."""

from django.urls import path

from finsam.participants import views

urlpatterns = [path("", views.participants, name="participants")]
