"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """funding."""

    name = "finsam.funding"
    label = "funding"

    def ready(self) -> None:
        """Register what happens by itself, and what is told to other rooms."""
        import_module("finsam.funding.actions.decisions")
        import_module("finsam.funding.actions.positions")
        import_module("finsam.funding.actions.agreement_ticking")
        import_module("finsam.funding.actions.progress_reminders")
        import_module("finsam.funding.commitments")
