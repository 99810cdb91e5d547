"""Addresses of what accounts and objects belong to."""

from django.urls import path

from finsam.money.views import mapping

urlpatterns = [
    path("", mapping.accounts, name="ledger-accounts"),
    path("objekt/<path:code>/", mapping.ledger_object, name="ledger-object"),
    path("<str:number>/", mapping.account, name="ledger-account"),
]
