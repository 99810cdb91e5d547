"""A month of follow-up: from January to the end of it (R7)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from finsam.kernel.periods import YEARS, Period
from finsam.kernel.swedish import MONTHS, NOTHING

LAST = 12
_NAME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, 1-12, and the part of the year that it ends."""

    year: int
    month: int

    @classmethod
    def named(cls, name: str) -> Self:
        """Read "2025-10". Raises ValueError with a Swedish sentence when it is no month."""
        found = _NAME.fullmatch(name)
        if not found or int(found[1]) not in YEARS:
            msg = f"”{name}” är ingen månad. Skriv år och månad, 2025-10."
            raise ValueError(msg)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def ending(cls, period: Period) -> Self:
        """Return the month a period ends in, within the year it begins."""
        return cls(period.start.year, LAST if period.end.year > period.start.year else period.end.month)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def name(self) -> str:
        """The month as it stands in an address."""
        return f"{self.year}-{self.month:02}"

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def period(self) -> Period:
        """From 1 January to the last day of the month."""
        return Period(date(self.year, 1, 1), self.last_day)

    @property
    def alone(self) -> Period:
        """The days of the month itself."""
        return Period(date(self.year, self.month, 1), self.last_day)

    @property
    def word(self) -> str:
        """The month alone: "oktober"."""
        return MONTHS[self.month - 1]

    @property
    def said(self) -> str:
        """The part of the year in words: "januari–oktober 2025"."""
        first = "" if self.month == 1 else f"{MONTHS[0]}{NOTHING}"
        return f"{first}{self.word} {self.year}"

    @property
    def span(self) -> str:
        """The part of the year in the head of a column: "jan–okt", "jan", or the year when it is the whole."""
        if self.month == LAST:
            return str(self.year)
        return f"jan{NOTHING}{self.word[:3]}" if self.month > 1 else "jan"

    @property
    def earlier(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % LAST + 1)

    @property
    def later(self) -> "Month":
        """The month after."""
        return Month(self.year + (self.month == LAST), self.month % LAST + 1)


def months_of(year: int) -> list[Month]:
    """Return the months of a year."""
    return [Month(year, month) for month in range(1, LAST + 1)]


def said_to(day: date) -> str:
    """Write the day a ledger reaches within its year: "24 oktober"."""
    return f"{day.day} {MONTHS[day.month - 1]}"
