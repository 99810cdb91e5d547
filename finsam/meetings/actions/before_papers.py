"""That somebody has opened the papers of a meeting."""

from django.utils import timezone

from finsam.core.models import Association, Person
from finsam.meetings.models import Annex, Meeting, Opened


def note_opened(*, association: Association, by: Person, meeting: Meeting, annex: Annex | None = None) -> None:
    """Note the first and the last time, in one statement. Must be called within the association.

    It is told to those who keep the meetings and stands in no trail: reading is no act.
    """
    Opened.objects.bulk_create(
        [Opened(association=association, meeting=meeting, annex=annex, person=by, last_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["association", "meeting", "annex", "person"],
        update_fields=["last_at"],
    )
