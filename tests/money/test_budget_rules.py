"""Amounts as they are typed, raised and laid out over months; what a budget is warned of; what may follow a state."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.money.rules.budget_amounts import (
    check_months,
    indexed_plan,
    indexed_yearly,
    raised,
    respread,
    spread,
    typed_amount,
    typed_percent,
    written_amount,
)
from finsam.money.rules.budget_warnings import Weighed, warnings_of

KINDS = ["income", "interventions", "administration", "financial", "closing_balance"]


@pytest.mark.parametrize(
    ("typed", "kind", "ore"),
    [
        ("350 000", "interventions", -35_000_000),
        ("-350000", "interventions", -35_000_000),
        ("\N{MINUS SIGN}350\N{NARROW NO-BREAK SPACE}000 kr", "administration", -35_000_000),
        ("+5 000", "administration", 500_000),
        ("900000", "income", 90_000_000),
        ("-100", "income", -10_000),
        ("-1 500", "financial", -150_000),
        ("1500,50", "financial", 150_050),
        ("0", "interventions", 0),
        ("", "income", None),
        ("  ", "income", None),
    ],
)
def test_the_kind_of_the_group_gives_an_amount_its_sign(typed: str, kind: str, ore: int | None) -> None:
    assert typed_amount(typed, kind) == ore


@pytest.mark.parametrize("typed", ["abc", "12a", "--5", "+-5", "1,234", "²", "1e5", "2 000 000 000"])
def test_what_is_no_amount_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Skriv kronor|Kontrollera"):
        typed_amount(typed, "income")


@given(st.integers(-(10**11), 10**11), st.sampled_from(KINDS))
def test_an_amount_that_is_written_is_read_back_as_it_was(ore: int, kind: str) -> None:
    assert typed_amount(written_amount(ore, kind), kind) == ore


@pytest.mark.parametrize(("typed", "percent"), [("3", "3"), ("2,5 %", "2.5"), ("-1", "-1"), ("\N{MINUS SIGN}1", "-1")])
def test_a_percentage_is_read(typed: str, percent: str) -> None:
    assert typed_percent(typed) == Decimal(percent)


def test_no_percentage_is_none_and_a_wrong_one_is_refused() -> None:
    assert typed_percent(" ") is None
    with pytest.raises(ValueError, match="procentsats"):
        typed_percent("tre")


def test_the_directors_cost_rises_three_percent_a_year_as_printed() -> None:
    amounts = indexed_yearly({2025: -33_671_400}, 2025, range(2025, 2028), Decimal(3))
    assert amounts == {2025: -33_671_400, 2026: -34_681_500, 2027: -35_721_900}


def test_administration_rises_two_percent_rounded_as_the_house_rounds() -> None:
    """Printed is 116 732 for 2027, which is 116 732,88 with its öre cut off."""
    amounts = indexed_yearly({2025: -11_220_000}, 2025, range(2026, 2029), Decimal(2))
    assert amounts == {2026: -11_444_400, 2027: -11_673_300, 2028: -11_906_800}


def test_a_line_without_amount_in_the_base_year_gets_none() -> None:
    assert indexed_yearly({2026: 100}, 2025, range(2026, 2029), Decimal(2)) == {}


def test_the_plan_is_raised_once_and_goes_on_past_its_end() -> None:
    planned = indexed_plan({2025: 100_00, 2026: 200_00, 2027: 300_00}, range(2026, 2029), Decimal(10), 2027)
    assert planned == {2026: 220_00, 2027: 330_00, 2028: 363_00}
    assert indexed_plan({2026: 200_00}, range(2026, 2029), Decimal(0), 2027) == {2026: 200_00}  # it was to end


def test_raising_rounds_half_away_from_zero() -> None:
    assert (raised(5_000, Decimal(1)), raised(-5_000, Decimal(1))) == (5_100, -5_100)


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=12, max_size=12).filter(any))
def test_the_months_always_make_the_year(ore: int, weights: list[int]) -> None:
    months = spread(ore, weights)
    assert sum(months) == ore
    assert all(part == 0 for part, weight in zip(months, weights, strict=True) if not weight)


def test_months_follow_a_changed_amount_and_even_ones_stay_even() -> None:
    assert respread(-800_00, [-100_00, *[0] * 10, -300_00]) == [-200_00, *[0] * 10, -600_00]
    assert respread(5, None) is None


def test_months_that_do_not_make_the_year_are_refused_with_the_difference() -> None:
    with pytest.raises(ValueError, match="det är 100 för lite"):
        check_months(-1_300_00, [-100_00] * 12)
    check_months(-1_200_00, [-100_00] * 12)


def test_no_month_chosen_is_refused() -> None:
    with pytest.raises(ValueError, match="minst en månad"):
        spread(100, [0] * 12)


def kinds(**weighed: object) -> list[str]:
    """The kinds of warning that a version weighed so gets."""
    return [one.kind for one in warnings_of(Weighed(**{"year": 2025, "results": {2025: 235_500}} | weighed))]  # type: ignore[arg-type]


def test_a_budget_in_order_is_warned_of_nothing() -> None:
    limits = {"equity": {2025: 51_235_500}, "ceilings": {2025: 72_000_000}, "floor": 20_000_000}
    days = {"decided_on": date(2024, 11, 30), "decide_by": date(2024, 11, 30)}
    assert kinds(**limits, **days, contributions=360_000_000, income=360_000_000) == []


@pytest.mark.parametrize(
    ("weighed", "kind"),
    [
        ({"results": {2025: 0, 2027: -147_000}}, "deficit"),
        ({"equity": {2025: 19_999_900}, "floor": 20_000_000}, "equity"),
        ({"equity": {2026: 72_000_100}, "ceilings": {2026: 72_000_000}}, "equity"),
        ({"decided_on": date(2024, 12, 1), "decide_by": date(2024, 11, 30)}, "late"),
        ({"not_consulted": ["Nora kommun"]}, "consultation"),
        ({"contributions": 360_000_000, "income": 350_000_000}, "income"),
    ],
)
def test_each_thing_out_of_order_is_warned_of(weighed: dict[str, object], kind: str) -> None:
    assert kinds(**weighed) == [kind]


def test_what_is_not_known_is_not_warned_of() -> None:
    assert kinds(results={2025: None}, equity={2025: None}, ceilings={2025: None}, contributions=None, income=1) == []


def test_a_warning_says_how_much() -> None:
    warned = warnings_of(Weighed(2025, {2025: -94_510_400}, equity={2025: 74_300_000}, ceilings={2025: 72_000_000}))
    assert "945\N{NARROW NO-BREAK SPACE}104 kronor 2025" in warned[0].text
    assert "över taket 720\N{NARROW NO-BREAK SPACE}000" in warned[1].text
