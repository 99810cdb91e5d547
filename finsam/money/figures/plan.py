"""The budget of the year and the plan (R2, R4)."""

from collections.abc import Sequence

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, total
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.money.facts import BUDGET
from finsam.money.figures.budget import budgeted
from finsam.money.figures.shared import has_ledger, kronor
from finsam.money.models import GroupKind


@kronor(
    "money.budget_plan",
    title="Budget och plan",
    definition="Budgeten för året och planen för de två följande åren, rad för rad, med resultat och eget kapital. "
    "Eget kapital i planen är det ingående, som budgeten eller bokslutet säger, plus årens resultat.",
    base="budgetens rader",
)
def budget_plan(book: Book) -> Table:
    """The budget of the year and the plan for the two that follow (21 § law 2003:1210; R2, R4)."""
    books = [book, *(book.later(years) for years in (1, 2))]
    books = [b for b in books if b.cube(BUDGET).rows]
    sheet = Sheet([Category(str(b.year), str(b.year), current=b is book) for b in books], "Kronor")
    rows: list[str] = []
    for group in book.cube(BUDGET).categories["group"]:
        if group.note == GroupKind.CLOSING_BALANCE:
            continue
        sheet.group(f"group {group.key}", group.label)
        lines = [c for c in book.cube(BUDGET).categories["budget_line"] if c.note == group.key]
        for line in lines:
            sheet.row(Category(line.key, line.label), [budgeted(b, budget_line=line.key) for b in books])
        sheet.sum(f"sum {group.key}", f"Summa {group.label.lower()}", [line.key for line in lines])
        rows += [line.key for line in lines]
    sheet.sum("result", "Resultat", rows, "total")
    _planned_equity(sheet, books)
    return sheet.table()


OPENING_EQUITY = "Ingående eget kapital"


def _planned_equity(sheet: Sheet, books: Sequence[Book]) -> None:
    opening = budgeted(books[0], budget_line=OPENING_EQUITY) if books else NOTHING
    if opening.value is None and books and has_ledger(books[0].previous):
        opening = books[0].previous.cell("money.equity")
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
