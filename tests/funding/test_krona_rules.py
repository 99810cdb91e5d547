"""Whose cost can be told from whose, how what is booked parts, and whether clocks were kept: without a database."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from finsam.funding.rules.clocks_kept import Kept, kept
from finsam.funding.rules.krona import base_of, parts_of_booked

RECEIVED, DUE, TODAY = date(2025, 8, 1), date(2025, 10, 1), date(2025, 12, 1)


@dataclass
class One:
    key: str
    pool: str = ""
    ledger_objects: list[str] = field(default_factory=list)


def test_an_intervention_stands_alone_when_all_of_its_pool_have_objects_of_their_own() -> None:
    coaching, growth = One("coachning", "p", ["20"]), One("vaxa", "p", ["21"])
    assert base_of(coaching, [coaching, growth]).keys == ("coachning",)
    assert base_of(coaching, [coaching, growth]).objects == {"20"}


def test_the_pool_is_one_when_somebody_in_it_has_no_object() -> None:
    reception, advice, other = One("m", "p", ["10"]), One("r", "p"), One("x", "q", ["30"])
    for one in (reception, advice):
        base = base_of(one, [reception, advice, other])
        assert (base.keys, base.objects, base.is_shared) == (("m", "r"), frozenset({"10"}), True)


def test_without_a_pool_nobody_shares() -> None:
    alone, other = One("a", "", ["1"]), One("b", "", [])
    assert base_of(other, [alone, other]).keys == ("b",)
    assert not base_of(alone, [alone, other]).is_shared


@pytest.mark.parametrize(
    ("booked", "claimed", "parts"),
    [
        (100, 100, {"claimed": 100}),
        (100, 60, {"claimed": 60, "unclaimed": 40}),
        (100, None, {"unclaimed": 100}),
        (60, 100, {"claimed": 60, "unbooked": 40}),
        (0, 100, {"unbooked": 100}),
        (0, None, {}),
        (-10, 5, {"unclaimed": -10, "unbooked": 5}),
    ],
)
def test_what_is_booked_is_the_sum_of_its_parts(booked: int, claimed: int | None, parts: dict[str, int]) -> None:
    found = parts_of_booked(booked, claimed)
    assert found == parts
    assert found.get("claimed", 0) + found.get("unclaimed", 0) == booked


@pytest.mark.parametrize(
    ("done", "today", "settled"),
    [
        (date(2025, 10, 1), TODAY, Kept(date(2025, 10, 1), in_time=True, days=61)),
        (date(2025, 10, 2), TODAY, Kept(DUE, in_time=False, days=62)),
        (None, TODAY, Kept(DUE, in_time=False, days=None)),
        (None, DUE, None),  # the last day is not over
    ],
)
def test_a_clock_is_settled_once_and_stays_where_it_was(done: date | None, today: date, settled: Kept | None) -> None:
    assert kept(RECEIVED, DUE, done, today) == settled
