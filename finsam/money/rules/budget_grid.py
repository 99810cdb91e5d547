"""A file with a budget as sheets of cells: from Excel and from CSV in any of the ways it is saved."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from finsam.kernel.faults import BadInput, Fault

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_UNPACKED = 5_000_000, 5_000, 200, 60_000_000
SEPARATORS = ";\t,"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ADDS = re.compile(
    r"\b(?:SUM|SUBTOTAL|SUMMA|AGGREGATE)\(|^=[+-]?\$?[A-Z]+\$?[0-9]+(?:[+-]\$?[A-Z]+\$?[0-9]+)+$", re.IGNORECASE
)


@dataclass(frozen=True)
class GridCell:
    """A cell: a word, a number, or None. `place` is how a person finds it."""

    value: str | Decimal | None
    place: str
    is_bold: bool = False
    is_sum: bool = False
    fault: str = ""  # what hinders that it is read, told only when it is needed

    @property
    def text(self) -> str:
        """What stands in it, as words; whole numbers without decimals."""
        if isinstance(self.value, Decimal):
            return str(int(self.value)) if self.value == self.value.to_integral_value() else str(self.value)
        return self.value or ""


@dataclass(frozen=True)
class GridRow:
    """A row with anything in it. `number` is counted as the person's program counts."""

    number: int
    cells: Sequence[GridCell]

    def at(self, column: int) -> GridCell:
        """Return the cell of a column; an empty one beyond the last."""
        return self.cells[column] if column < len(self.cells) else GridCell(None, f"rad {self.number}")


@dataclass(frozen=True)
class Grid:
    """A sheet. `merged` are merged areas: first and last row as counted, first and last column from 0, and the name."""

    file: str
    sheet: str
    rows: Sequence[GridRow]
    merged: Sequence[tuple[int, int, int, int, str]] = field(default=())

    def fault(self, what: str, place: str = "", line: int | None = None) -> Fault:
        """Make a fault that says the file, the sheet and the place."""
        where = ", ".join(filter(None, [self.file, f"bladet {self.sheet}" if self.sheet else "", place]))
        return Fault(what, where, line)


def read_grids(content: bytes, file: str) -> list[Grid]:
    """Return the sheets of a file that have anything in them. Raises BadInput when it cannot be read."""
    if len(content) > MOST_BYTES:
        raise BadInput(Fault(f"Filen är större än {MOST_BYTES // 1_000_000} MB. Är det rätt fil?", file))
    if not content.strip(b"\xef\xbb\xbf \t\r\n;,"):
        raise BadInput(Fault("Filen är tom. Välj filen med budgeten.", file))
    grids = list(_sheets(content, file) if content[:4] == b"PK\x03\x04" else [_csv_grid(content, file)])
    if not any(grid.rows for grid in grids):
        raise BadInput(Fault("Filen är tom. Välj filen med budgeten.", file))
    for grid in grids:
        if len(grid.rows) > MOST_ROWS:
            raise BadInput(grid.fault(f"Tabellen har fler än {MOST_ROWS} rader. Är det rätt fil?"))
    return [grid for grid in grids if grid.rows]


# Excel


def _sheets(content: bytes, file: str) -> Iterator[Grid]:
    _check_package(content, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = load_workbook(io.BytesIO(content), data_only=True)
            formulas = load_workbook(io.BytesIO(content))
        for sheet in values.worksheets:
            if sheet.sheet_state == "visible":
                yield _grid(file, sheet, formulas[sheet.title])
    except BadInput:
        raise
    except Exception as error:  # openpyxl raises whatever a broken package makes of it
        raise BadInput(
            Fault("Filen är skadad och går inte att läsa. Öppna den i Excel, spara den på nytt och försök igen.", file)
        ) from error


def _check_package(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            unpacked = sum(info.file_size for info in package.infolist())
            kind = package.read("mimetype") if "mimetype" in names and unpacked < MOST_UNPACKED else b""
    except Exception as error:  # zipfile too
        raise BadInput(
            Fault("Filen är avhuggen eller skadad. Öppna den i Excel, spara den på nytt och försök igen.", file)
        ) from error
    if b"opendocument" in kind:
        raise BadInput(Fault("Filen är sparad för LibreOffice (.ods). Spara den som Excel (.xlsx) eller CSV.", file))
    if "xl/workbook.bin" in names:
        raise BadInput(Fault("Filen är en binär arbetsbok (.xlsb). Spara den som Excel-arbetsbok (.xlsx).", file))
    if "xl/workbook.xml" not in names:
        raise BadInput(Fault("Filen är ingen Excel-fil. Spara budgeten som .xlsx eller CSV.", file))
    if unpacked > MOST_UNPACKED:
        raise BadInput(
            Fault("Filen är för stor när den packas upp. Kopiera tabellen till en ny arbetsbok och spara den.", file)
        )


def _grid(file: str, values: Any, formulas: Any) -> Grid:
    rows = []
    for row, written in zip(
        values.iter_rows(max_col=MOST_COLUMNS), formulas.iter_rows(max_col=MOST_COLUMNS), strict=False
    ):
        if any(cell.value is not None for cell in written):
            number = row[0].row
            cells = [
                _excel_cell(cell, formula, f"cell {get_column_letter(place)}{number}")
                for place, (cell, formula) in enumerate(zip(row, written, strict=False), 1)
            ]
            rows.append(GridRow(number, cells))
            if len(rows) > MOST_ROWS:
                break
    merged = [(a.min_row, a.max_row, a.min_col - 1, a.max_col - 1, a.coord) for a in values.merged_cells.ranges]
    return Grid(file, values.title, rows, merged)


def _excel_cell(cell: Any, formula: Any, place: str) -> GridCell:
    value, written = cell.value, formula.value
    is_formula = formula.data_type == "f"
    fault = ""
    if is_formula and value is None:
        fault = "Formeln har inget uträknat värde. Öppna filen i Excel, räkna om och spara."
    elif cell.data_type == "e":
        fault = f"Formeln ger felet {value}. Rätta den i Excel och spara."
    elif isinstance(value, bool):
        fault = "Här står sant eller falskt, inte ett belopp. Skriv talet med siffror."
    bold = bool(cell.font and cell.font.b)
    adds = is_formula and bool(_ADDS.search(str(getattr(written, "text", written)).replace(" ", "")))
    return GridCell(None if fault else _plain(value), place, bold, adds, fault)


def _plain(value: Any) -> str | Decimal | None:
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, date):
        return str(value)[:10]
    return str(value).strip() or None if value is not None else None


# CSV


def _csv_grid(content: bytes, file: str) -> Grid:
    if content.startswith(_OLD_OFFICE):
        raise BadInput(Fault(_old_office(content), file))
    if content.startswith(b"%PDF"):
        raise BadInput(Fault("Filen är en PDF. Spara budgeten som Excel (.xlsx) eller CSV.", file))
    text = _decoded(content, file)
    parsed = {separator: _parsed(text, separator) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda mark: _regular(parsed[mark][0]))
    rows, broken = parsed[separator]
    if broken:
        raise BadInput(
            Fault("Ett citattecken är öppet till filens slut. Den kan vara avhuggen: spara den på nytt.", file, broken)
        )
    kept = [
        GridRow(
            number,
            [GridCell(_unguarded(word), f"rad {number}, kolumn {place}") for place, word in enumerate(words, 1)],
        )
        for number, words in rows
        if any(word.strip() for word in words)
    ]
    return Grid(file, "", kept)


def _unguarded(word: str) -> str | None:
    """Take away the mark that keeps a spreadsheet from reading a word as a formula."""
    text = word.strip()
    return (text[1:] if text[:1] == "'" and text[1:2] in set("=+-@") else text) or None


def _old_office(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "Filen är låst med lösenord. Öppna den i Excel, ta bort lösenordet och spara."
    return "Filen är sparad i det gamla Excel-formatet (.xls). Öppna den i Excel och spara som .xlsx eller CSV."


def _decoded(content: bytes, file: str) -> str:
    encodings = ["utf-16"] if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(Fault("Filen är varken Excel eller text. Spara budgeten som .xlsx eller CSV.", file))


def _parsed(text: str, separator: str) -> tuple[list[tuple[int, list[str]]], int]:
    """Return the rows with the lines they begin on, and the line of a quote that never ends, or 0."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for words in reader:
            rows.append((line, words))
            line = reader.line_num + 1
    except csv.Error:
        return rows, line
    return rows, 0


def _regular(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, int]:
    """How many rows have as many cells as most rows have, when that is more than one; and how many cells."""
    counts = [len(words) for _, words in rows if any(words)]
    usual = max(set(counts), key=lambda count: (count > 1, counts.count(count), count), default=0)
    return (counts.count(usual), usual) if usual > 1 else (0, 0)
