"""The same number told twice is the same number (rule R36)."""

from datetime import date

import pytest
from world import OpenBook

from finsam.figures.book import Book
from finsam.figures.rules.units import Value
from finsam.kernel.periods import Period

BOOKED = pytest.mark.parametrize(
    ("slug", "period"),
    [
        ("sydnarke", Period.year(2018)),
        ("sydnarke", Period.year(2019)),
        ("sydnarke", Period(date(2019, 1, 1), date(2019, 8, 31))),
        ("sydnarke", Period(date(2019, 7, 1), date(2019, 12, 31))),
        ("grannforbundet", Period.year(2022)),
        ("grannforbundet", Period(date(2022, 1, 1), date(2022, 6, 30))),
    ],
    ids=lambda part: getattr(part, "name", part),
)
SAME = {
    "the two sides of the balance sheet": (
        ("money.balance_sheet", "assets", "now"),
        ("money.balance_sheet", "financing", "now"),
    ),
    "the result of the budget and of the statement": (
        ("money.budget_outcome", "result", "outcome"),
        ("money.result", "", ""),
    ),
    "the income of the statement and by source": (("money.income", "", ""), ("money.sources", "total", "amount")),
    "where money came from and where it went": (
        ("money.sources", "total", "amount"),
        ("money.uses", "total", "amount"),
    ),
    "cash by its flow and in the balance sheet": (("money.cash_flow", "cash_closing", "now"), ("money.cash", "", "")),
    "equity in the accounts and in the balance sheet": (
        ("money.operating_account", "equity", "outcome"),
        ("money.equity", "", ""),
    ),
    "the result to balance and the result": (("money.balance_requirement", "result", "now"), ("money.result", "", "")),
}
COUNTED = {
    "sex": (("participants.by_sex", "total", "total"), ("participants.total", "", "")),
    "municipality": (("participants.by_municipality", "total", "total"), ("participants.total", "", "")),
    "kind": (("participants.by_kind", "total", "count"), ("participants.total", "", "")),
    "target": (("participants.against_target", "total", "outcome"), ("participants.total", "", "")),
    "age": (("participants.by_age", "total", "count"), ("participants.registered", "", "")),
    "party": (("participants.referred_by_party", "total", "total"), ("participants.registered", "", "")),
    "ended": (("participants.ended_by_team", "total", "ended"), ("participants.flow", "total", "ended")),
    "new": (("participants.new_by_age", "total", "count"), ("participants.flow", "total", "new")),
}
COUNTED_BOOKS = pytest.mark.parametrize(
    ("slug", "year"), [("sydnarke", 2019), ("grannforbundet", 2021), ("grannforbundet", 2022)]
)


@BOOKED
@pytest.mark.parametrize("same", SAME.values(), ids=SAME)
def test_amounts_agree(same: tuple[tuple[str, str, str], ...], slug: str, period: Period, open_book: OpenBook) -> None:
    book = open_book(slug, period)
    one, other = (book.cell(*place).value for place in same)
    assert one == other is not None


@COUNTED_BOOKS
@pytest.mark.parametrize("same", COUNTED.values(), ids=COUNTED)
def test_counts_agree(same: tuple[tuple[str, str, str], ...], slug: str, year: int, open_book: OpenBook) -> None:
    book = open_book(slug, year)
    one, other = (book.cell(*place).value for place in same)
    assert one == other is not None


@COUNTED_BOOKS
@pytest.mark.parametrize("figure", ["sex", "residence", "inflow", "referrers"])
def test_every_table_of_a_team_counts_all_its_participants(
    figure: str, slug: str, year: int, open_book: OpenBook
) -> None:
    book = open_book(slug, year)
    flow = book.table("participants.flow")
    for team in (row.key for row in flow.rows if row.key != "total"):
        table = book.table(f"participants.{figure}@{team}")
        columns = [column.key for column in table.columns if column.key != "share"]
        counted = sum(table.cell("total", column).value or 0 for column in columns)
        kept, new = (value(book, "participants.flow", team, column) for column in ("kept", "new"))
        assert counted == kept + new, team


@COUNTED_BOOKS
def test_those_who_came_have_ended_or_go_on(slug: str, year: int, open_book: OpenBook) -> None:
    book = open_book(slug, year)
    for row in book.table("participants.flow").rows:
        kept, new, ended, ongoing = (
            value(book, "participants.flow", row.key, c) for c in ("kept", "new", "ended", "ongoing")
        )
        steps, stays, other = (value(book, "participants.paths", row.key, c) for c in ("steps", "ongoing", "other"))
        assert kept + new == ended + ongoing == steps + stays + other


@pytest.mark.parametrize("name", ["money.costs", "money.income", "money.result"])
@pytest.mark.parametrize(("slug", "year"), [("sydnarke", 2019), ("grannforbundet", 2022)])
def test_two_halves_make_the_year(name: str, slug: str, year: int, open_book: OpenBook) -> None:
    """What is booked in a period is booked in that period and not before it."""
    halves = (Period(date(year, 1, 1), date(year, 6, 30)), Period(date(year, 7, 1), date(year, 12, 31)))
    in_halves = sum(value(open_book(slug, half), name) for half in halves)
    in_year = value(open_book(slug, year), name)
    assert in_halves == in_year


@pytest.mark.parametrize(
    "name", ["income_statement", "balance_sheet", "cash_flow", "cost_split", "sources", "uses", "use_of_contributions"]
)
def test_where_nothing_is_booked_no_amount_is_told(name: str, open_book: OpenBook) -> None:
    """A year that is only planned has no outcome, not an outcome of 0 kr."""
    assert told(open_book("sofint", 2027), f"money.{name}") == {}


@pytest.mark.parametrize("name", ["total", "registered", "by_kind", "flow", "exits"])
@pytest.mark.parametrize(("slug", "year"), [("sydnarke", 2018), ("sofint", 2025)])
def test_where_nobody_is_followed_no_count_is_told(name: str, slug: str, year: int, open_book: OpenBook) -> None:
    """A year before the registrations begin has an unknown number of participants, not 0."""
    assert told(open_book(slug, year), f"participants.{name}") == {}


def told(book: Book, name: str) -> dict[tuple[str, str], Value]:
    return {place: cell.value for place, cell in book.table(name).cells.items() if cell.value is not None}


def value(book: Book, name: str, row: str = "", column: str = "") -> Value:
    found = book.cell(name, row, column).value
    assert found is not None
    return found
