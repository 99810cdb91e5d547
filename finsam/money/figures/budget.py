"""Budget against outcome, and what the costs were for (LKBR 10 ch.; R6, R7)."""

from collections.abc import Sequence

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, combined, total
from finsam.figures.rules.cubes import TOTAL
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import PERCENT
from finsam.money.facts import BUDGET, LEDGER
from finsam.money.figures.lines import Lines, budgeted, outcome_of
from finsam.money.figures.shared import (
    COST_GROUPS,
    DEVIATION_COLUMN,
    budget_column,
    kronor,
    outcome_column,
    part_of_year,
)
from finsam.money.models import GroupKind


@kronor(
    "money.budget_outcome",
    title="Budget och utfall",
    definition="Budget, utfall och avvikelse per rad. Kostnader är negativa; avvikelsen är utfall minus budget, "
    "så plus är bättre för ekonomin. För en del av året är budgeten den del som ligger i periodens månader. "
    "Utfallet tas från de objekt och konton som raden pekar ut. Det som ingen rad pekar ut står på en egen rad.",
    base="budgetens rader och alla bokförda intäkter och kostnader",
)
def budget_outcome(book: Book) -> Table:
    """Budget, outcome and deviation for each line of the budget (R7)."""
    sheet = Sheet([budget_column(book), outcome_column(book)], "Kronor")
    Lines(
        sheet,
        book,
        of_line=lambda key: [budgeted(book, budget_line=key), outcome_of(book, key)],
        of_rest=lambda _, booked: [NOTHING, booked],
    ).write()
    sheet.difference_column(DEVIATION_COLUMN, "outcome", "budget")
    return sheet.table()


@kronor(
    "money.operating_account",
    title="Driftredovisning",
    definition="Nettokostnad, intäkter och resultat mot budget, med eget kapital och likvida medel vid årets slut.",
    base="alla bokförda intäkter och kostnader",
)
def operating_account(book: Book) -> Table:
    """The operating account against the budget (LKBR 10 ch.)."""
    sheet = Sheet([outcome_column(book), budget_column(book)], "Kronor")
    budget = book.table("money.budget_outcome")
    groups = book.cube(BUDGET).categories["group"]
    by_kind = {kind: [c.key for c in budget.rows if _kind_of(book, c.key, groups) is kind] for kind in GroupKind}
    income_budget = total(budget.cell(key, "budget") for key in by_kind[GroupKind.INCOME])
    cost_budget = total(budget.cell(key, "budget") for kind in COST_GROUPS for key in by_kind[kind])
    statement = book.table("money.income_statement")
    sheet.row(
        Category("net_cost", "Nettokostnad"), [statement.cell("net_cost", "now"), total([income_budget, cost_budget])]
    )
    sheet.row(Category("income", "Bidrag och andra intäkter"), [statement.cell("income", "now"), income_budget])
    sheet.row(Category("result", "Resultat", "sum"), [statement.cell("result", "now"), budget.cell("result", "budget")])
    sheet.row(
        Category("equity", "Utgående eget kapital"),
        [book.cell("money.equity"), budgeted(book, budget_line="Utgående eget kapital")],
    )
    sheet.row(Category("cash", "Likvida medel"), [book.cell("money.cash"), budgeted(book, budget_line="Likvida medel")])
    sheet.difference_column(DEVIATION_COLUMN, "outcome", "budget")
    before = book.previous
    sheet.columns.append(Category("before", f"Utfall {book.year - 1}"))
    for key, cell in (
        ("net_cost", before.cell("money.income_statement", "net_cost", "now")),
        ("income", before.cell("money.income")),
        ("result", before.cell("money.result")),
        ("equity", before.cell("money.equity")),
        ("cash", before.cell("money.cash")),
    ):
        sheet.cells[key, "before"] = cell
    if part_of_year(book):
        sheet.footnotes.append("Budgeten för eget kapital och likvida medel är vid årets slut.")
    return sheet.table()


def _kind_of(book: Book, key: str, groups: Sequence[Category]) -> GroupKind | None:
    line = next((c for c in book.cube(BUDGET).categories["budget_line"] if c.key == key), None)
    group = next((g for g in groups if line and g.key == line.note), None)
    return GroupKind(group.note) if group else None


@kronor(
    "money.missions",
    title="Budget och utfall per uppdrag",
    definition="Insatsernas kostnader efter det uppdrag i verksamhetsplanen som raden hör till, som positiva belopp.",
    base="budgetrader med uppdrag",
)
def missions(book: Book) -> Table:
    """Budget and outcome of each mission of the plan, costs positive."""
    cube = book.cube(BUDGET)
    lines = {
        m.key: [c.key for c in cube.categories["budget_line"] if _mission(book, c.key) == m.key]
        for m in cube.categories["mission"]
    }
    table = book.table("money.budget_outcome")
    known = {row.key for row in table.rows}
    sheet = Sheet([budget_column(book), outcome_column(book)], "Kronor")
    for mission in cube.categories["mission"]:
        keys = [key for key in lines[mission.key] if key in known]
        sheet.row(
            mission, [combined((-1, table.cell(key, column)) for key in keys) for column in ("budget", "outcome")]
        )
    return sheet.table()


def _mission(book: Book, key: str) -> str:
    rows = [*book.cube(BUDGET).rows]
    return next((row["mission"] for row in rows if row["budget_line"] == key), _mission_of_unbudgeted(book, key))


def _mission_of_unbudgeted(book: Book, key: str) -> str:
    kinds = {row["cost_kind"] for row in book.cube(LEDGER).where(budget_line=key).rows}
    return {"individual": "1", "structural": "2"}.get(kinds.pop(), "") if len(kinds) == 1 else ""


@kronor(
    "money.cost_split",
    title="Kostnadernas fördelning",
    definition="Verksamhetens kostnader för individinriktade insatser, strukturövergripande och administration. "
    "Andelarna visas med en decimal så att de blir 100 tillsammans.",
    base="verksamhetens kostnader och avskrivningar",
)
def cost_split(book: Book) -> Table:
    """Split the costs by what they were for, with shares (R36b)."""
    cube = book.cube(LEDGER).where(side="cost")
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Kostnader för")
    for kind in cube.kept("cost_kind"):
        sheet.row(kind, [cube.where(cost_kind=kind.key).cell("amount")])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], "total")
    sheet.share_column(Category("share", "Andel", unit=PERCENT, decimals=1), "amount", TOTAL.key)
    return sheet.table()
