"""Which follow-up reports an agreement asks for: proposed from its time, and what may not be."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from finsam.kernel.swedish import day

QUARTER, HALF_YEAR, FINAL = "quarter", "half_year", "final"
KINDS = (QUARTER, HALF_YEAR, FINAL)
DAYS = 20
"""From the end of a period to the last day of its report, when nothing else is asked for."""


@dataclass(frozen=True)
class Asked:
    """A report that is asked for: its kind, its period and its last day."""

    kind: str
    period_from: date
    period_to: date
    due_on: date


def proposed_dates(since: date, until: date, kinds: Collection[str], days: int = DAYS) -> list[Asked]:
    """Return the reports for the time: one a quarter, one a half-year, one at the end, as far as they are asked for.

    A half-year report takes the place of the quarter's that ends with it. The final report is about the whole time,
    and takes the place of the last. A single day is no period.
    """
    found = []
    for end in _quarter_ends(since, until):
        last = end == until
        half = end.month in {6, 12} or (last and end > _half_start(end))
        if last and FINAL in kinds:
            kind, start = FINAL, since
        elif half and HALF_YEAR in kinds:
            kind, start = HALF_YEAR, max(since, _half_start(end))
        elif QUARTER in kinds:
            kind, start = QUARTER, max(since, _quarter_start(end))
        else:
            continue
        if start < end:
            found.append(Asked(kind, start, end, end + timedelta(days=days)))
    return found


def date_faults(asked: Sequence[Asked], *, since: date, until: date) -> list[str]:
    """Return a sentence for each report that cannot be asked for; they are counted from 1."""
    faults = []
    for place, one in enumerate(asked, 1):
        if one.period_from >= one.period_to:
            faults.append(f"Rapport {place}: perioden ska börja innan den slutar. Kontrollera de två dagarna.")
        elif one.due_on <= one.period_to:
            faults.append(f"Rapport {place}: sista dagen ska vara efter {day(one.period_to)}, då perioden slutar.")
        elif one.period_from < since or one.period_to > until:
            faults.append(f"Rapport {place}: perioden ligger utanför avtalets tid, {day(since)} till {day(until)}.")
        elif one.kind == FINAL and one.period_to < until:
            faults.append(f"Rapport {place}: slutrapporten ska gälla till avtalets slut, {day(until)}. Ändra dagarna.")
    seen = [(one.kind, one.period_from, one.period_to) for one in asked]
    faults += [f"Rapport {place + 1} står två gånger. Ta bort den ena." for place, it in enumerate(seen)
               if it in seen[:place]]  # fmt: skip
    return faults


def shortened(one: Asked, until: date) -> Asked | None:
    """Return the report as it is when the time ends earlier; None when nothing is left to tell of."""
    if one.period_to <= until:
        return one
    if one.period_from >= until:
        return None
    return Asked(one.kind, one.period_from, until, until + (one.due_on - one.period_to))


def _quarter_ends(since: date, until: date) -> Iterator[date]:
    """The last days of the quarters in the time, and of the time itself."""
    end = _quarter_end(since)
    while end < until:
        yield end
        end = _quarter_end(end + timedelta(days=1))
    yield until


def _quarter_start(on: date) -> date:
    return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)


def _half_start(on: date) -> date:
    return date(on.year, 1 if on.month <= 6 else 7, 1)


def _quarter_end(on: date) -> date:
    """Return the last day of the quarter: the day before the next begins."""
    month = (on.month - 1) // 3 * 3 + 4
    return date(on.year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)
