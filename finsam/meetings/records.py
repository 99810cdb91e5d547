"""The record of a meeting: everything of it in few queries, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Max, Prefetch, QuerySet
from django.http import Http404

from finsam.cases.models import Document, StoredFile
from finsam.cases.queries import is_secret
from finsam.core.models import Association, Body, NumberSeries, Seat, SeatRole
from finsam.core.provisions import provisions_of
from finsam.core.rules.provisions import Provisions
from finsam.meetings.models import Annex, Attendee, Ballot, Item, Majority, Meeting, Mode
from finsam.meetings.rules.annexes import annex_numbers
from finsam.meetings.rules.serving import BodySeat, Serving, Stretch, serving_at

SERVING_ROLES = (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.MEMBER, SeatRole.SUBSTITUTE, SeatRole.PREPARATORY_MEMBER)
PREFIXES = {Body.BOARD: "", Body.PREPARATORY: "beredning-"}
"""How the address of a meeting of the body begins, before its date."""


def meeting_key(meeting: Meeting) -> str:
    """Return the meeting's place in addresses: "2021-11-19", or "beredning-2021-10-05"."""
    return f"{PREFIXES[Body(meeting.body)]}{meeting.held_on}"


def find_meeting(association: Association, key: str) -> Meeting:
    """Return the meeting of an address. Raises Http404 when there is none. Must be called within the association."""
    body = Body.PREPARATORY if key.startswith(PREFIXES[Body.PREPARATORY]) else Body.BOARD
    try:
        held_on = date.fromisoformat(key.removeprefix(PREFIXES[body]))
    except ValueError as error:
        raise Http404 from error
    found = (
        Meeting.objects.filter(association=association, body=body, held_on=held_on)
        .select_related("chair__person", "chair__member", "secretary__person", "case", "calling")
        .first()
    )
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Record:
    """A meeting as read at one moment."""

    association: Association
    meeting: Meeting
    provisions: Provisions  # on the day of the meeting
    seats: Sequence[Seat]  # of the body, in force on the day, with member and person
    items: Sequence[Item]  # in order
    attendees: Sequence[Attendee]  # with presences
    last_number: int  # the last § taken in the series of the meeting's body and year

    @cached_property
    def by_id(self) -> dict[int, Seat]:
        """Seats by id."""
        return {seat.pk: seat for seat in self.seats}

    @cached_property
    def positions(self) -> dict[int, int]:
        """Position of each item by id."""
        return {item.pk: item.position for item in self.items}

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The § of each item by id: taken, or for those to come the one it will get if the order stands."""
        upcoming = self.last_number or (self.meeting.first_number or 1) - 1
        numbers = {}
        for item in self.items:
            if item.number is None:
                upcoming += 1
            numbers[item.pk] = item.number or upcoming
        return numbers

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Who with a seat is present when."""
        return [
            Stretch(
                attendee.seat_id,
                self.positions.get(presence.first_item_id) if presence.first_item_id else None,
                self.positions.get(presence.last_item_id) if presence.last_item_id else None,
                presence.mode == Mode.DISTANCE,
            )
            for attendee in self.attendees
            if attendee.seat_id in self.by_id
            for presence in attendee.presences.all()
        ]

    @cached_property
    def body_seats(self) -> list[BodySeat]:
        """The seats as the rules see them."""
        return [rule_seat(seat) for seat in self.seats]

    def serving(self, item: Item) -> Serving:
        """Return who serves in the item."""
        return serving_at(
            item.position,
            self.body_seats,
            self.stretches,
            [conflict.seat_id for conflict in item.conflicts.all()],
            quorum=self.provisions.fraction("quorum"),
            same_member=self.provisions.holds("same_member"),
            distance=self.provisions.holds("distance"),
        )

    @cached_property
    def annex_numbers(self) -> dict[int, str]:
        """The number of each annex by id: "1.1"."""
        groups = [list(item.annexes.all()) for item in self.items]
        numbers = annex_numbers((len(g), i.annexes_apart) for g, i in zip(groups, self.items, strict=True))
        return {a.pk: n for group, row in zip(groups, numbers, strict=True) for a, n in zip(group, row, strict=True)}

    def is_late(self, added: Item | Annex) -> bool:
        """Tell whether an item or annex came after the calling had been sent."""
        return self.meeting.called_at is not None and added.added_at > self.meeting.called_at


DEEP = ("decisions", "reservations__seat__member", "reservations__seat__person", "motions__seat__member",
        "motions__seat__person", "party_positions")  # fmt: skip


def read_record(association: Association, meeting: Meeting, *, deep: bool = False) -> Record:
    """Read a meeting. `deep` adds decisions, votes, motions, reservations and positions of every item: for minutes.

    Must be called within the association.
    """
    items = (
        Item.objects.filter(association=association, meeting=meeting)
        .select_related("case")
        .prefetch_related("conflicts", Prefetch("annexes", _annexes()))
    )
    if deep:
        ballots = Ballot.objects.prefetch_related("votes__seat__member", "votes__seat__person")
        items = items.prefetch_related(*DEEP, Prefetch("ballots", ballots))
    return Record(
        association=association,
        meeting=meeting,
        provisions=provisions_of(association, meeting.held_on),
        seats=body_seats(association, meeting.body, meeting.held_on),
        items=list(items),
        attendees=list(
            Attendee.objects.filter(association=association, meeting=meeting)
            .select_related("seat__member", "seat__person")
            .prefetch_related("presences")
        ),
        last_number=_last_number(association, meeting),
    )


def secrecy_ground(record: Record) -> str:
    """Return the ground of the first case or annex under secrecy in the meeting, or nothing."""
    for item in record.items:
        if item.case and item.case.secret:
            return item.case.secrecy_ground
        for annex in item.annexes.all():
            if is_secret(annex.document):
                return annex.document.secrecy_ground or annex.document.case.secrecy_ground
    return ""


def rule_seat(seat: Seat) -> BodySeat:
    """Return a seat as the rules see it."""
    return BodySeat(seat.pk, seat.member_id, seat.role == SeatRole.SUBSTITUTE, seat.call_order, seat.position)


def body_seats(association: Association, body: str, on: date) -> list[Seat]:
    """Return the seats of a body in force on the day that serve or may be called to serve, in order."""
    found = Seat.objects.in_force(on).filter(association=association, body=body, role__in=SERVING_ROLES)
    return list(found.select_related("member", "person"))


def series_name(meeting: Meeting) -> str:
    """Return the series the meeting's §§ are numbered in: "board-2021" (R23)."""
    return f"{meeting.body}-{meeting.held_on.year}"


def _last_number(association: Association, meeting: Meeting) -> int:
    found = NumberSeries.objects.filter(association=association, name=series_name(meeting))
    return int(found.aggregate(last=Max("last"))["last"] or 0)


def _annexes() -> QuerySet[Annex]:
    documents = Document.objects.select_related("case").prefetch_related(
        Prefetch("file", StoredFile.objects.defer("content", "text"))
    )
    return Annex.objects.prefetch_related(Prefetch("document", documents))


def majorities_of(association: Association, on: date) -> dict[str, Majority]:
    """Return the kinds of decision that want a qualified majority on the day, by key."""
    rows = Majority.objects.filter(association=association, valid_from__lte=on).order_by("valid_from")
    return {row.key: row for row in rows}
