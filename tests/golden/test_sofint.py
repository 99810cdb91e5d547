"""SOFINT: the plan and budget for 2025-2027 told from its budget lines (R1, R4-R6), and the October report of 2021 (R7)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from printed import Printed, known_errors, said_like

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.kernel.periods import Period

FOLDER = Path(__file__).parent / "sofint-2025"
ERRORS = known_errors(FOLDER)

TABLES = [
    Printed(
        "budget_2025_2027",
        "money.budget_plan",
        {f"amount_{year}": str(year) for year in (2025, 2026, 2027)},
        {
            "Summa Styrelse och Revision": "sum styrelse_revision",
            "Summa Förbundskostnader": "sum forbundskostnader",
            "Summa finansiella kostnader": "sum financial",
            "Överskott från tidigare år": "opening_equity",
            "Summa Eget Kapital UB": "closing_equity",
        },
        {
            "Förbundskostnader inkl kansli": "in result_budget_2025",
            "Rörelseresultat": "the result before 1 500 kr of interest",
        },
    ),
    Printed(
        "result_budget_2025",
        "money.budget_outcome",
        {"amount_2025": "budget"},
        {
            "Verksamhetens intäkter": "sum income",
            "Verksamhetens kostnader": "costs",
            "Årets resultatbudget": "result",
        },
        {"Verksamhetens resultat": "the result before 1 500 kr of interest"},
    ),
    Printed("contributions", "money.contributions", {"amount_2025": "now"}),
]


@pytest.fixture
def book(open_book: Callable[..., Book]) -> Book:
    return open_book("sofint", 2025)


@pytest.mark.parametrize("printed", TABLES, ids=lambda printed: printed.file)
def test_every_cell_says_what_was_printed_but_for_the_known_errors(printed: Printed, book: Book) -> None:
    assert printed.differences(book, FOLDER) == ERRORS.get(printed.file, {})


@pytest.mark.parametrize(
    ("figure", "row", "column", "said"),
    [
        ("money.budget_outcome", "result", "budget", "2355"),
        ("money.budget_plan", "closing_equity", "2025", "512355"),
        ("money.administration_share_budgeted", "", "", "20.4"),
        ("money.equity_ceiling", "", "", "720000"),
        ("money.contributions_by_party", "state", "share", "50.00"),
        ("money.contributions_by_party", "region", "share", "25.00"),
        ("money.contributions_by_party", "municipality", "share", "25.00"),
    ],
)
def test_the_plan_says_what_the_rules_ask_of_it(figure: str, row: str, column: str, said: str, book: Book) -> None:
    table = book.table(figure)
    unit = next(c.unit for c in table.columns if c.key == column) or figure_named(figure).unit
    assert said_like(said, table.cell(row, column), unit) == said


@pytest.mark.parametrize(("column", "said"), [("outcome", "-221930"), ("budget", "-945104"), ("deviation", "723174")])
def test_october_2021_reads_as_the_board_saw_it(column: str, said: str, open_book: Callable[..., Book]) -> None:
    """The economic report of § 65, 2021-11-19: used 723 174 kr less than budgeted."""
    october = open_book("sofint", Period(date(2021, 1, 1), date(2021, 10, 31)))
    cell = october.cell("money.budget_outcome", "result", column)
    assert said_like(said, cell, figure_named("money.budget_outcome").unit) == said
