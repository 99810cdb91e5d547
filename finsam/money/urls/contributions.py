"""Addresses of the contributions."""

from django.urls import path

from finsam.money.views import contribution_calls, contributions, contributors

urlpatterns = [
    path("", contributions.contributions, name="contributions"),
    path("bidragsgivare/", contributors.contributors, name="contributors"),
    path("bidragsgivare/ny/", contributors.contributor, name="contributor"),
    path("bidragsgivare/andelar/", contributors.contribution_parties, name="contribution-parties"),
    path("bidragsgivare/<int:contributor>/", contributors.contributor, name="contributor"),
    path("<int:year>/fordela/", contributions.contribution_shares, name="contribution-shares"),
    path("<int:year>/belopp/<slug:stage>/", contributions.contribution_amounts, name="contribution-amounts"),
    path("<int:year>/rekvirera/", contribution_calls.contribution_call, name="contribution-call"),
    path("<int:year>/rekvisitioner/", contribution_calls.contribution_calls, name="contribution-calls"),
    path(
        "<int:year>/rekvisitioner.<slug:ending>",
        contribution_calls.contribution_calls_file,
        name="contribution-calls-file",
    ),
]
