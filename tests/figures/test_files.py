"""Tables as CSV, Excel and JSON: exact, Swedish, and harmless to open."""

import csv
import io
from fractions import Fraction

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.files import as_data, csv_file, excel_file
from finsam.figures.rules.cells import Cell, Rows
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import PERCENT, PERSONS
from finsam.kernel.periods import Period

FIGURE = "money.uses"
BOOK = Book(Association(slug="nytt"), Period.year(2019))
HOSTILE = ["=1+1", "+46", "-2", "@SUM(A1)", "\t=1", "\r=1", ' =HYPERLINK("http://x.test")']


def booked(ore: int) -> Cell:
    return Cell(ore, Rows("ledger", "2019", (), "amount"))


def written() -> Table:
    sheet = Sheet([Category("amount", "Kronor"), Category("heads", "Antal", unit=PERSONS)], "Till")
    sheet.group("costs", "Kostnader")
    sheet.row(Category("bridge", "Bryggan"), [booked(7500050), Cell(7)])
    sheet.row(Category("step", "Steget; och å"), [booked(-2500050), Cell(2, hidden="färre än 5")])
    sheet.row(Category("none", "Inget"), [])
    sheet.sum("total", "Summa", ["bridge", "step"], "total")
    sheet.share_column(Category("share", "Andel", unit=PERCENT), "amount", "total")
    return sheet.table().standing_at(FIGURE, "2019")


def hostile(text: str) -> Table:
    """A table with the text wherever an association's own words may stand."""
    sheet = Sheet([Category("x", text)], text)
    sheet.row(Category("y", text), [Cell(100)])
    sheet.group("z", text)
    return sheet.table()


def csv_rows(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_file(FIGURE, table).decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(table: Table) -> Worksheet:
    return load_workbook(io.BytesIO(excel_file(BOOK, FIGURE, table)))["Tabell"]


def test_csv_is_what_a_swedish_spreadsheet_opens() -> None:
    content = csv_file(FIGURE, written())
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 6
    assert csv_rows(written())[:4] == [
        ["Till", "Kronor", "Antal", "Andel"],
        ["Kostnader"],
        ["Bryggan", "75000,5", "7", "150,001"],
        ["Steget; och å", "-25000,5", "färre än 5", "-50,001"],
    ]
    assert csv_rows(written())[4] == ["Inget", "", "", ""]


def test_csv_writes_no_number_with_an_exponent() -> None:
    sheet = Sheet([Category("share", "Andel", unit=PERCENT)])
    sheet.row(Category("small", "Liten"), [Cell(Fraction(1, 10**8))])
    assert csv_rows(sheet.table())[1][1].startswith("0,000001")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_in_csv_is_taken_for_a_formula(text: str) -> None:
    for row in csv_rows(hostile(text)):
        for word in row:
            assert not word.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_in_excel_is_a_formula(text: str) -> None:
    assert {cell.data_type for row in sheet_of(hostile(text)).rows for cell in row if cell.value is not None} <= {
        "s",
        "n",
    }


def test_excel_has_numbers_as_numbers_and_sums_in_bold() -> None:
    rows = list(sheet_of(written()).rows)
    assert [cell.value for cell in rows[2]] == ["Bryggan", 75000.5, 7, 150.001]
    assert rows[3][2].value is None
    assert [bool(row[0].font.b) for row in rows] == [True, True, False, False, False, True]


def test_excel_says_what_the_figure_is() -> None:
    about = load_workbook(io.BytesIO(excel_file(BOOK, FIGURE, written())))["Definition"]
    said = [row[0].value for row in about.rows]
    assert said[0] == "Vad pengarna användes till"
    assert "Period: 2019" in said
    assert len(said) == 5


def test_data_has_every_cell_in_its_unit_with_its_parts_and_what_is_hidden() -> None:
    data = as_data(BOOK, FIGURE, written())
    cells = {(cell["row"], cell["column"]): cell for cell in data["cells"]}
    assert cells["bridge", "amount"]["value"] == 75000.5
    assert cells["step", "heads"] == {
        "row": "step",
        "column": "heads",
        "value": None,
        "shown": "färre än 5",
        "hidden": "färre än 5",
    }
    assert cells["none", "amount"]["value"] is None
    assert ("costs", "amount") not in cells
    share = cells["bridge", "share"]
    assert (share["numerator"], share["denominator"], share["value"]) == (75000.5, 50000, 150.001)
    assert {"definition", "base", "source", "version", "unit", "protects"} <= data.keys()
