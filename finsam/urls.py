"""Every address. Those of an association begin with its slug."""

from django.urls import include, path

urlpatterns = [
    path("", include("finsam.ui.urls")),
    path("kontroll/", include("finsam.signing.urls")),  # before the slugs of associations
    path("", include("finsam.home.urls")),
    path("<slug:slug>/arenden/", include("finsam.cases.urls")),
    path("<slug:slug>/moten/", include("finsam.meetings.urls")),
    path("<slug:slug>/beslut/", include("finsam.meetings.urls.register")),
    path("<slug:slug>/anslagstavla/", include("finsam.meetings.urls.public")),
    path("<slug:slug>/tal/", include("finsam.figures.urls")),
    path("<slug:slug>/deltagare/", include("finsam.participants.urls")),
    path("<slug:slug>/enkater/", include("finsam.surveys.urls")),
    path("<slug:slug>/pengar/", include("finsam.money.urls")),
    path("<slug:slug>/", include("finsam.funding.urls")),
    path("<slug:slug>/rapporter/", include("finsam.reports.urls")),
]
