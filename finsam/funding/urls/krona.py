"""Addresses: follow the krona."""

from django.urls import path

from finsam.funding.views import krona

urlpatterns = [path("", krona.follow_krona, name="follow-krona")]
