"""Parts of a whole: one bar with its labels above, or rows of stacked bars under one set of labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from finsam.ui.charts.lettering import wrap
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, SERIES, Theme, Tone
from finsam.ui.charts.values import Part, require, require_parts, total, write

_LABEL_SHARE = 0.33
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


@dataclass(frozen=True)
class Stack:
    """One stacked row. Every row of a chart has the same parts in the same order; `text` is its total."""

    label: str
    parts: tuple[Part, ...]
    text: str = ""


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


# One bar


def share(parts: Sequence[Part], caption: Caption, *, theme: Theme = SCREEN, width: float = 0) -> str:
    """Draw one bar of a whole: labels above, values inside, and a callout under what is too thin for them."""
    require_parts(parts, "Andelarna")
    drawing = Drawing(theme, width or theme.text)
    em = theme.em
    placed = segments(parts, 0, drawing.width, total(parts))
    wide = [segment for segment in placed if _holds(drawing, segment)]
    labels = [wrap(s.part.label, em * theme.slack, s.width - em * 0.4) for s in wide]
    top = em * (0.5 + 1.2 * max(map(len, labels), default=0))
    height = em * 2.5
    for segment, lines in zip(wide, labels, strict=True):
        for i, line in enumerate(lines):
            drawing.text(segment.x, top - em * (0.45 + 1.2 * (len(lines) - 1 - i)), line, "label")
    for segment in placed:
        with drawing.link(segment.part.href, segment.part.spoken):
            draw_segment(drawing, segment, top, height)
            if segment in wide:
                _inside(drawing, segment, top + height / 2 + em * 0.35)
    thin = [segment for segment in placed if segment not in wide]
    return drawing.svg(_callouts(drawing, thin, top + height) + em * 0.2, caption)


def _holds(drawing: Drawing, segment: Segment) -> bool:
    """Tell whether the value fits inside and the label, in two lines, above."""
    room = segment.width - drawing.theme.em * 0.8
    words = max(segment.part.label.split(), key=len, default="")
    halves = max(drawing.measure(words), drawing.measure(segment.part.label) * 0.58)
    return max(halves - drawing.theme.em * 0.4, drawing.measure(segment.part.written, "strong")) <= room


def _inside(drawing: Drawing, segment: Segment, baseline: float) -> None:
    """Write the value at the left, and the note at the right where there is room for both."""
    em, on, part = drawing.theme.em, drawing.theme.on(segment.tone), segment.part
    drawing.text(segment.x + em * 0.6, baseline, part.written, "strong", on)
    if drawing.measure(part.written, "strong") + drawing.measure(part.note) + em * 2 <= segment.width:
        drawing.text(segment.x + segment.width - GAP - em * 0.6, baseline, part.note, "note", on, anchor="end")


def _callouts(drawing: Drawing, thin: Sequence[Segment], top: float) -> float:
    """Write what was too thin on lines of its own below, each led to its segment; return where they end.

    Words go toward the middle of the bar, the outermost on the lowest line, so that no leader crosses a word.
    """
    em = drawing.theme.em
    left = sorted((s for s in thin if s.middle < drawing.width / 2), key=lambda s: -s.middle)
    right = sorted((s for s in thin if s.middle >= drawing.width / 2), key=lambda s: s.middle)
    for group in (left, right):
        for row, segment in enumerate(group):
            x, baseline = segment.x + max(segment.width - GAP, 0.6) / 2, top + em * (1.55 + 1.3 * row)
            words = " ".join(filter(None, (segment.part.label, segment.part.written, segment.part.note)))
            drawing.line(x, top + 1, x, baseline, "leader")
            if group is left:
                drawing.text(x + em * 0.45, baseline, words, "label")
            else:
                drawing.text(x - em * 0.45, baseline, words, "label", anchor="end")
    rows = max(len(left), len(right))
    return top + (em * (0.7 + 1.3 * rows) if rows else 0)


# Rows


def shares(  # noqa: PLR0913
    rows: Sequence[Stack], caption: Caption, *, absolute: bool = False, theme: Theme = SCREEN, width: float = 0
) -> str:
    """Draw stacked rows, each filling the width or, when absolute, as long as its sum.

    The labels stand over the first row when they fit its segments; otherwise in a legend.
    """
    _check(rows)
    drawing = Drawing(theme, width or theme.text)
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
    lines = wrap(row.label, em * drawing.theme.slack, drawing.width * 0.7 if narrow else left - em)
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
            if drawing.measure(segment.part.written, "strong") + 2 <= segment.width:
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


def draw_legend(drawing: Drawing, names: Sequence[tuple[str, Tone]], left: float, top: float = 0) -> float:
    """Draw squares with words from `left`, breaking where the line is full; return where the next part begins."""
    em = drawing.theme.em
    x = left
    for name, tone in names:
        room = em * 1.3 + drawing.measure(name)
        if x + room > drawing.width and x > left:
            x, top = left, top + em * 1.5
        drawing.rect(x, top + em * 0.15, em * 0.9, em * 0.9, tone)
        drawing.text(x + em * 1.3, top + em * 0.95, name, "note")
        x += room + em * 1.2
    return top + em * 1.9
