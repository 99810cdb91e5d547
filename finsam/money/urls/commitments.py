"""Addresses of commitments and external projects."""

from django.urls import path

from finsam.money.views import commitments

urlpatterns = [
    path("", commitments.commitments, name="commitments"),
    path("<int:year>/<int:commitment>/", commitments.commitment, name="commitment"),
    path("projekt/<int:project>/", commitments.external_project, name="external-project"),
]
