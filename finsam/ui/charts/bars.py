"""Horizontal bars: one row a label, the value at its mark, the plan as an ink stroke."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.ui.charts.lettering import two_line_width
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme, Tone
from finsam.ui.charts.values import Part, Value, require, write

_ONE_LINE, _TWO_LINES = 0.37, 0.5  # shares of the width that labels may take


@dataclass(frozen=True)
class Bar:
    """One row; `plan` puts an ink stroke over the bar, `beside` follows the value in grey ("av 100")."""

    label: str
    value: Value
    text: str = ""
    plan: Value | None = None
    beside: str = ""
    tone: Tone | None = None
    href: str = ""

    @property
    def written(self) -> str:
        return self.text or write(self.value)

    @property
    def below_plan(self) -> bool:
        return self.plan is not None and self.value < self.plan


def bars(rows: Sequence[Bar], caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw the rows in the order given, all on one scale from zero."""
    drawing = Drawing(theme, theme.small)
    return drawing.svg(draw_bars(drawing, rows), caption)


def draw_bars(drawing: Drawing, rows: Sequence[Bar], top: float = 0, most: Value = 0) -> float:
    """Draw bars into a picture from `top` down and return where they end; `most` widens the scale."""
    require(rows, "Stapeldiagrammet saknar rader")
    require(all(row.value >= 0 for row in rows), "Stapeldiagrammet kan inte visa negativa värden")
    most = max([most, *(row.value for row in rows), *(row.plan for row in rows if row.plan is not None)])
    require(most > 0, "Stapeldiagrammet kan inte ritas när allt är noll")
    if drawing.theme.narrow:
        return _stacked(drawing, rows, top, most)
    return _beside(drawing, rows, top, most)


def draw_list(drawing: Drawing, title: str, parts: Sequence[Part], top: float, most: Value) -> float:
    """Draw one column of a stream as bars from most to least under its title; return where they end."""
    em = drawing.theme.em
    if title:
        drawing.text(0, top + em, title, "strong")
        top += em * 1.6
    ordered = sorted(parts, key=lambda part: -part.value)
    rows = [Bar(p.label, p.value, p.written, tone="quiet" if p.tone == "quiet" else None, href=p.href) for p in ordered]
    return draw_bars(drawing, rows, top, most)


def _stacked(drawing: Drawing, rows: Sequence[Bar], top: float, most: Value) -> float:
    """Label and value on a line of their own above each bar: the narrow screen."""
    em = drawing.theme.em
    for row in rows:
        beside = drawing.measure(f" {row.beside}") if row.beside else 0
        lines = drawing.wrap(row.label, drawing.width - beside - drawing.measure(row.written, "strong") - em)
        bar = top + em * (0.55 + 1.2 * len(lines))
        with drawing.link(row.href, f"{row.label} {row.written}"):
            for i, line in enumerate(lines):
                drawing.text(0, top + em * (1 + 1.2 * i), line, "label")
            drawing.text(drawing.width - beside, top + em, row.written, "strong", anchor="end")
            drawing.text(drawing.width, top + em, row.beside, "note", anchor="end")
            _bar(drawing, row, (0, bar, drawing.width - 2, em * 0.72), most)
        top = bar + em * 1.4
    return top - em * 0.3


def _beside(drawing: Drawing, rows: Sequence[Bar], top: float, most: Value) -> float:
    """Label, bar, value and what stands beside it in four columns."""
    em = drawing.theme.em
    room = _label_room(drawing, rows)
    values = max(drawing.measure(row.written, "strong") for row in rows) + em
    beside = max(drawing.measure(row.beside, "note") for row in rows)
    beside += em * 0.7 if beside else 0
    left, right = room + em, drawing.width - values - beside
    start = top
    for row in rows:
        lines = drawing.wrap(row.label, room)
        pitch = em * (2.05 if len(lines) == 1 else 2.75)
        middle = top + pitch / 2
        with drawing.link(row.href, f"{row.label} {row.written}"):
            _label(drawing, lines, room, middle)
            _bar(drawing, row, (left, middle - em * 0.55, right - left, em * 1.1), most)
            drawing.text(drawing.width - beside, middle + em * 0.35, row.written, "strong", anchor="end")
            drawing.text(drawing.width, middle + em * 0.35, row.beside, "note", anchor="end")
        top += pitch
    drawing.line(left, start, left, top, "zero")
    return top


def _label_room(drawing: Drawing, rows: Sequence[Bar]) -> float:
    """Return room for the longest label: on one line while that is modest, otherwise on two."""
    one = max(drawing.measure(row.label) for row in rows)
    two = max(two_line_width(row.label, drawing.theme.type_size("label")) for row in rows)
    return one if one <= drawing.width * _ONE_LINE else min(max(two, drawing.width * 0.3), drawing.width * _TWO_LINES)


def _label(drawing: Drawing, lines: tuple[str, ...], room: float, middle: float) -> None:
    em = drawing.theme.em
    first = middle + em * (0.35 - 0.6 * (len(lines) - 1))
    for i, line in enumerate(lines):
        if drawing.theme.printed:
            drawing.text(room, first + em * 1.2 * i, line, "label", anchor="end")
        else:
            drawing.text(0, first + em * 1.2 * i, line, "label")


def _bar(drawing: Drawing, row: Bar, box: tuple[float, float, float, float], most: Value) -> None:
    x, y, length, height = box
    tone = row.tone or ("amber" if row.below_plan and drawing.theme.printed else "river")
    drawing.rect(x, y, length * float(row.value) / float(most), height, tone)
    if row.plan is not None:
        stroke, beyond = x + length * float(row.plan) / float(most), height * 0.28
        drawing.tick(stroke, y - beyond, y + height + beyond)
