"""App configuration."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """meetings."""

    name = "finsam.meetings"
    label = "meetings"
