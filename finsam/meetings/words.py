"""What meetings, their times and their states are called in running text."""

from datetime import date, datetime, time

from django.utils import timezone

from finsam.core.models import Body
from finsam.kernel.swedish import MONTHS, SPACE, WEEKDAYS, capital
from finsam.meetings.models import Meeting, MeetingKind, MeetingState

NAMES = {
    (Body.BOARD, MeetingKind.ORDINARY): "styrelsemöte",
    (Body.BOARD, MeetingKind.CONSTITUTING): "konstituerande styrelsemöte",
    (Body.BOARD, MeetingKind.EXTRA): "extra styrelsemöte",
    (Body.PREPARATORY, MeetingKind.EXTRA): "extra möte med beredningsgruppen",
}
STAGES = {
    MeetingState.PLANNED: (0, "Planerat"),
    MeetingState.CALLED: (1, "Kallelsen skickad"),
    MeetingState.OPEN: (1, "Pågår"),
    MeetingState.ENDED: (1, "Protokollet skrivs"),
    MeetingState.ADJUSTING: (1, "Under justering"),
    MeetingState.ADJUSTED: (2, "Justerat"),
    MeetingState.CANCELLED: (0, "Inställt"),
}
"""The water level of each state (0 draft, 1 sent, 2 adjusted, 3 on the notice board) and its word."""


def meeting_name(meeting: Meeting) -> str:
    """Return "styrelsemöte", "extra styrelsemöte", "möte med beredningsgruppen"."""
    return NAMES.get((Body(meeting.body), MeetingKind(meeting.kind)), "möte med beredningsgruppen")


def meeting_title(meeting: Meeting) -> str:
    """Return "Styrelsemöte fredag 19 november 2021"."""
    return f"{capital(meeting_name(meeting))} {full_day(meeting.held_on)}"


def full_day(day: date) -> str:
    """Write "fredag 19 november 2021"."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """Write "19 november"."""
    return f"{day.day}{SPACE}{MONTHS[day.month - 1]}"


def local_day(moment: datetime) -> str:
    """Write the day of a moment as it is here: "19 november"."""
    return short_day(timezone.localdate(moment))


def clock(moment: time) -> str:
    """Write "9.05"."""
    return f"{moment.hour}.{moment.minute:02}"


def hours(meeting: Meeting) -> str:
    """Write when on the day: "9.00–12.00", "från 9.00", or nothing."""
    if meeting.starts_at and meeting.ends_at:
        return f"{clock(meeting.starts_at)}–{clock(meeting.ends_at)}"
    return f"från {clock(meeting.starts_at)}" if meeting.starts_at else ""


def sections(first: int | None, last: int | None, prefix: str = "") -> str:
    """Write "§ 62–79", "§ 62" or, when there is none, nothing. The prefix is the association's own letters."""
    if first is None or last is None:
        return ""
    numbers = str(first) if first == last else f"{first}–{last}"
    return f"§{SPACE}{prefix}{numbers}"


def stage_of(meeting: Meeting, *, announced: bool = False) -> tuple[int, str]:
    """Return the water level and word of the meeting: see STAGES; `announced` is 3, "Anslaget"."""
    if announced and meeting.state == MeetingState.ADJUSTED:
        return 3, "Anslaget"
    return STAGES[MeetingState(meeting.state)]


def counted(number: int, one: str, many: str) -> str:
    """Write "1 punkt", "18 punkter"."""
    return f"{number}{SPACE}{one if number == 1 else many}"
