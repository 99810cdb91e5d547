"""How a registration is put in the classes of the statistics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.participants.models import ExitClass
from finsam.participants.rules.classes import AGE_BANDS, EXIT_ORDER, PARTIES, age_band, exit_class, party


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "under_16"),
        (15, "under_16"),
        (16, "16_29"),
        (29, "16_29"),
        (30, "30_44"),
        (45, "45_59"),
        (60, "60_"),
        (129, "60_"),
    ],
)
def test_the_band_is_that_of_the_age_reached_in_the_year(age: int, band: str) -> None:
    assert age_band(2019 - age, 2019) == band


@pytest.mark.parametrize("birth_year", [None, 2020, 1800])
def test_no_age_or_an_impossible_one_is_unknown(birth_year: int | None) -> None:
    assert age_band(birth_year, 2019) == "unknown"


@given(st.integers(0, 129))
def test_every_age_has_exactly_one_band(age: int) -> None:
    assert sum(age in ages for _, ages in AGE_BANDS.values()) == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("af", "af"),
        ("fk_jan_maj", "fk"),
        ("kommun_ame_ami", "kommun"),
        ("region_vc", "region"),
        ("egen", "egen"),
        ("anhorig", "egen"),
        ("ovriga_coachingteamet", "ovriga"),
        ("arena_familj", "ovriga"),
        ("", "ovriga"),
    ],
)
def test_the_party_is_what_the_code_begins_with(code: str, expected: str) -> None:
    assert party(code) == expected
    assert expected in PARTIES


@given(st.lists(st.sampled_from(["", *EXIT_ORDER])))
def test_a_participation_has_the_first_class_that_any_outcome_has(classes: list[str]) -> None:
    found = exit_class(classes)
    assert found == next((key for key in EXIT_ORDER if key in classes), "")


def test_the_order_has_every_class() -> None:
    assert list(EXIT_ORDER) == ExitClass.values
