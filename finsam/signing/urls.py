"""Addresses of the pages where anybody checks a document."""

from django.urls import path

from finsam.signing import views

urlpatterns = [
    path("", views.verify, name="verify"),
    path("<str:code>/", views.verify_code, name="verify-code"),
]
