"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    """figures."""

    name = "finsam.figures"
    label = "figures"

    def ready(self) -> None:
        """Find the figures of every room."""
        autodiscover_modules("figures")
