"""A report as plain data: what the JSON file holds, what is hashed and sealed."""

from typing import Any

from finsam.figures.files import as_data
from finsam.reports import blocks
from finsam.reports.blocks import Composed


def report_data(composed: Composed) -> dict[str, Any]:
    """Return the report as plain data: chapters with their text and tables, and every figure."""
    book = composed.book
    return {
        "association": book.association.slug,
        "report": composed.title,
        "period": book.period.name,
        "chapters": [
            {"number": c.number, "title": c.title, "blocks": [_block_data(block) for block in c.blocks]}
            for c in composed.chapters
        ],
        "figures": [as_data(book, name, composed.table(name)) for name in composed.figure_names],
    }


def _block_data(block: blocks.Block) -> dict[str, Any]:  # noqa: C901, PLR0911  one case a kind
    match block:
        case blocks.Paragraph(text, lead):
            return {"kind": "paragraph", "text": _plain(text), "lead": lead, "written": _written(text)}
        case blocks.Bullets(items, ordered):
            said = [_plain(item) for item in items]
            return {"kind": "list", "items": said, "ordered": ordered, "written": [_written(item) for item in items]}
        case blocks.Heading(level, text, number):
            return {"kind": "heading", "level": level, "number": number, "text": text}
        case blocks.TableBlock(number, name, shown):
            rows = [[cell.text for cell in row.cells] for row in shown.rows]
            heads = [column.label for column in shown.columns]
            kinds = [column.kind for column in shown.columns]
            return {
                "kind": "table",
                "number": number,
                "figure": name,
                "caption": shown.caption,
                "columns": heads,
                "column_kinds": kinds,
                "rows": rows,
                "row_kinds": [row.kind for row in shown.rows],
                "footnotes": list(shown.footnotes),
            }
        case blocks.ChartBlock(number, caption, chart):
            return {"kind": "chart", "number": number, "caption": caption, "figures": list(chart.figures)}
        case blocks.KeyFigure(value, unit, label, comparison):
            return {"kind": "key_figure", "value": value, "unit": unit, "label": label, "comparison": comparison}
        case blocks.FactList(facts):
            return {"kind": "facts", "rows": [list(row) for row in facts]}
        case blocks.Signatures(roles):
            return {"kind": "signatures", "roles": list(roles)}
        case blocks.Margin(text):
            return {"kind": "margin", "text": text}
        case blocks.Derivation(derived):
            return {
                "kind": "derivation",
                "rows": [{"id": r.id, "value": r.value, "what": r.what, "base": r.base} for r in derived],
            }


def _plain(text: blocks.Text) -> str:
    return "".join(words.text for words in text)


def _written(text: blocks.Text) -> str:
    """The text with the place of each figure in it, whatever the figure says: for telling whether words changed."""
    return "".join("{}" if words.derivation else words.text for words in text)
