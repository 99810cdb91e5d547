"""Which version of the budget is in force, what may follow what, and how a year's amount lies over its months (R2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

MONTHS = range(1, 13)
NEXT = {"draft": ("consultation", "decided"), "consultation": ("draft", "decided"), "decided": ()}
"""What may follow each state of a version. A decided one stays; money moves by transfers, or by a new version."""


@dataclass(frozen=True)
class Version:
    """A version of a budget, by key, and the years that it says something about."""

    key: int
    year: int
    version: int
    is_decided: bool
    years: frozenset[int]


T = TypeVar("T", bound=Version)


def in_force(versions: Iterable[T], year: int) -> T | None:
    """Return the decided version that holds for a year: the latest budget year not after it, its latest version.

    Where nothing decided reaches the year there is none, though a draft may.
    """
    holding = [v for v in versions if v.is_decided and v.year <= year and year in v.years]
    return max(holding, key=lambda v: (v.year, v.version), default=None)


def check_next(state: str, to: str) -> None:
    """Refuse a step a version cannot take. Raises ValueError with a Swedish sentence."""
    if to not in NEXT[state]:
        msg = {
            "decided": "Budgeten är fastställd. Flytta pengar mellan raderna, eller gör en ny version.",
            "draft": "Budgeten är ett utkast redan.",
        }.get(state, "Budgeten kan inte gå tillbaka dit.")
        raise ValueError(msg)


def monthly(amount_ore: int, months: Sequence[int] | None) -> tuple[int, ...]:
    """Return a year's amount in öre by month, January first: as laid out, else evenly; the months make the year."""
    return tuple(of_months(amount_ore, months, month, month) for month in MONTHS)


def of_months(amount_ore: int, months: Sequence[int] | None, first: int, last: int) -> int:
    """Return what of a year's amount lies in the months from first to last, 1-12, both included. Öre.

    Evenly spread it is so many twelfths, rounded to whole öre once, so that ten months are ten twelfths.
    """
    if months:
        return sum(months[first - 1 : last])
    sign = -1 if amount_ore < 0 else 1
    return sign * (_twelfths(abs(amount_ore), last) - _twelfths(abs(amount_ore), first - 1))


def _twelfths(amount_ore: int, count: int) -> int:
    return (2 * amount_ore * count + len(MONTHS)) // (2 * len(MONTHS))
