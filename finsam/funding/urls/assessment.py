"""Addresses: assessment, positions, proposal, the page of one application for group and board, the letter."""

from django.urls import path

from finsam.funding.views import assessments

urlpatterns = [
    path("overvaganden/", assessments.checklist, name="checklist"),
    path("<int:application>/bedomning/", assessments.assessment, name="assessment"),
    path("<int:application>/bedomning/fraga/", assessments.positions_ask, name="positions-ask"),
    path("<int:application>/bedomning/till-styrelsen/", assessments.application_propose, name="application-propose"),
    path("<int:application>/underlag/", assessments.dossier, name="dossier"),
    path("<int:application>/underlag/fil/", assessments.dossier_file, name="dossier-file"),
    path("<int:application>/underlag/part/<int:position>/", assessments.position, name="position"),
    path("<int:application>/besked/", assessments.application_letter, name="application-letter"),
]
