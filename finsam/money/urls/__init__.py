"""Addresses of the money, by place: /<association>/pengar/..."""

from django.urls import include, path

urlpatterns = [
    path("", include("finsam.money.urls.follow_up")),
    path("tabeller/", include("finsam.money.urls.tables")),
    path("budget/", include("finsam.money.urls.budget")),
    path("budget/fil/", include("finsam.money.urls.budget_files")),
    path("bidrag/", include("finsam.money.urls.contributions")),
    path("huvudbok/konton/", include("finsam.money.urls.mapping")),
    path("huvudbok/", include("finsam.money.urls.ledger")),
    path("verifikationer/", include("finsam.money.urls.vouchers")),
    path("eget-kapital/", include("finsam.money.urls.equity")),
    path("ataganden/", include("finsam.money.urls.commitments")),
]
