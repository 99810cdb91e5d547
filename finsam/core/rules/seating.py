"""Who must sit on the board and for how long (R19): 10, 12, 13 and 15 §§ lagen (2003:1210)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

FIRST_ELECTION, EVERY = 2006, 4  # general elections; a term begins 1 April the year after, 13 §


@dataclass(frozen=True)
class BoardSeat:
    """A seat of the board: the member's name, or nothing when it is not known; a substitute's or not."""

    member: str
    is_substitute: bool


def seating_faults(members: Sequence[str], seats: Iterable[BoardSeat]) -> list[str]:
    """Return a sentence for each thing in which the board is not made up as 10 § wants. They only warn."""
    board = list(seats)
    ordinary = {seat.member for seat in board if not seat.is_substitute}
    substitutes = {seat.member for seat in board if seat.is_substitute}
    faults = [f"{member} har ingen ledamot." for member in members if member not in ordinary]
    faults += [f"{member} har ingen ersättare." for member in members if member not in substitutes]
    of_substitutes = sum(seat.is_substitute for seat in board)
    of_members = len(board) - of_substitutes
    if of_members != of_substitutes:
        faults.append(
            f"Styrelsen har {_counted(of_members, 'ledamot', 'ledamöter')} och "
            f"{_counted(of_substitutes, 'ersättare', 'ersättare')}. De ska vara lika många."
        )
    if any(not seat.member for seat in board):
        faults.append("Någon i styrelsen har ingen medlem inskriven. Då går det inte att se vem ersättaren ersätter.")
    return faults


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def term_end(on: date) -> date:
    """Return the last day of the term the day lies in: four years from 1 April after each general election."""
    begins = on.year if on >= date(on.year, 4, 1) else on.year - 1
    since_first = (begins - FIRST_ELECTION - 1) // EVERY * EVERY
    return date(FIRST_ELECTION + 1 + since_first + EVERY, 3, 31)


@dataclass(frozen=True)
class Waiting:
    """A substitute's seat as it stands in line."""

    id: int
    member: int | None
    call_order: int | None
    position: int


def successor(member: int | None, substitutes: Iterable[Waiting]) -> int | None:
    """Return the seat of the substitute who steps in when a member resigns: the same member's only, by order, 15 §."""
    own = [seat for seat in substitutes if member is not None and seat.member == member]
    own.sort(key=lambda seat: (seat.call_order is None, seat.call_order or 0, seat.position))
    return own[0].id if own else None
