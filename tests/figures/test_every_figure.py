"""Every cell of every figure of every association is what the rows behind it make it."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from world import OpenBook

from finsam.core.rules.permissions import ROLES
from finsam.figures.audience import Audience, policy_of, table_for
from finsam.figures.book import Book
from finsam.figures.files import as_data, csv_file, excel_file
from finsam.figures.opened import figure_page, rows_behind
from finsam.figures.queries import figures_page
from finsam.figures.registry import Protects, facts_named, figure_named
from finsam.figures.rules.cells import Cell, Product, Quotient, Rows, Sum
from finsam.figures.rules.cubes import FactRow, matches
from finsam.figures.rules.tables import Table
from finsam.figures.rules.units import Value
from finsam.figures.shown import shown_table
from finsam.kernel.periods import Period, parse_period

EVERY_BOOK = pytest.mark.parametrize(
    ("slug", "period"),
    [
        ("sydnarke", Period.year(2018)),
        ("sydnarke", Period.year(2019)),
        ("sydnarke", Period(date(2019, 1, 1), date(2019, 8, 31))),
        ("sydnarke", Period(date(2018, 7, 1), date(2019, 6, 30))),
        ("sydnarke", Period.year(2021)),
        ("sofint", Period.year(2025)),
        ("sofint", Period.year(2027)),
        ("grannforbundet", Period.year(2021)),
        ("grannforbundet", Period.year(2022)),
        ("grannforbundet", Period.year(2023)),
    ],
    ids=lambda part: getattr(part, "name", part),
)
COUNTS = {"participations", "persons", "answers"}


class Recount:
    """Computes cells anew, from the rows that open behind them."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: dict[tuple[str, str], list[FactRow]] = {}
        self.sums: dict[Rows, int] = {}

    def value(self, cell: Cell) -> Value | None:
        match cell.origin:
            case Rows():
                return self._sum(cell.origin)
            case Sum(terms):
                return sum(sign * (self.value(term) or 0) for sign, term in terms)
            case Quotient(numerator, denominator):
                above, below = self.value(numerator), self.value(denominator)
                return None if above is None or not below else Fraction(above) / Fraction(below)
            case Product(factor, of):
                value = self.value(of)
                return None if value is None else factor * value
        return None

    def _sum(self, leaf: Rows) -> int:
        if leaf not in self.sums:
            place = (leaf.facts, leaf.period)
            if place not in self.rows:
                rows = facts_named(leaf.facts).rows(self.book.of(parse_period(leaf.period)).scope)
                self.rows[place] = list(rows)
            kept = (row for row in self.rows[place] if matches(row, dict(leaf.where)))
            self.sums[leaf] = leaf.sign * sum(row[leaf.measure] or 0 for row in kept)
        return self.sums[leaf]


def every_table(book: Book) -> Iterator[tuple[str, Table]]:
    """Every figure that can be asked for, computed."""
    names = book.every_name()
    assert names
    for name in names:
        yield name, book.table(name)


@EVERY_BOOK
def test_every_cell_is_the_sum_of_the_rows_that_open_behind_it(slug: str, period: Period, open_book: OpenBook) -> None:
    recount = Recount(book := open_book(slug, period))
    wrong = {
        (name, *place): (cell.value, recount.value(cell))
        for name, table in every_table(book)
        for place, cell in table.cells.items()
        if cell.value != recount.value(cell)
    }
    assert not wrong


@EVERY_BOOK
def test_every_row_and_column_has_a_key_of_its_own_and_every_cell_its_place(
    slug: str, period: Period, open_book: OpenBook
) -> None:
    doubled, displaced = [], []
    for name, table in every_table(open_book(slug, period)):
        rows = [row.key for row in table.rows if row.kind != "group"]
        columns = [column.key for column in table.columns]
        if len({*rows}) < len(rows) or len({*columns}) < len(columns):
            doubled.append(name)
        if {(row, column) for row in rows for column in columns} != table.cells.keys():
            displaced.append(name)
    assert (doubled, displaced) == ([], [])


@EVERY_BOOK
def test_every_figure_can_be_shown_opened_and_taken_home(slug: str, period: Period, open_book: OpenBook) -> None:
    book = open_book(slug, period)
    for name, table in every_table(book):
        assert shown_table(book, name).rows is not None
        assert csv_file(name, table)
        assert as_data(book, name, table)["cells"] is not None
        assert figure_page(book, name, "", "", permissions=ROLES["director"]).title
    assert figures_page(book).figures


@pytest.mark.parametrize("name", ["money.budget_outcome", "participants.by_sex", "surveys.responses"])
def test_every_figure_opens_in_excel(name: str, open_book: OpenBook) -> None:
    book = open_book("grannforbundet", 2022)
    assert excel_file(book, name, book.table(name)).startswith(b"PK")


@EVERY_BOOK
def test_nothing_told_to_the_public_is_a_small_count_or_made_of_one(
    slug: str, period: Period, open_book: OpenBook
) -> None:
    book = open_book(slug, period)
    policy, told = policy_of(book), []
    for name in book.every_name():
        if figure_named(name).protects is not Protects.NOTHING:
            for place, cell in table_for(book, name, Audience.PUBLIC).cells.items():
                parts = [
                    cell,
                    *((cell.origin.numerator, cell.origin.denominator) if isinstance(cell.origin, Quotient) else ()),
                ]
                told += [
                    (name, *place, part.value)
                    for part in parts
                    if cell.shown and is_count(part) and policy.is_small(part)
                ]
    assert not told


def is_count(cell: Cell) -> bool:
    """Whether the cell counts people or answers, judged by the rows it is made of."""
    leaves = list(cell.leaves())
    return bool(leaves) and all(facts_named(leaf.facts).measures[leaf.measure].key in COUNTS for leaf in leaves)


@EVERY_BOOK
def test_the_flow_does_not_give_away_the_one_number_that_is_hidden(
    slug: str, period: Period, open_book: OpenBook
) -> None:
    """Those kept and new are those ended and going on: four numbers of which three tell the fourth."""
    table = table_for(open_book(slug, period), "participants.flow", Audience.PUBLIC)
    for row in table.rows:
        assert sum(bool(table.cell(row.key, column.key).hidden) for column in table.columns) != 1, row.label


def test_the_rows_behind_a_cell_are_those_it_counts(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    for name, row, column, count in (
        ("participants.by_sex", "coachingteam_vaxa", "woman", 6),
        ("participants.by_sex", "total", "woman", 160),
        ("participants.by_sex", "radgivande", "total", 12),
    ):
        leaves = list(book.cell(name, row, column).leaves())
        assert len(rows_behind(book.scope, facts_named("registrations"), leaves)) == count
