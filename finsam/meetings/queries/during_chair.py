"""The chair's view and the members': the § now, the proposal, who is to speak, how the vote stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.urls import reverse

from finsam.core.models import Person, Seat, SeatRole
from finsam.meetings.models import ItemState, MeetingState, SpeakerRequest
from finsam.meetings.queries.during import AgendaRow, Live
from finsam.meetings.queries.during_items import ShownItem, shown_item
from finsam.meetings.queries.during_seats import attendance_of, seat_choices, seat_names
from finsam.meetings.rules.speakers import Asked, speaking_order
from finsam.meetings.stages import address_of
from finsam.meetings.words import full_day, short_day
from finsam.ui.parts import Link


@dataclass(frozen=True)
class Speaker:
    """Somebody in the speaking order."""

    name: str
    is_reply: bool
    strike_url: str  # empty for those who may not strike


@dataclass(frozen=True)
class ChairPage:
    """What stands on the tablet on the table, and in a simpler form on every member's telephone."""

    title: str
    state: str
    crumbs: Sequence[Link]
    going_on: bool
    phase: str
    item: ShownItem | None
    quorum: str
    short: bool
    agenda: Sequence[AgendaRow]
    speakers: Sequence[Speaker]
    choices: Sequence[tuple[str, str]]  # seats that may be put in the order by whoever looks
    ask_url: str
    reservation_url: str
    here_url: str
    live_url: str
    seen: str = ""
    fault: str = ""


def own_seats(live: Live, person: Person) -> list[Seat]:
    """Return the person's seats in the body."""
    return [seat for seat in live.record.seats if seat.person_id == person.pk]


def presides(live: Live, person: Person) -> bool:
    """Tell whether the person is in the chair, or may come to be."""
    leads = {SeatRole.CHAIR, SeatRole.VICE_CHAIR}
    return any(s.role in leads or s.pk == live.record.meeting.chair_id for s in own_seats(live, person))


def chair_page(live: Live, person: Person, *, leads: bool, keeps: bool, fault: str = "") -> ChairPage:
    """Return the page: for those who lead the meeting with everybody in the order, for others with themselves."""
    record, meeting, slug, key = live.record, live.record.meeting, live.slug, live.key
    item = shown_item(record, live.item, slug, {}, writes=False) if live.item else None
    there = attendance_of(record, live.item, live.adjusters, slug) if live.item else None
    seats = list(record.by_id) if leads else [seat.pk for seat in own_seats(live, person)]
    going_on = meeting.state == MeetingState.OPEN and meeting.paused_at is None
    begun = item is not None and item.state == ItemState.BEGUN
    address = "meeting-chair" if leads else "meeting-follow"
    page = ChairPage(
        title="Ordförandens vy" if leads else "Följ mötet",
        state=f"{full_day(meeting.held_on).capitalize()}. {meeting.get_state_display()}.",
        crumbs=[
            Link("Möten", address_of("meetings", record.association)),
            Link(short_day(meeting.held_on), address_of("meeting", record.association, key)),
            Link("Ordförandens vy" if leads else "Följ mötet"),
        ],
        going_on=going_on,
        phase="chair" if leads else "follow",
        item=item,
        quorum=f"{there.count} tjänstgör, {there.quorum}" if there else "",
        short=there.short if there else False,
        agenda=_agenda(live),
        speakers=_speakers(live, seats if going_on else []),
        choices=_choices(live, seats) if going_on and begun else [],
        ask_url=reverse("speaker-ask", args=[slug, key, item.pk]) if item else "",
        reservation_url=_reservation_url(live, item) if item and own_seats(live, person) else "",
        here_url=reverse(address, args=[slug, key]),
        live_url=reverse("meeting-live", args=[slug, key]) if keeps else "",
        fault=fault,
    )
    return replace(page, seen=sha256(repr(page).encode()).hexdigest()[:16])


def _reservation_url(live: Live, item: ShownItem) -> str:
    return reverse("reservation", args=[live.slug, live.key, item.pk])


def _agenda(live: Live) -> list[AgendaRow]:
    marks = {
        ItemState.WAITING: ("waiting", "kvar"),
        ItemState.BEGUN: ("begun", "pågår"),
        ItemState.CLOSED: ("done", "klar"),
    }
    return [
        AgendaRow(one.pk, f"§ {live.record.numbers[one.pk]}", one.title, *marks[ItemState(one.state)], url="",
                  current=live.item is not None and one.pk == live.item.pk)
        for one in live.record.items
    ]  # fmt: skip


def _choices(live: Live, seats: Sequence[int]) -> list[tuple[str, str]]:
    assert live.item is not None
    serving = live.record.serving(live.item)
    here = {*serving.deciding, *serving.watching}
    return seat_choices(live.record, [pk for pk in seats if pk in here])


def _speakers(live: Live, mine: Sequence[int]) -> list[Speaker]:
    if live.item is None:
        return []
    rows = SpeakerRequest.objects.filter(association=live.record.association, item=live.item)
    asked = [Asked(r.pk, r.seat_id, r.is_reply, r.asked_at, r.spoken_at is not None) for r in rows]
    names = seat_names(live.record.seats)
    return [
        Speaker(names.get(one.seat, ""), one.is_reply,
                reverse("speaker-strike", args=[live.slug, live.key, one.id]) if one.seat in mine else "")
        for one in speaking_order(asked)
    ]  # fmt: skip
