"""Tables as files: CSV, Excel and JSON."""

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from finsam.figures.book import Book
from finsam.figures.registry import Figure, facts_named, figure_named
from finsam.figures.rules.cells import Cell, Quotient
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words, title_of
from finsam.kernel.amounts import round_half_up

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _exact(figure: Figure, column: Category, cell: Cell) -> int | float | None:
    """Return the value in its unit: kronor with öre as decimals, percent to six decimals, counts whole."""
    if not cell.shown or cell.value is None:
        return None
    return _plain_number((column.unit or figure.unit).exact(cell.value))


def _plain_number(exact: Fraction) -> int | float:
    return int(exact) if exact.denominator == 1 else float(round_half_up(exact, 6))


def label_cell(text: str) -> str:
    """Write a label that a spreadsheet cannot take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _heads(figure: Figure, table: Table) -> list[str]:
    """The words over the columns."""
    return [
        label_cell(table.row_title or figure.title),
        *(label_cell(column.label or figure.title) for column in table.columns),
    ]


def csv_file(full_name: str, table: Table) -> bytes:
    """Write a table as CSV with decimal comma."""
    figure = figure_named(full_name)
    rows = [_heads(figure, table)]
    for row in table.rows:
        values = (
            [] if row.kind == "group" else [_csv_value(figure, c, table.cells[row.key, c.key]) for c in table.columns]
        )
        rows.append([label_cell(row.label), *values])
    return csv_rows(rows)


def csv_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as CSV: UTF-8 with a mark for Excel and semicolons, as Swedish spreadsheets want it.

    Words from people go through `label_cell` first.
    """
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_value(figure: Figure, column: Category, cell: Cell) -> str:
    exact = _exact(figure, column, cell)
    if exact is None:
        return cell.hidden
    written = f"{exact:.6f}".rstrip("0") if isinstance(exact, float) else str(exact)
    return written.replace(".", ",")


def excel_file(book: Book, full_name: str, table: Table) -> bytes:
    """Write a table as an Excel sheet, sums in bold, with the definition on a sheet of its own."""
    figure = figure_named(full_name)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Tabell")
    sheet.column_dimensions["A"].width = 48

    def written(value: str | float | None, *, strong: bool = False) -> Any:
        cell: Any = WriteOnlyCell(sheet, value)
        if strong:
            cell.font = Font(bold=True)
        if not isinstance(value, str):
            cell.number_format = "#,##0" if isinstance(value, int) else "#,##0.0#"
        return cell

    sheet.append([written(head, strong=True) for head in _heads(figure, table)])
    for row in table.rows:
        strong = row.kind in {"group", "sum", "total"}
        values = [] if row.kind == "group" else [_exact(figure, c, table.cells[row.key, c.key]) for c in table.columns]
        sheet.append(
            [written(label_cell(row.label), strong=strong), *(written(value, strong=strong) for value in values)]
        )
    about = workbook.create_sheet("Definition")
    for line in (
        title_of(book, full_name),
        figure.definition,
        f"Bas: {figure.base}",
        f"Period: {book.period.name}",
        f"Källa: {figure.source}",
    ):
        about.append([label_cell(line)])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def as_data(book: Book, full_name: str, table: Table) -> dict[str, Any]:
    """Return a figure as plain data for JSON: what it is, and every cell with value, parts and how it is written."""
    figure = figure_named(full_name)
    return {
        "name": full_name,
        "title": title_of(book, full_name),
        "definition": figure.definition,
        "version": figure.version,
        "unit": figure.unit.key,
        "base": figure.base,
        "source": figure.source,
        "protects": figure.protects.value,
        "period": book.period.name,
        "rows": [{"key": row.key, "label": row.label, "kind": row.kind} for row in table.rows],
        "columns": [{"key": c.key, "label": c.label, "unit": (c.unit or figure.unit).key} for c in table.columns],
        "cells": [
            _cell_data(figure, row, column, table.cells[row.key, column.key])
            for row in table.rows
            if row.kind != "group"
            for column in table.columns
        ],
    }


def _cell_data(figure: Figure, row: Category, column: Category, cell: Cell) -> dict[str, Any]:
    data: dict[str, Any] = {
        "row": row.key,
        "column": column.key,
        "value": _exact(figure, column, cell),
        "shown": cell_words(figure, column, cell),
    }
    if cell.hidden:
        data["hidden"] = cell.hidden
    elif isinstance(cell.origin, Quotient):
        parts = ((cell.origin.numerator, "numerator"), (cell.origin.denominator, "denominator"))
        data |= {name: _plain(part) for part, name in parts}
    return data


def _plain(cell: Cell) -> int | float | None:
    """A part of a quotient in the unit of the rows it counts: kronor, persons."""
    leaf = next(cell.leaves(), None)
    if cell.value is None or leaf is None:
        return None
    return _plain_number(facts_named(leaf.facts).measures[leaf.measure].exact(cell.value))
