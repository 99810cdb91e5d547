"""App configuration."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """money."""

    name = "finsam.money"
    label = "money"
