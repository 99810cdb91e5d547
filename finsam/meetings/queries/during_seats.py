"""Who serves in a §, as the right column and every choice of a person says it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from finsam.core.models import Seat, SeatRole
from finsam.meetings.models import Attendee, Ground, Item, Mode, Presence
from finsam.meetings.records import Record, meeting_key
from finsam.meetings.rules.serving import Serving


@dataclass(frozen=True)
class Stretch:
    """A filled part of the thin rule, in percent of its length."""

    start: str
    width: str


@dataclass(frozen=True)
class SeatLine:
    """Somebody in the body: who, what they are, how they stand in this §, and where in the meeting they serve."""

    name: str
    detail: str
    status: str
    late: bool = False
    filled: Sequence[Stretch] = ()
    now: str = "0"
    where: str = ""


@dataclass(frozen=True)
class ConflictLine:
    """Somebody who is disqualified in the §."""

    name: str
    detail: str
    remove_url: str


@dataclass(frozen=True)
class Attendance:
    """Who is there in the § the page shows."""

    heading: str
    conflict_heading: str
    short: bool
    count: str
    quorate: bool
    quorum: str
    explained: str
    members: Sequence[SeatLine]
    substitutes: Sequence[SeatLine]
    absent_substitutes: Sequence[str]
    absent_words: str
    guests: Sequence[SeatLine]
    conflicts: Sequence[ConflictLine]
    span: str
    correct_url: str


def seat_names(seats: Iterable[Seat]) -> dict[int, str]:
    """Return what each seat is called: its member, and where two are of the same also who sits there."""
    listed = list(seats)
    kinds = Counter((seat.member_id, seat.role == SeatRole.SUBSTITUTE) for seat in listed)
    return {seat.pk: _name(seat, alone=kinds[seat.member_id, seat.role == SeatRole.SUBSTITUTE] == 1) for seat in listed}


def _name(seat: Seat, *, alone: bool) -> str:
    if seat.member is None:
        return seat.person.name if seat.person else seat.get_role_display().capitalize()
    if alone:
        return seat.member.name
    return f"{seat.member.name}, {seat.person.name if seat.person else seat.get_role_display()}"


def seat_choices(record: Record, seats: Iterable[int]) -> list[tuple[str, str]]:
    """Return seats to choose between: "Nora kommun, ledamot (Droppa Älvsdotter)"."""
    names = seat_names(record.seats)
    return [(str(pk), _long(record.by_id[pk], names[pk])) for pk in seats]


def _long(seat: Seat, name: str) -> str:
    person = f" ({seat.person.name})" if seat.person and seat.person.name not in name else ""
    role = seat.get_role_display()
    return f"{name}{'' if role.casefold() in name.casefold() else f', {role}'}{person}"


def attendance_of(record: Record, item: Item, adjusters: Iterable[int], slug: str) -> Attendance:
    """Return who serves in the item."""
    servings = [record.serving(one) for one in record.items]
    serving = servings[list(record.items).index(item)]
    lines = _Lines(record, item, serving, servings, set(adjusters))
    members = [seat for seat in record.seats if seat.role != SeatRole.SUBSTITUTE]
    substitutes = [seat for seat in record.seats if seat.role == SeatRole.SUBSTITUTE]
    noted = {attendee.seat_id for attendee in record.attendees if attendee.presences.all()}
    absent = [lines.names[seat.pk] for seat in substitutes if seat.pk not in noted]
    number, key = record.numbers[item.pk], meeting_key(record.meeting)
    return Attendance(
        heading=f"Tjänstgör i § {number}",
        conflict_heading=f"Jäv i § {number}",
        short=not serving.quorate,
        count=f"{len(serving.deciding)} av {serving.seats}",
        quorate=serving.quorate,
        quorum="beslutför" if serving.quorate else f"inte beslutför, {serving.needed} krävs",
        explained="" if serving.quorate else _explained(serving),
        members=[lines.member(seat) for seat in members],
        substitutes=[lines.substitute(seat) for seat in substitutes if seat.pk in noted],
        absent_substitutes=absent,
        absent_words=f"{len(absent)} ersättare är frånvarande" if absent else "",
        guests=[lines.guest(one) for one in record.attendees if one.seat_id not in record.by_id],
        conflicts=[
            ConflictLine(
                lines.names.get(conflict.seat_id, ""),
                f"{Ground(conflict.ground).label.split(' (')[0]}. {conflict.text}",
                reverse("conflict-remove", args=[slug, key, conflict.pk]),
            )
            for conflict in item.conflicts.all()
        ],
        span=f"§ {record.numbers[record.items[0].pk]}–{record.numbers[record.items[-1].pk]}",
        correct_url=reverse("meeting-attendance", args=[slug, key]),
    )


def _explained(serving: Serving) -> str:
    here = len(serving.deciding)
    return (
        f"{here} av {serving.seats} tjänstgör och {serving.needed} krävs. Ni kan få information och samtala, "
        "men paragrafen kan inte avslutas med ett beslut."
    )


@dataclass(frozen=True)
class _Lines:
    record: Record
    item: Item
    serving: Serving
    servings: Sequence[Serving]
    adjusters: set[int]

    @property
    def names(self) -> dict[int, str]:
        return seat_names(self.record.seats)

    def member(self, seat: Seat) -> SeatLine:
        instead = next((s for s, own in self.serving.deciding.items() if own == seat.pk and s != seat.pk), None)
        role = seat.get_role_display()
        if seat.pk == self.record.meeting.chair_id and seat.role != SeatRole.CHAIR:
            role += ", leder mötet"
        detail = [seat.person.name if seat.person and seat.member else "", role]
        detail.append("justerare" if seat.pk in self.adjusters else "")
        detail.append(f"ersätts av {self._substitute_name(instead)}" if instead else "")
        status, late = self._status(seat)
        return self._line(seat, ", ".join(filter(None, detail)), status, late=late)

    def substitute(self, seat: Seat) -> SeatLine:
        own = self.serving.deciding.get(seat.pk)
        detail = [seat.person.name if seat.person and seat.member else ""]
        stretch = self._presence(seat.pk)
        detail.append("på distans" if stretch and stretch.mode == Mode.DISTANCE else "")
        if own:
            detail.append(f"för {self.names[own]}")
            return self._line(seat, ", ".join(filter(None, detail)), "tjänstgör")
        last = self._last(seat.pk)
        detail.append(f"t.o.m. § {last}" if last else "")
        detail.append("inte beslutande")
        status, late = self._status(seat)
        return self._line(seat, ", ".join(filter(None, detail)), "närvarar" if status == "tjänstgör" else status,
                          late=late)  # fmt: skip

    def guest(self, attendee: Attendee) -> SeatLine:
        seat = attendee.seat
        role = attendee.role or (seat.get_role_display() if seat else "")
        if seat and seat.pk == self.record.meeting.secretary_id and "sekreterare" not in role:
            role = f"{role}, sekreterare"
        words = [attendee.name, role, attendee.organisation]
        spans = [self._span(presence) for presence in attendee.presences.all()]
        now = any(self._covers(presence, self.item.position) for presence in attendee.presences.all())
        partly = any(span != "hela mötet" for span in spans)
        status = ", ".join(spans) + (", nu" if now and partly else "")
        return SeatLine(", ".join(filter(None, words)), "", status, late=now and partly)

    def _line(self, seat: Seat, detail: str, status: str, *, late: bool = False) -> SeatLine:
        count = len(self.servings)
        reached = max([self.item.position, *(i.position for i in self.record.items if i.number is not None)])
        served = [p for p, one in enumerate(self.servings) if seat.pk in one.deciding and p <= reached]
        filled = [Stretch(part(run[0], count), part(len(run), count)) for run in _runs(served)]
        numbers = [self.record.numbers[self.record.items[p].pk] for p in served]
        where = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in _runs(numbers))
        return SeatLine(
            self.names[seat.pk], detail, status, late, filled,
            now=part(self.item.position + 1, count), where=f"tjänstgör § {where}" if where else "",
        )  # fmt: skip

    def _status(self, seat: Seat) -> tuple[str, bool]:
        presence = self._presence(seat.pk)
        if seat.pk in self.serving.disqualified:
            return "jäv", True
        if presence is None:
            return self._away(seat.pk)
        if seat.pk not in self.serving.deciding and presence.mode == Mode.DISTANCE:
            return "på distans, tjänstgör inte", True
        if presence.first_item_id:
            return f"från § {self.record.numbers[presence.first_item_id]}", True
        return "tjänstgör", False

    def _away(self, seat: int) -> tuple[str, bool]:
        stretches = [stretch for stretch in self.record.stretches if stretch.seat == seat]
        coming = [s.first for s in stretches if s.first is not None and s.first > self.item.position]
        if coming:
            return f"kommer § {self.record.numbers[self.record.items[min(coming)].pk]}", False
        return ("har gått", True) if stretches else ("frånvarande", False)

    def _presences(self, seat: int) -> list[Presence]:
        return [p for attendee in self.record.attendees if attendee.seat_id == seat for p in attendee.presences.all()]

    def _presence(self, seat: int) -> Presence | None:
        return next((p for p in self._presences(seat) if self._covers(p, self.item.position)), None)

    def _last(self, seat: int) -> int | None:
        ends = [p.last_item_id for p in self._presences(seat)]
        return self.record.numbers.get(ends[-1]) if ends and ends[-1] else None

    def _covers(self, presence: Presence, position: int) -> bool:
        places = self.record.positions
        first = places.get(presence.first_item_id, 0) if presence.first_item_id else 0
        last = places.get(presence.last_item_id) if presence.last_item_id else None
        return first <= position and (last is None or position <= last)

    def _span(self, presence: Presence) -> str:
        return span_words(self.record, presence)

    def _substitute_name(self, seat: int | None) -> str:
        found = self.record.by_id.get(seat or 0)
        if found is None:
            return ""
        return found.person.name if found.person else f"ersättaren, {self.names[found.pk]}"


def span_words(record: Record, presence: Presence) -> str:
    """Write a presence: "hela mötet", "§ 67", "från § 72", "t.o.m. § 71", "§ 63–71"."""
    first = record.numbers.get(presence.first_item_id) if presence.first_item_id else None
    last = record.numbers.get(presence.last_item_id) if presence.last_item_id else None
    if first and last:
        return f"§ {first}" if first == last else f"§ {first}–{last}"
    if first:
        return f"från § {first}"
    return f"t.o.m. § {last}" if last else "hela mötet"


def part(number: int, whole: int) -> str:
    """Return a part in percent, as a drawing wants it: with a point, whatever the language."""
    return f"{100 * number / whole:.2f}"


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Part numbers into runs without gap."""
    grouped = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in grouped]
