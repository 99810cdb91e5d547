"""The meeting itself: opened, paused, ended; and the locks every change during it takes, meeting before item."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person, Seat, SeatRole
from finsam.meetings.actions.after_content import read_again_when_kept
from finsam.meetings.models import Absence, Attendee, Item, ItemState, Meeting, MeetingState, Presence, Summons
from finsam.meetings.records import body_seats
from finsam.meetings.rules.states import check_state

WRITABLE = frozenset({MeetingState.OPEN, MeetingState.ENDED, MeetingState.ADJUSTING})


class ItemsOpenError(ValueError):
    """A meeting cannot end: some items are not closed."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__("Mötet kan inte avslutas: alla punkter är inte avgjorda.")
        self.items = items


def lock_meeting(association: Association, meeting: int, *, going_on: bool = True) -> Meeting:
    """Return the meeting with its row locked, its version raised when saved. Raises ValueError unless it goes on."""
    locked = Meeting.objects.select_for_update().get(association=association, pk=meeting)
    if going_on:
        check_going_on(locked)
    read_again_when_kept(association, locked)
    locked.version += 1
    return locked


def check_going_on(meeting: Meeting) -> None:
    """Raise ValueError when the meeting does not go on just now."""
    if meeting.state != MeetingState.OPEN:
        raise ValueError("Mötet pågår inte. Öppna det först.")
    if meeting.paused_at:
        raise ValueError("Mötet är pausat. Fortsätt mötet först.")


def lock_item(association: Association, item: int) -> Item:
    """Return the item with its row locked, and its meeting's, so that nothing is written while minutes are sealed.

    Raises ValueError when the minutes are adjusted.
    """
    meeting = Item.objects.filter(association=association, pk=item).values("meeting")
    Meeting.objects.select_for_update().get(association=association, pk__in=meeting)
    rows = Item.objects.select_for_update(of=("self",)).select_related("meeting", "case")
    locked = rows.get(association=association, pk=item)
    if locked.meeting.state not in WRITABLE:
        raise ValueError("Texten kan inte ändras nu: mötet har inte öppnats, eller protokollet är justerat.")
    read_again_when_kept(association, locked.meeting)
    return locked


@transaction.atomic
def open_meeting(
    *, association: Association, meeting: Meeting, by: Person, present: Iterable[int] | None = None
) -> Meeting:
    """Open the meeting, or one that was ended once more.

    `present` are the seats that are there; None: every member who has not reported absence, and the substitutes who
    have said that they come. Raises ValueError when it cannot be opened now.
    """
    locked = lock_meeting(association, meeting.pk, going_on=False)
    if locked.state == MeetingState.OPEN:
        return locked
    check_state(locked.state, MeetingState.OPEN)
    if locked.opened_at is None:
        _begin_attendance(association, locked, by, present)
        locked.opened_at = timezone.now()
    locked.state, locked.closed_at, locked.paused_at = MeetingState.OPEN, None, None
    locked.save()
    audit.record(association, "meetings.meeting.opened", locked, by=by)
    return locked


@transaction.atomic
def pause_meeting(*, association: Association, meeting: Meeting, by: Person) -> None:
    """Pause the meeting, or go on with one that is paused. Raises ValueError when it is not open."""
    locked = lock_meeting(association, meeting.pk, going_on=False)
    if locked.state != MeetingState.OPEN:
        raise ValueError("Mötet pågår inte.")
    locked.paused_at = None if locked.paused_at else timezone.now()
    locked.save(update_fields=["paused_at", "version"])
    audit.record(association, f"meetings.meeting.{'paused' if locked.paused_at else 'resumed'}", locked, by=by)


@transaction.atomic
def end_meeting(*, association: Association, meeting: Meeting, by: Person) -> None:
    """End the meeting. Raises ItemsOpenError when a § is undecided, ValueError when it does not go on."""
    locked = lock_meeting(association, meeting.pk, going_on=False)
    check_state(locked.state, MeetingState.ENDED)
    left = list(Item.objects.filter(association=association, meeting=locked).exclude(state=ItemState.CLOSED))
    if left:
        raise ItemsOpenError(left)
    locked.state, locked.closed_at, locked.paused_at = MeetingState.ENDED, timezone.now(), None
    locked.save()
    audit.record(association, "meetings.meeting.ended", locked, by=by)


@transaction.atomic
def set_officers(*, association: Association, meeting: Meeting, chair: int, secretary: int | None, by: Person) -> None:
    """Change who is in the chair and who keeps the minutes. Raises ValueError for a seat that is not there."""
    locked = lock_meeting(association, meeting.pk, going_on=False)
    if locked.state not in WRITABLE:
        raise ValueError(
            "Ordförande och sekreterare väljs när mötet har öppnats, och till dess protokollet är justerat."
        )
    seats = Seat.objects.in_force(locked.held_on).filter(association=association)
    locked.chair = seats.filter(body=locked.body, pk=chair).first()
    if locked.chair is None:
        raise ValueError("Den som ska vara ordförande har inget uppdrag den dagen.")
    locked.secretary = Seat.objects.filter(association=association, pk=secretary).first() if secretary else None
    locked.save()
    audit.record(association, "meetings.meeting.officers_set", locked, by=by, chair=chair, secretary=secretary)


def _begin_attendance(association: Association, meeting: Meeting, by: Person, present: Iterable[int] | None) -> None:
    seats = body_seats(association, meeting.body, meeting.held_on)
    here = set(present) if present is not None else expected(association, meeting, seats)
    there = [seat for seat in seats if seat.pk in here]
    meeting.chair = _presiding(there) or meeting.chair
    meeting.secretary = _keeping(association, by) or meeting.secretary
    for place, seat in enumerate([*there, *_office(association, meeting, there)]):
        attendee, made = Attendee.objects.get_or_create(
            association=association, meeting=meeting, seat=seat,
            defaults={"position": place, "name": seat.person.name if seat.person else ""},
        )  # fmt: skip
        if made:
            Presence.objects.create(association=association, attendee=attendee)


def expected(association: Association, meeting: Meeting, seats: Iterable[Seat]) -> set[int]:
    """Return the seats expected to be there: members who have not reported absence, substitutes who have said yes."""
    asked = {"association": association, "meeting": meeting}
    absent = set(Absence.objects.filter(**asked).values_list("seat_id", flat=True))
    coming = set(Summons.objects.filter(**asked, accepted=True).values_list("seat_id", flat=True))
    return {s.pk for s in seats if s.pk not in absent and (s.role != SeatRole.SUBSTITUTE or s.pk in coming)}


def _presiding(seats: Iterable[Seat]) -> Seat | None:
    ranks = {SeatRole.CHAIR: 0, SeatRole.VICE_CHAIR: 1}
    ranked = sorted((s for s in seats if s.role in ranks), key=lambda s: ranks[SeatRole(s.role)])
    return ranked[0] if ranked else None


def _keeping(association: Association, by: Person) -> Seat | None:
    """Return the office seat of whoever opens the meeting."""
    own = Seat.objects.in_force(timezone.localdate()).filter(association=association, person=by)
    ranked = sorted(own.select_related("person"), key=lambda s: s.role != SeatRole.SECRETARY)
    return ranked[0] if ranked else None


def _office(association: Association, meeting: Meeting, there: Sequence[Seat]) -> list[Seat]:
    """Return the secretary and the director, who are there without deciding."""
    rows = Seat.objects.in_force(meeting.held_on).filter(association=association, role=SeatRole.DIRECTOR)
    office = {seat.pk: seat for seat in rows.select_related("person")}
    if meeting.secretary:
        office[meeting.secretary.pk] = meeting.secretary
    return [seat for pk, seat in office.items() if pk not in {s.pk for s in there}]
