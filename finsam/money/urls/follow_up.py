"""Addresses of the follow-up: the first page of the money."""

from django.urls import path, register_converter

from finsam.money.rules.months import Month
from finsam.money.views import follow_up


class MonthConverter:
    """A month in an address: 2025-10."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Month:
        """Read it. A ValueError is no match, so that the page is not found."""
        return Month.named(value)

    def to_url(self, value: Month | str) -> str:
        """Write it."""
        return value.name if isinstance(value, Month) else value


register_converter(MonthConverter, "month")

urlpatterns = [
    path("", follow_up.follow_up, name="money"),
    path("<month:month>/", follow_up.follow_up, name="money-month"),
    path("<month:month>/rad/<int:line>/", follow_up.line, name="money-line"),
    path("<month:month>/atgard/", follow_up.act, name="money-month-act"),
]
