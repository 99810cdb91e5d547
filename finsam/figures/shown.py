"""Figures written out: cells as words, tables as they are shown, each number with the way to open it."""

from urllib.parse import urlencode

from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.registry import Figure, figure_named
from finsam.figures.rules.cells import Address, Cell
from finsam.figures.rules.tables import Category, Table
from finsam.kernel.swedish import NOTHING
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable


def title_of(book: Book, full_name: str) -> str:
    """Return the title, with what key it is for: "Inflöde, Mottagningsteam"; a note is called by its key alone."""
    figure, key = figure_named(full_name), full_name.partition("@")[2]
    label = next((category.label for category in book.keys(figure) if category.key == key), "")
    if label.startswith(figure.title):
        return label
    return f"{figure.title}, {label}" if label else figure.title


def cell_words(figure: Figure, column: Category, cell: Cell, *, unit: bool = False) -> str:
    """Write a cell's value, with its unit when asked for. A dash where nothing applies or nothing may be shown."""
    if cell.hidden or cell.value is None:
        return cell.hidden or NOTHING
    its_unit, decimals = column.unit or figure.unit, column.decimals or figure.decimals
    if unit:
        return its_unit.written(cell.value, decimals)
    return its_unit.bare(cell.value, decimals, signed=column.signed)


def open_url(association: Association, address: Address | None) -> str:
    """Return where a cell is opened; "" for a cell that stands nowhere."""
    if address is None:
        return ""
    url = reverse("figure", args=[association.slug, address.figure, address.period])
    asked = {name: value for name, value in (("rad", address.row), ("kolumn", address.column)) if value}
    return f"{url}?{urlencode(asked)}" if asked else url


def shown_table(book: Book, full_name: str, table: Table | None = None, *, linked: bool = True) -> ShownTable:
    """Write a figure's table as it is shown; `table` when it has been protected or cut. Percent stand in the heads."""
    figure, table = figure_named(full_name), table or book.table(full_name)
    has_notes = any(row.note for row in table.rows)
    columns = [ShownColumn(table.row_title or figure.title, "words")]
    columns += [ShownColumn("Not", "note")] if has_notes else []
    columns += [ShownColumn(_head(figure, column), current=column.current) for column in table.columns]
    address = Address(full_name, book.period.name)
    return ShownTable(
        caption=title_of(book, full_name),
        columns=columns,
        rows=[_shown_row(book, figure, table, row, has_notes=has_notes, linked=linked) for row in table.rows],
        footnotes=table.footnotes,
        downloads=downloads(book.association, address) if linked else (),
    )


def _head(figure: Figure, column: Category) -> str:
    unit = column.unit or figure.unit
    return f"{column.label}, %" if unit.key == "percent" and column.label else column.label or figure.title


def _shown_row(book: Book, figure: Figure, table: Table, row: Category, *, has_notes: bool, linked: bool) -> ShownRow:
    if row.kind == "group":
        return ShownRow([ShownCell(row.label)], "group")
    cells = [ShownCell(row.label or figure.title)]
    cells += [ShownCell(row.note)] if has_notes else []
    for column in table.columns:
        cell = table.cells[row.key, column.key]
        worse = column.signed and cell.value is not None and figure.unit.exact(cell.value) <= -1
        cells.append(
            ShownCell(
                cell_words(figure, column, cell),
                open_url(book.association, cell.address) if linked and cell.shown else "",
                "worse" if worse else "",
                cell.hidden,
            )
        )
    return ShownRow(cells, row.kind, row.remark)


def downloads(association: Association, address: Address) -> list[tuple[str, str]]:
    """Return the files a table can be fetched as, and where it is explained."""
    page = reverse("figure", args=[association.slug, address.figure, address.period])
    files = [
        (label, reverse("figure_file", args=[association.slug, address.figure, address.period, ending]))
        for label, ending in (("CSV", "csv"), ("Excel", "xlsx"))
    ]
    return [*files, ("Så räknas det", page)]
