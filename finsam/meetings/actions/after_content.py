"""Minutes under adjustment: held while they change, fixed by their hash, and told of by letter."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from finsam.core import audit
from finsam.core.models import Association, Person, Seat
from finsam.core.outbox import write_mail
from finsam.core.tenancy import within
from finsam.meetings.minutes_text import minutes_hash, minutes_text
from finsam.meetings.models import Adjuster, Meeting, MeetingState, Minutes
from finsam.meetings.records import meeting_key, read_record
from finsam.meetings.words import meeting_title
from finsam.signing.actions import fall_if_changed
from finsam.signing.queries import SigningShown, round_of


def about_of(minutes: Minutes) -> str:
    """Return what a round of approvals calls the minutes: "minutes:17"."""
    return f"minutes:{minutes.pk}"


@transaction.atomic
def drop_if_changed(*, association: Association, meeting: Meeting, by: Person | None) -> bool:
    """Let every approval fall when the minutes are not what was handed over; tell whether they did.

    To be called after every change of a meeting that may be under adjustment. Those who had approved get a letter.
    """
    locked = lock_minutes(association, meeting)
    minutes = Minutes.objects.filter(association=association, meeting=locked).first()
    if locked.state != MeetingState.ADJUSTING or minutes is None:
        return False
    now = minutes_hash(minutes_text(read_record(association, locked, deep=True)))
    about = about_of(minutes)
    shown = round_of(association, about)
    if not fall_if_changed(association=association, about=about, content_hash=now, by=by) or shown is None:
        return False
    become(locked, MeetingState.ENDED)
    approved = {one.person_id for one in shown.signatories if one.state == "approved"}
    write_letters(
        association, locked, [person for person in persons_of(shown) if person.pk in approved],
        f"Ditt godkännande gäller inte längre: {meeting_title(locked)}",
        "Protokollet har ändrats sedan du godkände det. Du får ett nytt mejl när sekreteraren har lämnat det till "
        "justering igen.",
    )  # fmt: skip
    audit.record(association, "meetings.minutes.approvals_fell", locked, by=by, approvals=len(approved))
    return True


def read_again_when_kept(association: Association, meeting: Meeting) -> None:
    """Let the approvals of a meeting under adjustment fall when the change now being made is kept.

    To be called in the transaction of any change of what may stand in the minutes.
    """
    if meeting.state == MeetingState.ADJUSTING:
        transaction.on_commit(partial(_read_again, association, meeting), robust=True)


def _read_again(association: Association, meeting: Meeting) -> None:
    with within(association):
        drop_if_changed(association=association, meeting=meeting, by=None)


def lock_minutes(association: Association, meeting: Meeting) -> Meeting:
    """Read the meeting again and hold its row until the transaction ends."""
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("chair__person", "chair__member", "secretary__person", "case")
        .get(association=association, pk=meeting.pk)
    )


def become(meeting: Meeting, state: MeetingState) -> None:
    """Put the meeting in the state. The caller has checked that it may."""
    meeting.state, meeting.version = state, meeting.version + 1
    meeting.save(update_fields=["state", "version"])


def adjusting_seats(association: Association, meeting: Meeting) -> list[Seat]:
    """Return the seats of the chair, first, and the adjusters."""
    rows = Adjuster.objects.filter(association=association, meeting=meeting).select_related("seat__person")
    return [*([meeting.chair] if meeting.chair else []), *(row.seat for row in rows.order_by("pk"))]


def persons_of(shown: SigningShown, but: Person | None = None) -> list[Person]:
    """Return those asked in a round, each once."""
    ids = {one.person_id for one in shown.signatories} - ({but.pk} if but else set())
    return list(Person.objects.filter(pk__in=ids).order_by("pk"))


def write_letters(association: Association, meeting: Meeting, to: Iterable[Person], subject: str, text: str) -> None:
    """Write to persons about the adjustment of a meeting's minutes, with the address of its page."""
    key = meeting_key(meeting)
    url = settings.ORIGIN + reverse("adjustment", args=[association.slug, key])
    for person in to:
        write_mail(
            association=association, to=person, subject=subject, about=f"meeting:{key}",
            text=f"Hej {person.name},\n\n{text}\n\n{url}\n\n{association.name}\n",
        )  # fmt: skip
