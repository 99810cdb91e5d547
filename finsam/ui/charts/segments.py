"""Segments: parts of a whole laid side by side, and the legend that names them when labels cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from finsam.ui.charts.svg import Drawing
from finsam.ui.charts.theme import SERIES, Tone
from finsam.ui.charts.values import Part

GAP = 1.2


@dataclass(frozen=True)
class Segment:
    """A part where it stands: its left edge, its width and its tone."""

    part: Part
    x: float
    width: float
    tone: Tone

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def segments(parts: Sequence[Part], x: float, width: float, whole: Fraction) -> list[Segment]:
    """Lay parts side by side so that `whole` fills the width."""
    placed = []
    for i, part in enumerate(parts):
        length = width * float(Fraction(part.value) / whole)
        placed.append(Segment(part, x, length, part.tone or SERIES[i % len(SERIES)]))
        x += length
    return placed


def draw_segment(drawing: Drawing, segment: Segment, y: float, height: float) -> None:
    """Draw the area with its share of the white gap; a sliver keeps at least a hairline."""
    if segment.part.value:
        drawing.rect(segment.x, y, max(segment.width - GAP, 0.6), height, segment.tone)


def draw_legend(drawing: Drawing, names: Sequence[tuple[str, Tone]], left: float, top: float = 0) -> float:
    """Draw squares with words from `left`, breaking where the line is full; return where the next part begins."""
    em = drawing.theme.em
    rooms = [em * 1.3 + drawing.measure(name, "note") for name, _ in names]
    left = left if left + sum(rooms) + em * 1.2 * (len(names) - 1) <= drawing.width else 0
    x = left
    for (name, tone), room in zip(names, rooms, strict=True):
        if x + room > drawing.width and x > left:
            x, top = left, top + em * 1.5
        drawing.rect(x, top + em * 0.15, em * 0.9, em * 0.9, tone)
        drawing.text(x + em * 1.3, top + em * 0.95, name, "note")
        x += room + em * 1.2
    return top + em * 1.9
