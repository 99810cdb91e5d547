"""Addresses: the project owner's claims."""

from django.urls import URLPattern, path

from finsam.funding.views import owner_claims as views

urlpatterns: list[URLPattern] = [
    path("ny/", views.owner_claim_new, name="owner-claim-new"),
    path("<int:number>/", views.owner_claim, name="owner-claim"),
    path("<int:number>/filer/<int:file>/", views.owner_claim_file, name="owner-claim-file"),
]
