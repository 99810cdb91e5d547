"""The follow-up of a month: what the board saw in October 2021, and what figures make of parts of a year (R7)."""

import json
from datetime import date
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from world import OpenBook

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.kernel.amounts import kronor, round_half_up
from finsam.money.facts import budget_lines
from finsam.money.models import Forecast, Ledger, Posting
from finsam.money.queries.follow_up_answer import answer
from finsam.money.rules.closings import changes
from finsam.money.rules.months import Month

OCTOBER_2021, OCTOBER_2025 = Month(2021, 10).period, Month(2025, 10).period
COACHING = "Coachingteamet"


def told(book: Book, row: str, *columns: str) -> list[int | None]:
    """Cells of the follow-up in whole kronor."""
    cells = [book.cell("money.follow_up", row, column) for column in columns]
    return [None if cell.value is None else kronor(int(round_half_up(cell.value))) for cell in cells]


def nothing_chosen(book: Book) -> Book:
    """Forget every choice of the book's association; return the book anew."""
    Forecast.objects.filter(association=book.association).delete()
    return Book(book.association, book.period)


def choose(association: Association, book: Book, key: str, method: str, **more: object) -> Book:
    """Choose a forecast of a line in the book's month; return a book that knows it."""
    line = book.scope.once(budget_lines)[key]
    month = Month.ending(book.period)
    Forecast.objects.create(
        association=association, line=line, year=month.year, month=month.month, method=method, **more
    )
    return Book(association, book.period)


def test_october_2021_reads_as_the_board_saw_it(open_book: OpenBook) -> None:
    book = open_book("sofint", OCTOBER_2021)
    assert told(book, "result", "outcome", "budget_period", "deviation") == [-221_930, -945_104, 723_174]


def test_the_answer_says_the_result_the_difference_and_what_deviates_most(open_book: OpenBook) -> None:
    words = "".join(piece.text for piece in answer(open_book("sofint", OCTOBER_2021)))
    plain = words.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
    assert plain.startswith(
        "Resultatet är −221 930 kr, budgeterat −945 104 kr. Det är 723 174 kr bättre än budget. "
        "Mest avviker Projektfinansiering med +597 500 kr och Coachingteamet med +83 350 kr."
    )


def test_every_sum_of_a_column_is_the_sum_of_its_lines(open_book: OpenBook) -> None:
    table = open_book("sofint", OCTOBER_2025).table("money.follow_up")
    items = [row.key for row in table.rows if row.kind == "item"]
    for column in table.columns:
        lines = sum(table.cell(key, column.key).value or 0 for key in items)
        assert lines == table.cell("result", column.key).value


@pytest.mark.parametrize(("slug", "year"), [("sydnarke", 2019), ("grannforbundet", 2022)])
def test_a_whole_year_is_foretold_by_its_outcome_and_agrees_with_budget_and_outcome(
    slug: str, year: int, open_book: OpenBook
) -> None:
    book = open_book(slug, year)
    assert told(book, "result", "forecast") == told(book, "result", "outcome")
    for column, other in (("budget_period", "budget"), ("outcome", "outcome"), ("deviation", "deviation")):
        cell = book.cell("money.follow_up", "result", column)
        assert cell.value == book.cell("money.budget_outcome", "result", other).value


def test_a_chosen_method_opens_to_the_choice(sofint: Association, open_book: OpenBook) -> None:
    book = choose(sofint, open_book("sofint", OCTOBER_2021), COACHING, "linear")
    assert told(book, COACHING, "forecast") == [-2_899_980]
    facts = {leaf.facts for leaf in book.cell("money.follow_up", COACHING, "forecast").leaves()}
    assert facts == {"ledger", "forecasts"}


def test_an_amount_by_hand_is_the_forecast_and_the_newest_counts(sofint: Association, open_book: OpenBook) -> None:
    book = choose(sofint, open_book("sofint", OCTOBER_2021), COACHING, "hand", amount_ore=-290_000_000)
    book = choose(sofint, book, COACHING, "hand", amount_ore=-291_000_000)
    assert told(book, COACHING, "forecast", "forecast_deviation") == [-2_910_000, 90_000]


def test_a_choice_holds_for_later_months_and_not_for_earlier(sofint: Association, open_book: OpenBook) -> None:
    book = nothing_chosen(open_book("sofint", Month(2021, 9).period))
    before = told(Book(sofint, Month(2021, 8).period), COACHING, "forecast")
    choose(sofint, book, COACHING, "hand", amount_ore=-1_00)
    assert told(Book(sofint, OCTOBER_2021), COACHING, "forecast") == [-1]
    assert told(Book(sofint, Month(2021, 8).period), COACHING, "forecast") == before


def test_without_a_last_year_the_profile_gives_way_to_the_budget_and_the_table_says_so(
    sofint: Association, open_book: OpenBook
) -> None:
    book = nothing_chosen(open_book("sofint", OCTOBER_2021))
    by_budget = told(book, COACHING, "forecast")
    book = choose(sofint, book, COACHING, "last_year")
    assert told(book, COACHING, "forecast") == by_budget
    assert any(COACHING in note and "enligt budget" in note for note in book.table("money.follow_up").footnotes)


def test_last_years_profile_is_this_years_outcome_by_how_last_year_went_on(
    sofint: Association, open_book: OpenBook
) -> None:
    book = open_book("sofint", Month(2025, 6).period)
    Ledger.objects.filter(association=sofint, year=2021).update(year=2024)
    Posting.objects.filter(association=sofint, year=2021).update(year=2024)
    months = (book.period, Month(2024, 12).period, Month(2024, 6).period)
    outcome, year, so_far = (
        Fraction(Book(sofint, period).cell("money.budget_outcome", COACHING, "outcome").value or 0) for period in months
    )
    book = choose(sofint, book, COACHING, "last_year")
    assert year < so_far < 0
    assert book.cell("money.follow_up", COACHING, "forecast").value == outcome * year / so_far
    assert book.cell("money.forecasts", COACHING, "last_year_so_far").value == so_far


def test_a_ledger_that_reaches_a_part_of_the_month_is_told_and_does_not_end_the_year(open_book: OpenBook) -> None:
    december = open_book("sofint", 2025)
    assert any("till och med 28 oktober" in note for note in december.table("money.follow_up").footnotes)
    october = Book(december.association, OCTOBER_2025)
    assert told(december, COACHING, "forecast") == told(october, COACHING, "forecast")


def test_a_year_with_only_a_budget_is_foretold_by_it(open_book: OpenBook) -> None:
    book = open_book("sofint", Month(2027, 3).period)
    assert told(book, "result", "outcome", "deviation") == [None, None]
    assert told(book, "result", "forecast") == told(book, "result", "budget_year")


def test_interventions_are_followed_up_by_their_lines_and_objects(open_book: OpenBook) -> None:
    book = open_book("sofint", OCTOBER_2021)
    table = book.table("money.follow_up_by_intervention")
    key = next(row.key for row in table.rows if row.label == COACHING)
    for column in table.columns:
        assert table.cell(key, column.key).value == book.cell("money.follow_up", COACHING, column.key).value


def test_no_cost_of_an_intervention_is_counted_twice(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    total = book.cell("money.follow_up_by_intervention", "total", "outcome").value or 0
    assert 0 > total >= -(book.cell("money.costs").value or 0)


def test_accounts_behind_the_lines_come_to_the_result(open_book: OpenBook) -> None:
    book = open_book("sofint", OCTOBER_2021)
    assert book.cell("money.follow_up_accounts", "total", "outcome").value == -22_193_000


# the words of what has changed


def test_what_has_changed_in_a_closed_month_is_told_by_row() -> None:
    stood = {"a": {"outcome": -100_00, "forecast": -200_00}, "gone": {"outcome": 5_00}}
    now = {"a": {"outcome": -150_00, "forecast": -200_40}, "b": {"budget_year": 0}}
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in changes(stood, now, {"a": "Resor", "b": "Kurs"})] == [
        "Resor: utfallet var −100 kr, är nu −150 kr.",
        "Kurs: budgeten var inget, är nu 0 kr.",
        "gone: utfallet var 5 kr, är nu inget.",
    ]


@pytest.mark.parametrize("name", ["2025-13", "2025-00", "1025-10", "2025-1", "oktober"])
def test_what_is_no_month_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="är ingen månad"):
        Month.named(name)


def test_months_step_over_the_turn_of_the_year() -> None:
    assert (Month(2025, 1).earlier, Month(2025, 12).later) == (Month(2024, 12), Month(2026, 1))
    assert (Month(2024, 2).last_day, Month(2025, 10).span, Month(2025, 1).said) == (
        date(2024, 2, 29), "jan–okt", "januari 2025",
    )  # fmt: skip


# the command


def ran(*args: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("follow_up", *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_prints_the_table() -> None:
    words = ran("--association", "sofint", "--year", "2021", "--month", "10")
    result = next(line for line in words.splitlines() if line.startswith("Resultat"))
    assert [part for part in result.split("  ") if part][2].strip() == "−945\N{NARROW NO-BREAK SPACE}104"
    assert "Huvudboken är inläst till och med 28 oktober." in words


@pytest.mark.django_db
def test_the_command_gives_whole_ore_as_data() -> None:
    data = json.loads(ran("--association", "sofint", "--year", "2021", "--month", "10", "--json"))
    assert (data["unit"], data["result"]["outcome"], data["result"]["deviation"]) == ("öre", -22_193_000, 72_317_400)
    line = next(line for line in data["lines"] if line["key"] == COACHING)
    assert (line["group"], line["kind"], line["budget_year"]) == ("Insatser", "line", -300_000_000)
    assert data["warnings"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("sofint", "2010", "10"), "Inget är bokfört eller budgeterat"),
        (("sofint", "2021", "13"), "är ingen månad"),
        (("ingenstans", "2021", "10"), "Det finns inget förbund"),
    ],
)
def test_the_command_says_why_there_is_nothing(args: tuple[str, str, str], why: str) -> None:
    slug, year, month = args
    with pytest.raises(CommandError, match=why):
        ran("--association", slug, "--year", year, "--month", month)
