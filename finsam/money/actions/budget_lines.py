"""The headings and lines of the budget: added, changed, moved, removed while nothing is said of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.interventions.models import Intervention
from finsam.money.models import (
    BudgetAmount,
    BudgetGroup,
    BudgetLine,
    Commitment,
    Forecast,
    GroupKind,
    LineComment,
)

PLAIN = str.maketrans("åäöéü", "aaoeu")


@dataclass(frozen=True)
class Described:
    """What a line is: heading and name, what in the ledger is its outcome, what mission or intervention it is for."""

    group: BudgetGroup
    label: str
    ledger_object: str = ""
    accounts: Sequence[str] = ()
    mission: str = ""
    intervention: Intervention | None = None


@transaction.atomic
def keep_line(
    *, association: Association, by: Person | None, line: BudgetLine | None, described: Described
) -> BudgetLine:
    """Add a line last under its heading, or change one. Raises ValueError with a Swedish sentence."""
    _hold(association)
    label = _label(described.label, "raden")
    same = BudgetLine.objects.filter(association=association, group=described.group, label=label)
    if same.exclude(pk=line.pk if line else 0).exists():
        raise ValueError(f"{described.group.label} har redan en rad som heter {label}. Välj ett annat namn.")
    _check_claims(association, line, described)
    was = line.label if line else ""
    kept = line or BudgetLine(
        association=association, position=_next(BudgetLine.objects.filter(association=association))
    )
    for name, value in {**vars(described), "label": label, "accounts": list(described.accounts)}.items():
        setattr(kept, name, value)
    kept.save()
    audit.record(association, "money.budget_line.kept", kept, by=by, line=kept.pk, was=was)
    return kept


def _check_claims(association: Association, line: BudgetLine | None, described: Described) -> None:
    """Refuse an object or account that another line on the same side has."""
    side = _side(described.group.kind)
    others = BudgetLine.objects.filter(association=association).exclude(pk=line.pk if line else 0)
    for other in others.select_related("group"):
        if _side(other.group.kind) != side:
            continue
        if taken := sorted(set(other.accounts) & set(described.accounts)):
            raise ValueError(f"Konto {', '.join(taken)} hör redan till {other.label}. Ta bort det där först.")
        no_accounts = not described.accounts and not other.accounts
        if no_accounts and described.ledger_object and other.ledger_object == described.ledger_object:
            raise ValueError(
                f"Objekt {described.ledger_object} hör redan till {other.label}. Ange konton på en av raderna."
            )


def _side(kind: str) -> str:
    return "cost" if kind in {GroupKind.INTERVENTIONS, GroupKind.ADMINISTRATION} else kind


@transaction.atomic
def move_line(*, association: Association, by: Person | None, line: BudgetLine, up: bool) -> None:
    """Let a line change places with the one before or after it under its heading; the outermost stays."""
    _hold(association)
    rows = list(BudgetLine.objects.filter(association=association, group=line.group).order_by("position", "pk"))
    if _swapped(rows, line.pk, up=up):
        audit.record(association, "money.budget_line.moved", line, by=by, line=line.pk, up=up)


@transaction.atomic
def move_group(*, association: Association, by: Person | None, group: BudgetGroup, up: bool) -> None:
    """Let a heading change places with the one before or after it; the outermost stays."""
    _hold(association)
    rows = list(BudgetGroup.objects.filter(association=association).order_by("position", "pk"))
    if _swapped(rows, group.pk, up=up):
        audit.record(association, "money.budget_group.moved", group, by=by, group=group.pk, up=up)


def _swapped(rows: Sequence[BudgetLine] | Sequence[BudgetGroup], key: int, *, up: bool) -> bool:
    """Let the row and its neighbour take each other's place; False when there is no neighbour."""
    order = [row.pk for row in rows]
    here = order.index(key)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return False
    positions = sorted({row.position for row in rows})
    if len(positions) < len(rows):  # two that had the same place: number them anew
        positions = list(range(positions[0], positions[0] + len(rows)))
    moved: list[BudgetLine | BudgetGroup] = list(rows)
    moved[here], moved[there] = moved[there], moved[here]
    for row, position in zip(moved, positions, strict=True):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    return True


@transaction.atomic
def remove_line(*, association: Association, by: Person | None, line: BudgetLine) -> None:
    """Remove a line that nothing is said of. Raises ValueError with a Swedish sentence."""
    _hold(association)
    for model, what in ((BudgetAmount, "belopp i en budget"), (Forecast, "en prognos"), (Commitment, "ett åtagande"),
                        (LineComment, "en kommentar")):  # fmt: skip
        if model.objects.filter(association=association, line=line).exists():
            raise ValueError(f"{line.label} har {what} och behövs för att läsa det. Lämna den tom i nästa budget.")
    audit.record(association, "money.budget_line.removed", line, by=by, group=line.group.label)
    line.delete()


@transaction.atomic
def keep_group(
    *, association: Association, by: Person | None, group: BudgetGroup | None, label: str, kind: str
) -> BudgetGroup:
    """Add a heading last, or change one. Raises ValueError with a Swedish sentence.

    What kind of lines it has can be changed only while nothing is said of them: their amounts have its sign.
    """
    _hold(association)
    label = _label(label, "rubriken")
    others = BudgetGroup.objects.filter(association=association).exclude(pk=group.pk if group else 0)
    if others.filter(label=label).exists():
        raise ValueError(f"Det finns redan en rubrik som heter {label}. Välj ett annat namn.")
    said = group and BudgetAmount.objects.filter(association=association, line__group=group).exists()
    if group and said and _side(group.kind) != _side(kind):
        raise ValueError(f"{group.label} har belopp. Gör en ny rubrik för {GroupKind(kind).label.lower()} i stället.")
    was = group.label if group else ""
    kept = group or BudgetGroup(
        association=association,
        key=_key(label, others),
        position=_next(BudgetGroup.objects.filter(association=association)),
    )
    kept.label, kept.kind = label, GroupKind(kind)
    kept.save()
    audit.record(association, "money.budget_group.kept", kept, by=by, group=kept.pk, was=was)
    return kept


@transaction.atomic
def remove_group(*, association: Association, by: Person | None, group: BudgetGroup) -> None:
    """Remove a heading without lines. Raises ValueError with a Swedish sentence."""
    _hold(association)
    if BudgetLine.objects.filter(association=association, group=group).exists():
        raise ValueError(f"{group.label} har rader. Ta bort dem, eller flytta dem till en annan rubrik, först.")
    audit.record(association, "money.budget_group.removed", group, by=by, group=group.pk)
    group.delete()


def _hold(association: Association) -> None:
    """Let those who change headings and lines come one after the other."""
    Association.objects.select_for_update(no_key=True).get(pk=association.pk)


def _label(label: str, what: str) -> str:
    label = " ".join(label.split())
    if not label:
        raise ValueError(f"Skriv vad {what} heter.")
    return label


def _next(rows: QuerySet[BudgetLine] | QuerySet[BudgetGroup]) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _key(label: str, others: QuerySet[BudgetGroup]) -> str:
    """Make a key of a label, one that no other heading has."""
    plain = re.sub(r"[^a-z0-9]+", "_", label.lower().translate(PLAIN)).strip("_")[:50] or "grupp"
    taken = set(others.values_list("key", flat=True))
    return next(key for key in (plain, *(f"{plain}_{n}" for n in range(2, 1000))) if key not in taken)
