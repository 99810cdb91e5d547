"""A month's follow-up as text and as data, for whoever has no browser: the same table."""

from typing import Any

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words
from finsam.kernel.amounts import round_half_up
from finsam.money.equity_facts import covered_to
from finsam.money.rules.months import Month

NAME = "money.follow_up"
GAP = "  "


def follow_up_data(book: Book) -> dict[str, Any]:
    """Return the follow-up as data. Amounts are whole öre, or null where nothing applies; plus is better."""
    table, month = book.table(NAME), Month.ending(book.period)
    covers = book.scope.once(covered_to).get(book.year)
    return {
        "association": book.association.slug,
        "year": month.year,
        "month": month.month,
        "unit": "öre",
        "ledger_covers_to": str(covers) if covers else None,
        "columns": [column.key for column in table.columns],
        "lines": _lines(table),
        "result": _cells(table, "result"),
        "warnings": list(table.footnotes),
    }


def _lines(table: Table) -> list[dict[str, Any]]:
    """Every row but the headings, with the heading it stands under."""
    group, lines = "", []
    for row in table.rows:
        if row.kind == "group":
            group = row.label
        else:
            kind = "line" if row.kind == "item" else row.kind
            named = {"key": row.key, "label": row.label, "group": "" if row.kind == "total" else group, "kind": kind}
            lines.append(named | _cells(table, row.key))
    return lines


def _cells(table: Table, row: str) -> dict[str, int | None]:
    return {column.key: _ore(table.cell(row, column.key)) for column in table.columns}


def _ore(cell: Cell) -> int | None:
    return None if cell.value is None else int(round_half_up(cell.value))


def follow_up_text(book: Book) -> str:
    """Return the follow-up as an aligned table in whole kronor."""
    table, month = book.table(NAME), Month.ending(book.period)
    written = [["Kronor", *(column.label for column in table.columns)], *(_words(table, row) for row in table.rows)]
    widths = [max(len(row[place]) for row in written if len(row) > place) for place in range(len(written[0]))]
    lines = [f"{book.association.name}, {month.said}", ""]
    for place, row in enumerate(written):
        if len(row) == 1 and place > 1:
            lines.append("")
        lines.append(_aligned(row, widths))
    lines += ["", "Kostnader står med minus. Plus i avvikelsen är bättre än budget.", *table.footnotes]
    return "\n".join(lines)


def _words(table: Table, row: Category) -> list[str]:
    if row.kind == "group":
        return [row.label]
    figure = figure_named(NAME)
    return [row.label, *(cell_words(figure, column, table.cell(row.key, column.key)) for column in table.columns)]


def _aligned(row: list[str], widths: list[int]) -> str:
    words = [row[0].ljust(widths[0]), *(word.rjust(width) for word, width in zip(row[1:], widths[1:], strict=False))]
    return GAP.join(words).rstrip()
