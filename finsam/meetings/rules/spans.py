"""Spans of §§ as minutes write them: "§ 67", "från § 72", "till och med § 71", "§§ 64–70, 73".

docs/calculations/serving.md
"""

from collections.abc import Collection, Iterator, Sequence


def span(numbers: Collection[int], whole: Sequence[int], prefix: str = "") -> str:
    """Write §§ of a meeting whose §§ in order are `whole`: nothing when they are all of it, or none of it."""
    runs = list(_runs(set(numbers), whole))
    if not runs or len(set(numbers)) >= len(whole):
        return ""
    first, last = runs[0]
    if len(runs) == 1 and first != last and last == whole[-1]:
        return f"från {_mark(first, prefix)}"
    if len(runs) == 1 and first != last and first == whole[0]:
        return f"till och med {_mark(last, prefix)}"
    return written(numbers, whole, prefix)


def written(numbers: Collection[int], whole: Sequence[int], prefix: str = "") -> str:
    """Write §§ out: "§ 62", "§§ 62–71, 73", also when they are the whole meeting."""
    runs = list(_runs(set(numbers), whole))
    if not runs:
        return ""
    said = ", ".join(f"{prefix}{a}" if a == b else f"{prefix}{a}–{b}" for a, b in runs)
    return f"{'§' if runs[0][0] == runs[-1][1] else '§§'}\N{NO-BREAK SPACE}{said}"


def _mark(number: int, prefix: str) -> str:
    return f"§\N{NO-BREAK SPACE}{prefix}{number}"


def _runs(numbers: Collection[int], whole: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Unbroken stretches, first and last, in the order of the meeting."""
    first: int | None = None
    before = 0
    for number in whole:
        if number in numbers:
            first = number if first is None else first
        elif first is not None:
            yield first, before
            first = None
        before = number
    if first is not None:
        yield first, before
