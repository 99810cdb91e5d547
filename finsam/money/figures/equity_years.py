"""Equity over the years against its ceiling and floor: what has been, this year's forecast, and the plan (R4-R6)."""

from collections.abc import Sequence

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, difference, quotient, total
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.kernel.periods import Period
from finsam.money.contribution_facts import contributors_of
from finsam.money.equity_facts import covered_month, equity_rule, is_booked_whole, said_rule
from finsam.money.facts import BUDGET, LEDGER, budget_lines
from finsam.money.figures.equity import ceiling_of, floor_cell, percentage
from finsam.money.figures.lines import budgeted
from finsam.money.figures.liquidity import BUDGET_COLUMN, FORECAST_COLUMN, to_month
from finsam.money.figures.shared import COST_GROUPS, USE_YEARS, has_ledger, kronor
from finsam.money.models import EquityBase, GroupKind
from finsam.money.rules.statements import Section, in_sections

EQUITY_LINES = [line.key for line in in_sections(Section.EQUITY)]


def whole_year(book: Book) -> Book:
    """Return the book of the whole year that the period begins."""
    return book.of(Period.year(book.year))


def year_ceiling(book: Book) -> Cell:
    """The ceiling when the year ends: as `money.equity_ceiling`, but on the budget's base where none is known yet."""
    year = whole_year(book)
    rule = equity_rule(year.scope)
    if not rule:
        return NOTHING
    is_known = rule.base == EquityBase.CONTRIBUTIONS or is_booked_whole(book.scope)
    known = year.cell("money.equity_ceiling") if is_known else NOTHING
    return known if known.value is not None else ceiling_of(rule, planned_base(year, rule.base))


def planned_base(year: Book, base: str) -> Cell:
    """What the budget of a year says of a rule's base: its contributions, or all its income."""
    if base == EquityBase.CONTRIBUTIONS:
        return budgeted(year, budget_line=contribution_lines(year))
    return budgeted(year, group_kind=GroupKind.INCOME.value)


def contribution_lines(book: Book) -> list[str]:
    """Return the budget's lines of contributions from the members.

    Those that name an account that contributions are booked on; else those called after the members; else all income.
    """
    accounts = {row.ledger_account for row in book.scope.once(contributors_of)} - {""}
    cube = book.cube(BUDGET)
    groups = {group.key for group in cube.categories["group"] if group.note == GroupKind.INCOME}
    income = [line for line in cube.categories["budget_line"] if line.note in groups]
    lines = book.scope.once(budget_lines)
    named = [line.key for line in income if accounts & {*lines[line.key].accounts}]
    called = [line.key for line in income if "medlem" in line.label.lower()]
    return named or called or [line.key for line in income]


@kronor(
    "money.equity_forecast",
    title="Eget kapital vid årets slut",
    definition="Ingående eget kapital, årets resultat enligt budgeten och enligt uppföljningens prognos, och vad eget "
    "kapital då blir, mot tak och golv. Utrymmet är taket minus eget kapital: minus betyder över taket. Är året "
    "bokfört till slutet är prognosen utfallet.",
    base="eget kapital i balansräkningen, budgetens rader och uppföljningens prognos",
)
def equity_forecast(book: Book) -> Table:
    """Equity when the year ends, by budget and by forecast, against its ceiling and floor (R4, R5)."""
    sheet = Sheet([BUDGET_COLUMN, Category("forecast", FORECAST_COLUMN.label, current=True)], "Kronor")
    plan = plan_of(book)
    year = str(book.year)
    sheet.row(
        Category("opening", "Ingående eget kapital"),
        [plan.get(("opening_equity", year), NOTHING), opening_equity(book)],
    )
    sheet.row(Category("result", "Årets resultat"), [plan.get(("result", year), NOTHING), forecast_result(book)])
    sheet.rows.append(Category("closing", "Utgående eget kapital", "sum"))
    for column in sheet.columns:
        opening, result = sheet.cells["opening", column.key], sheet.cells["result", column.key]
        known = opening.value is not None and result.value is not None
        sheet.cells["closing", column.key] = total([opening, result]) if known else NOTHING
    return _against_rule(sheet, book)


def _against_rule(sheet: Sheet, book: Book) -> Table:
    ceiling, floor = year_ceiling(book), floor_cell(whole_year(book))
    sheet.row(Category("ceiling", "Tak"), [ceiling] * 2)
    sheet.row(Category("floor", "Golv"), [floor] * 2)
    sheet.row(
        Category("room", "Utrymme upp till taket"),
        [_room(ceiling, sheet.cells["closing", c.key]) for c in sheet.columns],
    )
    rule = equity_rule(whole_year(book).scope)
    sheet.footnotes += [said_rule(rule)] if rule else []
    return sheet.table()


def _room(ceiling: Cell, equity: Cell) -> Cell:
    return difference(ceiling, equity) if equity.value is not None else NOTHING


def plan_of(book: Book) -> dict[tuple[str, str], Cell]:
    """The cells of the budget and plan in force for the year."""
    return dict(whole_year(book).table("money.budget_plan").cells)


def opening_equity(book: Book) -> Cell:
    """Equity when the year began: of its ledger, else as the year before closed, else as the budget has it."""
    year = to_month(book, covered_month(book.scope) or 12)
    if has_ledger(year):
        return year.cube(LEDGER).where(line=EQUITY_LINES, opening="yes").cell("amount", sign=-1)
    before = whole_year(book).previous
    if has_ledger(before):
        return before.cell("money.equity")
    return plan_of(book).get(("opening_equity", str(book.year)), NOTHING)


def forecast_result(book: Book) -> Cell:
    """The year's result: booked when the year is, else as the follow-up foretells it; without a ledger the budget's."""
    if is_booked_whole(book.scope):
        return whole_year(book).cell("money.result")
    covered = covered_month(book.scope)
    if not covered:
        return plan_of(book).get(("result", str(book.year)), NOTHING)
    so_far = to_month(book, covered)
    return so_far.cell("money.follow_up", "result", "forecast") if so_far.cube(BUDGET).rows else NOTHING


@kronor(
    "money.equity_over_years",
    title="Eget kapital år för år",
    definition="Eget kapital vid varje års slut: bokfört, prognos för det år som pågår, och budgeten med plan framåt, "
    "mot tak och golv. Taket räknas på årets medlemsbidrag eller intäkter; är de inte kända än, på budgetens. Utrymmet "
    "är taket minus eget kapital: minus betyder över taket.",
    base="eget kapital i balansräkningen, budgetens rader och uppföljningens prognos",
)
def equity_over_years(book: Book) -> Table:
    """Equity at the end of each year against its ceiling and floor: booked, foretold, planned (R4, R5)."""
    sheet = _years_sheet()
    _write_years(sheet, book, _years(book))
    sheet.footnotes += _rules_said(book)
    return sheet.table()


@kronor(
    "money.equity_ahead",
    title="Eget kapital framåt",
    definition="Eget kapital när året började, vid årets slut enligt bokföringen eller prognosen, och vid slutet av "
    "planens år, mot tak och golv. Utrymmet är taket minus eget kapital: minus betyder över taket.",
    base="eget kapital i balansräkningen, budgetens rader och uppföljningens prognos",
)
def equity_ahead(book: Book) -> Table:
    """Equity when the year begins, when it ends and through the plan, from this year's ledger alone (R4, R5)."""
    sheet, opening = _years_sheet(), opening_equity(book)
    if opening.value is not None:
        before = whole_year(book).previous
        sheet.row(
            Category(str(before.year), str(before.year)), [opening, NOTHING, NOTHING, NOTHING, floor_cell(before)]
        )
    _write_years(sheet, book, [whole_year(book), *_planned_years(book)])
    return sheet.table()


def _years_sheet() -> Sheet:
    columns = [Category("equity", "Utfall"), FORECAST_COLUMN, BUDGET_COLUMN, Category("ceiling", "Tak")]
    return Sheet([*columns, Category("floor", "Golv"), Category("room", "Utrymme", signed=True)], "Vid slutet av")


def _write_years(sheet: Sheet, book: Book, years: Sequence[Book]) -> None:
    for year in years:
        cells = _equity_of(book, year)
        ceiling = year_ceiling(book if year.year == book.year else year)
        shown = next((cell for cell in cells if cell.value is not None), NOTHING)
        row = Category(str(year.year), str(year.year))
        sheet.row(row, [*cells, ceiling, floor_cell(year), _room(ceiling, shown)])


def _years(book: Book) -> list[Book]:
    """The years that are booked, five at most with this one, this one, and those the plan reaches."""
    books = [whole_year(book)]
    while len(books) < USE_YEARS and has_ledger(books[0].previous):
        books.insert(0, books[0].previous)
    return [*books, *_planned_years(book)]


def _planned_years(book: Book) -> list[Book]:
    """The years after this one that the plan reaches."""
    planned = sorted({int(year) for row, year in plan_of(book) if row == "result"} - {book.year})
    return [book.of(Period.year(year)) for year in planned]


def _equity_of(book: Book, year: Book) -> list[Cell]:
    """Booked, foretold and planned equity of a year; only the year of the book is foretold."""
    plan = plan_of(book).get(("closing_equity", str(year.year)), NOTHING)
    if year.year != book.year:
        return [year.cell("money.equity") if year.year < book.year else NOTHING, NOTHING, plan]
    if is_booked_whole(book.scope):
        return [year.cell("money.equity"), NOTHING, plan]
    has_outcome = covered_month(year.scope) > 0
    return [NOTHING, book.cell("money.equity_forecast", "closing", "forecast") if has_outcome else NOTHING, plan]


def _rules_said(book: Book) -> list[str]:
    """The rules that the ceilings and floors were taken by, each once."""
    rules = [equity_rule(year.scope) for year in _years(book)]
    return list(dict.fromkeys(said_rule(rule) for rule in rules if rule))


@percentage(
    "money.administration_over_years",
    title="Administrationens andel år för år",
    definition="Kostnader för kansli, styrelse, revision och annan administration, delat med alla kostnader: bokfört, "
    "och enligt budgeten. Ett år som pågår räknas på det som är bokfört än.",
    base="verksamhetens kostnader",
)
def administration_over_years(book: Book) -> Table:
    """Administration's share of the costs, year by year, booked and budgeted (R6)."""
    sheet = Sheet([Category("outcome", "Utfall", current=True), BUDGET_COLUMN], "År")
    for year in _years(book):
        own = book if year.year == book.year else year
        booked = own.cell("money.administration_share") if year.year <= book.year and has_ledger(own) else NOTHING
        if booked.value is not None or budgeted_share(year).value is not None:
            sheet.row(Category(str(year.year), str(year.year)), [booked, budgeted_share(year)])
    return sheet.table()


def budgeted_share(year: Book) -> Cell:
    """Administration's share of a year's budgeted costs."""
    costs = budgeted(year, group_kind=[kind.value for kind in COST_GROUPS])
    return quotient(budgeted(year, group_kind=GroupKind.ADMINISTRATION.value), costs)
