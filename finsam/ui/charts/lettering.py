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
    parts = words.split(" ")
    breaks = [(" ".join(parts[:i]), " ".join(parts[i:])) for i in range(1, len(parts))]
    if not breaks:
        return _halve(words, size, room)
    best = min(breaks, key=lambda lines: max(text_width(line, size) for line in lines))
    return tuple(_cut(line, size, room) for line in best)


def _halve(word: str, size: float, room: float) -> tuple[str, ...]:
    """Break one word too long for a line with a hyphen."""
    first = next((n for n in range(len(word) - 2, 1, -1) if text_width(word[:n] + "-", size) <= room), 2)
    return (f"{word[:first]}-", _cut(word[first:], size, room))


def _cut(line: str, size: float, room: float) -> str:
    if text_width(line, size) <= room:
        return line
    kept = next((n for n in range(len(line) - 1, 0, -1) if text_width(line[:n] + "…", size) <= room), 1)
    return line[:kept].rstrip() + "…"


def spread(wanted: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Move points as little as possible so that they keep a distance, their order and their limits.

    Least squares: neighbours that come too close share the move.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    groups: list[tuple[float, int]] = []
    for rank, i in enumerate(order):
        groups.append((wanted[i] - rank * distance, 1))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (a, n), (b, m) = groups.pop(), groups.pop()
            groups.append(((a * n + b * m) / (n + m), n + m))
    level = [mean for mean, size in groups for _ in range(size)]
    ceiling = max(low, high - (len(wanted) - 1) * distance)
    placed = {i: min(max(level[rank], low), ceiling) + rank * distance for rank, i in enumerate(order)}
    return [placed[i] for i in range(len(wanted))]
