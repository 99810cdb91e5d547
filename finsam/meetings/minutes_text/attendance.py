"""Who took part, from which § to which: the cover sheet's rows."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from finsam.core.models import Seat, SeatRole
from finsam.kernel.swedish import capital
from finsam.meetings.minutes_text.text import Attending
from finsam.meetings.models import Attendee, Item, Mode
from finsam.meetings.records import Record
from finsam.meetings.rules.serving import Serving
from finsam.meetings.rules.spans import span, written

FIRST = (SeatRole.CHAIR, SeatRole.VICE_CHAIR)


@dataclass(frozen=True)
class Attendance:
    """Who serves, watches and is absent in each § of a record."""

    record: Record

    @cached_property
    def whole(self) -> Sequence[int]:
        """The §§ of the meeting in order."""
        return [self.record.numbers[item.pk] for item in self.record.items]

    @cached_property
    def servings(self) -> dict[int, Serving]:
        """Who serves, by §."""
        return {self.record.numbers[item.pk]: self.record.serving(item) for item in self.record.items}

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of those at the meeting by seat, as printed at the meeting."""
        return {a.seat_id: a.name for a in self.record.attendees if a.seat_id and a.name}

    @cached_property
    def chair(self) -> int | None:
        """The seat of whoever chairs: the meeting's chair, else the body's."""
        first = next((seat.pk for seat in self.record.seats if seat.role == SeatRole.CHAIR), None)
        return self.record.meeting.chair_id or first

    def name(self, seat: Seat) -> str:
        """The name of the one in a seat."""
        return self.names.get(seat.pk) or (seat.person.name if seat.person else "")

    def deciding(self) -> list[Attending]:
        """Those who decide in any §, chairs first."""
        return [self._deciding(seat) for seat in self._ordered if self._decides(seat)]

    def not_deciding(self) -> list[Attending]:
        """Those with a seat who are there in some § without deciding, and not for a conflict of interest."""
        rows = [(seat, {n for n, s in self.servings.items() if seat.pk in s.watching}) for seat in self._ordered]
        return [
            Attending(self.name(seat), self._what(_party(seat), seat, numbers), self._span(numbers))
            for seat, numbers in rows
            if numbers
        ]

    def absent(self) -> list[Attending]:
        """Those with a seat who were not there at all."""
        here = {attendee.seat_id for attendee in self.record.attendees if attendee.presences.all()}
        return [Attending(self.name(seat), office(seat)) for seat in self._ordered if seat.pk not in here]

    def others(self) -> list[Attending]:
        """Staff and guests."""
        guests = [a for a in self.record.attendees if a.seat_id not in self.record.by_id and a.presences.all()]
        rows = [Attending(_guest_name(a), _guest_office(a), self._span(self._present(a))) for a in guests]
        secretary = self.record.meeting.secretary
        if secretary and secretary.pk not in {a.seat_id for a in self.record.attendees}:
            rows.append(Attending(self.name(secretary), secretary.get_role_display()))
        return rows

    def quorum(self) -> str:
        """How many decided where, and how many it takes."""
        counts: dict[int, set[int]] = defaultdict(set)
        for number, serving in self.servings.items():
            counts[len(serving.deciding)].add(number)
        if not counts:
            return ""
        one = next(iter(self.servings.values()))
        rows = sorted(counts.items(), key=lambda row: self.whole.index(min(row[1])))
        said = [f"{count} av {one.seats}{' ledamöter' if not i else ''} {self._where(where)}".strip()
                for i, (count, where) in enumerate(rows)]  # fmt: skip
        return f"{', '.join(said)}; minst {one.needed} krävs"

    def _where(self, numbers: Collection[int]) -> str:
        """The §§ of a count: the last ones open-ended, the others written out."""
        said = self._span(numbers)
        return self._written(numbers) if said.startswith("till och med") else said

    @cached_property
    def _prefix(self) -> str:
        return self.record.provisions.text("section_prefix")

    @cached_property
    def _ordered(self) -> list[Seat]:
        def place(seat: Seat) -> tuple[bool, int, bool, int]:
            rank = FIRST.index(SeatRole(seat.role)) if seat.role in FIRST else len(FIRST)
            return seat.pk != self.chair, rank, seat.role == SeatRole.SUBSTITUTE, seat.position

        return sorted(self.record.seats, key=place)

    def _span(self, numbers: Collection[int]) -> str:
        return span(numbers, self.whole, self._prefix)

    def _written(self, numbers: Collection[int]) -> str:
        return written(numbers, self.whole, self._prefix)

    def _decides(self, seat: Seat) -> bool:
        return any(seat.pk in serving.deciding for serving in self.servings.values())

    def _deciding(self, seat: Seat) -> Attending:
        own = {n for n, s in self.servings.items() if s.deciding.get(seat.pk) == seat.pk}
        out = {n for n, s in self.servings.items() if seat.pk in s.disqualified}
        all_ = {n for n, s in self.servings.items() if seat.pk in s.deciding} | out
        remarks = [self._span(own | out)] if own else self._instead(seat)
        if out:
            remarks.append(f"jäv {self._written(out)}")
        what = self._what(office(seat), seat, all_)
        if seat.pk == self.chair and seat.role != SeatRole.CHAIR:
            what += ", mötets ordförande"
        return Attending(self.name(seat), what, ", ".join(filter(None, remarks)), strong=seat.pk == self.chair)

    def _instead(self, seat: Seat) -> list[str]:
        """Whom a substitute serves for, and in which §§."""
        served: dict[int, set[int]] = defaultdict(set)
        for number, serving in self.servings.items():
            if seat.pk in serving.deciding:
                served[serving.deciding[seat.pk]].add(number)
        said = []
        for vacant, numbers in served.items():
            other = self.record.by_id[vacant]
            whom = self.name(other) or office(other)
            said.append(f"tjänstgör för {whom} {self._span(numbers)}".strip())
        return said

    def _what(self, said: str, seat: Seat, numbers: set[int]) -> str:
        """What is said of a seat, and that it is at a distance: everywhere, or in which §§."""
        far = {number for number in numbers if self._is_far(seat, number)}
        if not far:
            return said
        where = "" if far == numbers else f" {self._written(far)}"
        return f"{said}, {Mode.DISTANCE.label}{where}"

    def _is_far(self, seat: Seat, number: int) -> bool:
        position = self._positions[number]
        return any(s.seat == seat.pk and s.distance and s.covers(position) for s in self.record.stretches)

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {self.record.numbers[item.pk]: item.position for item in self.record.items}

    def _present(self, attendee: Attendee) -> set[int]:
        return {n for first, last in self._stretches(attendee) for n in self._between(first, last)}

    def _stretches(self, attendee: Attendee) -> Iterator[tuple[int | None, int | None]]:
        places = self.record.positions
        for presence in attendee.presences.all():
            yield places.get(presence.first_item_id or 0), places.get(presence.last_item_id or 0)

    def _between(self, first: int | None, last: int | None) -> Iterator[int]:
        for item in self.record.items:
            if (first is None or first <= item.position) and (last is None or item.position <= last):
                yield self._number(item)

    def _number(self, item: Item) -> int:
        return self.record.numbers[item.pk]


def office(seat: Seat) -> str:
    """Write what a seat is, as a cover sheet does: "Nora kommun", "Hällefors kommun, ordförande", "förbundschef"."""
    role = "" if seat.role in {SeatRole.MEMBER, SeatRole.PREPARATORY_MEMBER} else str(seat.get_role_display())
    if not seat.member:
        return capital(role) or "Ledamot"
    return ", ".join(filter(None, [seat.member.name, role]))


def _party(seat: Seat) -> str:
    """What is said of one who does not serve: a substitute by member alone, a member by being one."""
    if seat.role == SeatRole.SUBSTITUTE and seat.member:
        return seat.member.name
    return f"{office(seat)}, ledamot" if seat.role == SeatRole.MEMBER and seat.member else office(seat)


def _guest_name(attendee: Attendee) -> str:
    return attendee.name or (attendee.seat.person.name if attendee.seat and attendee.seat.person else "")


def _guest_office(attendee: Attendee) -> str:
    role = attendee.role or (str(attendee.seat.get_role_display()) if attendee.seat else "")
    return ", ".join(filter(None, [role, attendee.organisation]))
