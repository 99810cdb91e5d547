"""What the modules of figures share."""

from functools import partial

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import NOTHING, Cell
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.money.facts import LEDGER
from finsam.money.models import GroupKind

LAW = "Lag (2018:597) om kommunal bokföring och redovisning; huvudboken (SIE)"
COST_GROUPS = {GroupKind.INTERVENTIONS, GroupKind.ADMINISTRATION}
USE_YEARS = 5

kronor = partial(figure, unit=KRONOR, source=LAW)


def year_columns(book: Book) -> list[Category]:
    """The columns of the year and the year before."""
    return [Category("now", str(book.year), current=True), Category("before", str(book.year - 1))]


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


BUDGET_COLUMN = Category("budget", "Budget")
OUTCOME_COLUMN = Category("outcome", "Utfall", current=True)
DEVIATION_COLUMN = Category("deviation", "Avvikelse", signed=True)
