"""Meetings as a calendar (iCalendar, RFC 5545): stable identities, a number raised with each change, time zone told."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from finsam.core.models import Association
from finsam.kernel.swedish import capital
from finsam.meetings.links import absolute
from finsam.meetings.models import Meeting, MeetingState
from finsam.meetings.records import meeting_key
from finsam.meetings.words import meeting_name

ZONE = ZoneInfo("Europe/Stockholm")
STATUS = {MeetingState.PLANNED: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}


def calendar_of(association: Association, meetings: Iterable[Meeting], *, made_at: datetime, name: str = "") -> bytes:
    """Return the meetings as a calendar. A meeting without a time fills its day."""
    calendar = Calendar()
    calendar.add("prodid", "-//Finsam//Möten//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(association, meeting, made_at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(association: Association, meeting: Meeting, made_at: datetime) -> Event:
    event, url = Event(), absolute(reverse("meeting", args=[association.slug, meeting_key(meeting)]))
    said = f"{capital(meeting_name(meeting))}, {association.short_name}"
    event.add("uid", f"mote-{meeting.pk}-{association.slug}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", made_at)
    event.add("summary", f"Inställt: {said}" if meeting.state == MeetingState.CANCELLED else said)
    event.add("status", STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    event.add("url", url)
    event.add("description", "\n".join(filter(None, [f"Handlingar: {url}", _distance(meeting)])))
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.starts_at is None:
        event.add("dtstart", meeting.held_on)
        return event
    event.add("dtstart", datetime.combine(meeting.held_on, meeting.starts_at, ZONE))
    if meeting.ends_at:
        event.add("dtend", datetime.combine(meeting.held_on, meeting.ends_at, ZONE))
    return event


def _distance(meeting: Meeting) -> str:
    return f"På distans: {meeting.distance_url}" if meeting.distance_url else ""
