"""How a decision is followed up, and what a year's discharge still waits for (R29)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

FollowUp = Literal["none", "open", "late", "done"]


def follow_up(responsible: str, due_on: date | None, done_on: date | None, on: date) -> FollowUp:
    """Tell where the carrying out of a decision stands. Without somebody or a day there is nothing to carry out."""
    if done_on:
        return "done"
    if not responsible and not due_on:
        return "none"
    return "late" if due_on and due_on < on else "open"


@dataclass(frozen=True)
class MemberDischarge:
    """What a member has decided on a year, and whether the board has noted it. None: not known yet."""

    member: str
    approved: bool | None = None
    granted: bool | None = None
    noted: bool = False

    @property
    def missing(self) -> str:
        """What the row waits for, in words; nothing when it is closed. The report need not have been approved apart."""
        if self.granted is None:
            return "medlemmens beslut"
        return "" if self.noted else "att styrelsen antecknar beslutet"

    @property
    def is_open(self) -> bool:
        """Whether something is missing."""
        return bool(self.missing)


def all_granted(rows: Sequence[MemberDischarge]) -> bool:
    """Tell whether every member has granted discharge and no row is open."""
    return bool(rows) and all(row.granted and not row.is_open for row in rows)


def remind_from(year: int, month_day: str) -> date:
    """Return the day from which what is open of a fiscal year is reminded of: "10-31" of the year after."""
    return date.fromisoformat(f"{year + 1}-{month_day}")
