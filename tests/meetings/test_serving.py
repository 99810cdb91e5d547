"""Who serves in a §, and whether the body can decide: R17, R18, R21."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import worked

from finsam.meetings.rules.serving import (
    BodySeat,
    Serving,
    Stretch,
    called_substitute,
    needed_for_quorum,
    serving_at,
)

HALF = Fraction(1, 2)


def at(
    position: int,
    seats: list[BodySeat],
    stretches: list[Stretch],
    *disqualified: int,
    same_member: bool = True,
    distance: bool = False,
) -> Serving:
    return serving_at(position, seats, stretches, disqualified, quorum=HALF, same_member=same_member, distance=distance)


def here(*seats: int) -> list[Stretch]:
    return [Stretch(seat, None, None) for seat in seats]


@pytest.mark.parametrize(("seats", "quorum", "needed"), worked("serving", "Seats"))
def test_quorum_is_more_than_the_share_of_all_seats(seats: str, quorum: str, needed: str) -> None:
    assert needed_for_quorum(int(seats), Fraction(quorum)) == int(needed)


# The meeting of SOFINT on 19 November 2021

SOFINT = {
    "Hällefors": BodySeat(1, 1, False, None, 0),
    "Region Örebro": BodySeat(2, 2, False, None, 1),
    "Försäkringskassan": BodySeat(3, 3, False, None, 2),
    "Arbetsförmedlingen": BodySeat(4, 4, False, None, 3),
    "Ljusnarsberg": BodySeat(5, 5, False, None, 4),
    "Lindesberg": BodySeat(6, 6, False, None, 5),
    "Nora": BodySeat(7, 7, False, None, 6),
    "FK-ersättare": BodySeat(8, 3, True, 1, 7),
}
NAMES = {seat.id: name for name, seat in SOFINT.items()}
ATTENDANCE = [*here(1, 3, 4, 5, 6, 7), Stretch(2, 72, None), Stretch(8, None, 71, distance=True)]


@pytest.mark.parametrize(("first", "last", "serving", "watching"), worked("serving", "From §"))
def test_the_published_attendance_gives_who_served_in_every_paragraph(
    first: str, last: str, serving: str, watching: str
) -> None:
    for number in range(int(first), int(last) + 1):
        found = at(number, list(SOFINT.values()), ATTENDANCE)
        assert ", ".join(NAMES[seat] for seat in found.deciding) == serving
        assert ", ".join(NAMES[seat] for seat in found.watching) == watching
        assert (found.needed, found.seats, found.quorate) == (4, 7, True)


@pytest.mark.parametrize("distance", [False, True])
@pytest.mark.parametrize("number", range(62, 80))
def test_the_substitute_at_a_distance_never_decides(number: int, distance: bool) -> None:
    assert 8 not in at(number, list(SOFINT.values()), ATTENDANCE, distance=distance).deciding


# Substitutes

TWO_EACH = [
    BodySeat(1, 10, False, None, 0),
    BodySeat(2, 20, False, None, 1),
    BodySeat(3, 10, True, 2, 2),
    BodySeat(4, 10, True, 1, 3),
    BodySeat(5, 20, True, 1, 4),
]


def test_the_first_in_order_of_call_serves_whatever_the_order_of_seats() -> None:
    assert at(0, TWO_EACH, here(2, 3, 4)).deciding == {2: 2, 4: 1}
    assert at(0, TWO_EACH, here(2, 3, 4)).watching == [3]


def test_without_an_order_of_call_the_first_by_position_serves_after_those_who_have_one() -> None:
    seats = [
        BodySeat(1, 10, False, None, 0),
        BodySeat(2, 10, True, None, 1),
        BodySeat(3, 10, True, None, 2),
        BodySeat(4, 10, True, 9, 3),
    ]
    assert at(0, seats, here(2, 3)).deciding == {2: 1}
    assert at(0, seats, here(2, 3, 4)).deciding == {4: 1}


def test_a_substitute_of_another_member_serves_only_when_the_setting_lets_them() -> None:
    assert at(0, TWO_EACH, here(2, 5)).deciding == {2: 2}
    assert at(0, TWO_EACH, here(2, 5), same_member=False).deciding == {2: 2, 5: 1}


def test_own_substitutes_come_first_for_every_seat_before_any_other_is_filled() -> None:
    assert at(0, TWO_EACH, here(4, 5), same_member=False).deciding == {4: 1, 5: 2}
    assert at(0, TWO_EACH, here(3, 4), same_member=False).deciding == {4: 1, 3: 2}


def test_seats_whose_member_is_not_known_are_not_of_the_same_member() -> None:
    seats = [BodySeat(1, None, False, None, 0), BodySeat(2, None, True, 1, 1)]
    assert at(0, seats, here(2)).deciding == {}
    assert at(0, seats, here(2), same_member=False).deciding == {2: 1}
    assert called_substitute(seats[0], seats, [], same_member=True) is None


def test_a_member_who_comes_takes_the_seat_back() -> None:
    stretches = [*here(2, 4), Stretch(1, 3, 5)]
    assert [1 in at(n, TWO_EACH, stretches).deciding for n in range(7)] == [False] * 3 + [True] * 3 + [False]
    assert [4 in at(n, TWO_EACH, stretches).deciding for n in range(7)] == [True] * 3 + [False] * 3 + [True]


def test_who_comes_and_goes_twice_is_there_both_times() -> None:
    stretches = [Stretch(1, None, 1), Stretch(1, 4, None)]
    assert [1 in at(n, TWO_EACH, stretches).deciding for n in range(6)] == [True, True, False, False, True, True]


def test_at_a_distance_one_serves_once_the_board_has_decided_that_one_may() -> None:
    far = [Stretch(1, None, None, distance=True), *here(4)]
    assert at(0, TWO_EACH, far).deciding == {4: 1}
    assert at(0, TWO_EACH, far).watching == [1]
    assert at(0, TWO_EACH, far, distance=True).deciding == {1: 1}


def test_who_goes_on_at_a_distance_after_having_been_in_the_room_is_counted_for_each_part() -> None:
    moved = [Stretch(1, None, 2), Stretch(1, 3, None, distance=True)]
    assert [1 in at(n, TWO_EACH, moved).deciding for n in (2, 3)] == [True, False]


# Disqualification (R21)


def test_the_disqualified_is_replaced_and_only_in_that_paragraph() -> None:
    found = at(0, TWO_EACH, here(1, 2, 4), 1)
    assert found.deciding == {2: 2, 4: 1}
    assert found.disqualified == [1]
    assert found.watching == []
    assert at(1, TWO_EACH, here(1, 2, 4)).deciding == {1: 1, 2: 2}


def test_the_disqualified_does_not_count_for_quorum_and_takes_no_seat_away_from_it() -> None:
    found = at(65, list(SOFINT.values()), here(1, 3, 4, 5), 5)
    assert (len(found.deciding), found.needed, found.quorate) == (3, 4, False)


def test_it_is_told_when_only_disqualification_leaves_too_few() -> None:
    seats = list(SOFINT.values())
    assert at(65, seats, here(1, 3, 4, 5), 5).short_by_conflict
    assert not at(65, seats, here(1, 3, 4, 5, 6), 5).short_by_conflict  # still able to decide
    assert not at(65, seats, here(1, 3, 5), 5).short_by_conflict  # too few in any case
    assert not at(65, seats, here(1, 3, 4, 8), 8).short_by_conflict  # the substitute would not have served


def test_who_is_disqualified_and_away_is_not_told_of() -> None:
    assert at(0, TWO_EACH, here(2), 1).disqualified == []


# Whom to call


@pytest.mark.parametrize(
    ("taken", "same_member", "called"),
    [([], True, 4), ([4], True, 3), ([4, 3], True, None), ([4, 3], False, 5), ([3, 4, 5], False, None)],
)
def test_the_same_members_substitute_is_called_first_in_order_of_call(
    taken: list[int], same_member: bool, called: int | None
) -> None:
    found = called_substitute(TWO_EACH[0], TWO_EACH, taken, same_member=same_member)
    assert (found.id if found else None) == called


# What holds of every meeting

MEMBER_OF_SEAT = st.one_of(st.none(), st.integers(1, 3))


@st.composite
def bodies(draw: st.DrawFn) -> list[BodySeat]:
    rows = draw(st.lists(st.tuples(MEMBER_OF_SEAT, st.booleans(), st.one_of(st.none(), st.integers(1, 3))), max_size=9))
    return [BodySeat(100 + n, member, sub, order, n) for n, (member, sub, order) in enumerate(rows)]


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[BodySeat], list[Stretch], set[int], bool, bool]:
    seats = draw(bodies())
    ids = st.sampled_from([seat.id for seat in seats]) if seats else st.nothing()
    end = st.one_of(st.none(), st.integers(0, 4))
    stretches = draw(st.lists(st.builds(Stretch, ids, end, end, st.booleans()), max_size=12)) if seats else []
    disqualified = draw(st.sets(ids, max_size=3)) if seats else set()
    return seats, stretches, disqualified, draw(st.booleans()), draw(st.booleans())


@given(meetings(), st.integers(0, 4))
def test_in_every_paragraph_of_every_meeting(
    meeting: tuple[list[BodySeat], list[Stretch], set[int], bool, bool], position: int
) -> None:
    seats, stretches, disqualified, same_member, distance = meeting
    found = at(position, seats, stretches, *disqualified, same_member=same_member, distance=distance)
    by_id = {seat.id: seat for seat in seats}
    present = {stretch.seat for stretch in stretches if stretch.covers(position)}

    assert len(set(found.deciding.values())) == len(found.deciding)  # never two in one seat
    assert not disqualified & set(found.deciding)
    assert all(not by_id[held].is_substitute for held in found.deciding.values())
    for seat, held in found.deciding.items():
        assert by_id[seat].is_substitute or seat == held  # members serve in their own seat
        if same_member:
            assert by_id[seat].member == by_id[held].member
        assert any(s.seat == seat and s.covers(position) and (distance or not s.distance) for s in stretches)
    parts = [*found.deciding, *found.watching, *found.disqualified]
    assert sorted(parts) == sorted(present)  # everybody present is one of the three, once
    assert len(found.deciding) <= found.seats
    assert found.needed * 2 > found.seats
    assert not (found.quorate and found.short_by_conflict)


@given(meetings())
def test_who_may_serve_for_any_member_fills_at_least_as_many_seats(
    meeting: tuple[list[BodySeat], list[Stretch], set[int], bool, bool],
) -> None:
    seats, stretches, disqualified, _, distance = meeting
    kept, free = (at(0, seats, stretches, *disqualified, same_member=same, distance=distance) for same in (True, False))
    assert len(kept.deciding) <= len(free.deciding)
    assert kept.deciding.items() <= free.deciding.items()
