"""A budget from a file becomes a draft: its groups, lines, amounts and the sums as they were written."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.once import already_done
from finsam.money.models import Budget, BudgetAmount, BudgetGroup, BudgetLine, GroupKind, StatedSum
from finsam.money.rules.budget_placing import Place, line_label
from finsam.money.rules.budget_table import PrintedBudget, PrintedRow
from finsam.money.rules.budget_words import plain
from finsam.money.rules.printed_budget import Ready, made_ready

IMPORTED = "money.budget.imported"
KEY_LENGTH = 50


@dataclass(frozen=True)
class Handed:
    """A budget read from a file, and where each of its groups goes. `year` is the budget's."""

    printed: PrintedBudget
    year: int
    places: Mapping[str, Place]

    @property
    def ready(self) -> Ready:
        """The budget with its signs turned and its sums apart."""
        kinds = {group: place.kind for group, place in self.places.items()}
        return made_ready(self.printed.from_year(self.year), kinds)


@transaction.atomic
def import_budget(*, association: Association, by: Person | None, handed: Handed, token: str = "") -> Budget:
    """Store a budget from a file as the next version of its year, a draft. With a token already used: return that one.

    Groups and lines that are new are made; those that are there keep what they say. Raises ValueError or BadInput
    with a Swedish sentence, and then nothing is stored.
    """
    if done := already_done(association=association, by=by, action=IMPORTED, token=token):
        return Budget.objects.get(association=association, pk=done.detail["budget"])
    Association.objects.select_for_update(no_key=True).get(pk=association.pk)  # one number a version
    ready = handed.ready
    groups = _groups(association, handed.places, {line.group for line in ready.lines})
    lines = _lines(association, ready, groups)
    budget = Budget.objects.create(
        association=association, year=handed.year, version=_next_version(association, handed.year), created_by=by
    )
    BudgetAmount.objects.bulk_create(
        BudgetAmount(association=association, budget=budget, line=lines[row.position], year=year, amount_ore=ore,
                     text=row.text if year == min(row.amounts) else "")
        for row in ready.lines
        for year, ore in row.amounts.items()
    )  # fmt: skip
    StatedSum.objects.bulk_create(
        StatedSum(association=association, budget=budget, label=one.label, year=year, amount_ore=ore,
                  group_label=groups[one.group].label if one.group in groups else one.group, position=one.position)
        for one in ready.sums
        for year, ore in one.amounts.items()
    )  # fmt: skip
    audit.record(
        association, IMPORTED, budget, by=by, budget=budget.pk, file=handed.printed.file, lines=len(ready.lines),
        sums=len(ready.sums), turned=ready.is_turned, **({"form": token} if token else {}),
    )  # fmt: skip
    return budget


def _next_version(association: Association, year: int) -> int:
    last = Budget.objects.filter(association=association, year=year).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def _groups(association: Association, places: Mapping[str, Place], used: set[str]) -> dict[str, BudgetGroup]:
    """Return the group of every heading in the file, made when it is new."""
    known = {group.key: group for group in BudgetGroup.objects.filter(association=association)}
    last = max((group.position for group in known.values()), default=-1)
    found: dict[str, BudgetGroup] = {}
    for heading, place in places.items():
        if heading not in used:
            continue
        if place.key and place.key not in known:
            raise ValueError(f"Rubriken som {heading} skulle höra till är borttagen. Välj en annan.")
        if place.kind not in GroupKind.values:
            raise ValueError(f"Välj vad raderna i {heading} är.")
        key = place.key or _free_key(heading, known)
        if not place.key:
            last += 1
            known[key] = BudgetGroup.objects.create(
                association=association, key=key, label=heading, kind=place.kind, position=last
            )
        found[heading] = known[key]
    return found


def _free_key(heading: str, taken: Mapping[str, object]) -> str:
    key = slugify(heading).replace("-", "_")[:KEY_LENGTH] or "grupp"
    return next(name for name in (key, *(f"{key}_{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _lines(association: Association, ready: Ready, groups: Mapping[str, BudgetGroup]) -> dict[int, BudgetLine]:
    """Return the line of every row, by its position, made when it is new."""
    stored = list(BudgetLine.objects.filter(association=association).order_by("position"))
    known = {(line.group_id, plain(line.label)): line for line in stored}
    last = max((line.position for line in stored), default=-1)
    found: dict[int, BudgetLine] = {}
    used: dict[int, PrintedRow] = {}
    for row in ready.lines:
        group = groups[row.group]
        label = line_label(row.label, group.kind)
        line = known.get((group.pk, plain(label)))
        if line is None:
            last += 1
            line = known[group.pk, plain(label)] = BudgetLine.objects.create(
                association=association, group=group, label=label, position=last,
                ledger_object=row.ledger_object, accounts=list(row.accounts),
            )  # fmt: skip
        if line.pk in used:
            rows = f"{used[line.pk].label} ({used[line.pk].place}) och {row.label} ({row.place})"
            raise ValueError(f"{rows} blir samma rad i {group.label}. Ge dem olika namn, eller välj en annan rubrik.")
        used[line.pk], found[row.position] = row, line
    return found
