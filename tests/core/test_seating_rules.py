"""How the board is made up and for how long: R19."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.core.rules.seating import BoardSeat, Waiting, seating_faults, successor, term_end

MEMBERS = ["Försäkringskassan", "Nora kommun"]


def seat(member: str, *, substitute: bool = False) -> BoardSeat:
    return BoardSeat(member, substitute)


FULL = [seat(member, substitute=substitute) for member in MEMBERS for substitute in (False, True)]


def test_a_board_with_a_member_and_a_substitute_of_each_has_no_fault() -> None:
    assert seating_faults(MEMBERS, FULL) == []


@pytest.mark.parametrize(
    ("board", "faults"),
    [
        ([], ["Försäkringskassan har ingen ledamot.", "Nora kommun har ingen ledamot.",
              "Försäkringskassan har ingen ersättare.", "Nora kommun har ingen ersättare."]),
        (FULL[:3], ["Nora kommun har ingen ersättare.",
                    "Styrelsen har 2 ledamöter och 1 ersättare. De ska vara lika många."]),
        ([*FULL, seat("Nora kommun")], ["Styrelsen har 3 ledamöter och 2 ersättare. De ska vara lika många."]),
        ([*FULL, seat(""), seat("", substitute=True)],
         ["Någon i styrelsen har ingen medlem inskriven. Då går det inte att se vem ersättaren ersätter."]),
    ],
)  # fmt: skip
def test_each_fault_is_told(board: list[BoardSeat], faults: list[str]) -> None:
    assert seating_faults(MEMBERS, board) == faults


@pytest.mark.parametrize(
    ("on", "end"),
    [
        ("2019-04-01", "2023-03-31"),
        ("2021-11-19", "2023-03-31"),
        ("2023-03-31", "2023-03-31"),
        ("2023-04-01", "2027-03-31"),
        ("2026-12-31", "2027-03-31"),
        ("2006-01-01", "2007-03-31"),
    ],
)
def test_a_term_is_four_years_from_april_after_the_election(on: str, end: str) -> None:
    assert term_end(date.fromisoformat(on)) == date.fromisoformat(end)


@given(st.dates(date(2004, 1, 1), date(2200, 1, 1)))
def test_every_day_lies_in_a_term_and_the_next_begins_when_it_ends(on: date) -> None:
    end = term_end(on)
    assert on <= end < on + timedelta(days=4 * 366)
    assert (end.month, end.day) == (3, 31)
    assert term_end(end + timedelta(days=1)) == date(end.year + 4, 3, 31)


@pytest.mark.parametrize(("member", "steps_in"), [(1, 12), (2, 13), (3, None), (None, None)])
def test_only_the_same_members_first_substitute_steps_in(member: int | None, steps_in: int | None) -> None:
    line = [Waiting(11, 1, 2, 0), Waiting(12, 1, 1, 1), Waiting(13, 2, None, 2), Waiting(14, None, 1, 3)]
    assert successor(member, line) == steps_in
