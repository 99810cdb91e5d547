"""Periods of whole days, and their names in addresses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.kernel.periods import Period, parse_period

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
PERIODS = st.builds(lambda a, b: Period(min(a, b), max(a, b)), DAYS, DAYS)


@given(PERIODS)
def test_a_period_is_read_back_from_its_name(period: Period) -> None:
    assert parse_period(period.name) == period


@given(st.integers(1990, 2100))
def test_a_calendar_year_is_called_by_its_number(year: int) -> None:
    assert Period.year(year).name == str(year)
    assert Period.year(year).previous == Period.year(year - 1)


@given(PERIODS)
def test_the_period_before_is_the_same_days_a_year_earlier(period: Period) -> None:
    before = period.previous
    assert (before.start.year, before.end.year) == (period.start.year - 1, period.end.year - 1)
    assert before.start.month == period.start.month
    assert before.start <= before.end


def test_the_day_before_a_leap_day_is_the_last_of_february() -> None:
    assert Period(date(2024, 2, 29), date(2024, 2, 29)).previous == Period(date(2023, 2, 28), date(2023, 2, 28))


@given(PERIODS)
def test_both_the_first_and_the_last_day_belong_to_the_period(period: Period) -> None:
    assert period.start in period
    assert period.end in period
    assert period.start - timedelta(1) not in period
    assert period.end + timedelta(1) not in period


@pytest.mark.parametrize(
    "name",
    [
        "",
        "--",
        "år",
        "0",
        "-2019",
        "20199",
        "2019-01-01",
        "2019--2020",
        "2019-02-30--2019-03-01",
        "2019-12-31--2019-01-01",
    ],
)
def test_what_is_no_period_is_refused_with_what_to_write(name: str) -> None:
    with pytest.raises(ValueError, match="är ingen period. Skriv ett år"):
        parse_period(name)


@pytest.mark.parametrize("name", ["1", "9999", " 2019", "+2019", "2_019", "２０１９", "20190101--20191231"])
def test_only_the_one_way_of_writing_a_year_that_has_neighbours_is_read(name: str) -> None:
    """The year before and the two after are asked for by figures, and an address has one form."""
    with pytest.raises(ValueError, match="är ingen period"):
        parse_period(name)
