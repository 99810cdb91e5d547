"""What a decision would do to the plan: effects, limits passed, what can be granted; and the page that tries it."""

from fractions import Fraction

import pytest
from world import OpenBook, SignedIn

from finsam.core.models import Association, SeatRole
from finsam.money.figures.scenarios import scenario
from finsam.money.models import BudgetAmount
from finsam.money.rules.scenarios import (
    Changes,
    ContributionChange,
    CostChange,
    Effect,
    Equity,
    Grant,
    effects,
    grantable,
    passed,
)

PAID = {2025: 360_000_000, 2026: 360_000_000, 2027: 360_000_000}
YEARS = [Equity(2025, 51_235_500, 72_000_000, 20_000_000), Equity(2026, 51_503_600, 72_000_000, 20_000_000)]
LAST = Equity(2027, 51_056_600, 72_000_000, 20_000_000)


def test_nothing_assumed_adds_nothing() -> None:
    assert set(effects(Changes(), PAID).values()) == {Effect()}


def test_every_assumption_is_added_to_its_years() -> None:
    changes = Changes(
        grants=[Grant({2026: 100, 2027: 200}), Grant({2026: 7}, "Kansli", of_administration=True)],
        costs=[CostChange("Kansli", -50, 2027, of_administration=True)],
        contributions=ContributionChange(2026, Fraction(-5, 100), 1_000),
    )
    assert effects(changes, PAID) == {
        2025: Effect(),
        2026: Effect(-18_000_000 + 1_000, 107, 7),
        2027: Effect(-18_000_000 + 1_000, 150, -50),
    }


def test_a_part_of_an_ore_is_never_promised() -> None:
    assert effects(Changes(contributions=ContributionChange(2025, Fraction(1, 3))), {2025: 100})[2025].income == 33


def test_what_can_be_granted_leaves_every_later_year_over_the_floor() -> None:
    assert grantable([*YEARS, LAST]) == {2025: 31_056_600, 2026: 31_056_600, 2027: 31_056_600}
    assert grantable([*YEARS, Equity(2027, 19_000_000, None, 20_000_000)])[2025] == 0
    assert grantable([Equity(2025, 12_345)]) == {2025: 12_300}  # no floor: to zero, whole kronor
    assert grantable([]) == {}


def test_limits_passed_are_told_and_whether_they_were_so_already() -> None:
    after = [Equity(2025, 80, 72, 20), Equity(2026, 10, 72, 20), Equity(2027, 72, 72, 72)]
    found = passed(after, [Equity(2025, 73, 72, 20), Equity(2026, 50, 72, 20)])
    assert [(one.year, one.is_ceiling, one.by, one.already) for one in found] == [
        (2025, True, 8, True),
        (2026, False, 10, False),
    ]


# on the plan of an association


def test_a_grant_is_carried_to_the_equity_of_every_later_year(open_book: OpenBook) -> None:
    book = open_book("sofint", 2025)
    found = scenario(book, Changes(grants=[Grant({2026: 20_000_000})]))
    assert [found.cell(year, "equity", "difference").value for year in (2025, 2026, 2027)] == [
        0,
        -20_000_000,
        -20_000_000,
    ]
    assert found.cell(2026, "equity").value == 51_503_600 - 20_000_000
    assert found.cell(2025, "administration", "plan").value == Fraction(733_839, 3_596_145)
    assert found.cell(2026, "administration").value == found.cell(2026, "administration", "plan").value * Fraction(
        3_595_819, 3_795_819
    )
    assert found.passed == []
    assert found.grantable[2026] == 31_056_600 - 20_000_000


def test_less_contributions_lower_the_ceiling_too(open_book: OpenBook) -> None:
    book = open_book("sofint", 2025)
    found = scenario(book, Changes(contributions=ContributionChange(2026, Fraction(-1, 2))))
    assert found.cell(2025, "ceiling").value == 72_000_000
    assert found.cell(2026, "ceiling").value == 36_000_000
    assert found.cell(2026, "income", "difference").value == -180_000_000
    assert [(one.year, one.is_ceiling) for one in found.passed] == [(2026, False), (2027, False)]


def test_the_plans_cells_open_and_the_others_are_made_of_them(open_book: OpenBook) -> None:
    found = scenario(open_book("sofint", 2025), Changes(grants=[Grant({2026: 100})]))
    for row in ("income", "costs", "result", "equity", "ceiling", "floor", "administration"):
        assert found.cell(2026, row, "plan").address, row
        assert list(found.cell(2026, row).leaves()), row


def test_without_a_budget_there_is_nothing_to_try_on(open_book: OpenBook) -> None:
    assert scenario(open_book("sydnarke", 2090), Changes()).years == []


# the page

PAGE = "/sofint/pengar/eget-kapital/prova/?ar=2025"


def text_of(response: object) -> str:
    words = response.content.decode()  # type: ignore[attr-defined]
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


def test_the_page_tries_what_its_address_says_and_stores_nothing(sofint: Association, signed_in: SignedIn) -> None:
    browser = signed_in(sofint, SeatRole.CHAIR)
    before = BudgetAmount.objects.count()
    plain = text_of(browser.get(PAGE))
    assert "Högst 310 566 kr till, utan att gå under golvet" in plain
    tried = text_of(browser.get(f"{PAGE}&bevilja_2026=400 000&till=Projektfinansiering"))
    assert "2026 blir eget kapital 84 964 kr under golvet." in tried
    assert "Inget mer, utan att gå under golvet" in tried
    assert BudgetAmount.objects.count() == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("bevilja_2026=mycket", "Skriv beloppet i kronor"),
        ("bidrag=fem %", "Skriv ändringen som"),
        ("bidrag=-101 %", "inte minska med mer än 100"),
        ("rad_kr=5000", "Välj vilken rad"),
        ("till=Finns inte&bevilja_2026=1", "Välj ett giltigt alternativ"),
        ("bidrag=1/0 %", "Skriv ändringen som"),
    ],
)
def test_what_cannot_be_tried_is_said(asked: str, said: str, sofint: Association, signed_in: SignedIn) -> None:
    response = signed_in(sofint, SeatRole.DIRECTOR).get(f"{PAGE}&{asked.replace('%', '%25')}")
    assert response.status_code == 422
    assert said in text_of(response)
