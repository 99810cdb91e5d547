"""Every printed sum of SOFINT's budget 2025-2027: whether its items bear it, by how much not, and why (R4)."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.figures.opened import figure_page
from finsam.figures.rules.tables import Category, Table
from finsam.kernel.periods import Period
from finsam.kernel.swedish import NARROW_SPACE
from finsam.money.rules.budget_table import read_budget
from finsam.money.rules.printed_budget import judged
from finsam.money.rules.stated_sums import said, summary

FILE = Path(__file__).parent / "sofint-2025" / "budget_2025_2027.csv"
YEARS = ("2025", "2026", "2027")
OPENING = "Överskott från tidigare år"
APART = {
    ("Summa insatser", "2026"): -10,
    ("Summa Förbundskostnader", "2026"): -3000,
    ("Summa Förbundskostnader", "2027"): -3000,
    ("Förbundskostnader inkl kansli", "2026"): -3000,
    ("Förbundskostnader inkl kansli", "2027"): -3000,
    ("Rörelseresultat", "2026"): -3000,
    ("Rörelseresultat", "2027"): -3000,
    ("Resultat", "2026"): -3000,
    ("Resultat", "2027"): -3000,
    (OPENING, "2027"): -3000,
    ("Summa Eget Kapital UB", "2026"): -3000,
    ("Summa Eget Kapital UB", "2027"): -6000,
}
"""What the items give less what is printed, of every sum that they do not bear. Every other sum they bear."""


def printed() -> dict[tuple[str, str], int]:
    """Every printed sum, and equity when a year begins as the year before closed: kronor."""
    with FILE.open() as file:
        rows = list(csv.DictReader(file))
    return {
        (row["item"], year): int(row[f"amount_{year}"])
        for row in rows
        for year in YEARS
        if row["row_type"] == "sum" or (row["item"] == OPENING and year != "2025")
    }


@pytest.fixture
def table(open_book: Callable[..., Book]) -> Table:
    return open_book("sofint", 2025).table("money.stated_sums@2025-1")


def row_of(table: Table, label: str) -> Category:
    return next(row for row in table.rows if row.label == label)


def test_the_figure_says_of_every_printed_sum_what_its_items_give(table: Table) -> None:
    wanted = {
        (label, year): (100 * kronor, 100 * (kronor + APART.get((label, year), 0)), 100 * APART.get((label, year), 0))
        for (label, year), kronor in printed().items()
    }
    told = {
        (row.label, year): tuple(
            table.cell(row.key, f"{year} {part}").value for part in ("stated", "lines", "difference")
        )
        for row in table.rows
        for year in YEARS
        if table.cell(row.key, f"{year} stated").value is not None
    }
    assert told == wanted
    assert len(told) == 32


def test_the_figure_says_why_and_opens_to_the_rows(table: Table) -> None:
    remark = row_of(table, "Summa Förbundskostnader").remark.replace(NARROW_SPACE, " ")
    assert remark == "2026 och 2027: Raderna ger 3 000 kr mer. Det är samma belopp som raderna ger 2025."
    equity = row_of(table, "Summa Eget Kapital UB")
    assert equity.remark == (
        "2026: Följer av Summa Förbundskostnader. 2027: Följer av Summa Förbundskostnader 2026 och 2027."
    )
    leaves = list(table.cell(equity.key, "2027 difference").leaves())
    assert {leaf.facts for leaf in leaves} == {"stated_sums", "budget_versions"}
    assert row_of(table, "Summa tjänster").remark == ""


def test_the_file_as_printed_says_the_same_as_the_stored_version() -> None:
    budget = read_budget(FILE.read_bytes(), FILE.name)
    verdicts = judged(budget, budget.proposed_kinds())
    found = {(v.stated.label, str(v.year)): v.difference_ore // 100 for v in verdicts if not v.bears}
    assert found == APART
    assert summary(verdicts) == (
        "20 av 32 skrivna summor stämmer med sina rader. 3 fel ligger i summorna själva, och 9 följer av dem."
    )
    words = {(v.stated.label, v.year): said(v).replace(NARROW_SPACE, " ") for v in verdicts}
    assert words["Summa insatser", 2026] == "Raderna ger 10 kr mer. En enda siffra skiljer."
    assert words["Resultat", 2026] == (
        "Raderna ger 2 681 kr, alltså 3 000 kr lägre. Följer av Summa Förbundskostnader 2026, 3 000 kr."
    )


def test_an_opened_sum_lists_the_lines_it_is_made_of(table: Table, sofint: Association) -> None:
    key = row_of(table, "Summa insatser").key
    with within(sofint):
        book = Book(sofint, Period.year(2025))
        content = figure_page(
            book, "money.stated_sums@2025-1", key, "2026 lines", permissions=frozenset({Permission.SEE_ASSOCIATION})
        )
    assert [behind.counted for behind in content.behind] == ["4 rader"]
