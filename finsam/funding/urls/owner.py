"""Addresses: what a project owner does by link: application, completion, withdrawal."""

from django.urls import path

from finsam.funding.views import owner as views

urlpatterns = [
    path("", views.owner, name="owner"),
    path("ansokan/", views.owner_application, name="owner-application"),
    path("skicka/", views.owner_send, name="owner-send"),
    path("ta-tillbaka/", views.owner_withdraw, name="owner-withdraw"),
    path("besked/", views.owner_letter, name="owner-letter"),
    path("bilagor/<int:file>/", views.owner_file, name="owner-file"),
]
