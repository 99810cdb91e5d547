"""Addresses of the follow-up: the first page of the money."""

from django.urls import path

from finsam.money.views import tables

urlpatterns = [path("", tables.money_tables, name="money")]
