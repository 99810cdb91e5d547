"""What an application must say, its clocks, and what two who write at once keep."""

from datetime import date

import pytest

from finsam.funding.rules.application_merge import mark, merged
from finsam.funding.rules.applications import (
    WORDS,
    Asked,
    Written,
    call_fault,
    lacks_of,
    unbalanced,
)
from finsam.funding.rules.clocks import ClockState, clock

RECEIVED = date(2021, 10, 27)
WHOLE = Written(
    words={key: "x" for key, _, _ in WORDS}, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31), goals=1,
    costs={2022: 3_083_460_00}, sought={2022: 3_083_460_00},
)  # fmt: skip


def changed(**other: object) -> Written:
    return Written(**{**vars(WHOLE), **other})  # type: ignore[arg-type]


def test_a_whole_application_lacks_nothing() -> None:
    assert lacks_of(WHOLE) == []


def test_every_lack_is_told_at_once_with_where_it_is() -> None:
    lacks = lacks_of(Written(words={}))
    assert len(lacks) == len(WORDS) + 3
    assert {"id_title", "id_direction_0", "id_starts_on", "id_goal-0-text"} <= {lack.anchor for lack in lacks}


def test_the_difference_is_told_in_kronor_for_the_year() -> None:
    one = changed(sought={2022: 3_000_000_00}, others={2022: 50_000_00})
    assert [lack.label for lack in lacks_of(one)] == ["Finansiering 2022"]
    assert "33\u202f460 kr mindre" in unbalanced(one, 2022)
    assert "kr mer" in unbalanced(changed(others={2022: 1_00}), 2022)


def test_amounts_outside_the_period_and_years_without_costs_are_told() -> None:
    labels = [lack.label for lack in lacks_of(changed(ends_on=date(2023, 6, 30)))]
    assert labels == ["Kostnader"]
    moved = changed(costs={2024: 1_00}, sought={2024: 1_00})
    assert [lack.label for lack in lacks_of(moved)] == ["Budget", "Kostnader"]


def test_a_question_of_the_association_is_asked_for_only_when_it_must_be_answered() -> None:
    asked = [Asked("barn", "Barnets bästa", required=True), Asked("annat", "Annat")]
    assert [lack.anchor for lack in lacks_of(changed(asked=asked))] == ["id_answer-barn"]
    assert lacks_of(changed(asked=asked, answers={"barn": "Ja"})) == []


def test_a_call_takes_in_on_its_last_day_and_not_after() -> None:
    call = {"title": "Medel", "opens_on": date(2021, 9, 1), "closes_on": RECEIVED, "contact": "kansliet"}
    assert call_fault(**call, on=RECEIVED) == ""  # type: ignore[arg-type]
    told = call_fault(**call, on=date(2021, 10, 28))  # type: ignore[arg-type]
    assert "stängde 27\u00a0oktober 2021" in told
    assert "Utkastet är sparat" in told
    assert "kansliet" in told
    assert "öppnar" in call_fault(**call, on=date(2021, 8, 31))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("done", "today", "state", "left"),
    [
        (None, date(2021, 12, 26), ClockState.RUNNING, 1),
        (None, date(2021, 12, 27), ClockState.RUNNING, 0),
        (None, date(2021, 12, 28), ClockState.MISSED, -1),
        (date(2021, 11, 19), date(2022, 6, 1), ClockState.MET, 38),
        (date(2021, 12, 30), date(2022, 6, 1), ClockState.MISSED, -3),
    ],
)
def test_the_answer_is_due_two_months_after_reception(
    done: date | None, today: date, state: ClockState, left: int
) -> None:
    one = clock(started_on=RECEIVED, months=2, done_on=done, today=today)
    assert one is not None
    assert (one.due_on, one.state, one.days_left) == (date(2021, 12, 27), state, left)
    assert one.late is (state == ClockState.MISSED and done is None)


def test_a_clock_stops_when_the_application_is_taken_back_and_has_not_begun_before_it_came() -> None:
    one = clock(started_on=RECEIVED, months=2, done_on=None, today=date(2022, 6, 1), stopped_on=date(2021, 11, 1))
    assert one is not None
    assert one.state == ClockState.STOPPED
    assert clock(started_on=None, months=2, done_on=None, today=RECEIVED) is None


def test_what_only_one_changed_is_kept_and_what_both_changed_is_shown() -> None:
    base = {name: mark("gammalt") for name in ("mitt", "deras", "bådas", "lika")}
    saved = {"mitt": "gammalt", "deras": "nytt", "bådas": "deras", "lika": "samma", "ofyllt": "fyllt"}
    typed = {"mitt": "mitt nya", "deras": "gammalt", "bådas": "mitt", "lika": "samma", "ofyllt": ""}
    result = merged(base=base, saved=saved, typed=typed)
    assert dict(result.values) == {
        "mitt": "mitt nya", "deras": "nytt", "bådas": "mitt", "lika": "samma", "ofyllt": "fyllt",
    }  # fmt: skip
    assert [(clash.key, clash.typed, clash.saved) for clash in result.clashes] == [("bådas", "mitt", "deras")]


def test_what_was_not_in_the_form_stays_and_line_ends_are_no_change() -> None:
    result = merged(base={"a": mark("en\ntvå")}, saved={"a": "en\ntvå", "b": "kvar"}, typed={"a": "en\r\ntvå"})
    assert result.clashes == ()
    assert result.values["b"] == "kvar"
