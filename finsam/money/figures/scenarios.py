"""What a decision would do to income, costs, equity and administration's share: the plan with assumptions added."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, combined, difference, quotient, total
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import PERCENT
from finsam.kernel.periods import Period
from finsam.money.equity_facts import equity_rule, said_rule
from finsam.money.figures.equity import ceiling_of, floor_cell
from finsam.money.figures.equity_years import contribution_lines, plan_of, year_ceiling
from finsam.money.figures.lines import budgeted
from finsam.money.figures.shared import COST_GROUPS, kronor
from finsam.money.models import EquityBase, GroupKind
from finsam.money.rules.scenarios import Changes, Effect, Equity, Passed, effects, grantable, passed

YEARS = 3
ROWS = (
    Category("income", "Intäkter"),
    Category("costs", "Kostnader"),
    Category("result", "Resultat", "sum"),
    Category("equity", "Eget kapital", "sum"),
    Category("ceiling", "Tak"),
    Category("floor", "Golv"),
    Category("room", "Utrymme upp till taket", signed=True),
    Category("administration", "Administrationens andel", unit=PERCENT, decimals=1),
)
"""What is told of a year; columns of the plan in short, rows of a scenario."""
COLUMNS = (Category("plan", "Planen i dag"), Category("after", "Med antagandet", current=True))


@kronor(
    "money.plan_in_short",
    title="Budget och plan i korthet",
    definition="Budgetens och planens intäkter, kostnader och resultat, eget kapital vid årets slut mot tak och golv, "
    "och administrationens andel av kostnaderna, år för år. Utrymmet är taket minus eget kapital: minus betyder över "
    "taket.",
    base="budgetens rader",
)
def plan_in_short(book: Book) -> Table:
    """What the plan comes to in each of its years from the book's on."""
    sheet = Sheet(list(ROWS), "År")
    for year in _plan_years(book):
        plan = {row: cell for (row, number), cell in plan_of(book).items() if number == str(year.year)}
        ceiling, equity = year_ceiling(year), plan.get("closing_equity", NOTHING)
        cells = [
            budgeted(year, group_kind=GroupKind.INCOME.value),
            _costs(year),
            plan["result"],
            equity,
            ceiling,
            floor_cell(year),
            _room(ceiling, equity),
            quotient(_administration(year), _costs(year)),
        ]
        sheet.row(Category(str(year.year), str(year.year)), cells)
    rules = [equity_rule(year.scope) for year in _plan_years(book)]
    sheet.footnotes += dict.fromkeys(said_rule(rule) for rule in rules if rule)
    return sheet.table()


def _plan_years(book: Book) -> list[Book]:
    """The books of the years that the plan tells, from the book's on, as many as are tried at most."""
    years = sorted({int(year) for row, year in plan_of(book) if row == "result"})
    return [book.of(Period.year(year)) for year in years[:YEARS]]


def _costs(year: Book) -> Cell:
    return budgeted(year, group_kind=[kind.value for kind in COST_GROUPS])


def _administration(year: Book) -> Cell:
    return budgeted(year, group_kind=GroupKind.ADMINISTRATION.value)


@dataclass(frozen=True)
class Scenario:
    """The plan and what the assumptions make of it: a table for each year, limits passed, and what can be granted.

    Rows and columns of a table: `ROWS`, and plan, after, difference. The cells of the plan have an address; those
    after it are sums of the plan's cells and of assumptions, which have none.
    """

    years: Sequence[int]
    tables: dict[int, Table]
    effects: dict[int, Effect]
    passed: Sequence[Passed]
    grantable: dict[int, int]  # öre, by year

    def cell(self, year: int, row: str, column: str = "after") -> Cell:
        """Return a cell of a year: `scenario.cell(2026, "administration")`."""
        return self.tables[year].cell(row, column)


def scenario(book: Book, changes: Changes) -> Scenario:
    """Return what the changes make of the plan for the year and the two that follow, as far as the plan reaches."""
    books = _plan_years(book)
    added = effects(changes, {year.year: _contributions(year).value or 0 for year in books})
    tables, carried = {}, 0
    for year in books:
        carried += added[year.year].income - added[year.year].costs
        tables[year.year] = _year_table(book, year, added[year.year], carried)
    after, before = (
        [told for year, table in tables.items() if (told := _equity(year, table, column))]
        for column in ("after", "plan")
    )
    return Scenario(list(tables), tables, added, passed(after, before), grantable(after))


def _contributions(year: Book) -> Cell:
    return budgeted(year, budget_line=contribution_lines(year))


def assumed(ore: int) -> Cell:
    """An amount that is assumed: it is made of nothing and opens to nothing."""
    return Cell(ore) if ore else NOTHING


def _year_table(book: Book, year: Book, effect: Effect, carried: int) -> Table:
    """Lay out a year: today's plan, the plan with the assumptions, and the difference. `carried`: to equity, so far."""
    plan = {row.key: book.cell("money.plan_in_short", str(year.year), row.key) for row in ROWS}
    costs = total([plan["costs"], assumed(-effect.costs)])
    equity = total([plan["equity"], assumed(carried)]) if plan["equity"].value is not None else NOTHING
    ceiling = _ceiling_after(year, plan["ceiling"], effect)
    after = {
        "income": total([plan["income"], assumed(effect.income)]),
        "costs": costs,
        "result": total([plan["result"], assumed(effect.income - effect.costs)]),
        "equity": equity,
        "ceiling": ceiling,
        "floor": plan["floor"],
        "room": _room(ceiling, equity),
        "administration": quotient(total([_administration(year), assumed(-effect.administration)]), costs),
    }
    sheet = Sheet([*COLUMNS], "Kronor")
    for row in ROWS:
        sheet.row(row, [plan[row.key], after[row.key]])
    sheet.difference_column(Category("difference", "Skillnad", signed=True), "after", "plan")
    return sheet.table()


def _room(ceiling: Cell, equity: Cell) -> Cell:
    return difference(ceiling, equity) if equity.value is not None else NOTHING


def _ceiling_after(year: Book, ceiling: Cell, effect: Effect) -> Cell:
    """The ceiling by the same rule of its base and what is assumed to be added to it."""
    rule = equity_rule(year.scope)
    if rule is None or not effect.income:
        return ceiling
    of_contributions = rule.base == EquityBase.CONTRIBUTIONS
    decided = year.cell("money.contributions", "total", "now") if of_contributions else NOTHING
    planned = _contributions(year) if of_contributions else budgeted(year, group_kind=GroupKind.INCOME.value)
    base = decided if decided.value is not None else planned
    return ceiling_of(rule, combined([(1, base), (1, assumed(effect.income))]))


def _equity(year: int, table: Table, column: str) -> Equity | None:
    closing, ceiling, floor = (table.cell(row, column).value for row in ("equity", "ceiling", "floor"))
    return None if closing is None else Equity(year, closing, ceiling, floor)
