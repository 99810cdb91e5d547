"""The numbers of annexes follow from where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.meetings.rules.annexes import annex_numbers, annex_span

SOFINT = [0, 0, 0, 3, 1, 2, 1, 1, 1, 1, 1, 4, 0, 0, 1]  # § 62-76 on 19 November 2021; § 77 has four apart
COUNTS = st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=20)


def test_the_annexes_of_the_published_meeting_get_the_numbers_they_had() -> None:
    numbers = annex_numbers([*((count, False) for count in SOFINT), (4, True), (0, False)])
    assert [annex_span(row) for row in numbers if row] == [
        "1.1–1.3", "2", "3.1–3.2", "4", "5", "6", "7", "8", "9.1–9.4", "10", "11–14",
    ]  # fmt: skip
    assert numbers[11] == ["9.1", "9.2", "9.3", "9.4"]
    assert numbers[15] == ["11", "12", "13", "14"]


@pytest.mark.parametrize(
    ("numbers", "span"), [([], ""), (["2"], "2"), (["1.1", "1.2"], "1.1–1.2"), (["11", "12", "13"], "11–13")]
)
def test_a_span_is_written_from_first_to_last(numbers: list[str], span: str) -> None:
    assert annex_span(numbers) == span


def parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


@given(COUNTS)
def test_numbers_are_unique_and_in_order_and_every_annex_has_one(items: list[tuple[int, bool]]) -> None:
    numbers = annex_numbers(items)
    assert [len(row) for row in numbers] == [count for count, _ in items]
    every = [parts(number) for row in numbers for number in row]
    assert every == sorted(set(every))


@given(COUNTS)
def test_the_first_parts_have_no_gap(items: list[tuple[int, bool]]) -> None:
    firsts = sorted({parts(number)[0] for row in annex_numbers(items) for number in row})
    assert firsts == list(range(1, len(firsts) + 1))


@given(COUNTS)
def test_items_before_a_change_keep_their_numbers(items: list[tuple[int, bool]]) -> None:
    assert annex_numbers([*items, (2, False)])[:-1] == annex_numbers(items)
