"""Versions of the budget that say more than their amounts: decided in a §, consulted about, changed, or drafts yet.

A version that says no more than its amounts stands in budget.csv (`bundle.yearly`), every other in `budgets/`.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet

from finsam.bundle.columns import Column, choice, day, money, text, whole_number
from finsam.bundle.tables import TableSpec
from finsam.bundle.work.columns import lines, link
from finsam.bundle.work.nodes import Ids, Node, Row, store_rows
from finsam.core.models import Association
from finsam.kernel.amounts import decimal_kronor, parse_ore
from finsam.money.models import (
    Budget,
    BudgetAmount,
    BudgetLine,
    BudgetState,
    BudgetTransfer,
    Consultation,
    StatedSum,
)

FOLDER = "budgets/"
MONTHS = 12


def _months(written: str) -> list[int] | None:
    if not written:
        return None
    parts = [parse_ore(part.strip()) for part in written.split("|")]
    if len(parts) != MONTHS:
        msg = f"{len(parts)} belopp. Det ska vara tolv, januari till december, med streck emellan"
        raise ValueError(msg)
    return parts


AMOUNTS = Node(
    TableSpec(
        BudgetAmount,
        [
            link("line", "line", required=True),
            whole_number("year", required=True),
            money("amount", field="amount_ore", required=True),
            Column("months", _months, lambda months: "|".join(map(decimal_kronor, months or [])), default=True),
            text("text", default=True),
        ],
    ),
    "own_amounts",
    "budget",
)
MOVES = Node(
    TableSpec(
        BudgetAmount,
        [
            link("line", "line", required=True),
            whole_number("year", required=True),
            money("amount", field="amount_ore", required=True),
            Column("months", _months, lambda months: "|".join(map(decimal_kronor, months or [])), default=True),
        ],
    ),
    "moves",
    "transfer",
)
TRANSFERS = Node(
    TableSpec(
        BudgetTransfer,
        [
            day("decided_on", required=True),
            link("decided_in", "item", default=True),
            text("text", default=True),
        ],
    ),
    "transfers",
    "budget",
    {"moves": MOVES},
)
BUDGETS = Node(
    TableSpec(
        Budget,
        [
            whole_number("year", required=True),
            whole_number("version", required=True),
            choice("state", BudgetState, required=True),
            day("decided_on", default=True),
            link("decided_in", "item", default=True),
            lines("deficit_reason", default=True),
            lines("floor_reason", default=True),
            lines("late_reason", default=True),
            lines("consultation_reason", default=True),
            lines("income_reason", default=True),
        ],
    ),
    children={
        "consultations": Node(
            TableSpec(
                Consultation,
                [link("member", "member", required=True), day("held_on", required=True), lines("remark", default=True)],
            ),
            "consultations",
            "budget",
        ),
        "stated_sums": Node(
            TableSpec(
                StatedSum,
                [
                    text("label", required=True),
                    text("group", field="group_label", default=True),
                    whole_number("place", field="position", required=True),
                    whole_number("year", required=True),
                    money("amount", field="amount_ore", required=True),
                ],
            ),
            "stated_sums",
            "budget",
        ),
        "amounts": AMOUNTS,
        "transfers": TRANSFERS,
    },
)
"""A file of its own each, `budgets/<year>-<version>.yaml`."""


def budget_name(row: Row) -> str:
    """Return what a version is called: "2025-1"."""
    return f"{row['year']}-{row['version']}"


def stored_budgets(association: Association) -> list[Budget]:
    """Return the versions that budget.csv cannot tell of, read with all under them."""
    own = BudgetAmount.objects.filter(transfer=None).order_by("line__position", "year")
    moves = Prefetch("amounts", BudgetAmount.objects.order_by("pk"), "moves")
    transfers = Prefetch("transfers", BudgetTransfer.objects.prefetch_related(moves))
    budgets = Budget.objects.filter(association=association).order_by("year", "version")
    read = budgets.prefetch_related("consultations", "stated_sums", transfers, Prefetch("amounts", own, "own_amounts"))
    plain = set(plain_budgets(association).values_list("pk", flat=True))
    return [budget for budget in read if budget.pk not in plain]


def plain_budgets(association: Association) -> QuerySet[Budget]:
    """Return the decided first versions that say nothing but their amounts, evenly spread and without text."""
    told = BudgetAmount.objects.filter(association=association).exclude(months=None, text="", transfer=None)
    plain = Budget.objects.filter(association=association, version=1, state=BudgetState.DECIDED, decided_on=None)
    reasons = {f"{why}_reason": "" for why in ("deficit", "floor", "late", "consultation", "income")}
    plain = plain.filter(**reasons, consultations=None, transfers=None, stated_sums=None)
    return plain.exclude(pk__in=told.values("budget"))


def line_names(association: Association) -> dict[int, str]:
    """Return what each line is called: its label, with its group's key where two groups use the same."""
    rows = list(BudgetLine.objects.filter(association=association).values_list("pk", "label", "group__key"))
    labels = [label for _, label, _ in rows]
    return {pk: line_name(label, group, labels) for pk, label, group in rows}


def line_name(label: str, group: str, labels: list[str]) -> str:
    """Return what a line is called among all labels."""
    return label if labels.count(label) == 1 else f"{label} ({group})"


def store_budgets(association: Association, rows: list[Row], ids: Ids) -> None:
    """Write versions with all under them; a transfer's moves belong to its version too."""
    plain = Node(BUDGETS.spec, children={name: n for name, n in BUDGETS.children.items() if n is not TRANSFERS})
    budgets: list[Any] = store_rows(plain, association, rows, ids)
    for budget, row in zip(budgets, rows, strict=True):
        transfers = store_rows(Node(TRANSFERS.spec), association, row["transfers"], ids, budget=budget)
        for transfer, told in zip(transfers, row["transfers"], strict=True):
            store_rows(MOVES, association, told["moves"], ids, budget=budget, transfer=transfer)
