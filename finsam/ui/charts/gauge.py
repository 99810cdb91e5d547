"""One value in its frame: what it should reach as an ink stroke, or what is left of the frame."""

from dataclasses import dataclass

from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, Theme
from finsam.ui.charts.values import Value, require


@dataclass(frozen=True)
class Gauge:
    """A value from zero. `frame` is the whole, ended in words; `plan` is what to reach; `left` names what is left."""

    value: Value
    written: str
    frame: Value | None = None
    frame_written: str = ""
    plan: Value | None = None
    plan_written: str = ""
    left: str = ""
    href: str = ""

    @property
    def most(self) -> float:
        """What the width stands for: air after the plan when nothing frames the value."""
        known = [float(v) for v in (self.value, self.frame, self.plan) if v is not None]
        return max(known) * (1 if self.frame is not None else 1.08)


def gauge(shown: Gauge, caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw the value as a dark bar in a pale frame, words above for plan and rest, below for the values."""
    require(shown.value >= 0 and shown.most > 0, "Ett värde under noll kan inte ritas i en ram")
    drawing = Drawing(theme, theme.small)
    em, unit = theme.em, (drawing.width - 2) / shown.most
    top = em * 1.5 if shown.left or shown.plan_written else 2
    with drawing.link(shown.href, caption.title):
        drawing.rect(1, top, drawing.width - 2, em * 1.4, "track")
        if shown.frame is not None and shown.frame < shown.value:
            drawing.rect(1, top, float(shown.value) * unit, em * 1.4, "amber")
            drawing.rect(1, top, float(shown.frame) * unit, em * 1.4, "river")
        else:
            drawing.rect(1, top, float(shown.value) * unit, em * 1.4, "river")
    _above(drawing, shown, unit, top)
    _below(drawing, shown, unit, top + em * 2.65)
    return drawing.svg(top + em * 3.1, caption)


def _above(drawing: Drawing, shown: Gauge, unit: float, top: float) -> None:
    em = drawing.theme.em
    if shown.plan is not None:
        at = 1 + float(shown.plan) * unit
        drawing.tick(at, top - em * 0.3, top + em * 1.7)
        half = drawing.measure(shown.plan_written) / 2
        drawing.text(
            min(max(at, half), drawing.width - half), top - em * 0.55, shown.plan_written, "label", anchor="middle"
        )
    if shown.left:
        drawing.text(drawing.width, top - em * 0.5, shown.left, "note", anchor="end")


def _below(drawing: Drawing, shown: Gauge, unit: float, baseline: float) -> None:
    """Write zero, the value under its end, and the frame's at the right, where there is room for each."""
    em, end = drawing.theme.em, 1 + float(shown.value) * unit
    room, right = drawing.measure(shown.written, "strong"), drawing.width
    if shown.frame_written:
        drawing.text(drawing.width, baseline, shown.frame_written, "note", anchor="end")
        right -= drawing.measure(shown.frame_written, "note") + em * 0.6
    at = min(max(end, room), max(right, room))
    drawing.text(at, baseline, shown.written, "strong", anchor="end")
    if at - room > em * 1.6:
        drawing.text(1, baseline, "0", "note")
