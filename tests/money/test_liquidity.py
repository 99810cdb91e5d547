"""How long the cash lasts: exact days, whole months, and None where nothing can be said; and the figures of it."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from world import OpenBook

from finsam.figures.book import Book
from finsam.kernel.periods import Period
from finsam.money.pictures import cash_picture, cash_run_out, equity_picture, pace_picture
from finsam.money.rules.liquidity import Stretch, cash_days, run_out, stretch_to

LAST = date(2025, 10, 31)


@pytest.mark.parametrize(
    ("cash", "net", "days", "out"),
    [
        (1000, 100, 10, date(2026, 2, 8)),  # 100 days
        (1001, 100, 10, date(2026, 2, 9)),  # a hundred days and a little: into the next
        (999, 100, 10, date(2026, 2, 8)),
        (0, 100, 10, LAST),
        (-5, 100, 10, LAST),  # out already
        (1000, 0, 10, None),
        (1000, -50, 10, None),  # grows without contributions
        (10**15, 1, 365, None),  # beyond what has dates
    ],
)
def test_the_day_the_cash_is_out(cash: int, net: int, days: int, out: date | None) -> None:
    assert run_out(cash, net, days, LAST) == out


def test_the_days_are_exact() -> None:
    assert cash_days(100, 3, 2) == Fraction(200, 3)
    assert cash_days(100, 0, 2) is None


@pytest.mark.parametrize(
    ("month", "known", "count", "first", "days"),
    [
        (12, True, 12, date(2025, 1, 1), 365),
        (10, True, 12, date(2024, 11, 1), 365),
        (10, False, 10, date(2025, 1, 1), 304),
        (3, False, 3, date(2025, 1, 1), 90),
        (1, True, 12, date(2024, 2, 1), 366),
    ],
)
def test_the_months_a_pace_is_taken_of(month: int, known: bool, count: int, first: date, days: int) -> None:
    stretch = stretch_to(2025, month, before_is_known=known)
    assert isinstance(stretch, Stretch)
    assert (stretch.count, stretch.first, stretch.days) == (count, first, days)


def test_two_months_are_too_few() -> None:
    assert stretch_to(2025, 2, before_is_known=False) is None


# figures


def kronor(book: Book, name: str, row: str = "", column: str = "") -> int | None:
    value = book.cell(name, row, column).value
    return None if value is None else round(value / 100)


def test_cash_by_month_runs_from_opening_to_closing(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    table = book.table("money.cash_by_month")
    months = [row.key for row in table.rows if row.kind == "item"]
    assert months == [f"{month:02}" for month in range(1, 13)]
    for before, after in itertools.pairwise(months):
        assert table.cell(before, "closing").value == table.cell(after, "opening").value
    for row in [*months, "total"]:
        opening, into, out, closing = (table.cell(row, c).value or 0 for c in ("opening", "in", "out", "closing"))
        assert opening + into - out == closing
    assert kronor(book, "money.cash_by_month", "total", "closing") == 1_805_474  # published
    change = (table.cell("total", "in").value or 0) - (table.cell("total", "out").value or 0)
    assert round(change / 100) == -11_087  # published
    assert table.cell("total", "closing").value == book.cell("money.cash").value


def test_a_year_known_only_as_a_whole_has_no_months(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2018)
    assert book.table("money.cash_by_month").rows == ()
    assert book.cell("money.cash_days").value is None
    assert cash_picture(book) == ""


def test_the_cash_lasts_as_the_year_has_cost(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    assert kronor(book, "money.net_cost") == 4_942_518  # 5 724 755 + 1 171 - 783 408
    assert book.cell("money.cash_days").value == Fraction(book.cell("money.cash").value or 0) * 365 / (
        book.cell("money.net_cost").value or 1
    )
    assert cash_run_out(book) == date(2020, 5, 13)


def test_the_pace_ends_in_the_years_cost(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    table = book.table("money.pace")
    assert [row.key for row in table.rows] == [f"{month:02}" for month in range(1, 13)]
    assert kronor(book, "money.pace", "12", "outcome") == 5_724_755
    assert kronor(book, "money.pace", "12", "budget") == 6_009_000
    assert table.cell("12", "forecast").value is None  # booked to its end: nothing is foretold


def test_the_pace_of_a_month_tells_outcome_to_it_and_forecast_after(open_book: OpenBook) -> None:
    book = open_book("sydnarke", Period(date(2019, 1, 1), date(2019, 8, 31)))
    table = book.table("money.pace")
    assert table.cell("09", "outcome").value is None
    assert table.cell("07", "forecast").value is None
    assert table.cell("08", "forecast").value == table.cell("08", "outcome").value
    ahead = [table.cell(f"{month:02}", "forecast").value or 0 for month in range(8, 13)]
    assert ahead == sorted(ahead)


def test_a_year_ahead_has_a_budget_alone(open_book: OpenBook) -> None:
    book = open_book("sofint", 2027)
    assert book.cell("money.pace", "12", "budget").value
    assert book.cell("money.pace", "12", "forecast").value is None
    assert cash_picture(book) == ""
    assert "budget" in pace_picture(book)


@pytest.mark.parametrize("draw", [pace_picture, cash_picture, equity_picture])
def test_pictures_have_a_title_and_say_their_numbers(draw: object, open_book: OpenBook) -> None:
    drawn = draw(open_book("sydnarke", Period(date(2019, 1, 1), date(2019, 8, 31))))  # type: ignore[operator]
    assert drawn.count("<title") == drawn.count("<desc") == 2  # wide and narrow
    assert "kronor" in drawn
    assert "style=" not in drawn


def test_an_association_without_anything_has_no_pictures(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2090)
    assert [draw(book) for draw in (pace_picture, cash_picture, equity_picture)] == ["", "", ""]
