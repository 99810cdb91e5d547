"""The numbers of annexes: 1.1-1.3, 2, 3.1: always those of where they stand now."""

from collections.abc import Iterable, Sequence


def annex_numbers(items: Iterable[tuple[int, bool]]) -> list[Sequence[str]]:
    """Return the annex numbers of each item, given how many it has and whether each counts apart.

    An item with one annex takes one number ("2"), with several a number and parts ("1.1", "1.2"), or when apart a
    number each ("11", "12").
    """
    numbers: list[Sequence[str]] = []
    last = 0
    for count, apart in items:
        if apart or count <= 1:
            numbers.append([str(last + place) for place in range(1, count + 1)])
            last += count
        else:
            last += 1
            numbers.append([f"{last}.{place}" for place in range(1, count + 1)])
    return numbers


def annex_span(numbers: Sequence[str]) -> str:
    """Write the numbers of an item: "1.1–1.3", "11–14", "2", or nothing."""
    if len(numbers) < 2:
        return "".join(numbers)
    return f"{numbers[0]}–{numbers[-1]}"
