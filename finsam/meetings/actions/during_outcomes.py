"""Decisions that do more than stand in the minutes: who adjusts them, when the next meeting is."""

from collections.abc import Sequence
from datetime import date, time

from django.db import transaction
from django.db.models import QuerySet

from finsam.core import audit
from finsam.core.models import Association, Person, Seat
from finsam.kernel.swedish import day, listed
from finsam.meetings.actions.during import lock_item, lock_meeting
from finsam.meetings.actions.during_items import write_clauses
from finsam.meetings.models import Adjuster, Item, Meeting, MeetingState, Outcome
from finsam.meetings.words import clock


@transaction.atomic
def elect_adjusters(*, association: Association, meeting: Meeting, item: int, seats: Sequence[int], by: Person) -> None:
    """Elect who adjusts the minutes with the chair, and write the decision. Raises ValueError for the chair."""
    locked = lock_meeting(association, meeting.pk)
    row = _begun(association, locked, item)
    if locked.chair_id in seats:
        raise ValueError("Ordföranden justerar alltid. Välj någon annan.")
    chosen = Seat.objects.filter(association=association, body=locked.body, pk__in=seats)
    named = [_elected(seat) for seat in chosen.select_related("person", "member")]
    if not named:
        raise ValueError("Välj minst en som justerar.")
    Adjuster.objects.filter(association=association, meeting=locked).exclude(seat__in=seats).delete()
    for seat in chosen:
        Adjuster.objects.get_or_create(association=association, meeting=locked, seat=seat)
    _decide(association, row, Outcome.ELECTED, f"utse {listed(named)} att justera protokollet "
            "tillsammans med ordföranden")  # fmt: skip
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.adjusters.elected", row, by=by, seats=list(seats))


@transaction.atomic
def set_next_meeting(
    *, association: Association, meeting: Meeting, item: int, held_on: date, starts_at: time | None,
    ends_at: time | None, place: str, by: Person,
) -> Meeting:  # fmt: skip
    """Decide when the next meeting is: the one planned next is moved there, or a new one planned.

    Raises ValueError for a day that is not after this meeting, or when its calling has been sent.
    """
    locked = lock_meeting(association, meeting.pk)
    row = _begun(association, locked, item)
    if held_on <= locked.held_on:
        raise ValueError("Nästa möte behöver vara efter det här.")
    later = Meeting.objects.filter(association=association, body=locked.body)
    found = later.filter(held_on=held_on).first() or _planned(later, locked.held_on)
    found = found or Meeting(association=association, body=locked.body)
    if found.state != MeetingState.PLANNED and found.held_on != held_on:
        raise ValueError("Kallelsen till nästa möte är redan skickad. Flytta det på mötets egen sida.")
    found.held_on, found.starts_at, found.ends_at, found.place = held_on, starts_at, ends_at, place.strip()
    found.save()
    hours = f" klockan {clock(starts_at)}" if starts_at else ""
    hours += f"–{clock(ends_at)}" if starts_at and ends_at else ""
    _decide(association, row, Outcome.APPROVED, f"hålla nästa sammanträde {day(held_on)}{hours}")
    locked.save(update_fields=["version"])
    audit.record(association, "meetings.next_meeting.set", row, by=by, held_on=held_on.isoformat())
    return found


def _planned(later: QuerySet[Meeting], after: date) -> Meeting | None:
    return later.filter(held_on__gt=after, state=MeetingState.PLANNED).order_by("held_on").first()


def _begun(association: Association, meeting: Meeting, item: int) -> Item:
    row = lock_item(association, item)
    if row.meeting_id != meeting.pk or row.number is None:
        raise ValueError("Punkten har inte börjat. Börja den först.")
    return row


def _decide(association: Association, item: Item, outcome: str, text: str) -> None:
    item.outcome = outcome
    item.version += 1
    item.save()
    write_clauses(association, item, [text])


def _elected(seat: Seat) -> str:
    member = seat.member.name if seat.member else ""
    if seat.person:
        return f"{seat.person.name}, {member}," if member else seat.person.name
    return f"ledamoten från {member}" if member else seat.get_role_display()
