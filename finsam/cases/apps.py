"""App configuration."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """cases."""

    name = "finsam.cases"
    label = "cases"
