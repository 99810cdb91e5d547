"""The speaking order of a §."""

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.meetings.actions.during import check_going_on
from finsam.meetings.models import Item, Meeting, SpeakerRequest
from finsam.meetings.records import read_record


@transaction.atomic
def ask_to_speak(
    *, association: Association, meeting: Meeting, item: int, seat: int, is_reply: bool = False, by: Person
) -> SpeakerRequest:
    """Ask to speak. Raises ValueError when they are not there, or stand in the order already."""
    check_going_on(meeting)
    record = read_record(association, meeting)
    row: Item = next(one for one in record.items if one.pk == item)
    serving = record.serving(row)
    if seat not in serving.deciding and seat not in serving.watching:
        raise ValueError("Bara den som är med i paragrafen kan begära ordet.")
    waiting = SpeakerRequest.objects.filter(association=association, item=row, seat_id=seat, spoken_at=None)
    if waiting.filter(is_reply=is_reply).exists():
        raise ValueError("Står redan på talarlistan.")
    asked = SpeakerRequest.objects.create(association=association, item=row, seat_id=seat, is_reply=is_reply)
    audit.record(association, "meetings.speaker.asked", row, by=by, seat=seat)
    return asked


@transaction.atomic
def strike_speaker(*, association: Association, speaker: SpeakerRequest, by: Person) -> None:
    """Strike somebody off the order: they have spoken, or have changed their mind."""
    speaker.spoken_at = timezone.now()
    speaker.save(update_fields=["spoken_at"])
    audit.record(association, "meetings.speaker.struck", speaker.item, by=by, seat=speaker.seat_id)
