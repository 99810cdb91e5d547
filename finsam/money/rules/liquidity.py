"""How long the cash lasts: the net cost of a day, and the day when the cash would be out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from finsam.kernel.periods import YEARS

FEWEST_MONTHS, MOST_MONTHS = 3, 12
"""A pace is taken of the last three months at least, and of the last twelve at most."""


@dataclass(frozen=True)
class Stretch:
    """Whole months that a pace is taken of: the months of the last one's year, and those of the year before."""

    last: date
    months: tuple[int, ...]
    months_before: tuple[int, ...] = ()

    @property
    def first(self) -> date:
        """The first day."""
        if self.months_before:
            return date(self.last.year - 1, self.months_before[0], 1)
        return date(self.last.year, self.months[0], 1)

    @property
    def days(self) -> int:
        """How many days there are, the first and the last included."""
        return (self.last - self.first).days + 1

    @property
    def count(self) -> int:
        """How many months there are."""
        return len(self.months) + len(self.months_before)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def stretch_to(year: int, month: int, *, first: int = 1, before_is_known: bool) -> Stretch | None:
    """Return the months up to a month that a pace can be taken of; None when they are too few.

    `first` is the first month known of the year; `before_is_known`: whether the year before is, month by month.
    """
    months = tuple(range(first, month + 1))
    reaches = before_is_known and first == 1
    before = tuple(range(month + 1, 13)) if reaches else ()
    found = Stretch(month_end(year, month), months, before) if months else None
    return found if found and found.count >= FEWEST_MONTHS else None


def cash_days(cash_ore: int, net_cost_ore: Fraction | int, days: int) -> Fraction | None:
    """Return how many days of net cost the cash covers, exactly; None when the cash grows without contributions."""
    return None if net_cost_ore <= 0 else Fraction(cash_ore) * days / Fraction(net_cost_ore)


def run_out(cash_ore: int, net_cost_ore: Fraction | int, days: int, last: date) -> date | None:
    """Return the first day at whose end the cash would be out, if no more contribution came.

    The cash is that of the end of `last`, and each day costs `net_cost_ore / days`. None when it never runs out; the
    day itself when it is out already.
    """
    lasts = cash_days(cash_ore, net_cost_ore, days)
    if lasts is None:
        return None
    whole = max(0, -(-lasts.numerator // lasts.denominator))
    return last + timedelta(whole) if whole < (date(YEARS[-1], 1, 1) - last).days else None
