"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """meetings."""

    name = "finsam.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Register what happens by itself."""
        import_module("finsam.meetings.actions.reminders")
