"""Absence reported and taken back; the right substitute called at once, and asked to answer (R18)."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person, Seat, SeatRole
from finsam.core.provisions import provisions_of
from finsam.meetings.actions.before_letters import write_release, write_summons
from finsam.meetings.models import Absence, Meeting, MeetingState, Summons
from finsam.meetings.records import body_seats, rule_seat
from finsam.meetings.rules.serving import called_substitute

BEFORE = frozenset({MeetingState.PLANNED, MeetingState.CALLED})


@transaction.atomic
def report_absence(
    *, association: Association, by: Person | None, meeting: Meeting, seat: Seat, remark: str = ""
) -> Absence:
    """Note that the one in a seat cannot come, and call the substitute whose turn it is. Twice is as once.

    Must be called within the association. Raises ValueError when the meeting has begun, or the seat is not in the body.
    """
    meeting = _held(association, meeting)
    seats = body_seats(association, meeting.body, meeting.held_on)
    if seat.pk not in {one.pk for one in seats}:
        raise ValueError("Uppdraget gäller inte på mötets dag.")
    absence, is_new = Absence.objects.get_or_create(
        association=association, meeting=meeting, seat=seat, defaults={"reported_by": by, "remark": remark[:200]}
    )
    if not is_new:
        return absence
    active = Summons.objects.filter(association=association, meeting=meeting, seat=seat).exclude(accepted=False)
    active.update(accepted=False, answered_at=timezone.now())
    audit.record(association, "meetings.absence.reported", meeting, by=by, meeting=meeting.pk, seat=seat.pk)
    _call_substitutes(association, meeting, seats, by)
    return absence


@transaction.atomic
def withdraw_absence(*, association: Association, by: Person | None, meeting: Meeting, seat: Seat) -> None:
    """Note that the one in a seat can come after all, and release the substitute called. Twice is as once.

    Must be called within the association. Raises ValueError when the meeting has begun.
    """
    meeting = _held(association, meeting)
    gone, _ = Absence.objects.filter(association=association, meeting=meeting, seat=seat).delete()
    if not gone:
        return
    called = Summons.objects.filter(association=association, meeting=meeting, instead_of=seat)
    for summons in _with_people(called):
        if summons.accepted is not False:
            write_release(association, meeting, summons)
    called.exclude(accepted=False).delete()
    Summons.objects.filter(association=association, meeting=meeting, seat=seat, accepted=False).delete()
    audit.record(association, "meetings.absence.withdrawn", meeting, by=by, meeting=meeting.pk, seat=seat.pk)
    _call_substitutes(association, meeting, body_seats(association, meeting.body, meeting.held_on), by)


@transaction.atomic
def answer_summons(*, association: Association, by: Person | None, summons: Summons, comes: bool) -> Summons:
    """Note whether a substitute comes; when not, call the next. Must be called within the association.

    Raises ValueError when the meeting has begun, the summons has been taken back, or another has been called instead.
    """
    meeting = _held(association, summons.meeting)
    found = Summons.objects.filter(association=association, pk=summons.pk).select_related("seat").first()
    if found is None:
        raise ValueError("Ledamoten kan komma ändå. Du behöver inte tjänstgöra.")
    if found.accepted is comes:
        return found
    same = Summons.objects.filter(association=association, meeting=meeting, instead_of=found.instead_of_id)
    if comes and same.exclude(pk=found.pk).exclude(accepted=False).exists():
        raise ValueError("Någon annan har redan kallats in. Hör av dig till kansliet om du ändå kan komma.")
    if comes:
        Absence.objects.filter(association=association, meeting=meeting, seat=found.seat).delete()
    found.accepted, found.answered_at = comes, timezone.now()
    found.save(update_fields=["accepted", "answered_at"])
    audit.record(association, "meetings.summons.answered", meeting, by=by, seat=found.seat_id, comes=comes)
    _call_substitutes(association, meeting, body_seats(association, meeting.body, meeting.held_on), by)
    return found


def _held(association: Association, meeting: Meeting) -> Meeting:
    """The meeting, held so that two who report at once do not call the same substitute."""
    held = Meeting.objects.select_for_update().get(association=association, pk=meeting.pk)
    if held.state not in BEFORE or held.held_on < timezone.localdate():
        raise ValueError("Mötet har börjat eller är inställt. Säg till ordföranden eller sekreteraren i stället.")
    return held


def _call_substitutes(association: Association, meeting: Meeting, seats: Sequence[Seat], by: Person | None) -> None:
    """Call a substitute for every absent member who has none, in the order of the seats."""
    same_member = provisions_of(association, meeting.held_on).holds("same_member")
    absent = set(Absence.objects.filter(association=association, meeting=meeting).values_list("seat", flat=True))
    rows = list(Summons.objects.filter(association=association, meeting=meeting))
    filled = {row.instead_of_id for row in rows if row.accepted is not False}
    unknown = {seat.pk for seat in seats if seat.person_id is None}
    taken = absent | unknown | {row.seat_id for row in rows}
    by_id = {seat.pk: seat for seat in seats}
    for seat in seats:
        if seat.pk not in absent - filled or seat.role == SeatRole.SUBSTITUTE:
            continue
        found = called_substitute(rule_seat(seat), map(rule_seat, seats), taken, same_member=same_member)
        if found is None:
            continue
        taken.add(found.id)
        summons = Summons.objects.create(
            association=association, meeting=meeting, seat=by_id[found.id], instead_of=seat
        )
        write_summons(association, meeting, summons)
        audit.record(association, "meetings.substitute.called", meeting, by=by, seat=found.id, instead_of=seat.pk)


def _with_people(rows: QuerySet[Summons]) -> Sequence[Summons]:
    return list(rows.select_related("seat__person", "seat__member", "instead_of__person", "instead_of__member"))
