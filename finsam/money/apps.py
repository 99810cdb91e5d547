"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MoneyConfig(AppConfig):
    """money."""

    name = "finsam.money"
    label = "money"

    def ready(self) -> None:
        """Register what happens by itself."""
        import_module("finsam.money.actions.ledger_files")
        autodiscover_modules("mentions")
