"""Addresses of the meetings, by stage."""

from django.urls import include, path

urlpatterns = [
    path("", include("finsam.meetings.urls.before")),
    path("", include("finsam.meetings.urls.during")),
    path("", include("finsam.meetings.urls.after")),
]
