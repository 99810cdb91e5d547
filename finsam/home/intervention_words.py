"""Sentences with figures in them, and small pictures, for the page of an intervention."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Cell, Quotient
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words, open_url
from finsam.kernel.swedish import number
from finsam.ui.charts import both
from finsam.ui.charts.theme import Theme

__all__ = ["Said", "Theme", "cell_of", "counts", "drawn", "exact", "figure", "has_rows", "items", "known"]


@dataclass(frozen=True)
class Said:
    """A piece of a sentence; with a url a figure that opens, with a reason one that is hidden."""

    text: str
    url: str = ""
    reason: str = ""


def drawn(draw: object) -> SafeString:
    """Return a drawing for wide and narrow places."""
    return mark_safe(both(draw))  # type: ignore[arg-type]  # noqa: S308  drawn by us, every word escaped


def known(book: Book, full_name: str) -> Table | None:
    """Return a figure's table as insiders may see it; None for a key that the period does not have."""
    described, key = figure_named(full_name), full_name.partition("@")[2]
    if described.per and key not in {category.key for category in book.keys(described)}:
        return None
    return table_for(book, full_name, Audience.ASSOCIATION)


def cell_of(book: Book, full_name: str, row: str = "", column: str = "") -> Cell | None:
    """Return a cell; None when the period has no such figure, row or column."""
    table = known(book, full_name)
    return table.cells.get((row, column)) if table else None


def figure(book: Book, full_name: str, row: str = "", column: str = "", *, unit: bool = True) -> Said:
    """Write a cell as a piece of a sentence. Raises KeyError when there is none."""
    table = known(book, full_name)
    if table is None:
        raise KeyError(full_name)
    cell = table.cell(row, column)
    of = next((c for c in table.columns if c.key == column), Category(column, ""))
    words = cell_words(figure_named(full_name), of, cell, unit=unit)
    return Said(words, open_url(book.association, cell.address) if cell.shown else "", cell.hidden)


def exact(full_name: str, column: Category | None, cell: Cell) -> object:
    """Return a shown cell's value in its unit, not rounded; None when nothing is shown."""
    unit = (column.unit if column else None) or figure_named(full_name).unit
    return unit.exact(cell.value) if cell.shown and cell.value is not None else None


def counts(cell: Cell) -> str:
    """Write what a share is made of: "20 av 24"; "" for what is no share of people."""
    match cell.origin:
        case Quotient(Cell(int(part)), Cell(int(whole))):
            return f"{number(part)} av {number(whole)}"
    return ""


def items(table: Table) -> Iterable[Category]:
    """The rows that are neither sums nor parts of another."""
    return (row for row in table.rows if row.kind == "item")


def has_rows(table: Table | None) -> bool:
    """Whether there is a table that says anything."""
    return table is not None and not table.is_empty
