"""What the modules of figures share."""

from functools import partial

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import NOTHING, Cell
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.kernel.periods import Period
from finsam.kernel.swedish import MONTHS
from finsam.kernel.swedish import NOTHING as DASH
from finsam.money.facts import LEDGER
from finsam.money.models import GroupKind

LAW = "Lag (2018:597) om kommunal bokföring och redovisning; huvudboken (SIE)"
COST_GROUPS = {GroupKind.INTERVENTIONS, GroupKind.ADMINISTRATION}
USE_YEARS = 5

kronor = partial(figure, unit=KRONOR, source=LAW)


def year_columns(book: Book) -> list[Category]:
    """The columns of the year and the year before; for a part of the year they say which."""
    span = part_of_year(book)
    now, before = (f"{span} {year}".strip() for year in (book.year, book.year - 1))
    return [Category("now", now, current=True), Category("before", before)]


def both_years(book: Book) -> list[Book]:
    """The books of the year and the year before."""
    return [book, book.previous]


def has_ledger(book: Book) -> bool:
    """Whether there is anything booked in the period."""
    return bool(book.cube(LEDGER).rows)


def result_line(book: Book, line: str) -> Cell:
    """A line of the income statement: income positive, costs negative."""
    cube = book.cube(LEDGER)
    return cube.where(line=line).cell("amount", sign=-1) if cube.rows else NOTHING


def used_line(book: Book, line: str) -> Cell:
    """A line that nothing has ever been booked on does not apply."""
    return result_line(book, line) if book.cube(LEDGER).where(line=line).rows else NOTHING


def note_of(book: Book, line: str) -> str:
    """The note that explains a line: when every account of the line that is used belongs to it."""
    notes = {row["note"] for row in book.cube(LEDGER).where(line=line).rows}
    return notes.pop() if len(notes) == 1 else ""


def budget_column(book: Book) -> Category:
    """The head of a column of the budget; for a part of the year it says which."""
    return Category("budget", f"Budget {span}" if (span := part_of_year(book)) else "Budget")


def outcome_column(book: Book) -> Category:
    """The head of a column of the outcome; for a part of the year it says which."""
    return Category("outcome", f"Utfall {span}" if (span := part_of_year(book)) else "Utfall", current=True)


def part_of_year(book: Book) -> str:
    """Write the part of the year that the period is, "jan–okt"; "" for a year or more."""
    start, end = book.period.start, book.period.end
    if end.year > start.year or book.period == Period.year(start.year):
        return ""
    first, last = (MONTHS[day.month - 1][:3] for day in (start, end))
    return first if first == last else f"{first}{DASH}{last}"


DEVIATION_COLUMN = Category("deviation", "Avvikelse", signed=True)
