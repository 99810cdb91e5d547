"""The budget of the year and the plan (R2, R4)."""

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, total
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.money.facts import PLAN
from finsam.money.figures.shared import has_ledger, kronor
from finsam.money.models import GroupKind


@kronor(
    "money.budget_plan",
    title="Budget och plan",
    definition="Budgeten för året och planen för de två följande åren, rad för rad, med resultat och eget kapital. "
    "Det är den fastställda budget som gäller för året, med beslutade ändringar. "
    "Eget kapital i planen är det ingående, som budgeten eller bokslutet säger, plus årens resultat.",
    base="budgetens rader",
)
def budget_plan(book: Book) -> Table:
    """The budget of the year and the plan for the two that follow (21 § law 2003:1210; R2, R4)."""
    return plan_table(book, book.cube(PLAN))


def plan_table(book: Book, plan: Cube) -> Table:
    """Lay out a version of the budget: a column a year from the book's on, sums, result, and equity."""
    years = [year for year in plan.categories["year"] if int(year.key) >= book.year]
    sheet = Sheet([Category(y.key, y.label, current=y.key == str(book.year)) for y in years], "Kronor")
    rows: list[str] = []
    for group in plan.categories["group"]:
        if group.note == GroupKind.CLOSING_BALANCE:
            continue
        sheet.group(f"group {group.key}", group.label)
        lines = [c for c in plan.categories["budget_line"] if c.note == group.key]
        for line in lines:
            sheet.row(Category(line.key, line.label), [_planned(plan, line.key, y.key) for y in years])
        sheet.sum(f"sum {group.key}", f"Summa {group.label.lower()}", [line.key for line in lines])
        rows += [line.key for line in lines]
    sheet.sum("result", "Resultat", rows, "total")
    _planned_equity(sheet, book, plan)
    return sheet.table()


def _planned(plan: Cube, line: str, year: str) -> Cell:
    """What a line is given in a year; does not apply when the version says nothing of it."""
    cube = plan.where(budget_line=line, year=year)
    return cube.cell("amount") if cube.rows else NOTHING


OPENING_EQUITY = "Ingående eget kapital"


def _planned_equity(sheet: Sheet, book: Book, plan: Cube) -> None:
    if not sheet.columns:
        return
    opening = _planned(plan, OPENING_EQUITY, sheet.columns[0].key)
    if opening.value is None and has_ledger(book.previous):
        opening = book.previous.cell("money.equity")
    if opening.value is None:
        return
    sheet.rows += [
        Category("opening_equity", OPENING_EQUITY),
        Category("closing_equity", "Utgående eget kapital", "sum"),
    ]
    for column in sheet.columns:
        closing = total([opening, sheet.cells["result", column.key]])
        sheet.cells["opening_equity", column.key], sheet.cells["closing_equity", column.key] = opening, closing
        opening = closing
