"""Reads of the calling: what should be looked at before it is sent, to whom it goes, and what is new since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from finsam.cases.queries import is_secret
from finsam.core.models import Association, Person, Seat
from finsam.kernel.swedish import capital, listed
from finsam.meetings.actions.before_calling import last_sent, news_since
from finsam.meetings.actions.before_letters import additions_text, calling_text, recipients, seat_words
from finsam.meetings.links import absence_token
from finsam.meetings.models import Item, Meeting, MeetingState
from finsam.meetings.queries.before_agenda import lacks
from finsam.meetings.queries.before_meeting import crumbs_of, section_of
from finsam.meetings.records import Record, meeting_key, read_record
from finsam.meetings.rules.dates import call_by
from finsam.meetings.stages import address_of, stages_of
from finsam.meetings.words import counted, local_day, meeting_title, short_day
from finsam.ui.parts import Link, Moment

NUMBERS = ("Ingen", "En", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")


@dataclass(frozen=True)
class Check:
    """Something looked at before the calling is sent. `wants` marks what should be put right; it never stops."""

    what: str
    detail: str = ""
    links: Sequence[Link] = ()
    wants: bool = False


@dataclass(frozen=True)
class CallingPage:
    """The calling before it is sent, or what has been sent and what is new since."""

    title: str
    state: str
    crumbs: Sequence[Link]
    stages: Sequence[Moment]
    fault: str
    checks: Sequence[Check]
    recipients: Sequence[tuple[str, str]]
    count: int
    letter: str
    send: str  # the words of the button; empty when there is nothing to send
    why_not: str  # why it cannot be sent
    preview_url: str
    agenda_url: str
    document: Link
    is_called: bool
    sent: str
    news: Sequence[str]
    message: str


def calling_page(
    association: Association, meeting: Meeting, by: Person, *, today: date, fault: str = "", message: str = ""
) -> CallingPage:
    """Return the page of the calling. Must be called within the association."""
    record = read_record(association, meeting)
    seats, is_called = recipients(record.seats), meeting.state == MeetingState.CALLED
    args = [association.slug, meeting_key(meeting)]
    news = news_since(record, last_sent(association, meeting)) if is_called else []
    return CallingPage(
        title=f"Kallelse {short_day(meeting.held_on)} {meeting.held_on.year}",
        state=meeting_title(meeting),
        crumbs=crumbs_of(association, meeting, Link("Kallelse")),
        stages=stages_of(association, meeting, on=today, keeps=True),
        fault=fault,
        checks=checks(record, today=today) if meeting.state == MeetingState.PLANNED else [],
        recipients=[(seat.person.name if seat.person else "", _role(seat)) for seat in seats],
        count=len(seats),
        letter=_letter(record, seats[0], by, news, message) if seats and (news or not is_called) else "",
        send=_send(meeting, len(seats), news),
        why_not=_why_not(record, seats),
        preview_url=reverse("calling-preview", args=args),
        agenda_url=reverse("agenda", args=args),
        document=_document(association, meeting),
        is_called=is_called,
        sent=f"Skickad {local_day(meeting.called_at)}" if meeting.called_at else "",
        news=news,
        message=message,
    )


def _letter(record: Record, seat: Seat, by: Person, news: Sequence[str], message: str) -> str:
    """The letter as the first gets it, without the link that is theirs alone."""
    text = (
        additions_text(record, seat, news, message=message, sender=by.name)
        if news
        else calling_text(record, seat, sender=by.name)
    )
    own = absence_token(record.meeting.pk, seat.pk, seat.person_id)
    return text.replace(own, "en-egen-länk-för-var-och-en")


def _send(meeting: Meeting, count: int, news: Sequence[str]) -> str:
    people = counted(count, "person", "personer")
    if meeting.state == MeetingState.PLANNED:
        return f"Skicka kallelsen till {people}"
    if meeting.state == MeetingState.CALLED:
        return f"Skicka komplettering till {people}" if news else "Skicka meddelandet"
    return ""


def _why_not(record: Record, seats: Sequence[Seat]) -> str:
    if not record.items:
        return "dagordningen är tom"
    return "" if seats else "ingen går att kalla"


def _document(association: Association, meeting: Meeting) -> Link:
    if not (meeting.calling and meeting.case):
        return Link("")
    case = meeting.case
    url = address_of("document", association, case.year, case.number, meeting.calling.number)
    return Link(f"{case.diary_number}, {meeting.calling.title}", url)


def _role(seat: Seat) -> str:
    return ", ".join(filter(None, [capital(str(seat.get_role_display())), seat.member.name if seat.member else ""]))


def checks(record: Record, *, today: date) -> list[Check]:
    """Look the meeting through: in time, place, presenters, proposals, annexes, and seats without a person."""
    return [
        _in_time(record, today),
        _place(record.meeting),
        *_lacking(record),
        _annexes(record),
        _seats(record),
    ]


def _in_time(record: Record, today: date) -> Check:
    days = record.provisions.days("calling_days")
    last = call_by(record.meeting.held_on, days)
    rule = f"{counted(days, 'dag', 'dagar')} före mötet"
    if today > last:
        return Check(f"Skulle ha skickats senast {short_day(last)}", rule, wants=True)
    return Check(f"Ska skickas senast {short_day(last)}", rule)


def _place(meeting: Meeting) -> Check:
    missing = [word for word, there in (("tid", meeting.starts_at), ("plats", meeting.place)) if not there]
    if missing:
        return Check(f"Mötet saknar {listed(missing)}", "Ändra på mötets sida.", wants=True)
    return Check("Tid och plats är satta", meeting.place)


def _lacking(record: Record) -> list[Check]:
    """Items that lack a presenter or a proposal, those that lack the same together."""
    found = sorted((lacks(item), item.position, item) for item in record.items if lacks(item))
    if not found:
        return [Check("Alla punkter har föredragande och förslag")]
    return [
        Check(
            f"{_many(len(group), 'punkt', 'punkter')} {what}",
            "",
            [_to_item(record, item) for item in group],
            wants=True,
        )
        for what, rows in groupby(found, key=lambda row: row[0])
        for group in [[row[2] for row in rows]]
    ]


def _to_item(record: Record, item: Item) -> Link:
    args = [record.association.slug, meeting_key(record.meeting), item.pk]
    return Link(section_of(record, item.pk), reverse("agenda-item", args=args))


def _annexes(record: Record) -> Check:
    annexes = [annex for item in record.items for annex in item.annexes.all()]
    empty = [annex for annex in annexes if annex.document.file_id is None]
    if empty:
        names = listed([f"Bilaga {record.annex_numbers[annex.pk]}" for annex in empty])
        return Check(f"{_many(len(empty), 'bilaga', 'bilagor')} saknar fil", names, wants=True)
    secret = [annex for annex in annexes if is_secret(annex.document)]
    remark = "Något är sekretess: PDF-filen bifogas inte, brevet har bara länken." if secret else ""
    return Check(counted(len(annexes), "bilaga", "bilagor") if annexes else "Inga bilagor", remark)


def _seats(record: Record) -> Check:
    empty = [seat for seat in record.seats if seat.person_id is None]
    if not empty:
        return Check("Alla uppdrag har en person")
    return Check(
        f"{_many(len(empty), 'plats', 'platser')} har ingen person och får ingen kallelse",
        listed([seat_words(seat) for seat in empty]),
        wants=True,
    )


def _many(count: int, one: str, many: str) -> str:
    return f"{NUMBERS[count] if count < len(NUMBERS) else count} {one if count == 1 else many}"
