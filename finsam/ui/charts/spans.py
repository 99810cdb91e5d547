"""Small pictures for the rows of a table: a share with the limits it reasonably lies between, all from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.values import require


@dataclass(frozen=True)
class Span:
    """A row: its share and its limits, and the words for those who do not see it. Without limits only the dot."""

    spoken: str
    share: float
    low: float | None = None
    high: float | None = None


def spans(
    rows: Sequence[Span], key: str, *, beside: float | None = None, theme: Theme = SCREEN, width: float = 220
) -> list[str]:
    """Draw one picture a row on one scale; `beside` is what to compare with, a dashed line through every row."""
    require(all(0 <= row.share <= 1 for row in rows), "En andel ligger mellan 0 och 1")
    return [_span(Drawing(theme, width), row, beside, f"{key}-{place}") for place, row in enumerate(rows)]


def _span(drawing: Drawing, row: Span, beside: float | None, key: str) -> str:
    em = drawing.theme.em
    high, edge = em * 1.5, em * 0.5
    room = drawing.width - 2 * edge
    if beside is not None:
        drawing.line(edge + beside * room, 0, edge + beside * room, high, "planned")
    if row.low is not None and row.high is not None:
        drawing.rect(edge + row.low * room, high / 2 - em * 0.16, (row.high - row.low) * room, em * 0.32, "s2")
    drawing.circle(edge + row.share * room, high / 2, em * 0.4, "river" if row.low is not None else "spot")
    return drawing.svg(high, Caption(key, row.spoken))
