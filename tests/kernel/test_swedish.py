"""Numbers, dates and lists as Swedes write them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.kernel import swedish
from finsam.kernel.swedish import MINUS, NARROW_SPACE, SPACE


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (swedish.number(323481), "323_481"),
        (swedish.number(1000000), "1_000_000"),
        (swedish.number(999), "999"),
        (swedish.number(-11087), "−11_087"),
        (swedish.number(Decimal("1234.50")), "1_234,50"),
        (swedish.number(Decimal("-0.5")), "−0,5"),
        (swedish.number(5, signed=True), "+5"),
        (swedish.number(0, signed=True), "0"),
        (swedish.number(-5, signed=True), "−5"),
        (swedish.number(Decimal("1E+3")), "1_000"),
        (swedish.amount(32348150), "323_482"),
        (swedish.amount(-49), "0"),
        (swedish.amount(25921778, signed=True), "+259_218"),
        (swedish.percent(Fraction(45, 189)), "24~%"),
        (swedish.percent(Fraction(45, 189), 1), "23,8~%"),
        (swedish.percent(Fraction(-1, 3), 1), "−33,3~%"),
        (swedish.day(date(2019, 11, 21)), "21~november 2019"),
        (swedish.weekday(date(2025, 11, 13)), "Torsdag 13~november"),
        (swedish.listed([]), ""),
        (swedish.listed(["a"]), "a"),
        (swedish.listed(["a", "b"]), "a och b"),
        (swedish.listed(["a", "b", "c"], "eller"), "a, b eller c"),
        (swedish.capital("åtgärd för FK"), "Åtgärd för FK"),
        (swedish.capital(""), ""),
    ],
)
def test_the_formats(written: str, expected: str) -> None:
    """In the table _ stands for a narrow space and ~ for one that does not break."""
    assert written == expected.replace("_", NARROW_SPACE).replace("~", SPACE)


@pytest.mark.parametrize("write", [swedish.number, lambda value: swedish.number(value, signed=True)])
@given(value=st.decimals(-(10**12), 10**12, places=2) | st.integers(-(10**12), 10**12))
def test_a_number_written_is_read_back(write: Callable[[Decimal | int], str], value: Decimal | int) -> None:
    plain = write(value).replace(NARROW_SPACE, "").replace(",", ".").replace(MINUS, "-")
    assert Decimal(plain) == value


def test_every_month_and_weekday_has_its_own_name() -> None:
    days = [date(2024, 1, 1 + n) for n in range(7)] + [date(2024, n, 1) for n in range(1, 13)]
    assert len({swedish.weekday(day) for day in days[:7]}) == 7
    assert [swedish.day(day).split(SPACE)[1] for day in days[7:]] == [f"{month} 2024" for month in swedish.MONTHS]
