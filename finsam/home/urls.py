"""Addresses of the first pages."""

from django.urls import path

from finsam.home import views

urlpatterns = [
    path("", views.today, name="today"),
    path("logga-in/", views.sign_in, name="sign_in"),
    path("logga-ut/", views.sign_out, name="sign_out"),
    path("<slug:slug>/", views.overview, name="overview"),
    path("<slug:slug>/forbundet/", views.association, name="association"),
    path("<slug:slug>/sok/", views.search, name="search"),
    path("<slug:slug>/utskick/", views.mail, name="mail"),
    path("<slug:slug>/utskick/<int:letter>/fil/", views.mail_file, name="mail-file"),
    path("<slug:slug>/insatser/", views.interventions, name="interventions"),
    path("<slug:slug>/insatser/<slug:key>/", views.intervention, name="intervention"),
]
