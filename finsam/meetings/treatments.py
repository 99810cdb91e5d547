"""What a case's own page tells of the meetings it has been on."""

from collections.abc import Collection

from django.urls import reverse

from finsam.cases.models import Case
from finsam.cases.treatments import Treatment, treats_cases
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import day
from finsam.meetings.models import Item, MeetingState
from finsam.meetings.records import meeting_key

DRAFTERS = {Permission.KEEP_MEETINGS, Permission.SIT_IN_BODY}


@treats_cases
def treatments(association: Association, case: Case, permissions: Collection[Permission]) -> list[Treatment]:
    """Tell on which agendas and in which §§ the case stands, and what was decided there.

    A planned agenda is told to those who make it; what unadjusted minutes say, to those who may read drafts.
    """
    items = Item.objects.filter(association=association, case=case).select_related("meeting")
    if Permission.KEEP_MEETINGS not in permissions:
        items = items.exclude(meeting__state=MeetingState.PLANNED)
    drafts = bool(DRAFTERS & set(permissions))
    return [_treatment(association, item, drafts=drafts) for item in items.prefetch_related("decisions")]


def _treatment(association: Association, item: Item, *, drafts: bool) -> Treatment:
    meeting = item.meeting
    told = drafts or meeting.state == MeetingState.ADJUSTED
    outcome = item.get_outcome_display() if item.outcome and told else ""
    decided = [f"att {decision.text}" for decision in item.decisions.all()] if outcome else []
    return Treatment(
        on=meeting.held_on,
        where=f"{meeting.get_body_display()} {day(meeting.held_on)}" + (f", § {item.number}" if item.number else ""),
        what="; ".join([outcome, *decided]) if outcome else meeting.get_state_display(),
        url=reverse("meeting", args=[association.slug, meeting_key(meeting)]),
    )
