"""A sealed report's data made into blocks again, to be shown as it was whatever the figures say now."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from finsam.figures.rules.tables import Table
from finsam.reports.blocks import (
    Block,
    Bullets,
    Chapter,
    Derivation,
    DerivationRow,
    FactList,
    Heading,
    KeyFigure,
    Margin,
    Paragraph,
    Signatures,
    TableBlock,
    Words,
)
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

NO_CELLS = Table([], [], {})
"""Of a sealed table there are only words: its figures cannot be opened."""


def sealed_chapters(data: Mapping[str, Any]) -> list[Chapter]:
    """Return the chapters of a report's data. Charts are not drawn again: they stand in the sealed file."""
    chapters = []
    for place, chapter in enumerate(data["chapters"], 1):
        anchor = f"avsnitt-{place}"
        chapters.append(Chapter(chapter["number"], chapter["title"], anchor, list(_blocks(chapter["blocks"], anchor))))
    return chapters


def _blocks(written: Iterable[Mapping[str, Any]], anchor: str) -> Iterator[Block]:  # noqa: C901  one case a kind
    for place, block in enumerate(written, 1):
        match block["kind"]:
            case "paragraph":
                yield Paragraph((Words(block["text"]),), block["lead"])
            case "list":
                yield Bullets([[Words(item)] for item in block["items"]], block["ordered"])
            case "heading":
                yield Heading(block["level"], block["text"], block["number"], f"{anchor}-{place}")
            case "table":
                yield TableBlock(block["number"], block["figure"], _table(block), NO_CELLS)
            case "key_figure":
                yield KeyFigure(block["value"], block["unit"], block["label"], block["comparison"], "", "")
            case "facts":
                yield FactList([(label, said) for label, said in block["rows"]])
            case "signatures":
                yield Signatures(block["roles"])
            case "margin":
                yield Margin(block["text"])
            case "derivation":
                yield Derivation([DerivationRow(**row, source="", url="", name="") for row in block["rows"]])


def _table(block: Mapping[str, Any]) -> ShownTable:
    return ShownTable(
        caption=block["caption"],
        columns=[ShownColumn(head, kind) for head, kind in zip(block["columns"], block["column_kinds"], strict=True)],
        rows=[
            ShownRow([ShownCell(text) for text in row], kind)
            for row, kind in zip(block["rows"], block["row_kinds"], strict=True)
        ],
        footnotes=block["footnotes"],
    )
