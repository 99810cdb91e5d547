"""Periods of whole days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

YEARS = range(1900, 2200)
"""The years a period may lie in; neighbours of them are dates too."""

_YEAR, _DAY = re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Period:
    """From and until, both days included."""

    start: date
    end: date

    @classmethod
    def year(cls, year: int) -> Self:
        """Return the calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def name(self) -> str:
        """The period as it stands in an address: "2019", else "2019-01-01--2019-10-31"."""
        if self == Period.year(self.start.year):
            return str(self.start.year)
        return f"{self.start}--{self.end}"

    @property
    def previous(self) -> "Period":
        """The same days a year earlier."""
        return Period(_year_before(self.start), _year_before(self.end))

    def __contains__(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return self.start <= day <= self.end


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def parse_period(name: str) -> Period:
    """Read a period's name. Raises ValueError with a Swedish sentence when it is none."""
    start, _, end = name.partition("--")
    period = None
    if _YEAR.fullmatch(start) and not end and int(start) in YEARS:
        period = Period.year(int(start))
    elif _DAY.fullmatch(start) and _DAY.fullmatch(end):
        period = _days(start, end)
    if period is None:
        msg = f"”{name}” är ingen period. Skriv ett år, 2019, eller två datum, 2019-01-01--2019-10-31."
        raise ValueError(msg)
    return period


def _days(start: str, end: str) -> Period | None:
    try:
        days = Period(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        return None
    known = days.start.year in YEARS and days.end.year in YEARS
    return days if known and days.start <= days.end else None


def months_after(day: date, months: int) -> date:
    """Return the day as many months later; the month's last day when it is shorter: 31 December, 2 -> 28 February."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
