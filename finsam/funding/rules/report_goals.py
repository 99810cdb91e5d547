"""Whether a goal is met."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

Verdict = Literal["met", "partly", "not", "open"]
WORDS = {"met": "Uppfyllt", "partly": "Delvis uppfyllt", "not": "Ej uppfyllt", "open": "Bedöms i text"}


def judged(value: Fraction | int | None, at_least: Decimal | None) -> Verdict:
    """Judge a goal by what is measured, both in the figure's unit. Open when nothing is measured or nothing was set."""
    if value is None or at_least is None:
        return "open"
    return "met" if Fraction(value) >= Fraction(at_least) else "not"
