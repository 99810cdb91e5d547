"""Cells: what they are worth, what they are made of, where they stand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.figures.rules.cells import (
    NOTHING,
    Address,
    Cell,
    Rows,
    combined,
    difference,
    negated,
    part,
    quotient,
    total,
)

VALUES = st.none() | st.integers(-(10**9), 10**9)
HERE, THERE = Address("money.result", "2019"), Address("money.result", "2018")


def made_of_rows(value: int | None, name: str = "ledger") -> Cell:
    return Cell(value, Rows(name, "2019", (), "amount"))


@given(st.lists(VALUES, max_size=6))
def test_a_total_adds_what_applies(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    assert total(made_of_rows(value) for value in values).value == (sum(known) if known else None)


@given(VALUES, VALUES)
def test_a_difference_applies_when_what_is_taken_from_does(value: int | None, less: int | None) -> None:
    expected = None if value is None else value - (less or 0)
    assert difference(made_of_rows(value), made_of_rows(less)).value == expected


@given(st.integers(), st.integers().filter(bool))
def test_a_quotient_is_exact(numerator: int, denominator: int) -> None:
    assert quotient(made_of_rows(numerator), made_of_rows(denominator)).value == Fraction(numerator, denominator)


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (1, None), (None, 1), (None, None), (0, 0)])
def test_a_quotient_by_nothing_does_not_apply_but_knows_its_parts(
    numerator: int | None, denominator: int | None
) -> None:
    cell = quotient(made_of_rows(numerator, "above"), made_of_rows(denominator, "below"))
    assert cell.value is None
    assert [leaf.facts for leaf in cell.leaves()] == ["above", "below"]


@pytest.mark.parametrize(("cell", "value"), [(negated(Cell(5)), -5), (part(Fraction(1, 5), Cell(100)), 20)])
def test_a_cell_turned_or_cut(cell: Cell, value: int) -> None:
    assert cell.value == value


@pytest.mark.parametrize(
    "made", [total, combined, lambda cells: negated(NOTHING), lambda cells: part(Fraction(1), NOTHING)]
)
def test_of_nothing_nothing_comes(made: object) -> None:
    cell = made([])  # type: ignore[operator]
    assert cell.value is None
    assert not cell.shown


def test_a_cell_knows_every_selection_it_is_made_of() -> None:
    cell = part(Fraction(1, 5), quotient(total([made_of_rows(1, "a"), made_of_rows(2, "b")]), made_of_rows(3, "c")))
    assert [leaf.facts for leaf in cell.leaves()] == ["a", "b", "c"]


def test_a_cell_stands_where_it_was_first_put() -> None:
    assert Cell(1).at(HERE).at(THERE).address == HERE


def test_a_hidden_cell_is_not_shown() -> None:
    assert Cell(1).shown
    assert not Cell(1, hidden="färre än 5").shown
