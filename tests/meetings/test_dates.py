"""Calling, adjustment, announcement, appeal: R25, R26."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import worked

from finsam.core.rules.provisions import Provisions
from finsam.meetings.rules.dates import (
    adjust_by,
    announce_by,
    call_by,
    easter_day,
    holidays,
    is_down_early,
    is_free,
    last_appeal_day,
    take_down_from,
)

DAYS = st.dates(date(2005, 1, 1), date(2099, 12, 31))


def day(text: str) -> date | None:
    return None if text in {"none", "missing"} else date.fromisoformat(text)


@pytest.mark.parametrize(("boards", "moves", "last", "down"), worked("notices", "Put up on the boards"))
def test_the_period_of_appeal_runs_from_the_last_board(boards: str, moves: str, last: str, down: str) -> None:
    put_up = [day(text) for text in boards.split(", ")]
    appeal_days = Provisions([], date(2024, 6, 4)).days("appeal_days")
    assert last_appeal_day(put_up, appeal_days, moves=moves == "yes") == day(last)
    assert take_down_from(put_up, appeal_days, moves=moves == "yes") == day(down)


@pytest.mark.parametrize(("meeting", "calling", "adjusted", "announced"), worked("notices", "Meeting"))
def test_the_days_of_a_meeting(meeting: str, calling: str, adjusted: str, announced: str) -> None:
    held_on = date.fromisoformat(meeting)
    provisions = Provisions([], held_on)
    assert call_by(held_on, provisions.days("calling_days")) == day(calling)
    last = adjust_by(held_on, provisions.days("adjust_days"))
    assert last == day(adjusted)
    assert announce_by(last, provisions.days("announce_days")) == day(announced)


def test_no_board_at_all_has_no_last_day() -> None:
    assert last_appeal_day([], 21) is None
    assert take_down_from([], 21) is None


@pytest.mark.parametrize(
    ("taken_down", "early"), [("2024-06-25", True), ("2024-06-26", False), ("none", False), ("2024-06-04", True)]
)
def test_a_notice_taken_down_on_the_last_day_was_taken_down_early(taken_down: str, early: bool) -> None:
    assert is_down_early(day(taken_down), [date(2024, 6, 4)], 21) is early


def test_a_notice_taken_down_before_every_board_had_it_was_taken_down_early() -> None:
    assert is_down_early(date(2024, 9, 1), [date(2024, 6, 4), None], 21)


@pytest.mark.parametrize(
    ("year", "month", "number"),
    [(2005, 3, 27), (2008, 3, 23), (2011, 4, 24), (2019, 4, 21), (2021, 4, 4), (2024, 3, 31), (2025, 4, 20),
     (2026, 4, 5), (2038, 4, 25), (2076, 4, 19)],
)  # fmt: skip
def test_easter(year: int, month: int, number: int) -> None:
    assert easter_day(year) == date(year, month, number)


def test_the_free_weekdays_of_a_year() -> None:
    weekdays = sorted(d for d in holidays(2024) if d.weekday() < 5)
    assert [f"{d:%m-%d}" for d in weekdays] == [
        "01-01", "03-29", "04-01", "05-01", "05-09", "06-06", "06-21", "12-24", "12-25", "12-26", "12-31",
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(2005, 2100))
def test_the_moving_holidays_fall_on_their_weekdays(year: int) -> None:
    easter = easter_day(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)
    midsummer = [d for d in holidays(year) if d.month == 6 and d.day >= 19]
    assert [d.weekday() for d in midsummer] == [4]


@given(st.lists(DAYS, min_size=1, max_size=8), st.integers(0, 60), st.booleans())
def test_down_is_the_day_after_the_last_and_no_board_is_short_changed(
    put_up: list[date], days: int, moves: bool
) -> None:
    last, down = last_appeal_day(put_up, days, moves=moves), take_down_from(put_up, days, moves=moves)
    assert last is not None
    assert down == last + timedelta(days=1)
    assert all(last - board >= timedelta(days=days) for board in put_up)
    assert not (moves and is_free(last))
    assert last - max(put_up) <= timedelta(days=days + 5)
    assert last_appeal_day(reversed(put_up), days, moves=moves) == last


@given(st.lists(DAYS, min_size=1, max_size=4), DAYS)
def test_another_board_never_makes_the_period_end_sooner(put_up: list[date], more: date) -> None:
    before, after = last_appeal_day(put_up, 21), last_appeal_day([*put_up, more], 21)
    assert before is not None
    assert after is not None
    assert after >= before
