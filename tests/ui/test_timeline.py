"""The line of days: words that never meet, a stretch, refusals."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.ui.charts.svg import Caption
from finsam.ui.charts.theme import NARROW, PRINT, SCREEN, Theme
from finsam.ui.charts.timeline import Day, Stretch, timeline

CAPTION = Caption("anslag", "Anslag", "Från sammanträde till nedtaget anslag")
FIRST = date(2021, 11, 19)


def days(*offsets: int) -> list[Day]:
    return [Day(FIRST + timedelta(days=n), f"dag {n}", "sista dagen") for n in offsets]


@pytest.mark.parametrize("theme", [SCREEN, NARROW, PRINT])
def test_every_day_has_its_words(theme: Theme) -> None:
    drawn = timeline(days(0, 7, 10, 31, 32), Stretch(FIRST, FIRST + timedelta(days=31), "tid"), CAPTION, theme=theme)
    assert all(f">dag {n}<" in drawn for n in (0, 7, 10, 31, 32))
    assert drawn.count("<circle") == 5


def test_one_day_is_no_line() -> None:
    with pytest.raises(ValueError, match="minst två olika dagar"):
        timeline(days(3, 3), None, CAPTION)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=6, unique=True))
def test_words_stay_inside_and_apart(offsets: list[int]) -> None:
    drawn = timeline(days(*offsets), None, CAPTION, theme=PRINT)
    at = [(float(x), float(y)) for x, y in re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"', drawn)]
    assert all(0 < x < PRINT.wide for x, _ in at)
    for line in {y for _, y in at}:
        row = sorted(x for x, y in at if y == line)
        assert all(after - before > 40 for before, after in pairwise(row))
