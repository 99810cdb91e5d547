"""Tables, and the sheet they are written on."""

from fractions import Fraction

import pytest

from finsam.figures.rules.cells import Cell, Quotient, Sum
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.figures.rules.units import KRONOR, PARTICIPATIONS, PERCENT


@pytest.fixture
def table() -> Table:
    """Two teams and their sum, by sex, with total, difference and share."""
    sheet = Sheet([Category("women", "Kvinnor"), Category("men", "Män")], "Team")
    sheet.group("teams", "Team")
    sheet.row(Category("bridge", "Bryggan"), [Cell(3), Cell(1)])
    sheet.row(Category("step", "Steget"), [Cell(5)])
    sheet.sum("all", "Alla", ["bridge", "step"], "total")
    sheet.sum_column(Category("both", "Båda"))
    sheet.difference_column(Category("more", "Fler kvinnor"), "women", "men")
    sheet.share_column(Category("share", "Andel"), "women", "all")
    return sheet.table().standing_at("test.sex", "2019")


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("bridge", "women", 3),
        ("step", "men", None),
        ("all", "women", 8),
        ("all", "men", 1),
        ("bridge", "both", 4),
        ("step", "both", 5),
        ("all", "both", 9),
        ("bridge", "more", 2),
        ("step", "more", 5),
        ("bridge", "share", Fraction(3, 8)),
        ("all", "share", 1),
    ],
)
def test_sums_differences_and_shares(table: Table, row: str, column: str, value: int | Fraction | None) -> None:
    assert table.cell(row, column).value == value


def test_a_heading_has_no_cells(table: Table) -> None:
    assert "teams" not in {row for row, _ in table.cells}


def test_what_a_cell_is_made_of_stands_in_the_same_table(table: Table) -> None:
    for cell in table.cells.values():
        match cell.origin:
            case Sum(terms):
                parts = [term for _, term in terms]
            case Quotient(numerator, denominator):
                parts = [numerator, denominator]
            case _:
                parts = []
        for made_of in parts:
            assert made_of.address
            assert table.cell(made_of.address.row, made_of.address.column) is made_of


def test_a_cell_that_is_not_there_is_told_with_some_that_are(table: Table) -> None:
    with pytest.raises(KeyError, match="ingen ruta ”bridge/x”.*bridge/women"):
        table.cell("bridge", "x")


def test_a_number_is_a_table_of_one_cell() -> None:
    table = number(Cell(430))
    assert table.is_number
    assert table.cell().value == 430
    assert not table.is_empty
    assert number(Cell(None)).is_empty


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (KRONOR.written(32348150), "323 482 kr"),
        (KRONOR.bare(-105178222, 2), "−1 051 782,22"),
        (PERCENT.written(Fraction(45, 189)), "24 %"),
        (PERCENT.written(Fraction(45, 189), 1), "23,8 %"),
        (PARTICIPATIONS.written(430), "430 deltagare"),
    ],
)
def test_values_are_written_in_their_unit(written: str, expected: str) -> None:
    assert written.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") == expected
