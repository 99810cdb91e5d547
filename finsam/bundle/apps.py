"""App configuration."""

from django.apps import AppConfig


class BundleConfig(AppConfig):
    """bundle."""

    name = "finsam.bundle"
    label = "bundle"
