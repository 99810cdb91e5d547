"""Cubes: rows counted one way are counted the same every other way."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from finsam.figures.rules.cubes import Cube, matches, values
from finsam.figures.rules.tables import Category

TEAMS = [Category(key, key.title()) for key in ("bridge", "step", "raft")]
PLACES = [Category(key, key.title()) for key in ("east", "west", "")]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "team": st.sampled_from([c.key for c in TEAMS]),
            "place": st.sampled_from([c.key for c in PLACES]),
            "count": st.none() | st.integers(0, 50),
        }
    ),
    max_size=30,
)
CUBES = ROWS.map(lambda rows: Cube("heads", "2019", rows, {"team": TEAMS, "place": PLACES}))


@given(CUBES)
def test_the_sums_of_a_table_are_the_rows(cube: Cube) -> None:
    table = cube.table("team", "place")
    for row in table.rows:
        for column in table.columns:
            conditions = {name: key for name, key in (("team", row.key), ("place", column.key)) if key != "total"}
            assert (table.cell(row.key, column.key).value or 0) == counted(cube, **conditions)


@given(CUBES)
def test_what_where_counts_is_what_by_counts(cube: Cube) -> None:
    parts = cube.by("team")
    assert sum(len(part.rows) for part in parts.values()) == len(cube.rows)
    assert [category.key for category in cube.kept("team")] == list(parts)
    for key, part in parts.items():
        assert part.cell() == cube.where(team=key).cell()


@given(CUBES, st.sets(st.sampled_from(["bridge", "step"])), st.sampled_from(["east", ""]))
def test_a_cell_remembers_every_condition_its_rows_were_kept_by(cube: Cube, teams: set[str], place: str) -> None:
    narrow = cube.where(team=teams).where(place=place).where(team=["bridge", "raft"])
    (leaf,) = narrow.cell().leaves()
    assert dict(leaf.where) == {"team": frozenset(teams & {"bridge"}), "place": frozenset({place})}
    assert list(narrow.rows) == [row for row in cube.rows if matches(row, dict(leaf.where))]


@given(CUBES)
def test_a_sign_turns_the_sum_and_is_remembered(cube: Cube) -> None:
    cell = cube.cell(sign=-1)
    assert cell.value == -counted(cube)
    assert [leaf.sign for leaf in cell.leaves()] == [-1]


def test_of_no_rows_the_sum_is_zero() -> None:
    assert Cube("heads", "2019", [], {}).cell().value == 0


def test_a_category_asked_for_stands_though_nothing_has_it() -> None:
    cube = Cube("heads", "2019", [{"team": "step", "count": 1}], {"team": TEAMS})
    assert [category.key for category in cube.kept("team", also=["raft"])] == ["step", "raft"]


def test_conditions_may_be_one_value_or_several() -> None:
    assert values(team="step", place=["east", "west"]) == {"team": {"step"}, "place": {"east", "west"}}


def counted(cube: Cube, **conditions: Any) -> int:
    return sum(row["count"] or 0 for row in cube.rows if matches(row, values(**conditions)))
