"""A meeting as read, composed into the text of its minutes."""

from finsam.kernel.swedish import listed
from finsam.meetings.minutes_text.attendance import Attendance
from finsam.meetings.minutes_text.paragraphs import paragraph_text
from finsam.meetings.minutes_text.text import MinutesText
from finsam.meetings.minutes_text.times import place_and_time
from finsam.meetings.models import Adjuster, Majority
from finsam.meetings.records import Record, majorities_of
from finsam.meetings.rules.spans import written


def minutes_text(record: Record) -> MinutesText:
    """Compose the minutes of a record read deep. Costs two queries at most. Must be called within the association."""
    meeting, provisions = record.meeting, record.provisions
    attendance = Attendance(record)
    majorities = _majorities(record)
    return MinutesText(
        association=record.association.name,
        short_name=record.association.short_name,
        organ=meeting.get_body_display(),
        title="Protokoll",
        held_on=meeting.held_on,
        place_and_time=place_and_time(meeting),
        deciding=tuple(attendance.deciding()),
        not_deciding=tuple(attendance.not_deciding()),
        others=tuple(attendance.others()),
        absent=tuple(attendance.absent()),
        adjusters=_adjusters(attendance),
        numbers=written(attendance.whole, attendance.whole, provisions.text("section_prefix")),
        quorum=attendance.quorum(),
        kept_at=provisions.text("kept_at"),
        diary_number=meeting.case.diary_number if meeting.case else "",
        paragraphs=tuple(paragraph_text(item, attendance, majorities) for item in record.items),
    )


def _majorities(record: Record) -> dict[str, Majority]:
    if not any(item.decision_type for item in record.items):
        return {}
    return majorities_of(record.association, record.meeting.held_on)


def _adjusters(attendance: Attendance) -> str:
    """Who adjusts: "Droppa Älvsdotter, Nora kommun, tillsammans med ordföranden"."""
    record = attendance.record
    rows = Adjuster.objects.filter(association=record.association, meeting=record.meeting)
    seats = [adjuster.seat for adjuster in rows.select_related("seat__person", "seat__member").order_by("pk")]
    people = [
        ", ".join(filter(None, [attendance.name(seat), seat.member.name if seat.member else ""])) for seat in seats
    ]
    return f"{listed(people)}, tillsammans med ordföranden" if people else ""
