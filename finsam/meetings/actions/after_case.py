"""The case a meeting's own documents stand in."""

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import open_case
from finsam.cases.models import CaseKind
from finsam.core.models import Association, Person
from finsam.meetings.models import Meeting
from finsam.meetings.words import meeting_title


@transaction.atomic
def give_case(*, association: Association, meeting: Meeting, by: Person | None) -> None:
    """Open the meeting's case if it has none. Must be called within the association."""
    if meeting.case is None:
        meeting.case = open_case(
            association=association, by=by, title=meeting_title(meeting), kind=CaseKind.MEETING,
            opened_on=timezone.localdate(),
        )  # fmt: skip
        meeting.save(update_fields=["case"])
