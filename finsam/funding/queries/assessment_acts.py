"""What positions want of whoever sits for a party; what the office assesses stands among the applications."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.positions import may_take
from finsam.funding.models import Application, ApplicationState, Position
from finsam.funding.queries.dossier import own_members
from finsam.meetings.models import Standing
from finsam.meetings.queries.act_parts import ActDue


def assessment_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person. Must be called within the association."""
    is_party = Permission.TAKE_POSITION in permissions and Permission.KEEP_FUNDING not in permissions
    return list(_party(association, person, today)) if is_party else []


def _party(association: Association, person: Person, today: date) -> Iterator[ActDue]:
    rows = Position.objects.filter(association=association, standing=Standing.NOT_RECEIVED)
    rows = rows.filter(application__state__in=[ApplicationState.RECEIVED, ApplicationState.PROPOSED])
    found = list(rows.select_related("application").prefetch_related("application__assessments"))
    members = own_members(association, person, today) if found else []
    for row in found:
        if may_take(row, members):
            assessment = next(iter(row.application.assessments.all()), None)
            yield ActDue(
                assessment.positions_due_on if assessment else None,
                f"Ta ställning till {row.application.title}", f"För {row.party}", "Läs och ta ställning",
                _url(association, "dossier", row.application),
            )  # fmt: skip


def _url(association: Association, name: str, row: Application) -> str:
    return reverse(name, args=[association.slug, row.pk])
