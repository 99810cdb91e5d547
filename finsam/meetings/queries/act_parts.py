"""What an act is, and the words and addresses that every act of a meeting needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from finsam.core.models import Association
from finsam.meetings.models import Meeting
from finsam.meetings.records import meeting_key
from finsam.meetings.stages import address_of
from finsam.meetings.words import meeting_name, short_day
from finsam.signing.models import Approval


@dataclass(frozen=True)
class ActDue:
    """Something for a person to do. `due` is the last day, None when there is none; `url` leads to where it is done."""

    due: date | None
    what: str
    why: str
    action: str
    url: str


@dataclass(frozen=True)
class Awaited:
    """Something that others owe the office: who, what, and when in words."""

    who: str
    what: str
    when: str = ""
    url: str = ""


@dataclass(frozen=True)
class Acts:
    """What meetings want of a person in an association, what others owe the office there, and the meetings to come."""

    own: Sequence[ActDue]
    awaited: Sequence[Awaited] = ()
    meetings: Sequence[Meeting] = ()  # to come
    turns: Sequence[Approval] = ()  # the person's own that can be given now, whatever they are about


def the_meeting(meeting: Meeting, today: date) -> str:
    """Return "styrelsemötet 21 november", with the year when it is another."""
    return f"{meeting_name(meeting).replace('möte', 'mötet', 1)} {near_day(meeting.held_on, today)}"


def near_day(day: date, today: date) -> str:
    """Return "21 november", with the year when it is another than this."""
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"


def address(association: Association, meeting: Meeting, *names: str) -> str:
    """Return the address of the meeting's first page of those named that there is, else its own."""
    found = (address_of(name, association, meeting_key(meeting)) for name in (*names, "meeting"))
    return next((url for url in found if url), "")
