"""How wide words are, how long labels break, and how labels keep their distance."""

from collections.abc import Sequence

from finsam.kernel.swedish import NARROW_SPACE

_SLIM = frozenset("fijlrtI.,:;!|'()[]/- \N{NO-BREAK SPACE}")
_BROAD = frozenset("mwMW@%")


def text_width(words: str, size: float) -> float:
    """Return about how wide words are in a sans of the given size."""
    return size * sum(map(_em, words))


def _em(letter: str) -> float:
    if letter == NARROW_SPACE:
        return 0.2
    if letter in _SLIM:
        return 0.3
    if letter in _BROAD:
        return 0.87
    return 0.69 if letter.isupper() else 0.55


def wrap(words: str, size: float, room: float) -> tuple[str, ...]:
    """Break a label into at most two lines of even length; what still does not fit ends in "…"."""
    if text_width(words, size) <= room:
        return (words,)
    if " " not in words:
        return _hyphenated(words, size, room)
    return tuple(_cut(line, size, room) for line in _halves(words))


def two_line_width(words: str, size: float) -> float:
    """Return the room a label needs in two lines."""
    return max(text_width(line, size) for line in _halves(words))


def _halves(words: str) -> tuple[str, ...]:
    """Break at the space that leaves the shorter longest line."""
    parts = words.split(" ")
    breaks = [(" ".join(parts[:i]), " ".join(parts[i:])) for i in range(1, len(parts))]
    return min(breaks, key=lambda lines: max(text_width(line, 1) for line in lines), default=(words,))


def _hyphenated(word: str, size: float, room: float) -> tuple[str, ...]:
    """Break one word too long for a line with a hyphen."""
    first = next((n for n in range(len(word) - 2, 1, -1) if text_width(word[:n] + "-", size) <= room), 2)
    return (f"{word[:first]}-", _cut(word[first:], size, room))


def _cut(line: str, size: float, room: float) -> str:
    if text_width(line, size) <= room:
        return line
    kept = next((n for n in range(len(line) - 1, 0, -1) if text_width(line[:n] + "…", size) <= room), 1)
    return line[:kept].rstrip() + "…"


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move middles as little as possible so that things of these sizes do not overlap, between two limits.

    They keep their order. Least squares: neighbours that come too close share the move.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    before, offsets = 0.0, []
    for i in order:
        offsets.append(before + sizes[i] / 2)
        before += sizes[i]
    levels = _rising([wanted[i] - offset for i, offset in zip(order, offsets, strict=True)])
    ceiling = max(low, high - before)
    middles = [min(max(level, low), ceiling) + offset for level, offset in zip(levels, offsets, strict=True)]
    placed = dict(zip(order, middles, strict=True))
    return [placed[i] for i in range(len(wanted))]


def _rising(values: Sequence[float]) -> list[float]:
    """Return the closest values that never fall: neighbours that do are pooled at their mean."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools.pop(), pools.pop()
            pools.append(((a * n + b * m) / (n + m), n + m))
    return [mean for mean, count in pools for _ in range(count)]
