"""The dates that the law sets each year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Deadline:
    """A day by which the law wants something, every year. `about` is the year it concerns, counted from that year."""

    month: int
    day: int
    what: str
    law: str
    about: int
    valid_from: date


DEADLINES = (
    Deadline(3, 31, "Årsredovisning {year} ska vara upprättad", "24 § lagen (2003:1210)", -1, date(2004, 1, 1)),
    Deadline(11, 30, "Budget {year} ska vara fastställd", "23 § lagen (2003:1210)", 1, date(2004, 1, 1)),
)
"""A changed law adds a row with its own `valid_from` (rule R47)."""


def coming(today: date, months: int = 12) -> Iterator[tuple[date, str, str]]:
    """Return each deadline's next day within the months, with what and the law, soonest first."""
    found = []
    for year in (today.year, today.year + 1):
        for deadline in DEADLINES:
            on = date(year, deadline.month, deadline.day)
            if today <= on and deadline.valid_from <= on and (on - today).days <= months * 31:
                found.append((on, deadline.what.format(year=year + deadline.about), deadline.law))
    return iter(sorted(found))
