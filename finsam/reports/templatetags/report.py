"""How a composed report's blocks become a web page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from finsam.reports import blocks
from finsam.reports.blocks import Block, Text, Words
from finsam.ui.parts import Fact, KeyFigure
from finsam.ui.tables import ShownTable
from finsam.ui.templatetags.ui import tal

register = template.Library()


@dataclass(frozen=True)
class Keys:
    """Key figures that stand together."""

    figures: Sequence[KeyFigure]
    kind: str = "keys"


@dataclass(frozen=True)
class Table:
    """A table with its number in the caption."""

    shown: ShownTable
    kind: str = "table"


@dataclass(frozen=True)
class Chart:
    """A chart with its number in the caption, drawn for the screen."""

    caption: str
    svg: SafeString
    table: ShownTable
    kind: str = "chart"


@dataclass(frozen=True)
class Facts:
    """Labels and what they say."""

    lines: Sequence[Fact]
    kind: str = "facts"


@register.filter
def for_page(composed: Sequence[Block], loose: bool = False) -> Iterator[object]:  # noqa: FBT001, FBT002
    """Turn composed blocks into what the page shows; in a loose file nothing leads to a server."""
    keys: list[KeyFigure] = []
    for block in composed:
        if isinstance(block, blocks.KeyFigure):
            url = f"#{block.derivation}" if loose and block.derivation else block.url
            unit = "\N{NO-BREAK SPACE}%" if block.unit == "%" else ""
            keys.append(KeyFigure(f"{block.value}{unit}", block.label, block.comparison, url))
            continue
        if keys:
            yield Keys(keys)
            keys = []
        yield _for_page(block, loose=loose)
    if keys:
        yield Keys(keys)


def _for_page(block: Block, *, loose: bool) -> object:
    match block:
        case blocks.TableBlock(number, _, shown):
            shown = replace(shown, caption=f"{number}. {shown.caption}")
            return Table(_loose(shown) if loose else shown)
        case blocks.ChartBlock(number, caption, chart, table):
            svg = mark_safe(chart.on_screen())  # noqa: S308  drawn by us, every word escaped
            return Chart(f"{number}. {caption}", svg, _loose(table) if loose else table)
        case blocks.FactList(rows):
            return Facts([Fact(label, text) for label, text in rows])
    return block


def _loose(shown: ShownTable) -> ShownTable:
    rows = [replace(row, cells=[replace(cell, href="") for cell in row.cells]) for row in shown.rows]
    return replace(shown, rows=rows, downloads=())


@register.simple_tag
def words(text: Text, *, loose: bool = False) -> SafeString:
    """Write running text with its figures."""
    return format_html_join("", "{}", ((_word(word, loose=loose),) for word in text))


def _word(word: Words, *, loose: bool) -> SafeString | str:
    if word.derivation or word.hidden:
        written: SafeString | str = tal(word.text, f"#{word.derivation}" if loose else word.url, reason=word.hidden)
    elif word.typed:
        written = format_html('<span class="typed" title="Skriven uppgift, inte uträknad">{}</span>', word.text)
    else:
        written = format_html('<a href="{}">{}</a>', word.url, word.text) if word.url else word.text
    if word.style:
        return format_html("<{0}>{1}</{0}>", "strong" if word.style == "strong" else "em", written)
    return written


@register.inclusion_tag("reports/derivation.html")
def derivations(rows: Sequence[blocks.DerivationRow]) -> dict[str, object]:
    """List what every figure in the text is made of."""
    return {"rows": rows}
