"""Minutes on their way to be adjusted: handed over, approved in order, or sent back."""

from collections.abc import Iterable

from django.db import transaction
from django.http import HttpRequest

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.kernel.swedish import day
from finsam.meetings.actions.after_case import give_case
from finsam.meetings.actions.after_content import (
    about_of,
    adjusting_seats,
    become,
    drop_if_changed,
    lock_minutes,
    persons_of,
    write_letters,
)
from finsam.meetings.actions.after_sealing import seal_minutes
from finsam.meetings.actions.before_letters import open_title
from finsam.meetings.minutes_text import minutes_hash, minutes_text
from finsam.meetings.models import Meeting, MeetingState, Minutes, Reservation
from finsam.meetings.queries.after_minutes import gaps, last_adjustment_day
from finsam.meetings.records import Record, read_record
from finsam.meetings.rules.states import check_state
from finsam.meetings.words import meeting_name, meeting_title
from finsam.signing.actions import approve, decline, is_complete, open_signing
from finsam.signing.models import Signing
from finsam.signing.providers import Signatory
from finsam.signing.queries import SigningShown, round_of

CHANGED = (
    "Protokollet har ändrats sedan det lämnades till justering. Godkännandena gäller inte längre, och sekreteraren "
    "lämnar det på nytt."
)


@transaction.atomic
def hand_over(*, association: Association, meeting: Meeting, by: Person) -> Signing:
    """Hand the minutes over: they are fixed by their hash, and secretary, chair and adjusters are asked in that order.

    Must be called within the association. Raises ValueError when something is missing (R24) or it is not the time.
    """
    locked = lock_minutes(association, meeting)
    check_state(locked.state, MeetingState.ADJUSTING)
    give_case(association=association, meeting=locked, by=by)  # before the text is fixed: its number is on the cover
    record = read_record(association, locked, deep=True)
    if missing := gaps(record):
        raise ValueError(f"Protokollet är inte komplett. {missing[0].what}")
    minutes, _ = Minutes.objects.get_or_create(association=association, meeting=locked)
    signatories = _signatories(association, locked)
    minutes.signing = open_signing(
        association=association, about=about_of(minutes), title=f"Protokoll, {meeting_name(locked)} {locked.held_on}",
        content_hash=minutes_hash(minutes_text(record)), signatories=signatories, by=by,
    )  # fmt: skip
    minutes.save(update_fields=["signing"])
    become(locked, MeetingState.ADJUSTING)
    _ask(association, locked, signatories, record)
    _remind_of_reservations(association, locked)
    audit.record(association, "meetings.minutes.handed_over", locked, by=by, content_hash=minutes.signing.content_hash)
    return minutes.signing


def approve_minutes(
    *, association: Association, meeting: Meeting, person: Person, password: str, content_hash: str,
    request: HttpRequest | None = None,
) -> bool:  # fmt: skip
    """Approve the minutes; when everybody has, seal them. Returns whether they are sealed now.

    Raises ValueError with a Swedish sentence when the approval is refused, or when the minutes have been changed: then
    every approval falls. Not itself atomic: a wrong password and an approval are kept whatever comes after.
    """
    minutes, shown = _open_round(association, meeting)
    if drop_if_changed(association=association, meeting=meeting, by=None):
        raise ValueError(CHANGED)
    approve(
        association=association, signing=shown.signing, person=person, password=password, content_hash=content_hash,
        request=request,
    )  # fmt: skip
    if is_complete(shown.signing):
        return seal_minutes(association=association, minutes=minutes)
    _ask_next(association, meeting, minutes)
    return False


@transaction.atomic
def decline_minutes(*, association: Association, meeting: Meeting, person: Person, reason: str) -> None:
    """Send the minutes back to the secretary, with a reason that everybody asked can read.

    Must be called within the association. Raises ValueError when the person is not asked or gives no reason.
    """
    locked = lock_minutes(association, meeting)
    _, shown = _open_round(association, locked)
    decline(association=association, signing=shown.signing, person=person, reason=reason)
    become(locked, MeetingState.ENDED)
    told = persons_of(shown, but=person)
    write_letters(
        association, locked, told, f"Protokollet är tillbaka hos sekreteraren: {meeting_title(locked)}",
        f"{person.name} godkänner inte protokollet:\n\n{reason.strip()}\n\nSekreteraren rättar det och lämnar det till "
        "justering igen. Alla godkänner då på nytt.",
    )  # fmt: skip
    audit.record(association, "meetings.minutes.sent_back", locked, by=person, reason=reason.strip()[:300])


def _signatories(association: Association, meeting: Meeting) -> list[Signatory]:
    chair, *adjusters = adjusting_seats(association, meeting)
    asked = [(meeting.secretary, "sekreterare", 1), (chair, "ordförande", 2)]
    asked += [(seat, "justerare", 3) for seat in adjusters]
    return [Signatory(seat.person, role, order) for seat, role, order in asked if seat and seat.person]


def _open_round(association: Association, meeting: Meeting) -> tuple[Minutes, SigningShown]:
    minutes = Minutes.objects.filter(association=association, meeting=meeting).first()
    shown = round_of(association, about_of(minutes)) if minutes else None
    if minutes is None or shown is None or not shown.is_open:
        raise ValueError("Protokollet är inte under justering nu.")
    return minutes, shown


def _ask(association: Association, meeting: Meeting, signatories: Iterable[Signatory], record: Record) -> None:
    until = day(last_adjustment_day(record))
    for person in {one.person.pk: one.person for one in signatories}.values():
        write_letters(
            association, meeting, [person], f"Justera protokollet: {meeting_title(meeting)}",
            f"Protokollet från {meeting_name(meeting)} {day(meeting.held_on)} är lämnat till justering. Läs det och "
            f"godkänn det senast {until}. Sekreteraren godkänner först, sedan ordföranden och sist justerarna.",
        )  # fmt: skip


def _ask_next(association: Association, meeting: Meeting, minutes: Minutes) -> None:
    shown = round_of(association, about_of(minutes))
    turn = {one.person_id for one in shown.signatories if one.state == "next"} if shown else set()
    before = {one.person_id for one in shown.signatories if one.state == "approved"} if shown else set()
    write_letters(
        association, meeting, list(Person.objects.filter(pk__in=turn - before)),
        f"Din tur att godkänna: {meeting_title(meeting)}", "Nu är det din tur att läsa och godkänna protokollet.",
    )  # fmt: skip


def _remind_of_reservations(association: Association, meeting: Meeting) -> None:
    missing = Reservation.objects.filter(association=association, item__meeting=meeting, text="")
    for reservation in missing.select_related("seat__person", "item__case"):
        item, who = reservation.item, reservation.seat.person
        write_letters(
            association, meeting, [who] if who else [], f"Texten till din reservation saknas: § {item.number}",
            f"Du har reserverat dig mot beslutet i § {item.number}, {open_title(item)}. Vill du lämna en text gör du "
            "det innan protokollet är justerat. Utan text står bara att du har reserverat dig.",
        )  # fmt: skip
