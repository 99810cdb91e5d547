"""Calling to a meeting, completing the calling, and telling that the meeting is off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Case, Direction, Document
from finsam.cases.queries import SECRET, is_secret
from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person
from finsam.core.outbox import Attached
from finsam.meetings.actions.before_agenda import REMOVED
from finsam.meetings.actions.before_annexes import meeting_case
from finsam.meetings.actions.before_letters import (
    additions_text,
    calling_text,
    open_title,
    recipients,
    write_cancelled,
    write_to,
)
from finsam.meetings.actions.before_planning import cancel_meeting
from finsam.meetings.models import Meeting, MeetingState
from finsam.meetings.printing import calling_pdf
from finsam.meetings.queries.before_meeting import section_of
from finsam.meetings.records import Record, meeting_key, read_record, secrecy_ground
from finsam.meetings.rules.states import check_state
from finsam.meetings.words import meeting_title, short_day

MOST_ATTACHED = 10_000_000  # bytes: what mail servers commonly take
COMPLETED = "meetings.calling.completed"


@dataclass(frozen=True)
class Sent:
    """How many a calling went to, and whether the PDF went with it."""

    people: int
    attached: bool


@transaction.atomic
def send_calling(*, association: Association, by: Person, meeting: Meeting) -> Sent:
    """Register the calling with all papers as an outgoing document and write to everybody in the body.

    Must be called within the association. Raises ValueError when the meeting has begun or been called already, has no
    items, or when the body has nobody to call.
    """
    meeting = _held(association, meeting)
    if meeting.state == MeetingState.CALLED:
        raise ValueError("Kallelsen är redan skickad. Skicka en komplettering om något har tillkommit.")
    check_state(meeting.state, MeetingState.CALLED)
    record, now = read_record(association, meeting), timezone.now()
    seats = recipients(record.seats)
    if not record.items:
        raise ValueError("Dagordningen är tom. Lägg till en punkt innan du skickar kallelsen.")
    if not seats:
        raise ValueError("Ingen i organet går att kalla: inget uppdrag har en person. Lägg in dem först.")
    document, pdf = _registered(association, by, record, now, "Kallelse")
    meeting.calling, meeting.called_at, meeting.called_by = document, now, by
    meeting.state, meeting.version = MeetingState.CALLED, meeting.version + 1
    meeting.save(update_fields=["calling", "called_at", "called_by", "state", "version"])
    attached = _attached(record, pdf)
    for seat in seats:
        text = calling_text(record, seat, sender=by.name)
        write_to(association, meeting, seat, f"Kallelse: {meeting_title(meeting).lower()}", text, attached)
    audit.record(association, "meetings.calling.sent", meeting, by=by, meeting=meeting.pk, people=len(seats))
    return Sent(len(seats), attached is not None)


@transaction.atomic
def send_additions(*, association: Association, by: Person, meeting: Meeting, message: str = "") -> Sent:
    """Write to everybody what is new since the calling, with the papers as they stand now.

    Must be called within the association. Raises ValueError when the meeting is not called or nothing is new.
    """
    meeting = _held(association, meeting)
    if meeting.state != MeetingState.CALLED:
        raise ValueError("En komplettering skickas efter kallelsen och före mötet.")
    record, now = read_record(association, meeting), timezone.now()
    news = news_since(record, last_sent(association, meeting))
    if not news and not message:
        raise ValueError("Inget har tillkommit sedan du skickade senast. Skriv ett meddelande om något ändå ska sägas.")
    document, pdf = _registered(association, by, record, now, "Komplettering till kallelse")
    meeting.calling, meeting.version = document, meeting.version + 1
    meeting.save(update_fields=["calling", "version"])
    seats, attached = recipients(record.seats), _attached(record, pdf)
    for seat in seats:
        text = additions_text(record, seat, news, message=message, sender=by.name)
        write_to(association, meeting, seat, f"Komplettering: {meeting_title(meeting).lower()}", text, attached)
    audit.record(association, COMPLETED, meeting, by=by, meeting=meeting.pk, people=len(seats), news=list(news))
    return Sent(len(seats), attached is not None)


@transaction.atomic
def cancel_and_tell(*, association: Association, by: Person, meeting: Meeting) -> int:
    """Call the meeting off and, if it was called, write to everybody who was. Return to how many.

    Must be called within the association. Raises ValueError when the meeting has begun.
    """
    was_called = meeting.state == MeetingState.CALLED
    cancelled = cancel_meeting(association=association, by=by, meeting=meeting)
    seats = recipients(read_record(association, cancelled).seats) if was_called else []
    for seat in seats:
        write_cancelled(association, cancelled, seat, sender=by.name)
    return len(seats)


def last_sent(association: Association, meeting: Meeting) -> datetime:
    """Return when the calling, or the last addition to it, was sent. The meeting must have been called."""
    entries = AuditEntry.objects.filter(association=association, action=COMPLETED, detail__meeting=meeting.pk)
    latest = entries.order_by("-at").values_list("at", flat=True).first()
    assert meeting.called_at
    return max(latest, meeting.called_at) if latest else meeting.called_at


def news_since(record: Record, since: datetime) -> Sequence[str]:
    """Write what is new in the papers since a moment: items, annexes, what was removed, time and place."""
    meeting, association = record.meeting, record.association
    news = []
    for item in record.items:
        if item.added_at > since:
            news.append(f"Ny punkt: {section_of(record, item.pk)} {open_title(item)}")
        for annex in item.annexes.all():
            if annex.added_at > since:
                title = SECRET if is_secret(annex.document) else annex.title or annex.document.title
                news.append(f"Ny bilaga {record.annex_numbers[annex.pk]} till {section_of(record, item.pk)}: {title}")
    entries = AuditEntry.objects.filter(association=association, at__gt=since, detail__meeting=meeting.pk)
    actions = (REMOVED, "meetings.item.restored", "meetings.meeting.changed")
    told = list(entries.filter(action__in=actions).order_by("at"))
    restored = {entry.detail.get("entry") for entry in told if entry.action == "meetings.item.restored"}
    gone = [entry for entry in told if entry.action == REMOVED and entry.pk not in restored]
    known = [entry for entry in gone if datetime.fromisoformat(entry.detail["removed"]["added_at"]) <= since]
    under_secrecy = _under_secrecy(association, known)
    news += [f"Utgår: {under_secrecy.get(entry.detail['removed']['case'], entry.subject)}" for entry in known]
    if any(entry.action == "meetings.meeting.changed" for entry in told):
        news.append("Tid eller plats är ändrad, se nedan.")
    return news


def _under_secrecy(association: Association, removed: Sequence[AuditEntry]) -> dict[int, str]:
    """Return what removed items are called whose case is secret, by the case's id."""
    cases = Case.objects.filter(
        association=association, secret=True, pk__in=[entry.detail["removed"]["case"] or 0 for entry in removed]
    )
    return {pk: f"{SECRET}, {number}" for pk, number in cases.values_list("pk", "diary_number")}


def _held(association: Association, meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("case", "calling")
    return rows.get(association=association, pk=meeting.pk)


def _registered(
    association: Association, by: Person, record: Record, now: datetime, what: str
) -> tuple[Document, bytes]:
    """Make the reading copy and register it in the meeting's case, secret when an annex is."""
    meeting, pdf = record.meeting, calling_pdf(record, made_at=now)
    ground = secrecy_ground(record)
    document = register_document(
        association=association,
        by=by,
        case=meeting_case(association=association, by=by, meeting=meeting),
        title=f"{what} {short_day(meeting.held_on)} {meeting.held_on.year}",
        direction=Direction.OUTGOING,
        dated_on=timezone.localdate(),
        counterpart=str(meeting.get_body_display()),
        incoming=Incoming(f"{what.split(maxsplit=1)[0].lower()}-{meeting_key(meeting)}.pdf", pdf),
        secret=bool(ground),
        secrecy_ground=ground,
    )
    return document, pdf


def _attached(record: Record, pdf: bytes) -> Attached | None:
    """The PDF, unless mail should not carry it: too large, or with something secret in it."""
    if len(pdf) > MOST_ATTACHED or secrecy_ground(record):
        return None
    return Attached(f"kallelse-{meeting_key(record.meeting)}.pdf", "application/pdf", pdf)
