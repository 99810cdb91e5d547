"""What is done with a version of the budget before it is decided: made, filled in, laid out over months, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.once import already_done
from finsam.money.models import Budget, BudgetAmount, BudgetLine, BudgetState, GroupKind
from finsam.money.rules.budget_amounts import check_months, indexed_plan, indexed_yearly, respread

MADE = "money.budget.made"
PLANNED = 3
"""A budget's year and the two that its plan says something about (11 kap. 6 § kommunallagen)."""
YEARS = range(2004, 2100)


class Overtaken(ValueError):
    """Somebody has saved the version since it was read."""


@dataclass(frozen=True)
class Copied:
    """What a version begins with: another, by its year's amounts (each year raised from the one before) or its plan.

    `percents` by line; `zeroed` are lines that begin at zero.
    """

    source: Budget
    by_plan: bool = False
    percents: Mapping[int, Decimal] = field(default_factory=dict)
    zeroed: frozenset[int] = frozenset()


@transaction.atomic
def make_version(
    *, association: Association, by: Person | None, year: int, copied: Copied | None = None, token: str = ""
) -> Budget:
    """Begin a version of a year's budget, empty or copied. With the token of a form already used: return that one.

    Raises ValueError with a Swedish sentence.
    """
    if done := already_done(association=association, by=by, action=MADE, token=token):
        return Budget.objects.get(association=association, pk=done.detail["budget"])
    if year not in YEARS:
        raise ValueError(f"{year} är inget budgetår. Skriv ett år från {YEARS.start}.")
    Association.objects.select_for_update(no_key=True).get(pk=association.pk)  # one number a version
    last = Budget.objects.filter(association=association, year=year).aggregate(last=Max("version"))["last"] or 0
    budget = Budget.objects.create(association=association, year=year, version=last + 1, created_by=by)
    if copied:
        BudgetAmount.objects.bulk_create(_copied(budget, copied))
    source = str(copied.source) if copied else ""
    audit.record(
        association, MADE, budget, by=by, budget=budget.pk, copied_from=source, **({"form": token} if token else {})
    )
    return budget


def _copied(budget: Budget, copied: Copied) -> list[BudgetAmount]:
    years = range(budget.year, budget.year + PLANNED)
    held = _held(copied.source)
    made = []
    for line in BudgetLine.objects.filter(association=budget.association).select_related("group"):
        if line.group.kind == GroupKind.CLOSING_BALANCE and copied.source.year != budget.year:
            continue  # what is in hand by the end of a year is not what it was a year before
        percent = copied.percents.get(line.pk, Decimal(0))
        amounts = {year: ore for (of, year), (ore, _, _) in held.items() if of == line.pk}
        new = (
            indexed_plan(amounts, years, percent, copied.source.year + PLANNED - 1)
            if copied.by_plan
            else indexed_yearly(amounts, copied.source.year, years, percent)
        )
        for year, ore in new.items():
            kept = 0 if line.pk in copied.zeroed else ore
            _, months, text = held.get((line.pk, year), held.get((line.pk, copied.source.year), (0, None, "")))
            laid = respread(kept, months) if year == budget.year else None
            made.append(_amount(budget, line.pk, year, kept, laid, text if year == budget.year else ""))
    return made


Held = tuple[int, Sequence[int] | None, str]


def _held(source: Budget) -> dict[tuple[int, int], Held]:
    """What a version gives each line and year: öre with transfers, the months and the text of what was decided."""
    rows = BudgetAmount.objects.filter(association=source.association, budget=source)
    sums = rows.values("line_id", "year").annotate(ore=Sum("amount_ore")).order_by()
    said = {(row.line_id, row.year): (row.months, row.text) for row in rows.filter(transfer=None)}
    return {
        (row["line_id"], row["year"]): (row["ore"], *said.get((row["line_id"], row["year"]), (None, "")))
        for row in sums
    }


def _amount(budget: Budget, line: int, year: int, ore: int, months: Sequence[int] | None, text: str) -> BudgetAmount:
    return BudgetAmount(
        association=budget.association, budget=budget, line_id=line, year=year, amount_ore=ore,
        months=list(months) if months else None, text=text,
    )  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """What is written on a line: öre by year, None where nothing is, and what the line holds."""

    amounts: Mapping[int, int | None]
    text: str = ""


@transaction.atomic
def save_amounts(
    *, association: Association, by: Person | None, budget: Budget, revision: int, lines: Mapping[int, Filled]
) -> Budget:
    """Save what is written on the lines, as one whole. Months laid out otherwise than evenly follow the new amounts.

    Raises Overtaken when the version has been saved since the revision, ValueError when it is decided.
    """
    locked = lock_open(association, budget)
    if locked.revision != revision:
        raise Overtaken("Någon annan har sparat budgeten medan du skrev. Inget av det du skrev är sparat än.")
    rows = BudgetAmount.objects.filter(association=association, budget=locked, transfer=None, line__in=lines)
    before = {(row.line_id, row.year): row for row in rows}
    new = [amount for line, filled in lines.items() for amount in _filled(locked, line, filled, before)]
    changed = _changed(before, new)
    rows.delete()
    BudgetAmount.objects.bulk_create(new)
    raise_revision(locked)
    audit.record(association, "money.budget.filled_in", locked, by=by, budget=locked.pk, changed=changed)
    return locked


def _filled(
    budget: Budget, line: int, filled: Filled, before: Mapping[tuple[int, int], BudgetAmount]
) -> list[BudgetAmount]:
    """The amounts of a line; the text stands with the first year that has one."""
    made: list[BudgetAmount] = []
    for year, ore in sorted(filled.amounts.items()):
        if ore is not None:
            was = before.get((line, year))
            text = "" if made else filled.text.strip()
            made.append(_amount(budget, line, year, ore, respread(ore, was.months if was else None), text))
    return made


def _changed(before: Mapping[tuple[int, int], BudgetAmount], new: Sequence[BudgetAmount]) -> list[list[int | None]]:
    """Line, year, öre before and öre after, of what is not as it was."""
    after = {(row.line_id, row.year): row.amount_ore for row in new}
    was = {key: row.amount_ore for key, row in before.items()}
    keys = sorted(was.keys() | after.keys())
    return [[*key, was.get(key), after.get(key)] for key in keys if was.get(key) != after.get(key)]


@transaction.atomic
def lay_out(
    *, association: Association, by: Person | None, budget: Budget, line: BudgetLine, months: Sequence[int] | None
) -> BudgetAmount:
    """Lay a line's amount of the budget year out over the months, öre; None: evenly. Raises ValueError."""
    locked = lock_open(association, budget)
    row = BudgetAmount.objects.filter(
        association=association, budget=locked, line=line, year=locked.year, transfer=None
    ).first()
    if row is None:
        raise ValueError(f"{line.label} har inget belopp {locked.year}. Skriv beloppet först.")
    if months is not None:
        check_months(row.amount_ore, months)
    row.months = list(months) if months is not None else None
    row.save(update_fields=["months"])
    raise_revision(locked)
    audit.record(association, "money.budget.laid_out", locked, by=by, budget=locked.pk, line=line.pk, months=row.months)
    return row


@transaction.atomic
def remove_version(*, association: Association, by: Person | None, budget: Budget) -> None:
    """Remove a version that is not decided, with all it says. Raises ValueError when it is decided."""
    locked = lock_open(association, budget)
    audit.record(association, "money.budget.removed", locked, by=by, year=locked.year, version=locked.version)
    locked.delete()


def lock_open(association: Association, budget: Budget) -> Budget:
    """Read a version again and hold its row. Raises ValueError with a Swedish sentence when it is decided."""
    locked = lock(association, budget)
    if locked.state == BudgetState.DECIDED:
        raise ValueError("Budgeten är fastställd och kan inte ändras. Flytta pengar mellan raderna, eller gör en ny "
                         "version.")  # fmt: skip
    return locked


def lock(association: Association, budget: Budget) -> Budget:
    """Read a version again and hold its row. Raises ValueError when it has been removed."""
    locked = Budget.objects.select_for_update(of=("self",)).filter(association=association, pk=budget.pk).first()
    if locked is None:
        raise ValueError("Versionen är borttagen.")
    return locked


def raise_revision(budget: Budget) -> None:
    """Count a change of a version whose row is held."""
    budget.revision += 1
    budget.save(update_fields=["revision"])
