"""App configuration."""

from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    """interventions."""

    name = "finsam.interventions"
    label = "interventions"
