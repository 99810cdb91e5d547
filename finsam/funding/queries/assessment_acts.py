"""What assessments and positions want of a person: everything with a button and a last day."""

from collections.abc import Collection
from datetime import date

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.meetings.queries.act_parts import ActDue


def assessment_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person. Must be called within the association."""
    return []
