"""Times of day and places as minutes write them."""

from datetime import datetime, time

from django.utils import timezone

from finsam.kernel.swedish import SPACE
from finsam.meetings.models import Meeting


def clock(at: time) -> str:
    """Write a time of day: "9.05"."""
    return f"{at.hour}.{at.minute:02d}"


def clock_of_day(meeting: Meeting, moment: datetime | None) -> time | None:
    """Return the local time of a moment on the day of the meeting; None when it was written down another day."""
    local = timezone.localtime(moment) if moment else None
    return local.time() if local and local.date() == meeting.held_on else None


def place_and_time(meeting: Meeting) -> str:
    """Write "Stadshuset, kl. 9.00–12.00": the times it really began and ended when they are known."""
    begins = clock_of_day(meeting, meeting.opened_at) or meeting.starts_at
    ends = clock_of_day(meeting, meeting.closed_at) or meeting.ends_at
    hours = "–".join(clock(at) for at in (begins, ends) if at)
    place = meeting.place or ("på distans" if meeting.distance_url else "")
    return ", ".join(filter(None, [place, hours and f"kl.{SPACE}{hours}"]))
