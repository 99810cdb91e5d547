"""Addresses of the ledger's files and mapping."""

from django.urls import path

from finsam.money.views import ledger

urlpatterns = [
    path("", ledger.ledger, name="ledger"),
    path("<int:file>/", ledger.ledger_file, name="ledger-file"),
]
