"""Addresses: agreements and amendments."""

from django.urls import path

from finsam.funding.views import agreement_signing, agreements

urlpatterns = [
    path("", agreements.agreements, name="agreements"),
    path("mall/", agreements.template, name="agreement-template"),
    path("nytt/<int:application>/", agreements.new, name="agreement-new"),
    path("<int:pk>/", agreements.agreement, name="agreement"),
    path("<int:pk>/avtal.pdf", agreements.file, name="agreement-file"),
    path("<int:pk>/andra/", agreements.edit, name="agreement-edit"),
    path("<int:pk>/ta-bort/", agreements.delete, name="agreement-delete"),
    path("<int:pk>/tillagg/", agreements.amend, name="agreement-amend"),
    path("<int:pk>/avsluta/", agreements.end, name="agreement-end"),
    path("<int:pk>/underskrifter/", agreement_signing.sign, name="agreement-sign"),
    path("<int:pk>/underskrifter/avtal.pdf", agreement_signing.file, name="agreement-sign-file"),
]
