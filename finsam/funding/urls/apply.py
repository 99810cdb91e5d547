"""Addresses: the public way in: open calls, beginning an application; and what a person with an account runs."""

from django.urls import path

from finsam.funding.views.apply import apply
from finsam.funding.views.owner_projects import my_projects

urlpatterns = [
    path("ansok/", apply, name="apply"),
    path("projekt/", my_projects, name="my-projects"),
]
