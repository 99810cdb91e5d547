"""What the budget wants of whoever keeps the money: that next year's is decided in time (23 §)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.urls import reverse

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.meetings.queries.act_parts import ActDue
from finsam.money.models import Budget, BudgetState
from finsam.money.queries.budgets import budget_url

REMINDED = timedelta(days=30)
NEXT = {
    BudgetState.DRAFT: "Version {version} är ett utkast.",
    BudgetState.CONSULTATION: "Version {version} är på samråd.",
}


def budget_deadline(year: int) -> str:
    """Return what the law wants of a year's budget, in the words of `core.rules.deadlines`."""
    return f"Budget {year} ska vara fastställd"


def coming_budgets(association: Association, today: date) -> list[Budget]:
    """Return the versions of the budgets of years to come, the newest first. Must be called within the association."""
    return list(Budget.objects.filter(association=association, year__gt=today.year))


def decided_deadlines(budgets: Collection[Budget]) -> set[str]:
    """Return what the law wants of coming budgets that is done: they are decided."""
    return {budget_deadline(budget.year) for budget in budgets if budget.state == BudgetState.DECIDED}


def budget_acts(association: Association, budgets: Collection[Budget], today: date) -> Iterator[ActDue]:
    """Return the act of next year's budget, from thirty days before its last day until it is decided."""
    year = today.year + 1
    begun = [budget for budget in budgets if budget.year == year]
    if any(budget.state == BudgetState.DECIDED for budget in begun):
        return
    last = provisions_of(association, today).day_of("budget_decided_by", today.year)
    if today < last - REMINDED:
        return
    newest = next(iter(begun), None)
    if newest:
        why, action = NEXT[BudgetState(newest.state)].format(version=newest.version), "Visa budgeten"
        url = budget_url(association, newest)
    else:
        why, action = "Ingen är påbörjad.", f"Gör budget {year}"
        url = f"{reverse('budget-new', args=[association.slug])}?ar={year}"
    yield ActDue(last, budget_deadline(year), f"{why} 23 § lagen (2003:1210)", action, url)
