"""Splitting: the parts always make the whole."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.kernel.shares import split

TOTALS = st.integers(-(10**12), 10**12)
SHARES = st.lists(st.fractions(0, 1000) | st.integers(0, 1000), min_size=1, max_size=12).filter(any)


@given(TOTALS, SHARES)
def test_the_parts_make_the_whole_and_each_is_within_one_of_exact(total: int, shares: list[Fraction | int]) -> None:
    parts = split(total, shares)
    assert sum(parts) == total
    whole = sum(shares, Fraction(0))
    assert all(abs(part - total * share / whole) < 1 for part, share in zip(parts, shares, strict=True))


@given(TOTALS, SHARES)
def test_a_larger_share_never_gets_less(total: int, shares: list[Fraction | int]) -> None:
    parts = split(abs(total), shares)
    by_share = sorted(zip(shares, parts, strict=True), key=lambda pair: (pair[0], pair[1]))
    assert [part for _, part in by_share] == sorted(parts)


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (5_265_999, [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)], [2_632_999, 1_316_500, 1_316_500]),
        (1, [0, 1], [0, 1]),
        (0, [2, 3], [0, 0]),
        (-100, [1, 1, 1], [-33, -33, -34]),
    ],
)
def test_what_is_over_goes_to_the_largest_remainder_and_then_the_earlier(
    total: int, shares: list[Fraction | int], parts: list[int]
) -> None:
    assert split(total, shares) == parts


@pytest.mark.parametrize("shares", [[0], [0, 0], [1, -1], [3, -1]])
def test_shares_that_divide_nothing_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="Andelarna"):
        split(100, shares)
