"""What the chair and the adjusters want changed in the minutes, and what becomes of it."""

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.meetings.actions.after_content import adjusting_seats, lock_minutes, write_letters
from finsam.meetings.actions.before_letters import open_title
from finsam.meetings.models import ChangeRequest, Item, Meeting, MeetingState
from finsam.meetings.words import meeting_title


@transaction.atomic
def ask_change(*, association: Association, meeting: Meeting, item: int, text: str, by: Person) -> ChangeRequest:
    """Ask for a change in a §. For the chair and the adjusters, while the minutes are under adjustment.

    Must be called within the association. Raises ValueError with a Swedish sentence.
    """
    locked = lock_minutes(association, meeting)
    if locked.state != MeetingState.ADJUSTING:
        raise ValueError("Protokollet är inte under justering nu. Be sekreteraren om ändringen direkt.")
    if by.pk not in {seat.person_id for seat in adjusting_seats(association, locked)}:
        raise ValueError("Bara ordföranden och justerarna kan be om en ändring.")
    found = Item.objects.select_related("case").filter(association=association, meeting=locked, pk=item).first()
    if found is None:
        raise ValueError("Välj vilken paragraf ändringen gäller.")
    if not text.strip():
        raise ValueError("Skriv vad som ska ändras.")
    made = ChangeRequest.objects.create(association=association, item=found, by=by, text=text.strip())
    secretary = [locked.secretary.person] if locked.secretary and locked.secretary.person else []
    write_letters(
        association, locked, secretary, f"{by.name} vill ändra § {found.number}: {meeting_title(locked)}",
        f"§ {found.number} {open_title(found)}\n\n{_open(found, made.text)}\n\n"
        "Gå med på ändringen och skriv om paragrafen, eller svara "
        "varför den inte görs.",
    )  # fmt: skip
    audit.record(association, "meetings.change.asked", found, by=by)
    return made


@transaction.atomic
def answer_change(
    *, association: Association, request: ChangeRequest, accepted: bool, answer: str, by: Person
) -> ChangeRequest:
    """Answer a request for a change; a refusal wants a reason. Must be called within the association.

    Raises ValueError with a Swedish sentence, also when it is answered already.
    """
    held = (
        ChangeRequest.objects.select_for_update(of=("self",))
        .select_related("item__meeting", "item__case", "by")
        .get(association=association, pk=request.pk)
    )
    if held.accepted is not None:
        raise ValueError("Förslaget är redan besvarat.")
    if not accepted and not answer.strip():
        raise ValueError("Skriv varför ändringen inte görs.")
    held.accepted, held.answer, held.answered_at = accepted, answer.strip()[:300], timezone.now()
    held.save(update_fields=["accepted", "answer", "answered_at"])
    said = "Ändringen görs." if accepted else "Ändringen görs inte."
    write_letters(
        association, held.item.meeting, [held.by], f"Svar om § {held.item.number}: {meeting_title(held.item.meeting)}",
        f"Du skrev:\n{_open(held.item, held.text)}\n\n{said} {_open(held.item, held.answer)}".strip(),
    )  # fmt: skip
    audit.record(association, "meetings.change.answered", held.item, by=by, accepted=accepted)
    return held


def _open(item: Item, text: str) -> str:
    """Return the text as it may stand in a letter: about a secret case it is read on the page alone."""
    return "Texten läser du på mötets sida: ärendet omfattas av sekretess." if item.case and item.case.secret else text
