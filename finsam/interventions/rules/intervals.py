"""How sure a share of few people is: the interval of Wilson (1927), and whether two shares surely differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

Z = 1.959964
"""The normal deviate that 95 of 100 stay within."""


@dataclass(frozen=True)
class Interval:
    """A share with the limits it reasonably lies between, all 0-1."""

    share: Fraction
    low: float
    high: float

    def meets(self, other: "Interval") -> bool:
        """Whether the intervals have anything in common."""
        return self.low <= other.high and other.low <= self.high


def interval(part: int, whole: int) -> Interval:
    """Return the share with its limits at 95 %. Raises ValueError unless 0 <= part <= whole and whole is not 0."""
    if not 0 <= part <= whole or not whole:
        msg = f"{part} av {whole} är ingen andel"
        raise ValueError(msg)
    share, spread = part / whole, Z * Z / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return Interval(Fraction(part, whole), max(0.0, middle - reach), min(1.0, middle + reach))


def surely_apart(rows: Mapping[str, Interval]) -> list[tuple[str, str]]:
    """Return the pairs whose intervals have nothing in common, the larger share first."""
    apart = [(a, b) for a, b in combinations(rows, 2) if not rows[a].meets(rows[b])]
    return [(a, b) if rows[a].share > rows[b].share else (b, a) for a, b in apart]
