"""What the announcement on paper, and the proof of it, are made of."""

from django.utils import timezone

from finsam.core.models import Association
from finsam.meetings.minutes_text import MinutesText, minutes_text
from finsam.meetings.models import Meeting, Minutes
from finsam.meetings.printing import NoticeFacts, notice_facts
from finsam.meetings.queries.after_notices import notices_of
from finsam.meetings.records import read_record


def proof_facts(association: Association, meeting: Meeting) -> tuple[MinutesText, NoticeFacts] | None:
    """Return the minutes and the facts of their notices, or None while they are not adjusted.

    Must be called within the association.
    """
    minutes = Minutes.objects.filter(association=association, meeting=meeting).first()
    if minutes is None or minutes.adjusted_on is None:
        return None
    record = read_record(association, meeting, deep=True)
    facts = notice_facts(record, minutes.adjusted_on, notices_of(association, meeting), on=timezone.localdate())
    return minutes_text(record), facts
