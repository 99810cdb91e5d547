"""App configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """reports."""

    name = "finsam.reports"
    label = "reports"
