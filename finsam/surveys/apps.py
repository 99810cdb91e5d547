"""App configuration."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """surveys."""

    name = "finsam.surveys"
    label = "surveys"
