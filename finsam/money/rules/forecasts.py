"""How a line's year is foretold from what is known in a month (R7). Öre, income positive, costs negative."""

from dataclasses import dataclass
from fractions import Fraction

BUDGET, LINEAR, LAST_YEAR, HAND = "budget", "linear", "last_year", "hand"
WHOLE_YEAR = 12


@dataclass(frozen=True)
class Known:
    """What is known of a line when `months` of the year are gone; the last year's two are None when it had nothing."""

    months: int
    outcome: int
    budget_year: int = 0
    budget_so_far: int = 0
    last_year: int | None = None
    last_year_so_far: int | None = None


def applied(method: str, known: Known) -> str:
    """Return the method that can be used: the one chosen, else the rest by budget. By hand always can."""
    if method == LINEAR and not known.months:
        return BUDGET
    if method == LAST_YEAR and not known.last_year_so_far:
        return BUDGET
    return method


def why_not(method: str, known: Known) -> str:
    """Say why a method chosen cannot be used; "" when it can."""
    if applied(method, known) == method:
        return ""
    if method == LINEAR:
        return "Ingenting är bokfört än, så takten är inte känd."
    return "Förra året var inget bokfört så här långt, så det finns ingen profil att följa."


def factor(method: str, known: Known) -> Fraction:
    """Return how much of the outcome so far that is still to come, by pace or by last year's profile."""
    if method == LINEAR:
        return Fraction(WHOLE_YEAR - known.months, known.months)
    assert known.last_year_so_far
    return Fraction((known.last_year or 0) - known.last_year_so_far, known.last_year_so_far)


def foretold(method: str, known: Known, by_hand: int = 0) -> Fraction:
    """Return what the whole year comes to. When the whole year is booked, that is the outcome whatever the method."""
    if known.months == WHOLE_YEAR:
        return Fraction(known.outcome)
    used = applied(method, known)
    if used == HAND:
        return Fraction(by_hand)
    if used == BUDGET:
        return Fraction(known.outcome + known.budget_year - known.budget_so_far)
    return known.outcome * (1 + factor(used, known))
