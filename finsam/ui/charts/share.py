"""One bar of a whole: labels above, values inside, and what is too thin for them named below."""

from collections.abc import Sequence

from finsam.ui.charts.segments import GAP, Segment, draw_segment, segments
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.values import Part, require_parts, total


def share(parts: Sequence[Part], caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw one bar of the whole; on a narrow screen, or with too much to call out, its parts are listed below."""
    require_parts(parts, "Andelarna")
    drawing = Drawing(theme, theme.text)
    placed = segments(parts, 0, drawing.width, total(parts))
    wide = [segment for segment in placed if _holds(drawing, segment)]
    thin = [segment for segment in placed if segment not in wide]
    listed = theme.narrow or any(drawing.measure(_called(s)) > drawing.width / 2 for s in thin)
    top = 0.0 if listed else _heads(drawing, wide)
    bottom = _bar(drawing, placed, top)
    end = _list(drawing, placed, bottom) if listed else _callouts(drawing, thin, bottom)
    return drawing.svg(end + theme.em * 0.2, caption)


def _heads(drawing: Drawing, wide: Sequence[Segment]) -> float:
    """Write each label over its segment, on two lines at most; return where the bar begins."""
    em = drawing.theme.em
    labels = [drawing.wrap(s.part.label, s.width - em * 0.4) for s in wide]
    top = em * (0.5 + 1.2 * max(map(len, labels), default=0))
    for segment, lines in zip(wide, labels, strict=True):
        for i, line in enumerate(reversed(lines)):
            drawing.text(segment.x, top - em * (0.45 + 1.2 * i), line, "label")
    return top


def _bar(drawing: Drawing, placed: Sequence[Segment], top: float) -> float:
    em = drawing.theme.em
    for segment in placed:
        with drawing.link(segment.part.href, segment.part.spoken):
            draw_segment(drawing, segment, top, em * 2.5)
            if drawing.measure(segment.part.written, "strong") + em <= segment.width:
                _inside(drawing, segment, top + em * 1.6)
    return top + em * 2.5


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


def _called(segment: Segment) -> str:
    return f"{segment.part.spoken} {segment.part.note}".strip()


def _list(drawing: Drawing, placed: Sequence[Segment], top: float) -> float:
    """Name every part below the bar: its tone, its label and its value on a line of its own."""
    em = drawing.theme.em
    top += em * 0.7
    for segment in placed:
        part = segment.part
        notes = drawing.measure(part.note, "note") + em * 0.6 if part.note else 0
        room = drawing.width - em * 2.5 - notes - drawing.measure(part.written, "strong")
        drawing.rect(0, top + em * 0.15, em * 0.9, em * 0.9, segment.tone)
        drawing.text(drawing.width - notes, top + em, part.written, "strong", anchor="end")
        drawing.text(drawing.width, top + em, part.note, "note", anchor="end")
        lines = drawing.wrap(part.label, room)
        for i, line in enumerate(lines):
            drawing.text(em * 1.4, top + em * (1 + 1.2 * i), line, "label")
        top += em * (0.45 + 1.2 * len(lines))
    return top


def _callouts(drawing: Drawing, thin: Sequence[Segment], top: float) -> float:
    """Write what was too thin below the bar, each led to its segment; return where the words end.

    Words go toward the middle, the outermost on the lowest line, so that no leader crosses a word.
    """
    left = sorted((s for s in thin if s.middle < drawing.width / 2), key=lambda s: -s.middle)
    right = sorted((s for s in thin if s.middle >= drawing.width / 2), key=lambda s: s.middle)
    return max(_call_out(drawing, left, top, away=1), _call_out(drawing, right, top, away=-1))


def _call_out(drawing: Drawing, group: Sequence[Segment], top: float, *, away: int) -> float:
    """Write one side's callouts, a line further down whenever the words would reach the leader before."""
    em, row, bottom, before = drawing.theme.em, -1, top, 0.0
    for segment in group:
        x, words = segment.x + max(segment.width - GAP, 0.6) / 2, _called(segment)
        free = abs(x - before) > drawing.measure(words) + em
        row = 0 if free and bottom > top else row + 1
        before, baseline = x, top + em * (1.55 + 1.3 * row)
        drawing.line(x, top + 1, x, baseline, "leader")
        drawing.text(x + away * em * 0.45, baseline, words, "label", anchor="start" if away > 0 else "end")
        bottom = max(bottom, baseline + em * 0.45)
    return bottom
