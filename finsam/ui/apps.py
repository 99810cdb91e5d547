"""App config of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, components and static files shared by every room."""

    name = "finsam.ui"
    label = "ui"
    verbose_name = "Utseende"
