"""What meetings want of a person: everything with a button and, where there is one, a last day."""

from collections.abc import Collection
from datetime import date

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.meetings.queries.act_parts import ActDue, Acts, Awaited
from finsam.meetings.queries.act_reads import read_waits
from finsam.meetings.queries.acts_board import board_acts
from finsam.meetings.queries.acts_office import awaited_of, office_acts

__all__ = ["ActDue", "Acts", "Awaited", "acts_for"]


def acts_for(association: Association, person: Person, permissions: Collection[Permission], today: date) -> Acts:
    """Return what meetings want of the person, what is soonest first. Must be called within the association."""
    waits = read_waits(association, person, today)
    keeps = Permission.KEEP_MEETINGS in permissions
    own = [*(office_acts(waits) if keeps else ()), *board_acts(waits)]
    return Acts(
        own=sorted(own, key=lambda act: act.due or date.max),
        awaited=list(awaited_of(waits)) if keeps else [],
        meetings=[meeting for meeting in waits.meetings if meeting.held_on >= today],
        turns=waits.turns,
    )
