"""Spans of §§."""

import pytest

from finsam.meetings.rules.spans import span, written

WHOLE = range(62, 80)
NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([67], "§ 67"),
        ([79], "§ 79"),
        ([62], "§ 62"),
        (range(72, 80), "från § 72"),
        (range(62, 72), "till och med § 71"),
        ([*range(64, 71), 73], "§§ 64–70, 73"),
        ([62, *range(72, 80)], "§§ 62, 72–79"),
        ([66, 67], "§§ 66–67"),
        (WHOLE, ""),
        ([], ""),
    ],
)
def test_span(numbers: range, said: str) -> None:
    assert span(numbers, WHOLE).replace(NB, " ") == said


def test_written_out_also_when_they_are_all() -> None:
    assert written(WHOLE, WHOLE) == f"§§{NB}62–79"
    assert written([5], [5]) == f"§{NB}5"
    assert written([], WHOLE) == ""


def test_prefix_stands_before_the_number() -> None:
    assert span([67], WHOLE, "SFV") == f"§{NB}SFV67"
    assert written(WHOLE, WHOLE, "SFV") == f"§§{NB}SFV62–79"


def test_a_gap_in_the_series_is_no_gap_in_the_meeting() -> None:
    assert written([1, 2, 4, 5], [1, 2, 4, 5]) == f"§§{NB}1–5"
