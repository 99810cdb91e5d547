"""Addresses of the register: decisions, delegated decisions, discharge."""

from django.urls import path

from finsam.meetings.views import register

urlpatterns = [
    path("", register.decisions, name="decisions"),
    path("beslut.csv", register.decisions_file, name="decisions-file"),
    path("<int:decision>/klart/", register.decision_done, name="decision-done"),
    path("<int:decision>/inte-klart/", register.decision_undone, name="decision-undone"),
    path("delegation/", register.delegated, name="delegated"),
    path("delegation/nytt/", register.delegated_new, name="delegated-new"),
    path("delegation/<int:item>/anmal/", register.delegated_report, name="delegated-report"),
    path("delegation/<int:item>/vanta/", register.delegated_wait, name="delegated-wait"),
    path("ansvarsfrihet/", register.discharges, name="discharges"),
    path("ansvarsfrihet/<int:year>/<int:member>/", register.discharge, name="discharge"),
]
