"""How a line's year is foretold (R7): the worked table of docs/calculations/forecasts.md."""

from fractions import Fraction

import pytest

from finsam.money.models import ForecastMethod
from finsam.money.rules.forecasts import BUDGET, HAND, LAST_YEAR, LINEAR, Known, applied, foretold, why_not

OCTOBER = Known(
    months=10,
    outcome=-174_975_000,
    budget_year=-233_300_000,
    budget_so_far=-194_416_667,
    last_year=-220_000_000,
    last_year_so_far=-160_000_000,
)


@pytest.mark.parametrize(
    ("method", "kronor"),
    [
        (BUDGET, Fraction(-213_858_333, 100)),
        (LINEAR, -2_099_700),
        (LAST_YEAR, Fraction(-24_059_0625, 100)),
        (HAND, -2_333_000),
    ],
)
def test_a_line_is_foretold_as_the_worked_table_says(method: str, kronor: Fraction | int) -> None:
    assert foretold(method, OCTOBER, by_hand=-233_300_000) == Fraction(kronor) * 100


@pytest.mark.parametrize("method", [BUDGET, LINEAR, LAST_YEAR, HAND])
def test_a_whole_year_is_foretold_by_what_was_booked(method: str) -> None:
    assert foretold(method, Known(months=12, outcome=-5_00, budget_year=-9_00), by_hand=-7_00) == -500


def test_a_year_with_nothing_booked_is_foretold_by_its_budget() -> None:
    nothing = Known(months=0, outcome=0, budget_year=-9_00)
    assert foretold(LINEAR, nothing) == -900
    assert "Ingenting är bokfört" in why_not(LINEAR, nothing)


@pytest.mark.parametrize("so_far", [None, 0])
def test_without_a_last_year_its_profile_gives_way_to_the_budget_and_says_so(so_far: int | None) -> None:
    known = Known(months=2, outcome=-100, budget_year=-1200, budget_so_far=-200, last_year_so_far=so_far)
    assert applied(LAST_YEAR, known) == BUDGET
    assert foretold(LAST_YEAR, known) == -1100
    assert "Förra året" in why_not(LAST_YEAR, known)


def test_the_methods_are_those_that_can_be_chosen() -> None:
    assert set(ForecastMethod.values) == {BUDGET, LINEAR, LAST_YEAR, HAND}
