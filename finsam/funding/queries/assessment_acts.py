"""What assessments and positions want of a person: everything with a button and a last day."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.positions import may_take
from finsam.funding.models import Application, ApplicationState, Position
from finsam.funding.queries.dossier import own_members
from finsam.kernel.periods import months_after
from finsam.meetings.models import Standing
from finsam.meetings.queries.act_parts import ActDue


def assessment_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person. Must be called within the association."""
    acts: list[ActDue] = []
    if Permission.KEEP_FUNDING in permissions:
        acts += _office(association, today)
    elif Permission.TAKE_POSITION in permissions:
        acts += _party(association, person, today)
    return acts


def _office(association: Association, today: date) -> Iterator[ActDue]:
    rows = Application.objects.filter(association=association)
    found = rows.filter(state=ApplicationState.RECEIVED, complete_on__isnull=False).order_by("received_on")
    months = provisions_of(association, today).months("application_answer_months")
    for row in found:
        waits = row.received_on and not row.answered_on
        due = months_after(row.received_on, months) if waits and row.received_on else None
        yield ActDue(due, f"Bedöm {row.title}", row.applicant, "Bedöm ansökan", _url(association, "assessment", row))
    decided = rows.filter(state__in=[ApplicationState.GRANTED, ApplicationState.REJECTED], answer=None)
    for row in decided.filter(writers__isnull=False, case__isnull=False).distinct():
        yield ActDue(
            row.decided_on, f"Skicka beskedet om {row.title}",
            f"Styrelsen har {'beviljat' if row.state == ApplicationState.GRANTED else 'avslagit'} ansökan.",
            "Läs och skicka", _url(association, "dossier", row),
        )  # fmt: skip


def _party(association: Association, person: Person, today: date) -> Iterator[ActDue]:
    rows = Position.objects.filter(association=association, standing=Standing.NOT_RECEIVED)
    rows = rows.filter(application__state__in=[ApplicationState.RECEIVED, ApplicationState.PROPOSED])
    found = list(rows.select_related("application").prefetch_related("application__assessments"))
    members = own_members(association, person, today) if found else set()
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
