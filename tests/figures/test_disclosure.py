"""Disclosure control: nothing shown gives away a small count (rule R37)."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.figures.rules.cells import Cell
from finsam.figures.rules.disclosure import Policy, protected
from finsam.figures.rules.tables import Category, Sheet, Table

COUNTS = st.integers(0, 6) | st.integers(0, 60)
POLICIES = st.builds(Policy, st.integers(0, 8), st.booleans())
SIZES = st.tuples(st.integers(1, 5), st.integers(1, 5))
GRIDS = SIZES.flatmap(
    lambda size: st.lists(st.lists(COUNTS, min_size=size[0], max_size=size[0]), min_size=size[1], max_size=size[1])
)


def written(grid: list[list[int]]) -> Table:
    """A table of counts with the sums of rows and columns, and each row's share of the whole."""
    sheet = Sheet([Category(f"c{place}", "") for place in range(len(grid[0]))])
    for place, counts in enumerate(grid):
        sheet.row(Category(f"r{place}", ""), [Cell(count) for count in counts])
    sheet.sum("total", "Totalt", [row.key for row in sheet.rows], "total")
    sheet.sum_column(Category("total", "Totalt"))
    sheet.share_column(Category("share", "Andel"), "total", "total")
    return sheet.table().standing_at("test.grid", "2019")


def lines(table: Table) -> Iterator[list[Cell]]:
    """Every row with its sum, and every column with its sum."""
    columns = [column.key for column in table.columns if column.key != "share"]
    yield from ([table.cell(row.key, column) for column in columns] for row in table.rows)
    yield from ([table.cell(row.key, column) for row in table.rows] for column in columns)


@given(GRIDS, POLICIES)
def test_no_small_count_is_shown(grid: list[list[int]], policy: Policy) -> None:
    smallest = 0 if policy.hides_zero else 1
    for cell in protected(written(grid), policy).cells.values():
        assert not (cell.shown and isinstance(cell.value, int) and smallest <= cell.value < policy.minimum)


@given(GRIDS, POLICIES)
def test_no_sum_has_exactly_one_hidden_part(grid: list[list[int]], policy: Policy) -> None:
    for line in lines(protected(written(grid), policy)):
        assert sum(bool(cell.hidden) for cell in line) != 1


@given(GRIDS, POLICIES)
def test_no_share_tells_a_hidden_count(grid: list[list[int]], policy: Policy) -> None:
    table = protected(written(grid), policy)
    for row in table.rows:
        if table.cell(row.key, "total").hidden or table.cell("total", "total").hidden:
            assert table.cell(row.key, "share").hidden


@given(GRIDS, POLICIES)
def test_nothing_is_hidden_when_nothing_is_small(grid: list[list[int]], policy: Policy) -> None:
    large = [[count + policy.minimum for count in counts] for counts in grid]
    assert protected(written(large), policy) == written(large)


@given(GRIDS, POLICIES)
def test_hiding_changes_no_value_and_says_why(grid: list[list[int]], policy: Policy) -> None:
    before, after = written(grid), protected(written(grid), policy)
    assert {key: cell.value for key, cell in after.cells.items()} == {
        key: cell.value for key, cell in before.cells.items()
    }
    small = {key for key, cell in after.cells.items() if policy.is_small(cell)}
    assert {key for key, cell in after.cells.items() if cell.hidden == f"färre än {policy.minimum}"} == small


@pytest.mark.parametrize(
    ("policy", "hidden"),
    [
        (Policy(5), {1, 4}),
        (Policy(5, hides_zero=True), {0, 1, 4}),
        (Policy(1), set()),
        (Policy(1, hides_zero=True), {0}),
    ],
)
def test_small_is_from_one_or_zero_to_below_the_minimum(policy: Policy, hidden: set[int]) -> None:
    assert {count for count in (0, 1, 4, 5) if policy.is_small(Cell(count))} == hidden


def test_of_what_may_be_hidden_the_smallest_is() -> None:
    table = protected(written([[3, 9, 7, 0, 50]]), Policy(5))
    assert [table.cell("r0", f"c{place}").shown for place in range(5)] == [False, True, False, True, True]


def test_a_chain_of_sums_gives_nothing_away() -> None:
    """Of the hidden cells r0c2 joins two blocks: the sums of rows 0-1 less those of columns 0-1 would tell it."""
    grid = [[1, 1, 1, 20], [1, 1, 20, 20], [20, 20, 1, 1], [20, 20, 1, 1]]
    table = protected(written(grid), Policy(5))
    across = sum_of_shown(table, [("r0", "total"), ("r1", "total")]) - sum_of_shown(
        table, [("r0", "c3"), ("r1", "c2"), ("r1", "c3")]
    )
    down = sum_of_shown(table, [("total", "c0"), ("total", "c1")]) - sum_of_shown(
        table, [(row, column) for row in ("r2", "r3") for column in ("c0", "c1")]
    )
    assert across - down != table.cell("r0", "c2").value


def sum_of_shown(table: Table, keys: list[tuple[str, str]]) -> float:
    """Add cells, as far as they are shown; of a hidden one nothing is known."""
    cells = [table.cell(*key) for key in keys]
    return sum(cell.value or 0 for cell in cells) if all(cell.shown for cell in cells) else float("nan")
