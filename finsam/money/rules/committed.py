"""Commitments told by the rooms above, and which of those written by hand say the same again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Written(Protocol):
    """A commitment written by hand."""

    @property
    def line_id(self) -> int:
        """The budget line it binds."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def decided_in_id(self) -> int | None:
        """The § it stands on."""


@dataclass(frozen=True)
class Told:
    """What another room knows a line to be bound to in a year. Öre; None: not yet. `url` is where it stands."""

    key: str  # never that of a row written by hand: "grant-12"
    line_id: int
    title: str
    counterpart: str
    decided: int
    contracted: int | None
    claimed: int | None
    paid: int | None
    source: str  # "Styrelsen 19 november 2021, § 70"
    url: str
    decided_in_id: int | None = None
    names: tuple[str, ...] = ()  # other titles it goes by


def is_the_same(written: Written, told: Told) -> bool:
    """Tell whether a row written by hand says what is told: the same line, and the same § or the same title."""
    if written.line_id != told.line_id:
        return False
    if written.decided_in_id is not None and written.decided_in_id == told.decided_in_id:
        return True
    return _plain(written.title) in {_plain(name) for name in (told.title, *told.names)}


def said_again(written: Sequence[Written], told: Sequence[Told]) -> list[Written]:
    """Return those written by hand that yield, so that nothing is counted twice."""
    return [row for row in written if any(is_the_same(row, one) for one in told)]


def _plain(title: str) -> str:
    """A title without a year at its end, its case or extra spaces: "Coachingteamet 2026" is Coachingteamet."""
    words = title.casefold().split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1].isdigit() and len(words[-1]) == 4 else words)
