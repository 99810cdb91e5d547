"""Addresses of the reports."""

from django.urls import path

from finsam.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<slug:kind>-<int:year>/", views.report, name="report"),
    path("<slug:kind>-<int:year>.<str:ending>", views.report_file, name="report_file"),
]
