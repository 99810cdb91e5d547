"""Addresses: the project owner's follow-up reports."""

from django.urls import path

from finsam.funding.views import owner_reports as views

urlpatterns = [
    path("<int:pk>/", views.owner_report, name="owner-report"),
    path("<int:pk>/avvikelse/", views.owner_deviation, name="owner-deviation"),
    path("avvikelse/<int:pk>/", views.owner_action_point, name="owner-action-point"),
]
