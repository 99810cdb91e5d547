"""App configuration."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """signing."""

    name = "finsam.signing"
    label = "signing"
