"""The budget of the year and the plan (R2, R4)."""

from collections.abc import Container

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, total
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.money.facts import LEDGER, PLAN
from finsam.money.figures.shared import has_ledger, kronor
from finsam.money.models import GroupKind


@kronor(
    "money.budget_plan",
    title="Budget och plan",
    definition="Budgeten för året och planen för de två följande åren, rad för rad, med resultat och eget kapital. "
    "Det är den fastställda budget som gäller för året, med beslutade ändringar. "
    "Eget kapital i planen är det ingående plus årens resultat. Det ingående är det som budgeten säger, annars "
    "bokslutet, och innan året före är bokfört till slutet det som dess budget kommer fram till.",
    base="budgetens rader",
    version=2,
)
def budget_plan(book: Book) -> Table:
    """The budget of the year and the plan for the two that follow (21 § law 2003:1210; R2, R4)."""
    return plan_table(book, book.cube(PLAN))


def plan_table(book: Book, plan: Cube, also: Container[str] = ()) -> Table:
    """Lay out a version of the budget: a column a year from the book's on, sums, result, and equity.

    Lines that it says nothing of are left out, but for those that are `also` wanted.
    """
    years = [year for year in plan.kept("year") if int(year.key) >= book.year]
    sheet = Sheet([Category(y.key, y.label, current=y.key == str(book.year)) for y in years], "Kronor")
    said = {row["budget_line"] for row in plan.rows}
    rows: list[str] = []
    for group in plan.categories["group"]:
        if group.note == GroupKind.CLOSING_BALANCE:
            continue
        in_group = [c for c in plan.categories["budget_line"] if c.note == group.key]
        lines = [line for line in in_group if line.key in said or line.key in also]
        if not lines:
            continue
        sheet.group(f"group {group.key}", group.label)
        for line in lines:
            remark = _text(plan, line.key, sheet)
            sheet.row(Category(line.key, line.label, remark=remark), [_planned(plan, line.key, y.key) for y in years])
        sheet.sum(f"sum {group.key}", f"Summa {group.label.lower()}", [line.key for line in lines])
        rows += [line.key for line in lines]
    sheet.sum("result", "Resultat", rows, "total")
    _planned_equity(sheet, book, plan)
    return sheet.table()


def _planned(plan: Cube, line: str, year: str) -> Cell:
    """What a line is given in a year; does not apply when the version says nothing of it."""
    cube = plan.where(budget_line=line, year=year)
    return cube.cell("amount") if cube.rows else NOTHING


def _text(plan: Cube, line: str, sheet: Sheet) -> str:
    """What is said of a line, in the first year that says it; of transfers nothing."""
    rows = [row for year in sheet.columns for row in plan.where(budget_line=line, year=year.key, part="decided").rows]
    return next((str(row["said"]) for row in rows if row["said"]), "")


OPENING_EQUITY = "Ingående eget kapital"
DECEMBER = 12


def _planned_equity(sheet: Sheet, book: Book, plan: Cube) -> None:
    if not sheet.columns:
        return
    opening = _opening_equity(book, plan, sheet.columns[0].key)
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


def _opening_equity(book: Book, plan: Cube, year: str) -> Cell:
    """As the budget says; else as booked when the year before is booked to its end; else as that year's budget ends."""
    before = book.later(-1)
    opening = _planned(plan, OPENING_EQUITY, year)
    if opening.value is None and last_month(before) == DECEMBER:
        opening = before.cell("money.equity")
    if opening.value is None and before.cube(PLAN).rows:
        opening = before.table("money.budget_plan").cells.get(("closing_equity", str(before.year)), NOTHING)
    if opening.value is None and has_ledger(before):
        opening = before.cell("money.equity")
    return opening


def last_month(book: Book) -> int:
    """Return the last month that anything is booked in, 12 when the year is booked to its end, 0 when nothing is."""
    return max((int(row["month"]) for row in book.cube(LEDGER).rows), default=0)
