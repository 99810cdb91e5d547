"""Rows of stacked bars under one set of labels, filling the width or on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.ui.charts.segments import GAP, Segment, draw_legend, draw_segment, segments
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.values import Part, require, require_parts, total, write

_LABEL_SHARE = 0.33


@dataclass(frozen=True)
class Stack:
    """One stacked row. Every row of a chart has the same parts in the same order; `text` is its total."""

    label: str
    parts: tuple[Part, ...]
    text: str = ""


def shares(rows: Sequence[Stack], caption: Caption, *, absolute: bool = False, theme: Theme = SCREEN) -> str:
    """Draw stacked rows, each filling the width or, when absolute, as long as its sum.

    The labels stand over the first row when they fit its segments; otherwise in a legend.
    """
    _check(rows)
    drawing = Drawing(theme, theme.text)
    left, length = _columns(drawing, rows)
    longest = max(total(row.parts) for row in rows)
    laid = [segments(row.parts, left, length, longest if absolute else total(row.parts)) for row in rows]
    top = _heads(drawing, laid[0], left)
    for row, placed in zip(rows, laid, strict=True):
        top = _row(drawing, row, placed, top)
    return drawing.svg(top, caption)


def _check(rows: Sequence[Stack]) -> None:
    require(rows, "Andelarna saknar rader")
    for row in rows:
        require_parts(row.parts, f"Andelarna för ”{row.label}”")
    names = [part.label for part in rows[0].parts]
    same = all([part.label for part in row.parts] == names for row in rows)
    require(same, "Raderna måste ha samma delar i samma ordning")


def _columns(drawing: Drawing, rows: Sequence[Stack]) -> tuple[float, float]:
    """Return where the bars begin and how long they may be."""
    em = drawing.theme.em
    totals = max(drawing.measure(_sum(row), "note") for row in rows) + em * 0.8
    if drawing.theme.narrow:
        return 0, drawing.width
    room = min(max(drawing.measure(row.label) for row in rows), drawing.width * _LABEL_SHARE)
    return room + em, drawing.width - room - em - totals


def _sum(row: Stack) -> str:
    whole = total(row.parts)
    return row.text or write(whole.numerator if whole.denominator == 1 else whole)


def _row(drawing: Drawing, row: Stack, placed: Sequence[Segment], top: float) -> float:
    em, narrow = drawing.theme.em, drawing.theme.narrow
    left = placed[0].x
    lines = drawing.wrap(row.label, drawing.width * 0.7 if narrow else left - em)
    bar = top + em * (0.4 + 1.2 * len(lines)) if narrow else top + max(0, len(lines) - 1) * em * 0.3
    height = em * 1.75
    baseline = top + em if narrow else bar + height / 2 + em * (0.35 - 0.6 * (len(lines) - 1))
    printed = drawing.theme.printed
    for i, line in enumerate(lines):
        x, anchor = (left - em, "end") if printed else (0, "start")
        drawing.text(x, baseline + em * 1.2 * i, line, "label", anchor="end" if anchor == "end" else "start")
    drawing.text(drawing.width, top + em if narrow else bar + height / 2 + em * 0.35, _sum(row), "note", anchor="end")
    for segment in placed:
        with drawing.link(segment.part.href, f"{row.label}: {segment.part.spoken}"):
            draw_segment(drawing, segment, bar, height)
            if drawing.measure(segment.part.written, "strong") + em * 0.5 <= segment.width:
                on = drawing.theme.on(segment.tone)
                x = segment.middle - GAP / 2
                drawing.text(x, bar + height / 2 + em * 0.35, segment.part.written, "strong", on, anchor="middle")
    return bar + height + em * (0.9 if narrow else 0.75 + 0.3 * (len(lines) - 1))


def _heads(drawing: Drawing, first: Sequence[Segment], left: float) -> float:
    """Write the labels over the first row or, when one does not fit, as a legend; return where rows begin."""
    em = drawing.theme.em
    over = all(drawing.measure(s.part.label) <= s.width for s in first)
    if over and not drawing.theme.narrow:
        for segment in first:
            drawing.text(segment.x, em, segment.part.label, "note")
        return em * 1.5
    return draw_legend(drawing, [(s.part.label, s.tone) for s in first], left)
