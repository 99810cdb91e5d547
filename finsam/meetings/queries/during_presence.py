"""The page where noted presences are put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse

from finsam.meetings.models import Attendee
from finsam.meetings.queries.during import Live
from finsam.meetings.queries.during_items import local
from finsam.meetings.queries.during_seats import seat_choices, span_words
from finsam.meetings.stages import address_of
from finsam.meetings.words import clock, short_day
from finsam.ui.parts import Link


@dataclass(frozen=True)
class PresenceRow:
    """One presence: who, when they were noted, the form that puts it right."""

    name: str
    told: str
    form: Form
    url: str
    wrong: bool


@dataclass(frozen=True)
class AttendancePage:
    """Every presence of the meeting."""

    title: str
    crumbs: Sequence[Link]
    rows: Sequence[PresenceRow]
    back_url: str


def attendance_page(live: Live, forms: Mapping[int, Form]) -> AttendancePage:
    """Return the page with a form for each presence."""
    record, meeting = live.record, live.record.meeting
    back = reverse("meeting-live", args=[live.slug, live.key])
    rows = []
    for attendee in record.attendees:
        for presence in attendee.presences.all():
            noted = [f"kom {clock(local(presence.came_at).time())}" if presence.came_at else ""]
            noted.append(f"gick {clock(local(presence.left_at).time())}" if presence.left_at else "")
            told = ", ".join(filter(None, [span_words(record, presence), presence.get_mode_display(), *noted]))
            url = reverse("attendance-correct", args=[live.slug, live.key, presence.pk])
            form = forms[presence.pk]
            rows.append(PresenceRow(_called(live, attendee), told, form, url, form.is_bound))
    crumbs = [
        Link("Möten", address_of("meetings", record.association)),
        Link(short_day(meeting.held_on), address_of("meeting", record.association, live.key)),
        Link("Under mötet", back),
        Link("Rätta närvaron"),
    ]
    return AttendancePage(f"Rätta närvaron {short_day(meeting.held_on)} {meeting.held_on.year}", crumbs, rows, back)


def _called(live: Live, attendee: Attendee) -> str:
    if attendee.seat_id in live.record.by_id:
        return seat_choices(live.record, [attendee.seat_id])[0][1]
    role = attendee.role or (attendee.seat.get_role_display() if attendee.seat else "")
    return ", ".join(filter(None, [attendee.name, role, attendee.organisation]))
