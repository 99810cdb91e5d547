"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CasesConfig(AppConfig):
    """cases."""

    name = "finsam.cases"
    label = "cases"

    def ready(self) -> None:
        """Find the rooms that treat cases."""
        autodiscover_modules("treatments")
