"""Who serves in each §: the member, else the right substitute; and whether the body can decide (R17, R18, R21).

docs/calculations/serving.md
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class BodySeat:
    """A seat of the body as the rules see it. Substitutes are called in `call_order`, then `position`."""

    id: int
    member: int | None
    is_substitute: bool
    call_order: int | None
    position: int


@dataclass(frozen=True)
class Stretch:
    """That the holder of a seat is present from one item's position to another's, both included; None: all the way."""

    seat: int
    first: int | None
    last: int | None
    distance: bool = False

    def covers(self, position: int) -> bool:
        """Tell whether the item at the position lies in the stretch."""
        return (self.first is None or self.first <= position) and (self.last is None or position <= self.last)


@dataclass(frozen=True)
class Serving:
    """Who takes part in one §.

    `deciding` maps the seat of each one who serves to the seat they serve in: their own, or the absent member's.
    `sum(deciding)` decides quorum: more than `quorum` of all `seats`; `needed` is the least number.
    """

    deciding: Mapping[int, int]
    watching: Sequence[
        int
    ]  # present and not deciding: substitutes who were not needed, and those at a distance not allowed
    disqualified: Sequence[int]
    seats: int
    needed: int

    @property
    def quorate(self) -> bool:
        """Whether the body can decide."""
        return len(self.deciding) >= self.needed


def needed_for_quorum(seats: int, quorum: Fraction) -> int:
    """Return the least number that is more than the share of the seats: 10 -> 6, 9 -> 5, 8 -> 5 of a half."""
    return int(seats * quorum) + 1


def serving_at(
    position: int,
    seats: Iterable[BodySeat],
    stretches: Iterable[Stretch],
    disqualified: Iterable[int],
    *,
    quorum: Fraction,
    same_member: bool,
    distance: bool,
) -> Serving:
    """Return who serves in the item at the position.

    Whoever is present at a distance serves only when the body has decided that it may (`distance`). A member's
    absence or disqualification is filled by a substitute of the same member; without `same_member` then of another.
    """
    ordered = sorted(seats, key=lambda s: (s.call_order is None, s.call_order or 0, s.position))
    here = {s.seat for s in stretches if s.covers(position) and (distance or not s.distance)}
    watching_far = {s.seat for s in stretches if s.covers(position)} - here
    out = set(disqualified)
    members = sorted((seat for seat in ordered if not seat.is_substitute), key=lambda s: s.position)
    deciding = {seat.id: seat.id for seat in members if seat.id in here and seat.id not in out}
    free = [seat for seat in ordered if seat.is_substitute and seat.id in here and seat.id not in out]
    empty = [seat for seat in members if seat.id not in deciding]
    for own in (True, False) if not same_member else (True,):
        for vacant in [seat for seat in empty if seat.id not in deciding.values()]:
            found = next((s for s in free if s.id not in deciding and (not own or s.member == vacant.member)), None)
            if found:
                deciding[found.id] = vacant.id
    return Serving(
        deciding=deciding,
        watching=[s.id for s in ordered if s.id in here | watching_far and s.id not in deciding and s.id not in out],
        disqualified=[s.id for s in ordered if s.id in out and s.id in here | watching_far],
        seats=len(members),
        needed=needed_for_quorum(len(members), quorum),
    )


def called_substitute(
    absent: BodySeat, seats: Iterable[BodySeat], taken: Iterable[int], *, same_member: bool
) -> BodySeat | None:
    """Return the substitute to call for an absent member: the same member's first, else by the setting another's.

    `taken` are the seats of substitutes who are absent themselves, have declined or are called already.
    """
    ordered = sorted(
        (s for s in seats if s.is_substitute and s.id not in set(taken)),
        key=lambda s: (s.member != absent.member, s.call_order is None, s.call_order or 0, s.position),
    )
    fitting = [s for s in ordered if s.member == absent.member or not same_member]
    return fitting[0] if fitting else None
