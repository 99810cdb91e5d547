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

    `deciding` maps the seat of each one who serves to the seat they serve in: their own, or the absent member's. How
    many they are decides quorum: `needed` of all `seats`, of which the disqualified are not taken away.
    """

    deciding: Mapping[int, int]
    watching: Sequence[
        int
    ]  # present, not deciding: substitutes not needed, and those at a distance that is not allowed
    disqualified: Sequence[int]  # present and disqualified
    seats: int
    needed: int
    able: int  # how many would serve if nobody were disqualified

    @property
    def quorate(self) -> bool:
        """Whether the body can decide."""
        return len(self.deciding) >= self.needed

    @property
    def short_by_conflict(self) -> bool:
        """Whether disqualification alone leaves the body too few.

        Then, if nobody else can be called in time, the disqualified may take part in the question whether they are
        disqualified, 6 kap. 32 § kommunallagen, and in nothing more.
        """
        return not self.quorate and self.able >= self.needed


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
    A seat whose member is not known (None) is of no member: nobody else's is the same.
    """
    ordered = sorted(seats, key=_call_order)
    covering = [stretch for stretch in stretches if stretch.covers(position)]
    present = {stretch.seat for stretch in covering}
    able = {stretch.seat for stretch in covering if distance or not stretch.distance}
    out = set(disqualified)
    seats_of_members = sum(not seat.is_substitute for seat in ordered)
    deciding = _deciding(ordered, able - out, same_member=same_member)
    return Serving(
        deciding=deciding,
        watching=[seat.id for seat in ordered if seat.id in present - out and seat.id not in deciding],
        disqualified=[seat.id for seat in ordered if seat.id in present & out],
        seats=seats_of_members,
        needed=needed_for_quorum(seats_of_members, quorum),
        able=len(_deciding(ordered, able, same_member=same_member)) if present & out else len(deciding),
    )


def _deciding(ordered: Sequence[BodySeat], able: set[int], *, same_member: bool) -> dict[int, int]:
    """Return the seat that each of the able serves in: members their own, substitutes those that are left."""
    members = sorted((seat for seat in ordered if not seat.is_substitute), key=lambda seat: seat.position)
    deciding = {seat.id: seat.id for seat in members if seat.id in able}
    vacant = [seat for seat in members if seat.id not in deciding]
    free = [seat for seat in ordered if seat.is_substitute and seat.id in able]
    return deciding | _substitutes(vacant, free, same_member=same_member)


def _substitutes(vacant: Sequence[BodySeat], free: Sequence[BodySeat], *, same_member: bool) -> dict[int, int]:
    """Return who steps in for whom: first all of the same member, in order of call, then by the setting the rest."""
    stepping_in: dict[int, int] = {}
    for kept_within in (True,) if same_member else (True, False):
        for seat in vacant:
            if seat.id in stepping_in.values():
                continue
            found = next(
                (s for s in free if s.id not in stepping_in and (not kept_within or _same_member(s, seat))), None
            )
            if found:
                stepping_in[found.id] = seat.id
    return stepping_in


def _same_member(one: BodySeat, other: BodySeat) -> bool:
    return one.member is not None and one.member == other.member


def _call_order(seat: BodySeat) -> tuple[bool, int, int]:
    """Order of call as decided at the election; those without one last, by position."""
    return seat.call_order is None, seat.call_order or 0, seat.position


def called_substitute(
    absent: BodySeat, seats: Iterable[BodySeat], taken: Iterable[int], *, same_member: bool
) -> BodySeat | None:
    """Return the substitute to call for an absent member: the same member's first, else by the setting another's.

    `taken` are the seats of substitutes who are absent themselves, have declined or are called already.
    """
    gone = set(taken)
    free = sorted((seat for seat in seats if seat.is_substitute and seat.id not in gone), key=_call_order)
    own = [seat for seat in free if _same_member(seat, absent)]
    return next(iter(own or ([] if same_member else free)), None)
