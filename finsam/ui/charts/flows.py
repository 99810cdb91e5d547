"""The parts streams share: nodes that leave room for their labels, the labels, and the bands between."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from finsam.ui.charts.svg import Anchor, Drawing, points
from finsam.ui.charts.theme import Tone
from finsam.ui.charts.values import Part

LEADING = 1.22
_HAIRLINE = 0.7


@dataclass(frozen=True)
class Node:
    """A part with its place: top and thickness of its mark, and its label already broken into lines."""

    part: Part
    top: float
    thickness: float
    lines: tuple[str, ...]
    tone: Tone

    @property
    def middle(self) -> float:
        return self.top + self.thickness / 2


@dataclass(frozen=True)
class Lettering:
    """How one column writes its nodes: value in a column of its own, or on the line below the label."""

    labels: float
    values: float
    gap: float
    notes: float

    @property
    def column(self) -> float:
        """The room that label and value take side by side."""
        return self.labels + self.values + self.gap

    @property
    def room(self) -> float:
        """The room beside the node that all words take."""
        return max(self.column, self.notes)


def lettering(drawing: Drawing, parts: Sequence[Part], *, columns: bool, most: float) -> Lettering:
    """Measure a column's words; the labels get at most `most` before they break."""
    em = drawing.theme.em
    values = max(drawing.measure(part.written, "note") for part in parts)
    labels = min(max(drawing.measure(part.label, "strong") for part in parts), most)
    notes = max(drawing.measure(part.note, "note") for part in parts)
    if columns:
        return Lettering(labels, values, em * 1.2, notes)
    return Lettering(labels, 0, 0, max(values, notes))


def arrange(
    drawing: Drawing, parts: Sequence[Part], words: Lettering, unit: float, tones: Sequence[Tone]
) -> tuple[list[Node], float]:
    """Stack nodes from zero down, each in a slot as high as its band or its words; return them and the height."""
    em = drawing.theme.em
    nodes, y = [], 0.0
    for part, tone in zip(parts, tones, strict=True):
        lines = drawing.wrap(part.label, words.labels, "strong")
        thickness = float(part.value) * unit
        slot = max(thickness, label_height(drawing, part, lines, words))
        nodes.append(Node(part, y + (slot - thickness) / 2, thickness, lines, part.tone or tone))
        y += slot + em * 0.85
    return nodes, y - em * 0.85


def label_height(drawing: Drawing, part: Part, lines: Sequence[str], words: Lettering) -> float:
    """Return how high a node's words stand."""
    rows = len(lines) + bool(part.note) + (0 if words.values else 1)
    return rows * drawing.theme.em * LEADING


def draw_words(drawing: Drawing, node: Node, words: Lettering, x: float, anchor: Anchor) -> None:
    """Write label, value and note beside a node, centred on it; x is the edge that faces the node."""
    em, part = drawing.theme.em, node.part
    y = node.middle - label_height(drawing, part, node.lines, words) / 2 + em * 0.95
    label_x = x
    if words.values:
        drawing.text(x if anchor == "end" else x + words.column, y, part.written, "note", anchor="end")
        label_x -= words.values + words.gap if anchor == "end" else 0
    for line in node.lines:
        drawing.text(label_x, y, line, "strong", anchor=anchor)
        y += em * LEADING
    for line in filter(None, ("" if words.values else part.written, part.note)):
        drawing.text(x, y, line, "note", anchor=anchor)
        y += em * LEADING


def draw_node(drawing: Drawing, node: Node, x: float, width: float) -> None:
    """Draw a node's mark; one too thin to see keeps a hairline, nothing at all draws nothing."""
    if node.part.value:
        drawing.rect(x, node.top, width, max(node.thickness, _HAIRLINE), node.tone)


def draw_band(
    drawing: Drawing, start: tuple[float, float], end: tuple[float, float], thickness: float, *roles: str
) -> None:
    """Draw a band whose height is its amount, from one upper corner to another, level at both ends."""
    if thickness:
        drawing.path(band(start, end, thickness), *roles, "flow")


def band(start: tuple[float, float], end: tuple[float, float], thickness: float) -> str:
    """Return the path of a band: along its upper edge and back along the lower."""
    (x0, y0), (x1, y1) = start, end
    bend = (x0 + x1) / 2
    thickness = max(thickness, _HAIRLINE)
    upper = f"M {points(start)} C {points((bend, y0), (bend, y1), end)}"
    lower = f"L {points((x1, y1 + thickness))} C {points((bend, y1 + thickness), (bend, y0 + thickness))}"
    return f"{upper} {lower} {points((x0, y0 + thickness))} Z"


def unit_of(height: float, whole: Fraction) -> float:
    """Return how high one krona or one person stands."""
    return height / float(whole)
