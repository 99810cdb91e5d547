"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """reports."""

    name = "finsam.reports"
    label = "reports"

    def ready(self) -> None:
        """Register what happens by itself."""
        import_module("finsam.reports.actions.signing")
