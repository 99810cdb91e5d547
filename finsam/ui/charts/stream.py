"""Follow the krona: what flows in on the left, the hub that holds it all, what flows out on the right."""

from dataclasses import dataclass

from finsam.kernel.swedish import number
from finsam.ui.charts.bars import draw_list
from finsam.ui.charts.flows import (
    Lettering,
    Node,
    arrange,
    draw_band,
    draw_node,
    draw_words,
    lettering,
    unit_of,
)
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, SERIES, Theme, Tone
from finsam.ui.charts.values import Part, require, require_parts, total


@dataclass(frozen=True)
class Side:
    """One end of the stream under its heading; a second, grey line may explain it."""

    parts: tuple[Part, ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class Hub:
    """The middle: the total ready-written, what it is, and what more there is to say."""

    text: str
    label: str = ""
    note: str = ""
    title: str = ""
    title_note: str = ""


def stream(left: Side, hub: Hub, right: Side, caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw the stream, bars in order on a narrow screen. Raises ValueError unless left and right are equal sums."""
    check_sides(left, right)
    drawing = Drawing(theme, theme.wide)
    height = _as_bars(drawing, left, hub, right) if theme.narrow else _as_bands(drawing, left, hub, right)
    return drawing.svg(height, caption)


def check_sides(left: Side, right: Side) -> None:
    """Refuse two sides that are not equal sums. Raises ValueError with a Swedish sentence."""
    require_parts(left.parts, "Strömmens vänstra sida")
    require_parts(right.parts, "Strömmens högra sida")
    inward, outward = total(left.parts), total(right.parts)
    sides = f"{number(int(inward))} in och {number(int(outward))} ut"
    require(inward == outward, f"Strömmen går inte ihop: {sides}. Rätta talen innan den ritas.")


# Bands


@dataclass(frozen=True)
class _Ground:
    """Where things stand from left to right, and the middle line all is centred on."""

    left: Lettering
    right: Lettering
    node: float
    hub: float
    air: float
    middle: float

    def edges(self, width: float) -> tuple[float, float, float, float]:
        """Return where the left bands begin, the hub's two edges, and where the right bands end."""
        start = self.left.room + self.air + self.node
        end = width - self.right.room - self.air - self.node
        hub = (start + end - self.hub) / 2
        return start, hub, hub + self.hub, end


def _as_bands(drawing: Drawing, left: Side, hub: Hub, right: Side) -> float:
    theme, em = drawing.theme, drawing.theme.em
    tall = em * 23
    unit = unit_of(tall, total(left.parts))
    columns = drawing.width >= em * 50
    words = [
        lettering(drawing, s.parts, columns=columns, most=drawing.width * (0.22 if columns else 0.27))
        for s in (left, right)
    ]
    inward, in_height = arrange(drawing, left.parts, words[0], unit, _cycle(len(left.parts)))
    outward, out_height = arrange(drawing, right.parts, words[1], unit, _plain(theme, len(right.parts)))
    heads = em * (3.4 if left.note or right.note or hub.title_note else 2.2) * bool(left.title or right.title)
    top = heads + em * 2 * theme.printed
    height = max(in_height, out_height, tall)
    wide = em * 1.2 if theme.printed else max(em * 10, drawing.measure(hub.text, "figure") + em * 3)
    ground = _Ground(words[0], words[1], em * (1.1 if theme.printed else 0.6), wide, em * 0.9, top + height / 2)
    _draw_side(drawing, _moved(inward, ground.middle - in_height / 2), ground, tall, inward=True)
    _draw_side(drawing, _moved(outward, ground.middle - out_height / 2), ground, tall, inward=False)
    _draw_hub(drawing, hub, ground, tall)
    _draw_heads(drawing, left, hub, right, ground)
    return top + height + em * 0.3


def _cycle(count: int) -> list[Tone]:
    return [SERIES[i % len(SERIES)] for i in range(count)]


def _plain(theme: Theme, count: int) -> list[Tone]:
    return ["s2" if theme.printed else "river"] * count


def _moved(nodes: list[Node], by: float) -> list[Node]:
    return [Node(n.part, n.top + by, n.thickness, n.lines, n.tone) for n in nodes]


def _draw_side(drawing: Drawing, nodes: list[Node], ground: _Ground, tall: float, *, inward: bool) -> None:
    """Draw one side's bands, nodes and words; each band meets the hub under the one before it."""
    start, hub_left, hub_right, end = ground.edges(drawing.width)
    meets = ground.middle - tall / 2
    for node in nodes:
        with drawing.link(node.part.href, node.part.spoken):
            if inward:
                draw_band(drawing, (start, node.top), (hub_left, meets), node.thickness, node.tone)
                draw_node(drawing, node, start - ground.node, ground.node)
                draw_words(drawing, node, ground.left, start - ground.node - ground.air, "end")
            else:
                draw_band(drawing, (hub_right, meets), (end, node.top), node.thickness, node.tone)
                draw_node(drawing, node, end, ground.node)
                draw_words(drawing, node, ground.right, end + ground.node + ground.air, "start")
        meets += node.thickness


def _draw_hub(drawing: Drawing, hub: Hub, ground: _Ground, tall: float) -> None:
    _, x, _, _ = ground.edges(drawing.width)
    draw_hub(drawing, hub, x, ground.hub, ground.middle - tall / 2, tall)


def draw_hub(drawing: Drawing, hub: Hub, x: float, width: float, top: float, tall: float) -> None:
    """Draw the middle with its words in it; on paper they stand above."""
    em, middle = drawing.theme.em, x + width / 2
    drawing.rect(x, top, width, tall, "hub")
    if drawing.theme.printed:
        words = " ".join(filter(None, (hub.text, hub.label)))
        drawing.text(middle, top - em * 1.05, words, "figure", anchor="middle")
        return
    lines = [*_broken(drawing, hub.label, width), *_broken(drawing, hub.note, width)]
    y = top + tall / 2 - em * (0.65 * len(lines) - 0.6)
    drawing.text(middle, y, hub.text, "figure", "on-band", anchor="middle")
    for i, line in enumerate(lines):
        drawing.text(middle, y + em * (1.7 + 1.3 * i), line, "label", "on-band-quiet", anchor="middle")


def _broken(drawing: Drawing, words: str, room: float) -> tuple[str, ...]:
    return drawing.wrap(words, room - drawing.theme.em)


def _draw_heads(drawing: Drawing, left: Side, hub: Hub, right: Side, ground: _Ground) -> None:
    """Head each column, left-aligned with what it heads on the right and right-aligned on the left."""
    start, hub_left, hub_right, end = ground.edges(drawing.width)
    role = "note" if drawing.theme.printed else "strong"
    edge = end + (ground.node + ground.air if not drawing.theme.printed else 0)
    for i, (first, middle, last) in enumerate(
        ((left.title, hub.title, right.title), (left.note, hub.title_note, right.note))
    ):
        y = drawing.theme.em * (1 + 1.25 * i)
        style = role if i == 0 else "note"
        drawing.text(start - (0 if drawing.theme.printed else ground.node + ground.air), y, first, style, anchor="end")
        drawing.text((hub_left + hub_right) / 2, y, middle, style, anchor="middle")
        drawing.text(edge, y, last, style)


# Bars, for the narrow screen


def _as_bars(drawing: Drawing, left: Side, hub: Hub, right: Side) -> float:
    """Draw what comes in, the hub and what goes out as bars from most to least, all on one scale."""
    em = drawing.theme.em
    most = max(part.value for part in (*left.parts, *right.parts))
    y = draw_list(drawing, left.title, left.parts, 0, most)
    y = draw_plate(drawing, hub, y + em * 0.6) + em * 1.6
    return draw_list(drawing, right.title, right.parts, y, most)


def draw_plate(drawing: Drawing, hub: Hub, top: float) -> float:
    """Draw the hub as a dark plate across the width; return where it ends."""
    em = drawing.theme.em
    lines = [*_broken(drawing, hub.label, drawing.width), *_broken(drawing, hub.note, drawing.width)]
    height = em * (3 + 1.3 * len(lines))
    drawing.rect(0, top, drawing.width, height, "hub")
    drawing.text(em, top + em * 2.1, hub.text, "figure", "on-band")
    for i, line in enumerate(lines):
        drawing.text(em, top + em * (3.5 + 1.3 * i), line, "label", "on-band-quiet")
    return top + height
