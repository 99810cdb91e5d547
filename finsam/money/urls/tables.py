"""Addresses of the year's tables."""

from django.urls import path

from finsam.money.views import tables

urlpatterns = [path("", tables.money_tables, name="money-tables")]
