"""The line of stages of a meeting, calling to extract, and links to the pages of those that have one."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.urls import NoReverseMatch, reverse

from finsam.core.models import Association
from finsam.meetings.models import Meeting, MeetingState
from finsam.meetings.records import meeting_key
from finsam.ui.parts import Moment

LINE = (
    ("Kallelse", "calling"),
    ("Dagordning", "papers"),
    ("Möte", "meeting-live"),
    ("Justering", "adjustment"),
    ("Anslag", "notices"),
    ("Utdrag", "minutes"),
)
"""Each stage with the name of its page."""

AT = {
    MeetingState.PLANNED: 0,
    MeetingState.CALLED: 1,
    MeetingState.OPEN: 2,
    MeetingState.ENDED: 3,
    MeetingState.ADJUSTING: 3,
    MeetingState.ADJUSTED: 4,
}
"""Where on the line a meeting of the state stands."""


def address_of(name: str, association: Association, *args: str | int) -> str:
    """Return the address of a named page of the association, or nothing when there is no such page."""
    try:
        return reverse(name, args=[association.slug, *args])
    except NoReverseMatch:
        return ""


def stages_of(
    association: Association, meeting: Meeting, *, announced_until: date | None = None, on: date, keeps: bool = False
) -> Sequence[Moment]:
    """Return the stages of the meeting: been, now and to come.

    `announced_until` is the last day the notice must be up, once it is: after it the extracts are what is left.
    A stage that has been or is links to its page; the calling's only for those who keep the meetings.
    """
    if meeting.state == MeetingState.CANCELLED:
        return []
    at = AT[MeetingState(meeting.state)]
    if meeting.state == MeetingState.ADJUSTED and announced_until and announced_until < on:
        at = len(LINE) - 1
    key = meeting_key(meeting)
    return [
        Moment("", label, state=_state(place, at), url=_url(name, association, key, reached=place <= at, keeps=keeps))
        for place, (label, name) in enumerate(LINE)
    ]


def _state(place: int, at: int) -> Literal["past", "now", "coming"]:
    return "past" if place < at else "now" if place == at else "coming"


def _url(name: str, association: Association, key: str, *, reached: bool, keeps: bool) -> str:
    may = keeps or name not in {"calling", "meeting-live"}
    return address_of(name, association, key) if reached and may else ""
