"""Addresses: grants as open data."""

from django.urls import path, register_converter

from finsam.funding.views import open_data


class OpenFile:
    """How open data may be written."""

    regex = "csv|json"

    def to_python(self, value: str) -> str:
        """Return the ending as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the ending as it stands."""
        return value


register_converter(OpenFile, "openfile")

urlpatterns = [
    path("", open_data.open_data_home, name="open-data"),
    path("beviljade-medel.<openfile:ending>", open_data.open_grants, name="open-grants"),
]
