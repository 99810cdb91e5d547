"""Addresses of the money."""

from django.urls import path

from finsam.money import views

urlpatterns = [path("", views.money, name="money")]
