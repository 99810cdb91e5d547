"""What is done with the notices of a meeting's minutes: made, announced to the members, noted."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from finsam.cases.actions import register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Direction, Document
from finsam.core import audit
from finsam.core.models import Association, Body, Member, MemberKind, Person
from finsam.core.outbox import Attached, write_mail
from finsam.core.provisions import provisions_of
from finsam.kernel.swedish import day
from finsam.meetings.actions.after_case import give_case
from finsam.meetings.models import Meeting, Minutes, Notice
from finsam.meetings.printing import notice_pdf
from finsam.meetings.queries.after_proof import proof_facts
from finsam.meetings.records import meeting_key
from finsam.meetings.rules.dates import announce_by
from finsam.meetings.rules.notices import check_dates
from finsam.meetings.words import full_day, meeting_name

BOARDS = (MemberKind.MUNICIPALITY, MemberKind.REGION)
"""The members with a notice board of their own, FL 19 §."""
NOT_ADJUSTED = "Protokollet är inte justerat än. Anslaget sätts upp när justeringen är klar."


@transaction.atomic
def open_notices(*, association: Association, meeting: Meeting, by: Person | None) -> list[Notice]:
    """Make the notices of adjusted minutes: one for each municipality and region, and our own. Safe to repeat.

    Must be called within the association. Raises ValueError when the minutes are not adjusted, or not the board's.
    """
    if meeting.body != Body.BOARD:
        raise ValueError("Bara styrelsens protokoll anslås.")
    _adjusted_on(association, meeting)
    members = [None, *Member.objects.filter(association=association, kind__in=BOARDS)]
    made = [Notice.objects.get_or_create(association=association, meeting=meeting, member=member) for member in members]
    if any(new for _, new in made):
        audit.record(association, "meetings.notices.opened", meeting, by=by, boards=len(members))
    return [notice for notice, _ in made]


@transaction.atomic
def note_notice(
    *, association: Association, notice: Notice, put_up_on: date | None, taken_down_on: date | None, proof: str,
    file: Incoming | None = None, by: Person,
) -> None:  # fmt: skip
    """Note when a notice went up and came down and how that is known. A file given before is kept in the diary.

    Must be called within the association. Raises ValueError with a Swedish sentence when the days cannot be true,
    BadInput when the file cannot be kept.
    """
    held = Notice.objects.select_for_update().get(association=association, pk=notice.pk)
    check_dates(
        put_up_on, taken_down_on, adjusted_on=_adjusted_on(association, held.meeting), today=timezone.localdate()
    )
    held.put_up_on, held.taken_down_on, held.proof = put_up_on, taken_down_on, proof.strip()
    if file:
        held.proof_document = _registered(association, held, file, by)
    held.noted_by, held.noted_at = by, timezone.now()
    held.save()
    audit.record(
        association, "meetings.notice.noted", held, by=by,
        put_up_on=str(put_up_on or ""), taken_down_on=str(taken_down_on or ""), proof=held.proof,
    )  # fmt: skip


@transaction.atomic
def put_up_own(*, association: Association, meeting: Meeting, by: Person) -> None:
    """Put the notice up on our own public board today. Must be called within the association.

    Raises ValueError when the minutes are not adjusted, or the notice is up already.
    """
    open_notices(association=association, meeting=meeting, by=by)
    own = Notice.objects.select_for_update().get(association=association, meeting=meeting, member=None)
    if own.put_up_on:
        msg = f"Anslaget sitter redan uppe sedan {day(own.put_up_on)}."
        raise ValueError(msg)
    note_notice(
        association=association, notice=own, put_up_on=timezone.localdate(), taken_down_on=None,
        proof="Uppsatt på förbundets anslagstavla på webben", by=by,
    )  # fmt: skip


@transaction.atomic
def send_announcements(*, association: Association, meeting: Meeting, addresses: Mapping[int, str], by: Person) -> int:
    """Write to the members' offices, by id of their notice, with the announcement to put up; return how many.

    Must be called within the association. Raises ValueError when there is nobody to write to.
    """
    adjusted_on, found = _adjusted_on(association, meeting), proof_facts(association, meeting)
    if not addresses or found is None:
        raise ValueError("Skriv minst en e-postadress att skicka till.")
    announcement = notice_pdf(*found, made_at=timezone.now())
    notices = Notice.objects.select_for_update().filter(
        association=association, meeting=meeting, member__isnull=False, pk__in=addresses
    )
    text = announcement_text(association, meeting, adjusted_on)
    for notice in notices:
        notice.letter_to, notice.letter_at = addresses[notice.pk], timezone.now()
        notice.save(update_fields=["letter_to", "letter_at"])
        write_mail(
            association=association, to=notice.letter_to, text=text, about=f"meeting:{meeting_key(meeting)}",
            subject=f"Att anslå: justerat protokoll, {association.short_name} {meeting.held_on}",
            attached=Attached(f"anslag-{meeting_key(meeting)}.pdf", "application/pdf", announcement),
        )  # fmt: skip
    audit.record(association, "meetings.notices.announced", meeting, by=by, to=sorted(addresses.values()))
    return len(notices)


def announcement_text(association: Association, meeting: Meeting, adjusted_on: date) -> str:
    """Return the letter to a member's office."""
    provisions = provisions_of(association, adjusted_on)
    by = announce_by(adjusted_on, provisions.days("announce_days"))
    kept_at = provisions.text("kept_at") or association.name
    address = reverse("public-minutes", args=[association.slug, meeting_key(meeting)])
    return (
        f"Hej,\n\n{association.name} har justerat protokollet från {meeting_name(meeting)} "
        f"{full_day(meeting.held_on)}. Det justerades {day(adjusted_on)}.\n\n"
        f"Sätt upp anslaget på er anslagstavla, senast {day(by)}. Svara på det här mejlet med vilken dag det sattes "
        "upp, och med vilken dag det togs ned när ni har tagit ned det. Det ska sitta uppe till dess att tiden för "
        "överklagande har gått ut; vi hör av oss med dagen när alla medlemmar har satt upp sitt anslag.\n\n"
        f"Protokollet förvaras: {kept_at}.\n"
        f"Protokollet på webben: {settings.ORIGIN}{address}\n\n"
        f"19 § lagen (2003:1210) om finansiell samordning av rehabiliteringsinsatser.\n\n{association.name}\n"
    )


def _registered(association: Association, notice: Notice, file: Incoming, by: Person) -> Document:
    """Register the proof in the meeting's own case."""
    meeting = notice.meeting
    give_case(association=association, meeting=meeting, by=by)
    assert meeting.case is not None
    whose = str(notice.member or association.short_name)
    return register_document(
        association=association, by=by, case=meeting.case, title=f"Anslagsbevis, {whose}", incoming=file,
        direction=Direction.INCOMING, dated_on=timezone.localdate(), counterpart=whose,
    )  # fmt: skip


def _adjusted_on(association: Association, meeting: Meeting) -> date:
    minutes = Minutes.objects.filter(association=association, meeting=meeting).first()
    if minutes is None or minutes.adjusted_on is None:
        raise ValueError(NOT_ADJUSTED)
    return minutes.adjusted_on
