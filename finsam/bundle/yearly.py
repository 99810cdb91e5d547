"""Amounts by year that are more than a number: budgets with their plan, contributions that are asked for first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from finsam.bundle.tables import Yearly
from finsam.bundle.work.budgets import plain_budgets
from finsam.core.models import Association
from finsam.money.models import Budget, BudgetAmount, BudgetState, Contribution

PLANNED = 3
"""A budget's year and the two that its plan says something about (11 kap. 6 § kommunallagen)."""


def plans(years: Iterable[int]) -> list[range]:
    """Part years into budgets with plan: each at most three years in a row, from the first."""
    parted: list[range] = []
    for year in sorted(set(years)):
        if parted and year == parted[-1].stop and len(parted[-1]) < PLANNED:
            parted[-1] = range(parted[-1].start, year + 1)
        else:
            parted.append(range(year, year + 1))
    return parted


class BudgetYears(Yearly):
    """The columns amount_YYYY of budget.csv: decided budgets that say no more than their amounts."""

    def current(self, association: Association) -> Iterable[tuple[int, int, int]]:
        """Return the line, year and öre of every amount of a version that says no more than its amounts."""
        rows = BudgetAmount.objects.filter(association=association, budget__in=plain_budgets(association))
        return list(rows.order_by("year").values_list("line_id", "year", "amount_ore"))

    def keep(self, association: Association, rows: Sequence[tuple[Any, Mapping[int, int]]]) -> None:
        """Store the amounts as decided versions, in place of those that said no more than theirs."""
        plain_budgets(association).delete()
        for years in plans(year for _, amounts in rows for year in amounts):
            budget = Budget.objects.create(association=association, year=years.start, state=BudgetState.DECIDED)
            BudgetAmount.objects.bulk_create(
                BudgetAmount(association=association, budget=budget, line=line, year=year, amount_ore=ore)
                for line, amounts in rows
                for year, ore in amounts.items()
                if year in years
            )


class ContributionYears(Yearly):
    """The columns amount_YYYY of contributions.csv: what is decided. What else is known of a year stays."""

    def leave_or_remove(self, stored: Contribution, ore: int | None) -> None:
        """Take away the amount alone when the year has been asked for, announced or called."""
        if ore is None and (stored.requested_ore, stored.announced_ore) == (None, None) and not stored.calls.exists():
            stored.delete()
        elif ore != stored.amount_ore:
            stored.amount_ore = ore
            stored.save(update_fields=["amount_ore"])


BUDGET_YEARS = BudgetYears("amount_", BudgetAmount, "line", "amounts")
CONTRIBUTION_YEARS = ContributionYears("amount_", Contribution, "contributor", "contributions")
