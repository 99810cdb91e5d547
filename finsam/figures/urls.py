"""Addresses of the figures."""

from django.urls import path

from finsam.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("<str:period>/alla/", views.figures, name="figures-of-period"),
    path("<path:name>/<str:period>.<slug:ending>", views.figure_file, name="figure_file"),
    path("<path:name>/<str:period>/", views.figure, name="figure"),
]
