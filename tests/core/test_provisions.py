"""Deadlines, legal numbers and choices: what holds on which day, and what may be decided."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.core.models import Association, Provision
from finsam.core.provisions import provisions_of
from finsam.core.rules.provisions import BY_KEY, KNOWN, LONGEST, Decided, Provisions, check_value
from finsam.core.tenancy import within

DAY = date(2024, 6, 4)


def test_without_an_own_value_the_shipped_one_holds() -> None:
    shipped = Provisions([], DAY)
    assert (shipped.days("adjust_days"), shipped.days("announce_days"), shipped.days("appeal_days")) == (14, 2, 21)
    assert shipped.fraction("quorum") == Fraction(1, 2)
    assert shipped.holds("same_member")
    assert not shipped.holds("distance")
    assert shipped.text("kept_at") == ""


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.key)
def test_every_shipped_value_is_one_that_could_be_decided(known: object) -> None:
    assert isinstance(known, type(KNOWN[0]))
    assert check_value(known.key, known.value) == known.value
    assert known.law


def test_no_key_stands_twice() -> None:
    assert len(BY_KEY) == len(KNOWN)


def test_an_own_value_holds_from_its_day_until_the_next() -> None:
    own = [Decided("adjust_days", "7", DAY), Decided("adjust_days", "10", DAY + timedelta(days=10))]
    on = {days: Provisions(reversed(own), DAY + timedelta(days=days)).days("adjust_days") for days in (-1, 0, 9, 10)}
    assert on == {-1: 14, 0: 7, 9: 7, 10: 10}


def test_a_provision_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        Provisions([], DAY).text("finns_inte")


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("adjust_days", "10", "10"),
        ("adjust_days", " 0 ", "0"),
        ("quorum", "2/3", "2/3"),
        ("quorum", "1/2", "1/2"),
        ("distance", "ja", "ja"),
        ("kept_at", "Kommunstyrelsens hus", "Kommunstyrelsens hus"),
        ("section_prefix", "", ""),
        ("diary_form", "{nummer}/{år}", "{nummer}/{år}"),
        ("discharge_reminder", "06-30", "06-30"),
    ],
)
def test_a_value_that_fits_is_kept_without_space_around(key: str, value: str, kept: str) -> None:
    assert check_value(key, value) == kept


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("finns_inte", "1", "ingen bestämmelse"),
        ("adjust_days", "två veckor", "inget antal dagar"),
        ("adjust_days", "-1", "inget antal dagar"),
        ("adjust_days", "²", "inget antal dagar"),
        ("adjust_days", "1000", "inget antal dagar"),
        ("adjust_days", "", "inget antal dagar"),
        ("distance", "kanske", "Skriv ja eller nej"),
        ("quorum", "hälften", "ingen del av det hela"),
        ("quorum", "0.5", "ingen del av det hela"),
        ("quorum", "1e-999999999", "ingen del av det hela"),
        ("quorum", "1/0", "ingen del av det hela"),
        ("quorum", "1/1", "ingen del av det hela"),
        ("quorum", "1/3", "fler än hälften"),
        ("discharge_reminder", "02-29", "ingen dag på året"),
        ("discharge_reminder", "i höst", "ingen dag på året"),
        ("diary_form", "SOF {år}", "går inte att skriva nummer med"),
        ("diary_form", "{nummer} {x.__class__}", "går inte att skriva nummer med"),
        ("diary_form", "{nummer", "går inte att skriva nummer med"),
        ("diary_form", "{nummer}}", "går inte att skriva nummer med"),
        ("kept_at", "a" * (LONGEST + 1), "högst 200 tecken"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_words(key: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_value(key, value)


@given(st.sampled_from([k.key for k in KNOWN if k.kind == "days"]), st.text(max_size=8))
def test_whatever_is_typed_as_days_is_refused_in_swedish_or_can_be_read(key: str, typed: str) -> None:
    try:
        kept = check_value(key, typed)
    except ValueError as error:
        assert "inget antal dagar" in str(error)
    else:
        assert Provisions([Decided(key, kept, DAY)], DAY).days(key) >= 0


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 99)), max_size=6, unique_by=lambda row: row[0]))
def test_what_holds_is_the_newest_that_has_begun(rows: list[tuple[int, int]]) -> None:
    own = [Decided("adjust_days", str(value), DAY + timedelta(days=after)) for after, value in rows]
    begun = sorted(row for row in rows if row[0] <= 20)
    assert Provisions(own, DAY + timedelta(days=20)).days("adjust_days") == (begun[-1][1] if begun else 14)


def test_an_associations_own_value_is_read_and_nobody_elses(sydnarke: Association, neighbour: Association) -> None:
    with within(sydnarke):
        Provision.objects.create(association=sydnarke, key="adjust_days", value="9", valid_from=DAY)
        assert provisions_of(sydnarke, DAY).days("adjust_days") == 9
        assert provisions_of(sydnarke, DAY - timedelta(days=1)).days("adjust_days") == 14
    with within(neighbour):
        assert provisions_of(neighbour, DAY).days("adjust_days") == 14
        assert provisions_of(neighbour, date(2040, 1, 1)).days("adjust_days") == 10
