"""The rows of the money that figures count: the ledger and the budget. The contributions: `contribution_facts`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, Sum, When

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cells import Where
from finsam.figures.rules.cubes import Cube, FactRow, matches
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.interventions.facts import interventions_of, pool_categories
from finsam.interventions.models import Intervention
from finsam.kernel.periods import Period
from finsam.money.contribution_facts import contributors_of
from finsam.money.models import Account, BudgetAmount, BudgetLine, GroupKind, Posting
from finsam.money.postings import GROUPED, counted_among, postings_of, read_out, searched_at, voucher_url
from finsam.money.rules.allocation import Allocation, Line, allocation, side_of
from finsam.money.rules.budgets import Version, in_force, of_months
from finsam.money.rules.statements import BALANCE_SECTIONS, BY_KEY, BY_LABEL, LINES

CASH_LINES = ("investments", "cash")
MISSION_KINDS = {"1": "individual", "2": "structural"}
COST_KINDS = {
    "individual": "Individinriktade insatser",
    "structural": "Strukturövergripande insatser",
    "administration": "Kansli, styrelse och annan administration",
    "other": "Inte fördelat",
}


@dataclass(frozen=True)
class Chart:
    """What an account and an object mean in the association: read once, then asked for every row."""

    accounts: Mapping[int, Account]
    allocation: Allocation
    budget_lines: Mapping[str, BudgetLine]
    owners: Mapping[str, Intervention]  # by ledger object
    contributors: Mapping[str, str]  # name by ledger account

    def classified(self, row: dict[str, Any]) -> dict[str, Any]:
        """Add to a row what figures ask of it."""
        account = self.accounts[row["account_id"]]
        line = BY_LABEL[account.statement_line].key
        side = side_of(line)
        budget_line = self.allocation.line(line, account.number, row["ledger_object"])
        owner = self.owners.get(row["ledger_object"]) if side == "cost" else None
        return {
            **row,
            "account": account.number,
            "account_name": f"{account.number} {account.name}",
            "line": line,
            "note": account.note,
            "note_item": account.note_item or account.name,
            "side": side,
            "opening": "yes" if row["kind"] == "opening" else "no",
            "flow": _flow(line, row),
            "budget_line": budget_line,
            "contributor": self.contributors.get(account.number, ""),
            "pool": owner.pool if owner else "",
            "cost_kind": self._cost_kind(budget_line, owner) if side == "cost" else "",
        }

    def _cost_kind(self, key: str, owner: Intervention | None) -> str:
        line = self.budget_lines.get(key)
        if line and line.group.kind == GroupKind.ADMINISTRATION:
            return "administration"
        if line and line.mission in MISSION_KINDS:
            return MISSION_KINDS[line.mission]
        return owner.direction if owner else "other"


def _flow(line: str, row: Mapping[str, Any]) -> str:
    """Tell whether the row brings cash in or takes it out; "" when it does not."""
    return ("in" if row["amount"] > 0 else "out") if line in CASH_LINES and row["kind"] != "opening" else ""


def chart_of(scope: Scope) -> Chart:
    """Read what the association's accounts and objects mean."""
    lines = scope.once(budget_lines)
    claims = [Line(key, line.group.kind, line.ledger_object, frozenset(line.accounts)) for key, line in lines.items()]
    return Chart(
        accounts={account.pk: account for account in Account.objects.filter(association=scope.association)},
        allocation=allocation(claims),
        budget_lines=lines,
        owners={code: row for row in scope.once(interventions_of) for code in row.ledger_objects},
        contributors={row.ledger_account: row.name for row in scope.once(contributors_of) if row.ledger_account},
    )


@dataclass(frozen=True)
class HeldVersion(Version):
    """A version of the budget with what it says: by line, by year, what was decided and what transfers have added."""

    state: str
    amounts: Mapping[int, Mapping[int, Sequence["HeldAmount"]]]


class HeldAmount(NamedTuple):
    """An amount of a version. Öre, income positive; `months` January first, or None when evenly spread."""

    amount_ore: int
    months: Sequence[int] | None
    is_transfer: bool
    text: str


def budget_lines(scope: Scope) -> dict[str, BudgetLine]:
    """Return the lines of the budget by key: the label, with the group's where two groups use the same."""
    found = BudgetLine.objects.filter(association=scope.association).select_related("group")
    lines = list(found.order_by("position"))
    labels = [line.label for line in lines]
    return {
        line.label if labels.count(line.label) == 1 else f"{line.label} ({line.group.label})": line for line in lines
    }


def budget_versions(scope: Scope) -> list[HeldVersion]:
    """Return every version of every budget with its amounts, in one query."""
    rows = (
        BudgetAmount.objects.filter(association=scope.association)
        .order_by("budget__year", "budget__version", "transfer__decided_on", "pk")
        .values_list(
            *("budget_id", "budget__year", "budget__version", "budget__state", "line_id", "year"),
            *("amount_ore", "months", "transfer_id", "text"),
        )
    )
    held: dict[int, tuple[int, int, str, dict[int, dict[int, list[HeldAmount]]]]] = {}
    for key, budget_year, number, state, line, year, ore, months, transfer, text in rows:
        amounts = held.setdefault(key, (budget_year, number, state, {}))[3]
        kept = amounts.setdefault(line, {}).setdefault(year, [])
        kept.append(HeldAmount(ore, months, is_transfer=transfer is not None, text=text))
    return [
        HeldVersion(key, budget_year, number, state == "decided", frozenset().union(*amounts.values()), state, amounts)
        for key, (budget_year, number, state, amounts) in held.items()
    ]


def budget_in_force(scope: Scope) -> HeldVersion | None:
    """Return the version that holds for the year the period begins."""
    return in_force(scope.once(budget_versions), scope.period.start.year)


def _ledger_cube(scope: Scope) -> Cube:
    """Read the ledger's cube, once for a period however many ask."""
    kept = scope.kept.setdefault("ledger", {})
    if scope.period not in kept:
        kept[scope.period] = _read_ledger(scope)
    cube: Cube = kept[scope.period]
    return cube


def _grouped_rows(scope: Scope) -> list[FactRow]:
    """Read the rows of the whole year that the period begins, grouped, once for all periods of that year."""
    kept, year = scope.kept.setdefault("ledger years", {}), scope.period.start.year
    if year not in kept:
        chart = scope.once(chart_of)
        cash = [key for key, account in chart.accounts.items() if BY_LABEL[account.statement_line].key in CASH_LINES]
        inward = Case(When(account_id__in=[0, *cash], amount_ore__gt=0, then=1), default=0)  # 0: never an empty list
        whole = postings_of(scope.of(Period.year(year))).order_by()
        grouped = whole.values(*GROUPED, inward=inward).annotate(ore=Sum("amount_ore"))
        kept[year] = [chart.classified({**row, "amount": row["ore"]}) for row in grouped]
    rows: list[FactRow] = kept[year]
    return rows


def _read_ledger(scope: Scope) -> Cube:
    chart, last = scope.once(chart_of), scope.period.end.month
    rows = _of_period((row for row in _grouped_rows(scope) if row["month"] <= last), scope)
    categories = {
        "line": [Category(line.key, line.label) for line in LINES],
        "account": _accounts(chart),
        "budget_line": [Category(key, line.label) for key, line in chart.budget_lines.items()],
        "contributor": [Category(name, name) for name in chart.contributors.values()],
        "cost_kind": [Category(key, label) for key, label in COST_KINDS.items()],
        "pool": scope.once(pool_categories),
        "note": [Category(note, note) for note in sorted({a.note for a in chart.accounts.values()} - {""})],
        "note_item": [Category(item, item) for item in dict.fromkeys(_note_items(chart))],
    }
    return Cube(LEDGER.name, scope.period.name, rows, categories)


def _accounts(chart: Chart) -> list[Category]:
    return [Category(account.number, account.name) for account in chart.accounts.values()]


def _note_items(chart: Chart) -> Iterable[str]:
    return (account.note_item or account.name for account in chart.accounts.values())


def _ledger_rows(scope: Scope) -> Sequence[FactRow]:
    return _rows_among(scope, postings_of(scope))


def _ledger_rows_where(scope: Scope, conditions: Sequence[Where]) -> Sequence[FactRow]:
    counted = counted_among(_ledger_cube(scope).rows, lambda row: any(matches(row, where) for where in conditions))
    return _rows_among(scope, postings_of(scope).filter(counted))


def _rows_among(scope: Scope, postings: QuerySet[Posting]) -> Sequence[FactRow]:
    chart = scope.once(chart_of)
    return _of_period((chart.classified(row) for row in read_out(postings)), scope)


def _of_period(rows: Iterable[FactRow], scope: Scope) -> list[FactRow]:
    """Take what was booked earlier in the year as opening; an earlier result counts as closed, not as the period's."""
    first = scope.period.start.month
    return [_earlier(row) if row["month"] < first else row for row in rows]


def _earlier(row: FactRow) -> FactRow:
    if BY_KEY[row["line"]].section in BALANCE_SECTIONS:
        return {**row, "opening": "yes"}
    return {**row, "line": "closing", "opening": "yes"} | dict.fromkeys(
        ("side", "budget_line", "pool", "cost_kind", "note"), ""
    )


LEDGER = facts(
    Facts(
        name="ledger",
        title="Huvudboken",
        read=_ledger_cube,
        rows=_ledger_rows,
        rows_where=_ledger_rows_where,
        listed_at=searched_at,
        columns=[
            FactColumn("voucher", "Verifikation", href=voucher_url),
            FactColumn("booked_on", "Datum", is_date=True),
            FactColumn("account_name", "Konto"),
            FactColumn("ledger_object", "Objekt"),
            FactColumn("said", "Text"),
            FactColumn("amount", "Belopp", KRONOR),
        ],
        permission=Permission.OPEN_LEDGER,
        measures={"amount": KRONOR},
        years=lambda association: [Posting.objects.filter(association=association).values_list("year")],
    )
)


def _budget_rows(scope: Scope) -> Sequence[FactRow]:
    version = budget_in_force(scope)
    return budget_rows(scope, version, [scope.period.start.year]) if version else []


def budget_rows(scope: Scope, version: HeldVersion, years: Sequence[int]) -> list[FactRow]:
    """Return what a version gives every line in the years: öre of the period's months, and of the whole year.

    Decided amounts and transfers stand in rows of their own (`part`).
    """
    period = scope.period
    last = 12 if period.end.year > period.start.year else period.end.month
    return [
        {
            "budget_line": key,
            "group": line.group.key,
            "group_label": line.group.label,
            "group_kind": line.group.kind,
            "mission": line.mission,
            "ledger_object": line.ledger_object,
            "mapped": "yes" if line.ledger_object or line.accounts else "no",
            "part": "transfer" if held.is_transfer else "decided",
            "said": held.text,
            "year": str(year),
            "amount": held.amount_ore
            if line.group.kind == GroupKind.CLOSING_BALANCE
            else of_months(held.amount_ore, held.months, period.start.month, last),
            "whole_year": held.amount_ore,
        }
        for key, line in scope.once(budget_lines).items()
        for year in years
        for held in version.amounts.get(line.pk, {}).get(year, ())
    ]


def _budget_cube(scope: Scope) -> Cube:
    return Cube(BUDGET.name, scope.period.name, _budget_rows(scope), budget_categories(scope))


def budget_categories(scope: Scope) -> dict[str, list[Category]]:
    """Return the lines, groups and missions of the budget, in order."""
    lines = scope.once(budget_lines)
    groups = sorted({line.group for line in lines.values()}, key=lambda group: group.position)
    return {
        "budget_line": [Category(key, line.label, note=line.group.key) for key, line in lines.items()],
        "group": [Category(group.key, group.label, note=group.kind) for group in groups],
        "mission": [Category(m, f"Uppdrag {m}") for m in sorted({line.mission for line in lines.values()} - {""})],
    }


def _plan_rows(scope: Scope) -> Sequence[FactRow]:
    version = budget_in_force(scope)
    return (
        budget_rows(scope.of(Period.year(scope.period.start.year)), version, sorted(version.years)) if version else []
    )


def _plan_cube(scope: Scope) -> Cube:
    rows = _plan_rows(scope)
    years = [Category(year, year) for year in sorted({row["year"] for row in rows})]
    return Cube(PLAN.name, scope.period.name, rows, {**budget_categories(scope), "year": years})


BUDGET = facts(
    Facts(
        name="budget",
        title="Budgeten",
        read=_budget_cube,
        rows=_budget_rows,
        columns=[
            FactColumn("group_label", "Grupp"),
            FactColumn("budget_line", "Rad"),
            FactColumn("ledger_object", "Objekt"),
            FactColumn("year", "År"),
            FactColumn("said", "Text"),
            FactColumn("amount", "Budget", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"amount": KRONOR, "whole_year": KRONOR},
        years=lambda association: [
            BudgetAmount.objects.filter(association=association, budget__state="decided").values_list("year")
        ],
        planned=True,
    )
)

PLAN = facts(
    Facts(
        name="plan",
        title="Budgeten med plan",
        read=_plan_cube,
        rows=_plan_rows,
        columns=BUDGET.columns,
        permission=Permission.SEE_ASSOCIATION,
        measures={"amount": KRONOR, "whole_year": KRONOR},
        years=lambda _: [],
        planned=True,
    )
)
