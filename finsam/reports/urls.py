"""Addresses of the reports."""

from django.urls import path, register_converter

from finsam.reports import views


class PeriodName:
    """A year, or a year and a month: "2019", "2025-10"."""

    regex = "[0-9]{4}(?:-[0-9]{2})?"

    def to_python(self, value: str) -> str:
        """Leave the reading to the view, which answers 404 to what is no period."""
        return value

    def to_url(self, value: object) -> str:
        """Write a year, or a name."""
        return str(value)


register_converter(PeriodName, "reportperiod")
urlpatterns = [
    path("", views.reports, name="reports"),
    path("ekonomisk-rapport/<reportperiod:period>/", views.economic_report, name="economic-report"),
    path("<slug:kind>-<reportperiod:period>/", views.report, name="report"),
    path("<slug:kind>-<reportperiod:period>/text/", views.report_text, name="report-text"),
    path("<slug:kind>-<reportperiod:period>/skicka/", views.report_send, name="report-send"),
    path("<slug:kind>-<reportperiod:period>/underskrifter/", views.report_signing, name="report-signing"),
    path("<slug:kind>-<reportperiod:period>.<str:ending>", views.report_file, name="report_file"),
]
