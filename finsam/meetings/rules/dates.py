"""The dates that follow from a meeting: calling, adjustment, announcement, appeal (R25, R26).

docs/calculations/notices.md
"""

from collections.abc import Iterable
from datetime import date, timedelta


def call_by(held_on: date, days: int) -> date:
    """Return the last day to send the calling."""
    return held_on - timedelta(days=days)


def adjust_by(held_on: date, days: int) -> date:
    """Return the last day to adjust the minutes."""
    return held_on + timedelta(days=days)


def announce_by(adjusted_on: date, days: int) -> date:
    """Return the last day to put the notice up."""
    return adjusted_on + timedelta(days=days)


def last_appeal_day(put_up: Iterable[date | None], days: int, *, moves: bool = False) -> date | None:
    """Return the last day to appeal: counted from the last board's put-up day; None until every board has it (None).

    With `moves` a Saturday, Sunday or holiday moves it to the next working day, lagen (1930:173).
    """
    up = list(put_up)
    known = [day for day in up if day]
    if not known or len(known) < len(up):
        return None
    last = max(known) + timedelta(days=days)
    while moves and is_free(last):
        last += timedelta(days=1)
    return last


def take_down_from(put_up: Iterable[date | None], days: int, *, moves: bool = False) -> date | None:
    """Return the first day the notice may be taken down: the day after the last day to appeal."""
    last = last_appeal_day(put_up, days, moves=moves)
    return last + timedelta(days=1) if last else None


def is_down_early(taken_down: date | None, put_up: Iterable[date | None], days: int, *, moves: bool = False) -> bool:
    """Tell whether a notice was taken down while it could still be appealed: then the period has not run (R26)."""
    first = take_down_from(put_up, days, moves=moves)
    return taken_down is not None and (first is None or taken_down < first)


def is_free(day: date) -> bool:
    """Tell whether the day is a Saturday, Sunday, public holiday, or Midsummer, Christmas or New Year's Eve."""
    return day.weekday() >= 5 or day in holidays(day.year)


def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of lagen (1989:253) that can fall on a weekday, and the eves held equal to them."""
    easter = easter_day(year)
    moving = [easter + timedelta(days=d) for d in (-2, 1, 39)]
    fixed = [date(year, m, d) for m, d in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))]
    midsummer = next(date(year, 6, d) for d in range(19, 26) if date(year, 6, d).weekday() == 4)
    return frozenset([*moving, *fixed, midsummer])


def easter_day(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
