"""How a goal is judged, and how the figure that measures it is written (R33 with the goal's own limits)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Verdict = Literal["met", "partly", "not", "open"]


def judge(value: Fraction | int | None, at_least: Decimal | int | None, partly_from: Decimal | None = None) -> Verdict:
    """Judge a value, in the unit of the limits: met from `at_least` on, partly from `partly_from` on.

    Without a value or a limit it is open; without `partly_from` what is not met is not met.
    """
    if value is None or at_least is None:
        return "open"
    if value >= Fraction(at_least):
        return "met"
    return "partly" if partly_from is not None and value >= Fraction(partly_from) else "not"


def written_limit(limit: Decimal) -> str:
    """Write a limit as one does: 15, or 7,5."""
    return f"{limit.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class Measure:
    """The cell that measures a goal: "participants.sex@coachning:woman/share"."""

    figure: str  # with its key, if it has one
    row: str = ""
    column: str = ""

    @classmethod
    def read(cls, written: str) -> "Measure":
        """Read what `written` gives. Raises ValueError when it names no cell."""
        figure, _, place = written.partition(":")
        row, slash, column = place.partition("/")
        if "." not in figure or (place and not slash):
            msg = f"”{written}” är inget tal. Välj ett tal i listan."
            raise ValueError(msg)
        return cls(figure, row, column)

    @property
    def written(self) -> str:
        """The measure as it is stored."""
        return f"{self.figure}:{self.row}/{self.column}" if self.row or self.column else self.figure
