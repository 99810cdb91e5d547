"""Addresses: the office's list of applications, one application, calls and forms."""

from django.urls import path

from finsam.funding.views import application_office as office
from finsam.funding.views import applications as views
from finsam.funding.views import calls

urlpatterns = [
    path("", views.applications, name="applications"),
    path("ny/", office.application_new, name="application-new"),
    path("omgangar/", calls.calls, name="calls"),
    path("omgangar/ny/", calls.call_new, name="call-new"),
    path("omgangar/<int:call>/", calls.call, name="call"),
    path("fragor/", calls.application_form, name="application-form"),
    path("<int:pk>/", views.application, name="application"),
    path("<int:pk>/fyll-i/", office.application_edit, name="application-edit"),
    path("<int:pk>/registrera/", office.application_receive, name="application-receive"),
    path("<int:pk>/bilagor/<int:file>/", views.application_file, name="application-file"),
]
