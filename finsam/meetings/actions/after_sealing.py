"""The last step of adjustment: the page of evidence, the seal, the diary, the notices. Taken up again if it stopped."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import register_document
from finsam.cases.models import Direction
from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Body
from finsam.kernel.swedish import day
from finsam.meetings.actions.after_content import (
    about_of,
    become,
    drop_if_changed,
    lock_minutes,
    persons_of,
    write_letters,
)
from finsam.meetings.actions.after_notices import open_notices
from finsam.meetings.minutes_text import minutes_hash, minutes_text
from finsam.meetings.models import Meeting, MeetingState, Minutes
from finsam.meetings.printing import minutes_pdf
from finsam.meetings.records import meeting_key, read_record, secrecy_ground
from finsam.meetings.rules.dates import announce_by
from finsam.meetings.rules.states import check_state
from finsam.meetings.words import meeting_title
from finsam.signing.actions import is_complete, seal_file
from finsam.signing.models import SigningState
from finsam.signing.queries import evidence_of, round_of

NOT_SEALED = "meetings.minutes.not_sealed"


def seal_minutes(*, association: Association, minutes: Minutes) -> bool:
    """Seal minutes that everybody has approved; tell whether it could be done. What fails is taken up again later.

    Must be called within the association. The reason of a failure stands in the trail.
    """
    if drop_if_changed(association=association, meeting=minutes.meeting, by=None):
        return False
    try:
        _finish(association=association, minutes=minutes)
    except (ValueError, OSError) as error:
        _note_failure(association, minutes, str(error)[:300])
        return False
    return True


def finish_sealing(association: Association) -> int:
    """Seal what everybody has approved and the program did not come to seal; return how many. Done at every tick.

    Must be called within the association.
    """
    waiting = Minutes.objects.filter(
        association=association, meeting__state=MeetingState.ADJUSTING, signing__state=SigningState.OPEN
    )
    complete = [minutes for minutes in waiting.select_related("signing") if is_complete(minutes.signing)]  # type: ignore[arg-type]
    return sum(seal_minutes(association=association, minutes=minutes) for minutes in complete)


def _note_failure(association: Association, minutes: Minutes, reason: str) -> None:
    """Write why in the trail, once for each reason in a row: it is tried again every minute."""
    last = AuditEntry.objects.filter(association=association, action=NOT_SEALED, subject=str(minutes)).first()
    if last is None or last.detail.get("reason") != reason:
        audit.record(association, NOT_SEALED, minutes, by=None, reason=reason)


@transaction.atomic
def _finish(*, association: Association, minutes: Minutes) -> None:
    """All or nothing. Raises ValueError when the text is not the one approved, or the file cannot be sealed."""
    meeting = lock_minutes(association, minutes.meeting)
    minutes = Minutes.objects.select_related("signing").get(association=association, pk=minutes.pk)
    if meeting.state == MeetingState.ADJUSTED or minutes.signing is None:
        return
    check_state(meeting.state, MeetingState.ADJUSTED)
    record = read_record(association, meeting, deep=True)
    text = minutes_text(record)
    if minutes_hash(text) != minutes.signing.content_hash:
        raise ValueError("Protokollet har ändrats sedan det godkändes.")
    evidence = evidence_of(minutes.signing)
    last = max(row.at for row in evidence.rows)
    seal = seal_file(
        association=association, signing=minutes.signing, by=None, name=f"protokoll-{meeting_key(meeting)}.pdf",
        pdf=minutes_pdf(text, evidence=evidence, made_at=last),
    )  # fmt: skip
    minutes.adjusted_on = timezone.localdate(last)
    if meeting.case:
        minutes.document = register_document(
            association=association, by=None, case=meeting.case, title=f"Protokoll, {meeting_title(meeting)}",
            direction=Direction.DRAWN_UP, dated_on=minutes.adjusted_on, file=seal.file,
            secret=bool(secrecy_ground(record)), secrecy_ground=secrecy_ground(record),
        )  # fmt: skip
    minutes.save(update_fields=["adjusted_on", "document"])
    become(meeting, MeetingState.ADJUSTED)
    until = None
    if meeting.body == Body.BOARD:  # the law wants no notice of others
        open_notices(association=association, meeting=meeting, by=None)
        until = announce_by(minutes.adjusted_on, record.provisions.days("announce_days"))
    _tell(association, meeting, minutes, until)
    audit.record(association, "meetings.minutes.adjusted", meeting, by=None, sha256=seal.sha256)


def _tell(association: Association, meeting: Meeting, minutes: Minutes, until: date | None) -> None:
    shown = round_of(association, about_of(minutes))
    notice = f" Justeringen ska anslås på varje medlems anslagstavla senast {day(until)}." if until else ""
    write_letters(
        association, meeting, persons_of(shown) if shown else [], f"Protokollet är justerat: {meeting_title(meeting)}",
        f"Alla har godkänt protokollet och det är förseglat.{notice}",
    )  # fmt: skip
