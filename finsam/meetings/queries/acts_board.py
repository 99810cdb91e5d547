"""What meetings want of whoever sits in a body: papers to read, an answer, a reservation's text, an approval."""

from collections.abc import Iterator

from django.urls import reverse

from finsam.kernel.swedish import SPACE
from finsam.meetings.links import summons_token
from finsam.meetings.models import MeetingState
from finsam.meetings.queries.act_parts import ActDue, address, near_day, the_meeting
from finsam.meetings.queries.act_reads import Waits
from finsam.meetings.records import SERVING_ROLES, meeting_key
from finsam.meetings.rules.dates import adjust_by

TO_READ = {MeetingState.CALLED, MeetingState.OPEN}


def board_acts(waits: Waits) -> Iterator[ActDue]:
    """Return what meetings want of the person for the seats they hold, and what they are asked to approve."""
    yield from _papers(waits)
    yield from _summons(waits)
    yield from _reservations(waits)
    yield from _approvals(waits)


def _papers(waits: Waits) -> Iterator[ActDue]:
    bodies = {seat.body for seat in waits.seats if seat.role in SERVING_ROLES}
    for meeting in waits.meetings:
        is_unread = meeting.state in TO_READ and not meeting.was_opened  # type: ignore[attr-defined]
        if is_unread and meeting.body in bodies and meeting.held_on >= waits.today:
            yield ActDue(
                meeting.held_on,
                f"Läs handlingarna till {the_meeting(meeting, waits.today)}",
                "Du har inte öppnat dem än.",
                "Läs handlingarna",
                address(waits.association, meeting, "papers"),
            )


def _summons(waits: Waits) -> Iterator[ActDue]:
    for summons in waits.summonses:
        if summons.seat_id in waits.own:
            member, token = summons.instead_of.member, summons_token(summons.pk, summons.seat.person_id)
            yield ActDue(
                summons.meeting.held_on,
                f"Svara om du kan tjänstgöra på {the_meeting(summons.meeting, waits.today)}",
                f"Ledamoten för {member.name} kan inte komma." if member else "En ledamot kan inte komma.",
                "Svara",
                reverse("summons", args=[waits.association.slug, meeting_key(summons.meeting), token]),
            )


def _reservations(waits: Waits) -> Iterator[ActDue]:
    for reservation in waits.reservations:
        item, meeting = reservation.item, reservation.item.meeting
        if reservation.seat_id in waits.own:
            held = near_day(meeting.held_on, waits.today)
            yield ActDue(
                adjust_by(meeting.held_on, waits.provisions.days("adjust_days")),
                f"Skriv din reservation mot §{SPACE}{item.number}",
                f"{item.title}, {held}. Texten ska in innan protokollet justeras.",
                "Skriv",
                reverse("reservation", args=[waits.association.slug, meeting_key(meeting), item.pk]),
            )


def _approvals(waits: Waits) -> Iterator[ActDue]:
    """Minutes whose turn it is to approve."""
    turns = {one.signing_id for one in waits.turns}
    for minutes in waits.minutes:
        if minutes.signing_id in turns:
            meeting = minutes.meeting
            yield ActDue(
                adjust_by(meeting.held_on, waits.provisions.days("adjust_days")),
                f"Justera protokollet från {the_meeting(meeting, waits.today)}",
                "Det är din tur att läsa och godkänna.",
                "Läs och godkänn",
                address(waits.association, meeting, "adjustment", "minutes"),
            )
