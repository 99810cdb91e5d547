"""Equity and the use of the money over the years (R4, R5)."""

from functools import partial

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import NOTHING, Cell, difference, part, quotient
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.figures.rules.units import PERCENT
from finsam.money.equity_facts import EQUITY_RULES, brackets, equity_rule, said_rule
from finsam.money.facts import LEDGER
from finsam.money.figures.lines import budgeted
from finsam.money.figures.shared import COST_GROUPS, LAW, USE_YEARS, has_ledger, kronor, year_columns
from finsam.money.models import EquityBase, EquityRule, GroupKind
from finsam.money.rules.equity import part_of

percentage = partial(figure, unit=PERCENT, decimals=1, source=LAW)


@percentage(
    "money.administration_share",
    title="Administrationens andel",
    definition="Kostnader för kansli, styrelse, revision och annan administration, delat med alla kostnader. "
    "Utan bokförda kostnader räknas andelen på budgeten.",
    base="verksamhetens kostnader",
)
def administration_share(book: Book) -> Table:
    """Administration's share of the costs (R6)."""
    if not has_ledger(book):
        return number(book.cell("money.administration_share_budgeted"))
    split = book.table("money.cost_split")
    booked = {row.key for row in split.rows}
    administration = split.cell("administration", "amount") if "administration" in booked else NOTHING
    return number(quotient(administration, split.cell("total", "amount")))


@percentage(
    "money.administration_share_budgeted",
    title="Administrationens andel i budgeten",
    definition="Budgeterade kostnader för kansli, styrelse, revision och annan administration, "
    "delat med alla budgeterade kostnader.",
    base="budgetens kostnader",
)
def administration_share_budgeted(book: Book) -> Table:
    """Administration's share of the costs in the budget in force (R6): 20.4 % in SOFINT's budget of 2025."""
    costs_budgeted = budgeted(book, group_kind=list(COST_GROUPS))
    return number(quotient(budgeted(book, group_kind=GroupKind.ADMINISTRATION.value), costs_budgeted))


@percentage(
    "money.equity_of_contributions",
    title="Eget kapital i procent av medlemsbidragen",
    definition="Eget kapital vid årets slut, delat med årets medlemsbidrag.",
    base="årets medlemsbidrag",
)
def equity_of_contributions(book: Book) -> Table:
    """Equity as a percentage of the year's contributions (R5)."""
    return number(quotient(book.cell("money.equity"), book.cell("money.contributions", "total", "now")))


@percentage(
    "money.equity_of_income",
    title="Eget kapital i procent av alla intäkter",
    definition="Eget kapital vid årets slut, delat med årets alla intäkter.",
    base="verksamhetens intäkter",
)
def equity_of_income(book: Book) -> Table:
    """Equity as a percentage of all income (R5)."""
    return number(quotient(book.cell("money.equity"), book.cell("money.income")))


@kronor(
    "money.equity_ceiling",
    title="Tak för eget kapital",
    definition="Det mesta eget kapital som regeln medger: en procentsats av medlemsbidragen eller av alla intäkter, "
    "eller det steg som basen ligger i, enligt den regel som gällde vid periodens slut.",
    base="regelns bas: medlemsbidragen eller alla intäkter",
)
def equity_ceiling(book: Book) -> Table:
    """The most equity the rule in force allows (R5); does not apply without a rule."""
    rule = equity_rule(book.scope)
    if not rule:
        return number(NOTHING)
    of_contributions = rule.base == EquityBase.CONTRIBUTIONS
    base = book.cell("money.contributions", "total", "now") if of_contributions else book.cell("money.income")
    return number(ceiling_of(rule, base), said_rule(rule))


def ceiling_of(rule: EquityRule, base: Cell) -> Cell:
    """Take of a base what the rule allows; the cell opens to its base."""
    if base.value is None:
        return NOTHING
    return part(part_of(int(base.value), rule.ceiling_percent, brackets(rule)), base)


@kronor(
    "money.equity_floor",
    title="Golv för eget kapital",
    definition="Det minsta eget kapital som förbundet har bestämt att det ska ha, enligt den regel som gällde vid "
    "periodens slut.",
    base="förbundets regel",
    source="Förbundets regel för eget kapital",
)
def equity_floor(book: Book) -> Table:
    """The least equity that the association wants to keep (R5); does not apply without a floor."""
    rule = equity_rule(book.scope)
    has_floor = rule is not None and rule.floor_ore is not None
    return number(floor_cell(book), said_rule(rule)) if rule and has_floor else number(NOTHING)


def floor_cell(book: Book) -> Cell:
    """The floor of the rule in force when the period ends."""
    cube = book.cube(EQUITY_RULES).where(has_floor="yes")
    return cube.cell("floor") if cube.rows else NOTHING


@kronor(
    "money.equity_room",
    title="Utrymme upp till taket",
    definition="Taket för eget kapital minus eget kapital vid periodens slut. Minus betyder att eget kapital är över "
    "taket.",
    base="tak för eget kapital",
)
def equity_room(book: Book) -> Table:
    """How much equity is below its ceiling; minus is above it (R5)."""
    equity = book.cell("money.equity")
    table = book.table("money.equity_ceiling")
    known = equity.value is not None
    return number(difference(table.cell(), equity) if known else NOTHING, *table.footnotes)


@kronor(
    "money.balance_requirement",
    title="Balanskravsutredning",
    definition="Årets resultat, rensat från realisationsvinster. Förbundet har inga sådana poster.",
    base="årets resultat",
)
def balance_requirement(book: Book) -> Table:
    """The result to balance (LKBR 11 ch.)."""
    sheet = Sheet(year_columns(book), "Kronor")
    table = book.table("money.income_statement")
    sheet.row(Category("result", "Årets resultat"), [table.cell("result", "now"), table.cell("result", "before")])
    sheet.row(Category("gains", "Avgår: realisationsvinster"), [])
    sheet.sum("balance_result", "Balanskravsresultat", ["result", "gains"], "total")
    return sheet.table()


@kronor(
    "money.use_of_contributions",
    title="Användning av tilldelade medel",
    definition="Bidrag, andra intäkter, kostnader, resultat och eget kapital de senaste åren, högst fem.",
    base="alla bokförda intäkter och kostnader",
)
def use_of_contributions(book: Book) -> Table:
    """How the contributions were used over at most five years: the table that the region asks for (R15)."""
    books = [book]
    while len(books) < USE_YEARS and has_ledger(books[-1].previous):
        books.append(books[-1].previous)
    books.reverse()
    sheet = Sheet([Category(str(b.year), str(b.year), current=b is book) for b in books], "Kronor")
    if not has_ledger(book):
        return sheet.table()
    paid = [b.cube(LEDGER).where(side="income") for b in books]
    names = {row["contributor"] for cube in paid for row in cube.rows} - {""}
    sheet.row(
        Category("contributions", "Bidrag från medlemmarna"),
        [cube.where(contributor=names).cell("amount", sign=-1) for cube in paid],
    )
    sheet.row(
        Category("other_income", "Andra intäkter"),
        [cube.where(contributor="").cell("amount", sign=-1) for cube in paid],
    )
    kinds = {kind.key: kind for b in books for kind in b.cube(LEDGER).where(side="cost").kept("cost_kind")}
    for kind in (c for c in book.cube(LEDGER).categories["cost_kind"] if c.key in kinds):
        cubes = [b.cube(LEDGER).where(side="cost", cost_kind=kind.key) for b in books]
        sheet.row(kind, [cube.cell("amount", sign=-1) if cube.rows else NOTHING for cube in cubes])
    sheet.row(
        Category("financial", "Finansiella poster"),
        [b.cube(LEDGER).where(side="financial").cell("amount", sign=-1) for b in books],
    )
    sheet.sum("result", "Resultat", [row.key for row in sheet.rows], "total")
    sheet.row(Category("equity", "Eget kapital vid årets slut"), [b.cell("money.equity") for b in books])
    return sheet.table()
