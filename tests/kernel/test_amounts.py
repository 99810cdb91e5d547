"""Money in öre, and the one rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.kernel.amounts import decimal_kronor, kronor, parse_ore, round_half_up

ORE = st.integers(-(10**17) + 1, 10**17 - 1)


@given(ORE)
def test_an_amount_written_is_read_back(ore: int) -> None:
    assert parse_ore(decimal_kronor(ore)) == ore
    assert parse_ore(decimal_kronor(ore).replace(".", ",")) == ore


@pytest.mark.parametrize(
    ("written", "ore"),
    [("1051782.22", 105178222), ("-3000", -300000), ("12,5", 1250), ("0", 0), ("-0.01", -1), ("007", 700)],
)
def test_kronor_are_read_as_ore(written: str, ore: int) -> None:
    assert parse_ore(written) == ore


@pytest.mark.parametrize(
    "written",
    ["", " 5", "5 ", "5\n", "+5", "--5", "1 000", "1.234", "1,2,3", ".5", "5.", "1e3", "NaN", "5 kr", "1" * 16],
)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="är inte ett belopp"):
        parse_ore(written)


@given(st.text(st.characters(categories=["Nd"], min_codepoint=128), min_size=1, max_size=8))
def test_the_digits_of_other_scripts_are_no_amount(written: str) -> None:
    with pytest.raises(ValueError, match="är inte ett belopp"):
        parse_ore(written)


@pytest.mark.parametrize(
    ("number", "decimals", "rounded"),
    [
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-2.5", 0, "-3"),
        ("0.4", 0, "0"),
        ("-0.4", 0, "0"),
        ("23.45", 1, "23.5"),
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
    ],
)
def test_a_half_is_rounded_away_from_zero(number: str, decimals: int, rounded: str) -> None:
    assert str(round_half_up(Fraction(number), decimals)) == rounded
    assert str(round_half_up(Decimal(number), decimals)) == rounded


@given(st.fractions(-(10**9), 10**9), st.integers(0, 4))
def test_rounding_moves_a_number_at_most_half_a_step(number: Fraction, decimals: int) -> None:
    rounded = round_half_up(number, decimals)
    assert abs(Fraction(rounded) - number) <= Fraction(1, 2 * 10**decimals)
    assert -rounded == round_half_up(-number, decimals)


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 2))
def test_decimals_and_fractions_round_alike(number: Decimal, decimals: int) -> None:
    assert str(round_half_up(number, decimals)) == str(round_half_up(Fraction(number), decimals))


@given(ORE)
def test_kronor_are_the_nearest_whole(ore: int) -> None:
    assert abs(kronor(ore) * 100 - ore) <= 50
