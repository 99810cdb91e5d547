"""The contributions as figures: from what is asked for to what has come in."""

from datetime import date
from fractions import Fraction

import pytest
from world import OpenBook

from finsam.core.models import Share
from finsam.figures.book import Book
from finsam.figures.rules.units import Value
from finsam.kernel.periods import Period
from finsam.money.models import Contribution, ContributionCall, Contributor

KR = 100
ROUND, PARTS = "money.contribution_round", "money.contribution_parts"


@pytest.fixture
def called(open_book: OpenBook) -> Book:
    """SOFINT 2026: the state has paid a half of what is called in, the region nothing; the rest is not called in."""
    book = open_book("sofint", 2026)
    for part in Contribution.objects.filter(association=book.association, year=2026):
        Contribution.objects.filter(pk=part.pk).update(requested_ore=part.amount_ore, announced_ore=part.amount_ore)
        if part.contributor.kind == "municipality":
            continue
        for month in (1, 7):
            ContributionCall.objects.create(
                association=book.association,
                contribution=part,
                amount_ore=part.amount_ore // 2,
                called_on=date(2026, month, 2),
                due_on=date(2026, month, 31),
                received_on=date(2026, month, 20) if part.contributor.kind == "state" and month == 1 else None,
            )
    return Book(book.association, book.period)


def row(book: Book, figure: str, key: str) -> dict[str, Value | None]:
    table = book.table(figure)
    return {column.key: table.cell(key, column.key).value for column in table.columns}


def test_a_contribution_is_followed_from_asked_for_to_received(called: Book) -> None:
    assert row(called, ROUND, "Försäkringskassan/Arbetsförmedlingen") == {
        "before": 1_800_000 * KR, "requested": 1_800_000 * KR, "announced": 1_800_000 * KR,
        "decided": 1_800_000 * KR, "change": 0, "share": Fraction(1, 2), "called": 1_800_000 * KR,
        "received": 900_000 * KR, "missing": 900_000 * KR, "booked": None,
    }  # fmt: skip
    total = row(called, ROUND, "total")
    assert (total["called"], total["received"], total["missing"]) == (2_700_000 * KR, 900_000 * KR, 2_700_000 * KR)


def test_of_part_of_a_year_only_what_had_been_called_and_received_counts(called: Book) -> None:
    june = called.of(Period(date(2026, 1, 1), date(2026, 6, 30)))
    assert june.cell(ROUND, "total", "called").value == 1_350_000 * KR
    january = called.of(Period(date(2026, 1, 1), date(2026, 1, 19)))
    assert january.cell(ROUND, "total", "received").value == 0


def test_what_is_booked_stands_beside_what_is_decided(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    region = row(book, ROUND, "Region Örebro län")
    assert (region["decided"], region["booked"], region["before"]) == (1_316_500 * KR, 1_316_500 * KR, 1_393_500 * KR)
    assert region["change"] == Fraction(1_316_500 - 1_393_500, 1_393_500)
    assert region["called"] is region["missing"] is None  # no calls are kept of 2019
    assert book.cell(ROUND, "sum municipality", "decided").value == 1_316_499 * KR


def test_before_the_decision_the_amounts_are_what_is_asked_for(open_book: OpenBook) -> None:
    book = open_book("grannforbundet", 2024)
    town = Contributor.objects.get(association=book.association, name="Åby kommun")
    Contribution.objects.create(association=book.association, contributor=town, year=2024, requested_ore=260_000 * KR)
    assert row(book, ROUND, "Åby kommun")["share"] == 1
    assert row(book, ROUND, "Åby kommun")["decided"] is None
    assert book.cell("money.contributions", "Åby kommun", "now").value is None
    assert book.cell("money.contributions_by_party", "municipality", "amount").value is None


def test_the_lowest_part_says_what_the_others_shares_are(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    table = book.table(PARTS)
    assert [table.cell(row.key, "over").value for row in table.rows] == [2 * KR, 1 * KR, 0, 3 * KR]
    assert table.cell("state", "due").value == 2 * 1_316_499 * KR


def test_shares_that_are_not_one_whole_give_no_due_part(open_book: OpenBook) -> None:
    book = open_book("sofint", 2025)
    assert book.cell(PARTS, "region", "due").value == 900_000 * KR
    Share.objects.filter(association=book.association, kind="state").update(numerator=1, denominator=3)
    assert Book(book.association, book.period).cell(PARTS, "region", "due").value is None


def test_other_income_stands_apart_by_line_and_account(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    table = book.table("money.other_income")
    assert table.cell("EU-medel och andra bidrag", "budget").value == 1_115_261 * KR
    assert table.cell("total", "outcome").value == book.cell("money.use_of_contributions", "other_income", "2019").value
    parts = [row.key for row in table.rows if row.kind == "part"]
    assert parts
    line = table.cell("EU-medel och andra bidrag", "outcome").value
    assert sum(table.cell(key, "outcome").value or 0 for key in parts) == line


def test_lines_of_income_with_a_contributors_account_are_not_other_income(open_book: OpenBook) -> None:
    table = open_book("grannforbundet", 2022).table("money.other_income")
    assert [row.key for row in table.rows if row.kind == "item"] == ["Projektmedel", "rest 3990"]
