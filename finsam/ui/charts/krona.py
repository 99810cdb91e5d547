"""Follow the krona to the end: contributions, the hub, what they went to, and the first of those on to people.

Where kronor become people stands a lock, with the division written out. The followed path is solid, the rest pale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from finsam.ui.charts.flows import (
    LEADING,
    Lettering,
    Node,
    arrange,
    draw_band,
    draw_node,
    draw_words,
    lettering,
    unit_of,
)
from finsam.ui.charts.krona_bars import draw_as_bars, draw_chevrons
from finsam.ui.charts.krona_parts import Followed, Lock, check_followed
from finsam.ui.charts.lettering import two_line_width
from finsam.ui.charts.stream import Hub, Side, draw_hub
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, SERIES, Theme, Tone
from finsam.ui.charts.values import Part, total

__all__ = ["Followed", "Lock", "krona"]

_TALL = 23  # em: how high all the money stands
_LEAST_BLOCK, _LEAST_PEOPLE = 3.6, 9  # em: a block that holds its words, and a river of people that can be seen


def krona(left: Side, hub: Hub, right: Side, followed: Followed, caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw the path, bars in order on a narrow screen. The first part on the right is the followed one.

    Raises ValueError unless left and right, the followed one and what is behind it, and the people are equal sums.
    """
    check_followed(left, right, followed)
    drawing = Drawing(theme, theme.wide)
    if theme.narrow:
        return drawing.svg(draw_as_bars(drawing, left, hub, right, followed), caption)
    return drawing.svg(_as_bands(drawing, left, hub, right, followed), caption)


@dataclass(frozen=True)
class _Ground:
    """Where things stand from left to right."""

    left: Lettering
    right: Lettering
    people: Lettering
    node: float
    air: float
    start: float  # where the left bands begin
    hub: float
    hub_wide: float
    block: float
    block_wide: float
    lock: float
    lock_wide: float
    end: float  # where the people's bands end


def _ground(drawing: Drawing, left: Side, hub: Hub, right: Side, followed: Followed) -> _Ground:
    em, width, printed = drawing.theme.em, drawing.width, drawing.theme.printed
    columns = not printed
    broken = max(two_line_width(part.label, drawing.theme.type_size("strong")) for part in left.parts)
    outer = lettering(drawing, left.parts, columns=columns, most=min(max(broken, width * 0.14), width * 0.2))
    widest = max(drawing.measure(part.label) for part in right.parts)
    uses = Lettering(min(widest, width * 0.155), 1, 0, 0)  # the value follows the label on its line
    people = lettering(drawing, _people_parts(followed), columns=False, most=width * 0.16)
    node, air = em * 0.6, em * 0.8
    hub_wide = em * 1.2 if printed else max(em * 8.5, drawing.measure(hub.text, "figure") + em * 2)
    block_wide, lock_wide = em * (8.5 if printed else 13), em * 2.1
    start = outer.room + air + node
    heads = max(drawing.measure(words, "strong") for words in _people_heads(followed))
    end = width - max(people.room + air + node, heads)
    bend = (end - start - hub_wide - block_wide - lock_wide) / 3
    block = start + bend + hub_wide + bend
    lock = block + block_wide
    return _Ground(
        outer, uses, people, node, air, start, start + bend, hub_wide, block, block_wide, lock, lock_wide, end
    )


def _people_heads(followed: Followed) -> tuple[str, str]:
    return (followed.people.title, followed.people.note) if followed.people else ("", "")


def _people_parts(followed: Followed) -> tuple[Part, ...]:
    return followed.people.parts if followed.people else (Part("", 0, " "),)


def _as_bands(drawing: Drawing, left: Side, hub: Hub, right: Side, followed: Followed) -> float:
    em, printed = drawing.theme.em, drawing.theme.printed
    tall, ground = em * _TALL, _ground(drawing, left, hub, right, followed)
    unit = unit_of(tall, total(left.parts))
    top = em * (5 if printed else 3.6)
    inward, in_height = arrange(drawing, left.parts, ground.left, unit, _cycle(len(left.parts)))
    name = drawing.wrap(right.parts[0].label, ground.block_wide, "strong")
    path = _path(drawing, followed, ground, float(right.parts[0].value) * unit, name)
    pale = [replace(part, tone="quiet") for part in right.parts[1:]]
    rest, rest_height = arrange(drawing, pale, ground.right, unit, ["quiet"] * len(pale)) if pale else ([], 0.0)
    out_height = path.height + em * bool(pale) + rest_height
    height = max(in_height, out_height, tall)
    high = top + (height - out_height) / 2
    meets = high + path.block_top if printed else top + (height - tall) / 2
    _draw_inward(drawing, _moved(inward, top + (height - in_height) / 2), ground, meets)
    _draw_rest(drawing, _moved(rest, high + path.height + em), ground, meets + path.block)
    _draw_followed(drawing, right.parts[0], followed, ground, path.moved(high), meets)
    draw_hub(drawing, hub, ground.hub, ground.hub_wide, meets, tall)
    _draw_heads(drawing, left, hub, followed, ground)
    return max(top + height, meets + tall) + em * 0.4


@dataclass(frozen=True)
class _Path:
    """How the followed one stands: its block, the people beside it, and how high the two are together."""

    block: float
    block_top: float
    gate: float
    gate_top: float
    nodes: Sequence[Node]
    height: float

    def moved(self, by: float) -> "_Path":
        """Return the same further down."""
        tops = {"block_top": self.block_top + by, "gate_top": self.gate_top + by}
        return replace(self, **tops, nodes=_moved(self.nodes, by))


def _path(drawing: Drawing, followed: Followed, ground: _Ground, block: float, name: Sequence[str]) -> _Path:
    """Lay out block and people from zero down, centred on one line; words above the block get room."""
    em = drawing.theme.em
    above = 0 if _named_inside(drawing, followed, block) else em * (0.9 + 1.25 * (len(name) + 1))
    slot = max(block, em * 0.7)
    nodes: Sequence[Node] = ()
    gate, people = (em * 4, em * 4) if followed.lock else (0.0, 0.0)
    if followed.people:
        parts = followed.people.parts
        gate = em * _LEAST_PEOPLE
        nodes, people = arrange(drawing, parts, ground.people, gate / followed.heads, _cycle(len(parts)))
    middle = max(above + slot / 2, people / 2, gate / 2)
    return _Path(
        block, middle - block / 2, gate, middle - gate / 2, _moved(nodes, middle - people / 2),
        max(middle + slot / 2, middle + people / 2, middle + gate / 2),
    )  # fmt: skip


def _named_inside(drawing: Drawing, followed: Followed, block: float) -> bool:
    return len(followed.behind) == 1 and block >= drawing.theme.em * _LEAST_BLOCK


def _cycle(count: int) -> list[Tone]:
    return [SERIES[i % len(SERIES)] for i in range(count)]


def _moved(nodes: Sequence[Node], by: float) -> list[Node]:
    return [Node(n.part, n.top + by, n.thickness, n.lines, n.tone) for n in nodes]


def _draw_inward(drawing: Drawing, nodes: Sequence[Node], ground: _Ground, meets: float) -> None:
    for node in nodes:
        with drawing.link(node.part.href, node.part.spoken):
            draw_band(drawing, (ground.start, node.top), (ground.hub, meets), node.thickness, node.tone)
            draw_node(drawing, node, ground.start - ground.node, ground.node)
            draw_words(drawing, node, ground.left, ground.start - ground.node - ground.air, "end")
        meets += node.thickness


def _draw_rest(drawing: Drawing, nodes: Sequence[Node], ground: _Ground, meets: float) -> None:
    """Draw what is not followed, pale with an outline; label and value stand right of it in one line."""
    edge, em = ground.hub + ground.hub_wide, drawing.theme.em
    x = ground.block + ground.node + ground.air
    for node in nodes:
        with drawing.link(node.part.href, node.part.spoken):
            draw_band(drawing, (edge, meets), (ground.block, node.top), node.thickness, node.tone)
            draw_node(drawing, node, ground.block, ground.node)
            y = node.middle - em * (LEADING * (len(node.lines) - 1) / 2 - 0.36)
            for i, line in enumerate(node.lines):
                drawing.text(x, y + em * LEADING * i, line, "label")
            last = x + drawing.measure(node.lines[-1], "label") + em * 0.4
            drawing.text(last, y + em * LEADING * (len(node.lines) - 1), node.part.written, "note")
        meets += node.thickness


# The followed one


def _draw_followed(
    drawing: Drawing, whole: Part, followed: Followed, ground: _Ground, path: _Path, meets: float
) -> None:
    with drawing.link(whole.href, whole.spoken):
        edge = (ground.hub + ground.hub_wide, meets)
        draw_band(drawing, edge, (ground.block, path.block_top), path.block, "river")
    _draw_block(drawing, whole, followed, ground, path)
    _draw_people(drawing, followed, ground, path)


def _draw_block(drawing: Drawing, whole: Part, followed: Followed, ground: _Ground, path: _Path) -> None:
    """Draw the followed amount parted by what stands behind it, with its words in it, or above what is too thin."""
    em, y = drawing.theme.em, path.block_top
    inside = _named_inside(drawing, followed, path.block)
    for i, part in enumerate(followed.behind):
        share = path.block * float(part.value) / float(whole.value)
        tone: Tone = part.tone or ("river" if i == 0 else "s2")
        with drawing.link(part.href, part.spoken):
            drawing.rect(ground.block, y, ground.block_wide, max(share, 0.7), tone)
            if not inside:
                _inside(drawing, part, ground, (y, share), drawing.theme.on(tone))
        y += share
    with drawing.link(whole.href, whole.spoken):
        if inside:
            role = drawing.theme.on(followed.behind[0].tone or "river")
            _name(drawing, whole, ground, path.block_top + path.block / 2, role)
        else:
            lines = drawing.wrap(whole.label, ground.block_wide, "strong")
            for i, line in enumerate(reversed(lines)):
                drawing.text(ground.block, path.block_top - em * (1.75 + 1.2 * i), line, "strong")
            drawing.text(ground.block, path.block_top - em * 0.55, whole.written, "note")


def _inside(drawing: Drawing, part: Part, ground: _Ground, place: tuple[float, float], role: str) -> None:
    """Write what stands behind a part of the block, when there is room for it."""
    em, (top, height) = drawing.theme.em, place
    lines = drawing.wrap(f"{part.label} {part.written}", ground.block_wide - em)
    if len(lines) * em * 1.2 + em * 0.3 > height:
        return
    y = top + height / 2 + em * (0.36 - 0.6 * (len(lines) - 1))
    for i, line in enumerate(lines):
        drawing.text(ground.block + em * 0.6, y + em * 1.2 * i, line, "label", role)


def _name(drawing: Drawing, whole: Part, ground: _Ground, middle: float, role: str) -> None:
    em = drawing.theme.em
    lines = drawing.wrap(whole.label, ground.block_wide - em * 1.2, "strong")
    y = middle - em * (0.55 + 0.6 * (len(lines) - 1))
    for line in lines:
        drawing.text(ground.block + em * 0.8, y, line, "strong", role)
        y += em * 1.2
    drawing.text(
        ground.block + em * 0.8, y + em * (0.7 if not drawing.theme.printed else 0), whole.written, "figure", role
    )


def _draw_people(drawing: Drawing, followed: Followed, ground: _Ground, path: _Path) -> None:
    """Draw the lock, and from it the people by what became of them."""
    em, meets = drawing.theme.em, path.gate_top
    if followed.lock is None:
        return
    with drawing.link(followed.lock.href, followed.lock.spoken):
        draw_chevrons(drawing, ground.lock + em * 0.35, meets, path.gate)
    for node in path.nodes:
        with drawing.link(node.part.href, node.part.spoken):
            edge = (ground.lock + ground.lock_wide, meets)
            draw_band(drawing, edge, (ground.end, node.top), node.thickness, node.tone)
            draw_node(drawing, node, ground.end, ground.node)
            draw_words(drawing, node, ground.people, ground.end + ground.node + ground.air, "start")
        meets += node.thickness


# Headings


def _draw_heads(drawing: Drawing, left: Side, hub: Hub, followed: Followed, ground: _Ground) -> None:
    """Head each column; the lock's heading is the division itself."""
    lock, people = followed.lock, followed.people
    em = drawing.theme.em
    edge = ground.start - ground.node - ground.air
    rows = (
        (left.title, hub.title, followed.title, lock.text if lock else "", people.title if people else ""),
        (left.note, hub.title_note, followed.note, lock.division if lock else "", people.note if people else ""),
    )
    for i, (first, middle, block, gate, last) in enumerate(rows):
        y, style = em * (1 + 1.25 * i), "note" if i else "strong"
        drawing.text(edge, y, first, style, anchor="end")
        drawing.text(ground.hub + ground.hub_wide / 2, y, middle, style, anchor="middle")
        drawing.text(ground.block, y, block, style)
        with drawing.link(lock.href if lock else "", lock.spoken if lock else ""):
            drawing.text(ground.lock + em * 0.35, y, gate, style)
        drawing.text(ground.end, y, last, style)
