"""A composed report as a printed document: PDF/A-3a and PDF/UA-1 with its figures attached as data."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings

from finsam.figures.files import as_data, csv_file
from finsam.figures.registry import figure_named
from finsam.figures.rules.tables import Table as FigureTable
from finsam.pdf.compile import report_pdf
from finsam.pdf.document import (
    Attachment,
    Bars,
    Block,
    Bullets,
    Chart,
    Column,
    Cover,
    Derivation,
    DerivationRow,
    Document,
    FactGrid,
    Heading,
    KeyFigure,
    Lead,
    MarginNote,
    Paragraph,
    Part,
    Row,
    Run,
    Signatory,
    Signatures,
    Table,
)
from finsam.reports import blocks
from finsam.reports.blocks import Composed
from finsam.reports.charts import report_cover
from finsam.ui.tables import ShownTable

READING_HELP = (
    (
        "Belopp",
        "Hela kronor om inget annat sägs. Kostnader har minustecken. En avvikelse med plus är bra för ekonomin.",
    ),
    ("Härledning", "Ett litet h efter ett tal leder till den sista bilagan: vad som räknats och hur."),
    ("Data", "Talen följer med i dokumentet som bifogade filer, fria att använda."),
)


def printed_report(composed: Composed, *, made_at: datetime) -> bytes:
    """Return the report as PDF; the same bytes for the same report and time."""
    return report_pdf(_document(composed), made_at=made_at)


def _document(composed: Composed) -> Document:
    association = composed.book.association
    svg, words = report_cover(composed.book, composed.title)
    return Document(
        title=composed.title,
        kind=composed.kind,
        year=str(composed.book.year),
        association=association.name,
        short=association.short_name,
        cover=Cover(svg, dark=True, caption=words),
        parts=[
            Part(c.title, [b for block in c.blocks for b in _blocks(block, composed)], c.number)
            for c in composed.chapters
        ],
        reading_help=READING_HELP,
        attachments=_attachments(composed),
        keywords=["samordningsförbund", "finansiell samordning", composed.kind.lower(), str(composed.book.year)],
    )


def _attachments(composed: Composed) -> list[Attachment]:
    figures = [as_data(composed.book, name, composed.table(name)) for name in composed.figure_names]
    data = {
        "association": composed.book.association.slug,
        "report": composed.title,
        "period": composed.book.period.name,
        "figures": figures,
    }
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    tables = [
        block for chapter in composed.chapters for block in chapter.blocks if isinstance(block, blocks.TableBlock)
    ]
    return [
        Attachment("figures.json", "application/json", "Alla tal i rapporten med definition, bas och värde", content),
        *(
            Attachment(
                f"{table.number.lower().replace(' ', '-')}-{table.name.replace('@', '-')}.csv",
                "text/csv",
                f"{table.number}. {table.shown.caption}",
                csv_file(table.name, table.table),
            )
            for table in tables
        ),
    ]


def _blocks(block: blocks.Block, composed: Composed) -> Iterator[Block]:  # noqa: C901  one case a kind
    match block:
        case blocks.Paragraph(text, lead):
            yield (Lead if lead else Paragraph)(_runs(text))
        case blocks.Bullets(items, ordered):
            yield Bullets([_runs(item) for item in items], ordered)
        case blocks.Heading(level, text, number):
            yield Heading(level, text, number)
        case blocks.KeyFigure(value, unit, label, comparison, _, derivation):
            yield KeyFigure(value, label, unit, comparison, derivation)
        case blocks.Margin(text):
            yield MarginNote(text)
        case blocks.TableBlock(number, name, shown, table):
            yield _table(number, name, shown, table)
        case blocks.ChartBlock(number, caption, chart, _):
            yield Chart(caption, chart.description, chart.printed(), number, wide=chart.wide)
        case blocks.FactList(rows):
            yield FactGrid(rows)
        case blocks.Signatures(roles):
            yield Signatures([Signatory(role) for role in roles], _signing(composed))
        case blocks.Derivation(rows):
            yield Derivation(
                [DerivationRow(r.id, r.value, r.what, r.base, r.source, urljoin(settings.ORIGIN, r.url)) for r in rows]
            )


def _signing(composed: Composed) -> str:
    return f"Styrelsen för {composed.book.association.name} lämnar {composed.title.lower()}."


def _runs(text: Sequence[blocks.Words]) -> list[Run]:
    return [Run(w.text, w.style, "" if w.derivation else w.url, w.derivation) for w in text]


def _table(number: str, name: str, shown: ShownTable, table: FigureTable) -> Table:
    """A table for print: with bars when it has a deviation column."""
    unit = figure_named(name).unit
    columns = [Column(c.label, "words" if c.kind == "date" else c.kind, c.current) for c in shown.columns]
    rows = [Row([cell.text for cell in row.cells], row.kind, row.remark) for row in shown.rows]
    deviation = next((c for c in table.columns if c.signed), None)
    bars = None
    if deviation and len(table.rows) > 6:
        cells = [None if r.kind == "group" else table.cells[r.key, deviation.key].value for r in table.rows]
        bars = Bars([None if value is None else float(unit.exact(value)) for value in cells])
    return Table(_sentence(shown.caption), columns, rows, number, footnotes=shown.footnotes, wide=shown.wide, bars=bars)


def _sentence(caption: str) -> str:
    return caption if caption.endswith(".") else f"{caption}."
