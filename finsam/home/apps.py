"""App configuration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """home."""

    name = "finsam.home"
    label = "home"
