"""The page where a member reserves themself against a §, and writes why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.meetings.actions.during import WRITABLE
from finsam.meetings.models import Item, MeetingState, Reservation
from finsam.meetings.queries.during import Live
from finsam.meetings.queries.during_items import local
from finsam.meetings.queries.during_seats import seat_choices
from finsam.meetings.rules.dates import adjust_by
from finsam.meetings.stages import address_of
from finsam.meetings.words import clock, short_day
from finsam.ui.parts import Link


@dataclass(frozen=True)
class ReservationRow:
    """Somebody's reservation, for whoever keeps the meeting."""

    name: str
    told: str
    url: str


@dataclass(frozen=True)
class ReservationPage:
    """A reservation against one §: announced, and its reasons written."""

    title: str
    crumbs: Sequence[Link]
    state: str
    name: str
    decided: Sequence[str]
    told: str
    announced: bool
    can_announce: bool
    can_write: bool
    text: str
    rows: Sequence[ReservationRow]
    here_url: str
    back_url: str
    fault: str = ""


def reservation_page(
    live: Live, item: Item, seat: int | None, *, keeps: bool, text: str | None = None, fault: str = ""
) -> ReservationPage:
    """Return the page for the seat, or without one for whoever keeps the meeting."""
    record, meeting, slug, key = live.record, live.record.meeting, live.slug, live.key
    found = {one.seat_id: one for one in item.reservations.all()}
    own = found.get(seat or 0)
    here = reverse("reservation", args=[slug, key, item.pk])
    name = seat_choices(record, [seat])[0][1] if seat else ""
    number = record.numbers[item.pk]
    back = reverse("meeting-live" if keeps else "meeting-follow", args=[slug, key])
    return ReservationPage(
        title=f"Reservation mot § {number}",
        crumbs=[
            Link("Möten", address_of("meetings", record.association)),
            Link(short_day(meeting.held_on), address_of("meeting", record.association, key)),
            Link(f"Reservation mot § {number}"),
        ],
        state=item.title,
        name=name,
        decided=[decision.text for decision in item.decisions.all()],
        told=_told(live, own),
        announced=own is not None,
        can_announce=seat is not None and own is None and meeting.state == MeetingState.OPEN and bool(item.number),
        can_write=own is not None and meeting.state in WRITABLE,
        text=text if text is not None else own.text if own else "",
        rows=[
            ReservationRow(seat_choices(record, [pk])[0][1], "skälen skrivna" if one.text else "skäl saknas",
                           f"{here}?plats={pk}")
            for pk, one in found.items() if keeps and seat is None and pk in record.by_id
        ],
        here_url=here + (f"?plats={seat}" if keeps and seat else ""),
        back_url=back,
        fault=fault,
    )  # fmt: skip


def _told(live: Live, own: Reservation | None) -> str:
    meeting = live.record.meeting
    by = short_day(adjust_by(meeting.held_on, live.record.provisions.days("adjust_days")))
    if own is not None:
        return f"Anmäld {clock(local(own.announced_at).time())}. Skälen skrivs innan protokollet justeras, senast {by}."
    if meeting.state == MeetingState.OPEN:
        return f"Reservationen anmäls innan mötet avslutas. Skälen kan skrivas senare, innan justeringen senast {by}."
    return "Ingen reservation är anmäld. Den anmäls innan mötet avslutas."
