"""Planning meetings: when and where, and calling them off."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, time

from django.db import IntegrityError, transaction

from finsam.core import audit
from finsam.core.models import Association, Body, Person
from finsam.meetings.models import Item, Meeting, MeetingKind, MeetingState
from finsam.meetings.rules.standing_items import standing_items
from finsam.meetings.rules.states import check_state
from finsam.meetings.words import meeting_name, short_day


@dataclass(frozen=True)
class Plan:
    """When and where a body is to meet."""

    body: str
    kind: str
    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    distance_url: str = ""


@transaction.atomic
def plan_meetings(*, association: Association, by: Person, plans: Sequence[Plan]) -> list[Meeting]:
    """Plan meetings, each with its standing items. Must be called within the association.

    Raises ValueError, and plans none, when the body already meets on one of the days.
    """
    return [_planned(association, by, plan) for plan in plans]


def _planned(association: Association, by: Person, plan: Plan) -> Meeting:
    _check_times(plan)
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(association=association, **asdict(plan))
    except IntegrityError as error:
        raise ValueError(_taken(plan)) from error
    Item.objects.bulk_create(
        Item(
            association=association,
            meeting=meeting,
            position=place,
            kind=item.kind,
            title=item.title,
            proposal=item.proposal,
        )
        for place, item in enumerate(standing_items(plan.body, plan.kind))
    )
    audit.record(association, "meetings.meeting.planned", meeting, by=by, meeting=meeting.pk)
    return meeting


@transaction.atomic
def change_meeting(*, association: Association, by: Person, meeting: Meeting, version: int, plan: Plan) -> Meeting:
    """Change when and where the meeting is. Must be called within the association.

    Raises ValueError when the meeting has begun, when the body already meets that day, or when somebody else has
    changed the meeting since `version`.
    """
    meeting = Meeting.objects.select_for_update().get(association=association, pk=meeting.pk)
    if meeting.state not in {MeetingState.PLANNED, MeetingState.CALLED}:
        raise ValueError("Mötet har börjat eller är inställt. Tid och plats kan inte ändras.")
    if meeting.version != version:
        raise ValueError("Någon annan har ändrat mötet under tiden. Läs hur det ser ut nu och ändra igen.")
    _check_times(plan)
    was = {name: str(getattr(meeting, name) or "") for name in asdict(plan)}
    for name, value in asdict(plan).items():
        setattr(meeting, name, value)
    meeting.version += 1
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise ValueError(_taken(plan)) from error
    audit.record(association, "meetings.meeting.changed", meeting, by=by, meeting=meeting.pk, was=was)
    return meeting


@transaction.atomic
def cancel_meeting(*, association: Association, by: Person, meeting: Meeting) -> Meeting:
    """Call the meeting off. Raises ValueError when it has begun. Must be called within the association."""
    return _moved_to(association, by, meeting, MeetingState.CANCELLED, "meetings.meeting.cancelled")


@transaction.atomic
def resume_meeting(*, association: Association, by: Person, meeting: Meeting) -> Meeting:
    """Take up a meeting that was called off, as planned: a new calling has to be sent."""
    return _moved_to(association, by, meeting, MeetingState.PLANNED, "meetings.meeting.resumed")


def _moved_to(association: Association, by: Person, meeting: Meeting, state: MeetingState, action: str) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(association=association, pk=meeting.pk)
    check_state(meeting.state, state)
    meeting.state, meeting.version = state, meeting.version + 1
    meeting.save(update_fields=["state", "version"])
    audit.record(association, action, meeting, by=by, meeting=meeting.pk)
    return meeting


def _check_times(plan: Plan) -> None:
    if plan.starts_at and plan.ends_at and plan.ends_at <= plan.starts_at:
        raise ValueError("Mötet slutar innan det börjar. Ändra någon av tiderna.")


def _taken(plan: Plan) -> str:
    named = meeting_name(Meeting(body=plan.body, kind=MeetingKind.ORDINARY))
    return (
        f"{Body(plan.body).label} har redan ett möte {short_day(plan.held_on)} {plan.held_on.year}. "
        f"Öppna det, eller välj en annan dag för ett nytt {named}."
    )
