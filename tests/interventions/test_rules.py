"""The rules of the interventions, without a database."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from finsam.interventions.rules.goals import Measure, judge, written_limit
from finsam.interventions.rules.intervals import interval, surely_apart
from finsam.interventions.rules.locks import check_direction, check_goal, check_period, check_removal
from finsam.interventions.rules.naming import is_named, key_of


@pytest.mark.parametrize(
    ("value", "at_least", "partly_from", "verdict"),
    [
        (Fraction(91), 90, Decimal(75), "met"),
        (90, 90, None, "met"),
        (Fraction(899, 10), 90, Decimal(75), "partly"),
        (75, 90, Decimal(75), "partly"),
        (Fraction(749, 10), 90, Decimal(75), "not"),
        (89, 90, None, "not"),
        (None, 90, None, "open"),
        (12, None, None, "open"),
        (0, 0, None, "met"),
    ],
)
def test_a_goal_is_judged_by_its_own_limits(value, at_least, partly_from, verdict) -> None:  # type: ignore[no-untyped-def]
    limit = None if at_least is None else Decimal(at_least)
    assert judge(value, limit, partly_from) == verdict


def test_a_measure_is_read_as_it_is_written() -> None:
    for written in ("participants.sex@coachning:woman/share", "interventions.work_share@coachning"):
        assert Measure.read(written).written == written
    assert Measure.read("a.b@c:total/share") == Measure("a.b@c", "total", "share")
    for wrong in ("participants", "a.b:total"):
        with pytest.raises(ValueError, match="är inget tal"):
            Measure.read(wrong)


def test_a_limit_is_written_without_zeros_nobody_typed() -> None:
    assert [written_limit(Decimal(text)) for text in ("50.00", "7.50", "100", "0.00")] == ["50", "7,5", "100", "0"]


def test_an_interval_is_wilsons() -> None:
    """8 of 12 and 9 of 20, as a table of the interval gives them."""
    eight, nine = interval(8, 12), interval(9, 20)
    assert (round(eight.low, 3), round(eight.high, 3)) == (0.391, 0.862)
    assert (round(nine.low, 3), round(nine.high, 3)) == (0.258, 0.658)
    assert (round(interval(19, 32).low, 2), round(interval(19, 32).high, 2)) == (0.42, 0.74)
    assert interval(0, 5).low == 0
    assert interval(5, 5).high == 1
    with pytest.raises(ValueError, match="ingen andel"):
        interval(3, 2)


def test_shares_of_few_are_not_surely_apart() -> None:
    assert surely_apart({"Askersund": interval(8, 12), "Hallsberg": interval(9, 20)}) == []
    assert surely_apart({"A": interval(10, 100), "B": interval(90, 100)}) == [("B", "A")]


def test_a_group_is_known_by_the_name_of_its_intervention() -> None:
    assert is_named("Personal Coachingteam", "Coachingteam Sydnärke")
    assert is_named("Avslutade Mottagningteam", "Mottagningsteam")
    assert is_named("Coachingteam", "Coachingteamet")
    assert not is_named("Styrelsen", "Coachingteamet")
    assert not is_named("Beredningsgruppen", "")


def test_a_key_is_made_of_the_title_and_free() -> None:
    assert key_of("Växa i Örebro", frozenset()) == "vaxa-i-orebro"
    assert key_of("Ny", frozenset({"ny"})) == "ny-2"
    assert key_of("!!!", frozenset()) == "insats"


LOCKED = {"locked_on": date(2025, 4, 20), "words": "20 april 2025"}
GOAL = {"text": "Hälften går vidare", "figure": "", "at_least": None, "since": None, "until": None}


def test_what_has_been_reported_stands() -> None:
    with pytest.raises(ValueError, match="står fast sedan den första rapporten kom 20 april 2025"):
        check_goal(**LOCKED, was=GOAL, now={**GOAL, "text": "En tredjedel går vidare"})
    with pytest.raises(ValueError, match="står fast"):
        check_goal(**LOCKED, was={**GOAL, "at_least": 50}, now={**GOAL, "at_least": 40})
    with pytest.raises(ValueError, match="Avsluta det"):
        check_removal(**LOCKED, since=None)
    with pytest.raises(ValueError, match="ny insats"):
        check_direction(**LOCKED, was="individual", now="structural")


def test_a_locked_goal_may_be_measured_and_ended_and_a_new_one_begin_after() -> None:
    check_goal(**LOCKED, was=GOAL, now={**GOAL, "figure": "a.b@c", "at_least": 50, "until": date(2025, 12, 31)})
    check_goal(**LOCKED, was=None, now={**GOAL, "since": date(2026, 1, 1)})
    with pytest.raises(ValueError, match="ange från vilken"):
        check_goal(**LOCKED, was=None, now={**GOAL, "since": date(2025, 4, 20)})
    check_goal(**LOCKED, was={**GOAL, "since": date(2026, 1, 1)}, now={**GOAL, "text": "x", "since": date(2026, 1, 1)})
    check_removal(**LOCKED, since=date(2026, 1, 1))


def test_what_is_not_reported_may_be_changed() -> None:
    check_goal(locked_on=None, words="", was=GOAL, now={**GOAL, "text": "Annat"})
    check_direction(locked_on=None, words="", was="individual", now="structural")


def test_nothing_ends_before_it_begins() -> None:
    check_period(date(2025, 1, 1), date(2025, 1, 1))
    with pytest.raises(ValueError, match="innan den börjar"):
        check_period(date(2025, 2, 1), date(2025, 1, 1))
