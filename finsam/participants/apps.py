"""App configuration."""

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """participants."""

    name = "finsam.participants"
    label = "participants"
