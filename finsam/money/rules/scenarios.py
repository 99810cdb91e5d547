"""What a decision would do to the plan: what it adds to each year, limits passed, and what can be granted (R4-R6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

ORE = 100  # öre a krona


@dataclass(frozen=True)
class Grant:
    """Money to an intervention: öre by year, on a line of the budget or ("") on none that is there already."""

    amounts: Mapping[int, int]
    line: str = ""
    of_administration: bool = False


@dataclass(frozen=True)
class CostChange:
    """A cost line that changes from a year on: öre more (minus: less) a year."""

    line: str
    ore: int
    since: int
    of_administration: bool = False


@dataclass(frozen=True)
class ContributionChange:
    """Contributions that change from a year on: by a part of what is planned, or by öre a year; minus is less."""

    since: int
    share: Fraction = Fraction(0)
    ore: int = 0


@dataclass(frozen=True)
class Changes:
    """What is assumed, beside what is planned."""

    grants: Sequence[Grant] = ()
    costs: Sequence[CostChange] = ()
    contributions: ContributionChange | None = None


class Effect(NamedTuple):
    """What the assumptions add to a year, in öre: to income, to costs, and of these to administration."""

    income: int = 0
    costs: int = 0
    administration: int = 0


@dataclass(frozen=True)
class Equity:
    """A year's equity when it ends, with its limits; öre. None: there is no such limit."""

    year: int
    closing: Fraction | int
    ceiling: Fraction | int | None = None
    floor: Fraction | int | None = None


def effects(changes: Changes, contributions: Mapping[int, Fraction | int]) -> dict[int, Effect]:
    """Return what the changes add to each year that the contributions are planned for.

    A percentage is of the year's planned contributions, rounded down to whole öre, so that it never promises too much.
    """
    return {year: _effect(changes, year, planned) for year, planned in contributions.items()}


def _effect(changes: Changes, year: int, planned: Fraction | int) -> Effect:
    more = changes.contributions
    income = (planned * more.share // 1 + more.ore) if more and year >= more.since else 0
    costs = [(grant.amounts.get(year, 0), grant.of_administration) for grant in changes.grants]
    costs += [(cost.ore, cost.of_administration) for cost in changes.costs if year >= cost.since]
    return Effect(
        int(income), sum(ore for ore, _ in costs), sum(ore for ore, administration in costs if administration)
    )


def grantable(years: Sequence[Equity]) -> dict[int, int]:
    """Return the most that can be granted in each year, once, without equity ending under the floor then or later.

    Whole kronor, in öre, rounded down; the floor is zero where none is set. 0 when it is under already.
    """
    found: dict[int, int] = {}
    least: Fraction | int | None = None
    for year in reversed(years):
        above = year.closing - (year.floor or 0)
        least = above if least is None else min(least, above)
        found[year.year] = max(0, int(least // ORE) * ORE)
    return dict(reversed(found.items()))


@dataclass(frozen=True)
class Passed:
    """A limit that equity passes when a year ends: by how much, in öre."""

    year: int
    is_ceiling: bool
    by: Fraction | int
    already: bool = field(default=False)  # in today's plan too


def passed(years: Sequence[Equity], planned: Sequence[Equity] = ()) -> list[Passed]:
    """Return the limits that are passed, year by year; `planned` is today's plan, to tell what was so already."""
    before = {(one.year, one.is_ceiling) for one in passed(planned)} if planned else set()
    found = []
    for year in years:
        if year.ceiling is not None and year.closing > year.ceiling:
            by = year.closing - year.ceiling
            found.append(Passed(year.year, is_ceiling=True, by=by, already=(year.year, True) in before))
        if year.floor is not None and year.closing < year.floor:
            by = year.floor - year.closing
            found.append(Passed(year.year, is_ceiling=False, by=by, already=(year.year, False) in before))
    return found
