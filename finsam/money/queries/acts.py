"""What the money wants of a person: everything with a button and a last day."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import day, kr, listed
from finsam.meetings.queries.act_parts import ActDue
from finsam.money.models import Budget
from finsam.money.queries.budget_acts import budget_acts, coming_budgets
from finsam.money.queries.contribution_calls import overdue_calls


def money_acts(
    association: Association,
    permissions: Collection[Permission],
    today: date,
    budgets: Collection[Budget] | None = None,
) -> list[ActDue]:
    """Return what the money wants of whoever keeps it. `budgets`: the coming ones, when they are read already.

    Must be called within the association.
    """
    if Permission.KEEP_MONEY not in permissions:
        return []
    budgets = coming_budgets(association, today) if budgets is None else budgets
    return [*_overdue(association, today), *budget_acts(association, budgets, today)]


def _overdue(association: Association, today: date) -> Iterator[ActDue]:
    """Contributions that should have come: one act for each day they were due."""
    for (year, due), calls in overdue_calls(association, today).items():
        who = listed([call.contribution.contributor.name for call in calls])
        yield ActDue(
            due=due,
            what=f"Bidrag som skulle ha kommit {day(due)}",
            why=f"{who}, {kr(sum(call.amount_ore for call in calls))}",
            action="Visa bidragen",
            url=f"{reverse('contributions', args=[association.slug])}?ar={year}#rekvisitioner",
        )
