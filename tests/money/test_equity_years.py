"""Equity against ceiling and floor: the year's end, year by year, and administration's share (R4-R6)."""

from datetime import date

from world import OpenBook

from finsam.figures.book import Book
from finsam.kernel.amounts import round_half_up
from finsam.kernel.periods import Period
from finsam.money.figures.equity_years import contribution_lines


def kronor(book: Book, name: str, row: str = "", column: str = "") -> int | None:
    value = book.cell(name, row, column).value
    return None if value is None else round(value / 100)


def test_sofint_ends_2025_between_floor_and_ceiling(open_book: OpenBook) -> None:
    book = open_book("sofint", 2025)
    told = {
        row.key: kronor(book, "money.equity_forecast", row.key, "budget")
        for row in book.table("money.equity_forecast").rows
    }
    assert told == {
        "opening": 510_000, "result": 2_355, "closing": 512_355,
        "ceiling": 720_000, "floor": 200_000, "room": 207_645,
    }  # fmt: skip
    assert kronor(book, "money.equity_floor") == 200_000
    share = book.cell("money.administration_over_years", "2025", "budget").value
    assert share is not None
    assert str(round_half_up(share * 100, 1)) == "20.4"
    assert len(contribution_lines(book)) == 3


def test_sydnarke_ends_2019_over_its_ceiling(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    assert kronor(book, "money.equity_room") == -69_574
    assert kronor(book, "money.equity_forecast", "closing", "forecast") == 1_122_774
    table = book.table("money.equity_over_years")
    assert [row.key for row in table.rows][:2] == ["2018", "2019"]
    assert kronor(book, "money.equity_over_years", "2018", "equity") == 799_293
    assert kronor(book, "money.equity_over_years", "2019", "room") == -69_574
    assert table.cell("2019", "forecast").value is None
    assert any("Högst 20" in note for note in table.footnotes)


def test_a_month_foretells_the_end_of_its_year(open_book: OpenBook) -> None:
    book = open_book("sydnarke", Period(date(2019, 1, 1), date(2019, 8, 31)))
    assert book.cell("money.equity_over_years", "2019", "equity").value is None
    closing = book.cell("money.equity_forecast", "closing", "forecast").value
    assert closing == book.cell("money.equity_over_years", "2019", "forecast").value
    assert kronor(book, "money.equity_forecast", "opening", "forecast") == 799_293


def test_a_bracket_of_the_rule_opens_to_its_base(open_book: OpenBook) -> None:
    book = open_book("grannforbundet", 2022)
    base = book.cell("money.income").value
    ceiling = book.cell("money.equity_ceiling")
    assert base
    assert kronor(book, "money.equity_ceiling") == 400_000  # the last bracket's amount, exactly
    assert ceiling.value == 40_000_000
    assert {leaf.facts for leaf in ceiling.leaves()} == {"ledger"}
    assert "ägarnas riktlinje 2019" in book.table("money.equity_ceiling").footnotes[0]
