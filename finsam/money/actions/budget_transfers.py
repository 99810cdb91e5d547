"""Money moved between the lines of a decided budget, by decision (omdisponering)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Sum

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.kernel.swedish import amount, day
from finsam.meetings.models import Item
from finsam.money.actions.budget_decisions import decided_day
from finsam.money.actions.budgets import lock
from finsam.money.models import Budget, BudgetAmount, BudgetLine, BudgetState, BudgetTransfer, GroupKind
from finsam.money.rules.budget_amounts import MONTHS, spread

SIDES = {GroupKind.INCOME: 1, GroupKind.INTERVENTIONS: -1, GroupKind.ADMINISTRATION: -1, GroupKind.FINANCIAL: -1}


@dataclass(frozen=True)
class Moved:
    """What is moved: öre, above zero, from a line to another, in a year."""

    giver: BudgetLine
    taker: BudgetLine
    year: int
    ore: int
    text: str = ""


@transaction.atomic
def move_money(
    *, association: Association, by: Person | None, budget: Budget, moved: Moved, item: Item | None,
    on: date | None = None, today: date,
) -> BudgetTransfer:  # fmt: skip
    """Move money between two lines of a decided budget. The months from the decision on bear it.

    Raises ValueError with a Swedish sentence.
    """
    locked = lock(association, budget)
    decided_on = decided_day(item, on, today)
    _check(locked, moved, decided_on)
    transfer = BudgetTransfer.objects.create(
        association=association, budget=locked, decided_on=decided_on, decided_in=item, text=moved.text.strip(),
        made_by=by,
    )  # fmt: skip
    sign = SIDES[GroupKind(moved.giver.group.kind)]
    first = decided_on.month if decided_on.year == moved.year else 1
    weights = [int(month >= first) for month in range(1, MONTHS + 1)]
    for line, ore in ((moved.giver, -sign * moved.ore), (moved.taker, sign * moved.ore)):
        BudgetAmount.objects.create(
            association=association, budget=locked, line=line, year=moved.year, amount_ore=ore,
            months=spread(ore, weights) if first > 1 else None, transfer=transfer,
        )  # fmt: skip
    audit.record(
        association, "money.budget.money_moved", locked, by=by, budget=locked.pk, transfer=transfer.pk,
        giver=moved.giver.pk, taker=moved.taker.pk, year=moved.year, ore=moved.ore, on=str(decided_on),
    )  # fmt: skip
    return transfer


def _check(budget: Budget, moved: Moved, decided_on: date) -> None:
    if budget.state != BudgetState.DECIDED:
        raise ValueError("Budgeten är inte fastställd. Ändra beloppen direkt.")
    if moved.ore <= 0:
        raise ValueError("Skriv ett belopp över noll.")
    if moved.giver.pk == moved.taker.pk:
        raise ValueError("Välj två olika rader.")
    sides = {SIDES.get(GroupKind(line.group.kind), 0) for line in (moved.giver, moved.taker)}
    if len(sides) > 1 or 0 in sides:
        raise ValueError("Pengar flyttas mellan två kostnader, eller mellan två intäkter.")
    if budget.decided_on and decided_on < budget.decided_on:
        raise ValueError(f"Budgeten fastställdes {day(budget.decided_on)}. En ändring av den beslutas efter det.")
    if decided_on.year > moved.year:
        raise ValueError(f"{moved.year} är slut. En ändring beslutas under året, eller före det.")
    rows = BudgetAmount.objects.filter(association=budget.association, budget=budget, year=moved.year)
    if not rows.exists():
        raise ValueError(f"Versionen säger inget om {moved.year}.")
    held = rows.filter(line=moved.giver).aggregate(ore=Sum("amount_ore"))["ore"] or 0
    left = max(0, held * sides.pop())
    if moved.ore > left:
        raise ValueError(f"{moved.giver.label} har {amount(left)} kronor {moved.year}. Flytta högst det.")


@transaction.atomic
def remove_transfer(*, association: Association, by: Person | None, transfer: BudgetTransfer) -> None:
    """Take away a transfer that was written down wrongly, while it is the last of its budget. Raises ValueError."""
    budget = lock(association, transfer.budget)
    last = BudgetTransfer.objects.filter(association=association, budget=budget).order_by("made_at", "pk").last()
    if last is None or last.pk != transfer.pk:
        raise ValueError("En senare omdisponering finns. Flytta tillbaka pengarna med en ny, och ange beslutet.")
    rows = transfer.amounts.filter(association=association)
    audit.record(
        association, "money.budget.transfer_removed", budget, by=by, budget=budget.pk, text=transfer.text,
        on=str(transfer.decided_on), amounts=[[row.line_id, row.year, row.amount_ore] for row in rows],
    )  # fmt: skip
    transfer.delete()
