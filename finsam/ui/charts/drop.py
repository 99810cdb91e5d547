"""The drop that judges: the mark of Finsam and the four states of a goal."""

from enum import Enum
from html import escape

from finsam.ui.charts.svg import Caption, element, points
from finsam.ui.charts.theme import SCREEN, Theme


class Judgement(Enum):
    """How a goal stands; the word always stands beside the drop."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    PENDING = "pending"


_WIDE, _HIGH = 16, 20
_PRINTED = {
    "drop-full": {"fill": "#0F5A66"},
    "drop-line": {"fill": "none", "stroke": "#0F5A66", "stroke-width": "1.5"},
    "drop-missed": {"fill": "none", "stroke": "#8F5400", "stroke-width": "1.5", "stroke-linecap": "round"},
    "drop-pending": {"fill": "none", "stroke": "#55625F", "stroke-width": "1.2", "stroke-dasharray": "2 2"},
}


def drop_path(x: float, y: float, size: float) -> str:
    """Return a drop centred on x, y, whose height is 2.5 times `size`, the radius of its belly."""
    r, tip, belly = size, y - size * 1.45, y + size * 0.05
    left = points((x - r * 0.42, y - r * 0.85), (x - r, y - r * 0.6), (x - r, belly))
    right = points((x + r, y - r * 0.6), (x + r * 0.42, y - r * 0.85), (x, tip))
    bowl = f"A {points((r, r))} 0 0 0 {points((x + r, belly))}"
    return f"M {points((x, tip))} C {left} {bowl} C {right} Z"


def drop(caption: Caption | None = None, *, theme: Theme = SCREEN) -> str:
    """Draw the mark: a full drop. Without a caption it is an ornament and silent."""
    return goal(Judgement.MET, caption, theme=theme)


def goal(judgement: Judgement, caption: Caption | None = None, *, theme: Theme = SCREEN) -> str:
    """Draw a goal's state: full, half, crossed empty or dashed. Silent unless it has a caption of its own."""
    parts = "".join(element("path", {"d": d} | _paint(role, theme)) for d, role in _SHAPES[judgement])
    frame = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDE} {_HIGH}"}
    frame |= {"width": "9.6", "height": "12"} if theme.printed else {"class": "drop"}
    if caption is None:
        return element("svg", frame | {"aria-hidden": "true"}, parts)
    name = f"{caption.key}{theme.suffix}-t"
    title = element("title", {"id": name}, escape(caption.title, quote=False))
    return element("svg", frame | {"role": "img", "aria-labelledby": name}, title + parts)


def _paint(role: str, theme: Theme) -> dict[str, str]:
    return dict(_PRINTED[role]) if theme.printed else {"class": role}


_OUTLINE = drop_path(8, 11.2, 6.6)
_HALF = "M 1.4 11.6 A 6.6 6.6 0 0 0 14.6 11.6 Z"
_CROSS = "M 5.8 9.6 L 10.2 14 M 10.2 9.6 L 5.8 14"
_SHAPES = {
    Judgement.MET: ((drop_path(8, 11.2, 7.2), "drop-full"),),
    Judgement.PARTLY: ((_OUTLINE, "drop-line"), (_HALF, "drop-full")),
    Judgement.MISSED: ((_OUTLINE, "drop-missed"), (_CROSS, "drop-missed")),
    Judgement.PENDING: ((_OUTLINE, "drop-pending"),),
}
