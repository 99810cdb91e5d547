"""The amounts of budget.csv: as versions of the budget, each with the plan that follows its year."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from finsam.bundle.tables import Yearly
from finsam.core.models import Association
from finsam.money.models import Budget, BudgetAmount, BudgetLine, BudgetState

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
    """The columns amount_YYYY of budget.csv: what is decided, without transfers."""

    def current(self, association: Association) -> Iterable[tuple[int, int, int]]:
        """Return the line, year and öre of every amount in force, transfers left out."""
        rows = BudgetAmount.objects.filter(association=association, budget__state=BudgetState.DECIDED, transfer=None)
        held: dict[tuple[int, int], int] = {}
        for line, year, ore in rows.order_by("budget__year", "budget__version").values_list(
            "line_id", "year", "amount_ore"
        ):
            held[line, year] = ore
        return [(line, year, ore) for (line, year), ore in sorted(held.items(), key=lambda kept: kept[0][1])]

    def keep(self, association: Association, rows: Sequence[tuple[Any, Mapping[int, int]]]) -> None:
        """Store the amounts as decided versions."""
        for years in plans(year for _, amounts in rows for year in amounts):
            budget = Budget.objects.create(association=association, year=years.start, state=BudgetState.DECIDED)
            BudgetAmount.objects.bulk_create(
                BudgetAmount(association=association, budget=budget, line=line, year=year, amount_ore=ore)
                for line, amounts in rows
                for year, ore in amounts.items()
                if year in years
            )


BUDGET_YEARS = BudgetYears("amount_", BudgetLine, "line", "amounts")
