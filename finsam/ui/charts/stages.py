"""From referrer over team to result: bands between given nodes in columns, what enters a node leaving it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from finsam.kernel.swedish import number
from finsam.ui.charts.bars import draw_list
from finsam.ui.charts.flows import LEADING, Node, arrange, draw_band, draw_node, draw_words, lettering, unit_of
from finsam.ui.charts.svg import Caption, Drawing
from finsam.ui.charts.theme import SCREEN, SERIES, Theme, Tone
from finsam.ui.charts.values import Part, Value, require


@dataclass(frozen=True)
class Stop:
    """A node that bands go to and from; its total is the sum of its bands, `unit` follows it ("personer")."""

    key: str
    label: str
    unit: str = ""
    note: str = ""
    tone: Tone | None = None
    href: str = ""


@dataclass(frozen=True)
class Stage:
    """One column of nodes under its heading."""

    title: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Band:
    """So many went from one node to another in the next column."""

    source: str
    target: str
    value: Value


def stages(columns: Sequence[Stage], bands: Sequence[Band], caption: Caption, *, theme: Theme = SCREEN) -> str:
    """Draw the columns and the bands between them, bars in order on a narrow screen.

    Raises ValueError when a band leads nowhere or more enters a node than leaves it.
    """
    _check(columns, bands)
    drawing = Drawing(theme, theme.wide)
    parts = [_parts(column, bands) for column in columns]
    height = _as_bars(drawing, columns, parts) if theme.narrow else _as_bands(drawing, columns, parts, bands)
    return drawing.svg(height, caption)


def _through(key: str, bands: Sequence[Band]) -> tuple[Fraction, Fraction]:
    """Return what enters and what leaves a node."""
    entering = sum((Fraction(b.value) for b in bands if b.target == key), Fraction(0))
    return entering, sum((Fraction(b.value) for b in bands if b.source == key), Fraction(0))


def _check(columns: Sequence[Stage], bands: Sequence[Band]) -> None:
    require(len(columns) > 1 and bands, "Flödet behöver minst två kolumner och ett band")
    require(all(band.value >= 0 for band in bands), "Flödet kan inte ritas med negativa värden")
    require(any(band.value > 0 for band in bands), "Flödet kan inte ritas när allt är noll")
    place = {stop.key: i for i, column in enumerate(columns) for stop in column.stops}
    for band in bands:
        known = band.source in place and band.target in place and place[band.target] == place[band.source] + 1
        require(known, f"Bandet {band.source} → {band.target} går inte mellan två kolumner bredvid varandra")
    for column in columns[1:-1]:
        for stop in column.stops:
            entering, leaving = _through(stop.key, bands)
            words = f"{number(int(entering))} in och {number(int(leaving))} ut"
            require(entering == leaving, f"Flödet går inte ihop i ”{stop.label}”: {words}")


def _parts(column: Stage, bands: Sequence[Band]) -> tuple[Part, ...]:
    parts = []
    for stop in column.stops:
        whole = max(_through(stop.key, bands))
        written = number(whole.numerator) if whole.denominator == 1 else str(whole)
        text = f"{written} {stop.unit}".strip()
        parts.append(Part(stop.label, whole, text, stop.note, stop.tone, stop.href))
    return tuple(parts)


# Bands


@dataclass(frozen=True)
class _Column:
    """Nodes at their place, and the edges of their marks."""

    nodes: dict[str, Node]
    left: float
    right: float


def _as_bands(
    drawing: Drawing, columns: Sequence[Stage], parts: Sequence[tuple[Part, ...]], bands: Sequence[Band]
) -> float:
    em = drawing.theme.em
    whole = max(sum((Fraction(part.value) for part in column), Fraction(0)) for column in parts)
    unit = unit_of(em * 26, whole)
    top = em * 2.4
    placed, height = _place(drawing, columns, parts, unit, top)
    _draw_bands(drawing, placed, bands, unit)
    for i, column in enumerate(placed):
        _draw_column(drawing, column, i, len(placed))
    for i, stage in enumerate(columns):
        _head(drawing, stage.title, placed[i], i, len(columns))
    return top + height + em * 0.4


def _place(
    drawing: Drawing, columns: Sequence[Stage], parts: Sequence[tuple[Part, ...]], unit: float, top: float
) -> tuple[list[_Column], float]:
    em, last = drawing.theme.em, len(columns) - 1
    words = [lettering(drawing, column, columns=False, most=drawing.width * 0.27) for column in parts]
    stacks = []
    for i, column in enumerate(parts):
        tones = _tones(drawing.theme, i, len(column))
        nodes, tall = arrange(drawing, column, words[i], unit, tones)
        stacks.append(_opened(nodes, em * 3.6) if 0 < i < last else (nodes, tall))
    height = max(tall for _, tall in stacks)
    mark = em * (1.15 if drawing.theme.printed else 0.8)
    start, end = words[0].room + em * 0.8, drawing.width - words[-1].room - em * 0.8 - mark
    placed = []
    for i, (nodes, tall) in enumerate(stacks):
        x, by = start + (end - start) * i / last, top + (height - tall) / 2
        moved = [Node(n.part, n.top + by, n.thickness, n.lines, n.tone) for n in nodes]
        keys = (stop.key for stop in columns[i].stops)
        placed.append(_Column(dict(zip(keys, moved, strict=True)), x, x + mark))
    return placed, height


def _opened(nodes: Sequence[Node], air: float) -> tuple[list[Node], float]:
    """Restack middle nodes with room above each for its words."""
    y, moved = 0.0, []
    for node in nodes:
        y += air
        moved.append(Node(node.part, y, node.thickness, node.lines, node.tone))
        y += node.thickness
    return moved, y


def _tones(theme: Theme, column: int, count: int) -> list[Tone]:
    if column == 0:
        return ["s1" if theme.printed else "s5"] * count
    return [SERIES[i % len(SERIES)] for i in range(count)]


def _draw_bands(drawing: Drawing, placed: Sequence[_Column], bands: Sequence[Band], unit: float) -> None:
    """Draw every band in its target's tone; at each node they lie in the order of the other end."""
    for left, right in pairwise(placed):
        used: dict[str, float] = {}
        ranked = {key: i for i, key in enumerate((*left.nodes, *right.nodes))}
        between = [b for b in bands if b.source in left.nodes and b.target in right.nodes]
        for band in sorted(between, key=lambda b: (ranked[b.source], ranked[b.target])):
            source, target, thickness = left.nodes[band.source], right.nodes[band.target], float(band.value) * unit
            start = (left.right, source.top + used.get(band.source, 0))
            end = (right.left, target.top + used.get(band.target, 0))
            draw_band(drawing, start, end, thickness, target.tone, "crossing")
            used[band.source] = used.get(band.source, 0) + thickness
            used[band.target] = used.get(band.target, 0) + thickness


def _draw_column(drawing: Drawing, column: _Column, index: int, count: int) -> None:
    em = drawing.theme.em
    words = lettering(drawing, [n.part for n in column.nodes.values()], columns=False, most=drawing.width)
    for node in column.nodes.values():
        with drawing.link(node.part.href, node.part.spoken):
            draw_node(drawing, node, column.left, column.right - column.left)
            if index == 0:
                draw_words(drawing, node, words, column.left - em * 0.8, "end")
            elif index == count - 1:
                draw_words(drawing, node, words, column.right + em * 0.8, "start")
            else:
                _above(drawing, node, (column.left + column.right) / 2)


def _above(drawing: Drawing, node: Node, x: float) -> None:
    """Write a middle node's label and total over it."""
    em = drawing.theme.em
    drawing.text(x, node.top - em * (0.5 + LEADING), node.part.label, "strong", "halo", anchor="middle")
    drawing.text(x, node.top - em * 0.5, node.part.written, "note", "halo", anchor="middle")


def _head(drawing: Drawing, title: str, column: _Column, index: int, count: int) -> None:
    em, role = drawing.theme.em, "note" if drawing.theme.printed else "strong"
    if index == 0:
        drawing.text(column.left - em * 0.8, em, title, role, anchor="end")
    elif index == count - 1:
        drawing.text(column.right + em * 0.8, em, title, role)
    else:
        drawing.text((column.left + column.right) / 2, em, title, role, anchor="middle")


# Bars, for the narrow screen


def _as_bars(drawing: Drawing, columns: Sequence[Stage], parts: Sequence[tuple[Part, ...]]) -> float:
    air = drawing.theme.em * 1.2
    most = max(part.value for column in parts for part in column)
    y = -air
    for stage, column in zip(columns, parts, strict=True):
        y = draw_list(drawing, stage.title, column, y + air, most)
    return y
