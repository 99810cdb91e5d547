"""A composed report as a printed document: PDF/A-3a and PDF/UA-1 with its figures attached as data."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings

from finsam.figures.files import as_data, csv_file
from finsam.figures.registry import figure_named
from finsam.figures.rules.tables import Table as FigureTable
from finsam.kernel.swedish import capital, months
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
from finsam.signing.pages import moment
from finsam.signing.printing import APPROVALS, SAME_CONTENT, approvals_table, check_block
from finsam.signing.queries import Evidence
from finsam.ui.tables import ShownTable

READING_HELP = (
    (
        "Belopp",
        "Hela kronor om inget annat sägs. Kostnader har minustecken. En avvikelse med plus är bra för ekonomin.",
    ),
    ("Härledning", "Ett litet h efter ett tal leder till den sista bilagan: vad som räknats och hur."),
    ("Data", "Talen följer med i dokumentet som bifogade filer, fria att använda."),
)


@dataclass(frozen=True)
class Standing:
    """How the printed report stands: what is said under its title, that it is not adopted or by whom, who signed it.

    `content` is the canonical form that was approved: attached, so that anybody can compute its checksum.
    """

    subtitle: str = ""
    mark: str = ""  # "Ej fastställd. Skickad till Region Örebro län 15 september 2025."
    adopted: str = ""
    evidence: Evidence | None = None
    content: bytes = b""


PLAIN = Standing()


def printed_report(composed: Composed, *, made_at: datetime, standing: Standing = PLAIN) -> bytes:
    """Return the report as PDF; the same bytes for the same report, standing and time."""
    return report_pdf(_document(composed, standing), made_at=made_at)


def _document(composed: Composed, standing: Standing) -> Document:
    association, period = composed.book.association, composed.book.period
    year = str(composed.book.year)
    return Document(
        title=composed.title,
        kind=composed.kind,
        year=capital(months(period.start, period.end)) if composed.short else year,
        association=association.name,
        short=association.short_name,
        cover=None if composed.short else _cover(composed, standing),
        parts=[*_parts(composed, standing), *_evidence(composed, standing)],
        reading_help=READING_HELP if composed.tells_derivation else READING_HELP[::2],
        attachments=_attachments(composed, standing),
        keywords=["samordningsförbund", "finansiell samordning", composed.kind.lower(), year],
        mark=standing.mark.partition(".")[0],
    )


def _cover(composed: Composed, standing: Standing) -> Cover:
    svg, words = report_cover(composed.book, composed.title)
    return Cover(svg, dark=True, caption=words, adopted=standing.mark or standing.adopted)


def _parts(composed: Composed, standing: Standing) -> list[Part]:
    """The chapters; of a short report the sections of one part, each heading a level down."""
    if not composed.short:
        return [
            Part(c.title, [b for block in c.blocks for b in _blocks(block, composed, standing)], c.number)
            for c in composed.chapters
        ]
    blocks: list[Block] = []
    for chapter in composed.chapters:
        blocks.append(Heading(2, chapter.title, chapter.number))
        printed = [one for block in chapter.blocks for one in _blocks(block, composed, standing)]
        blocks += [replace(one, level=3, number="") if isinstance(one, Heading) else one for one in printed]
    period = composed.book.period
    told = (capital(months(period.start, period.end)), standing.subtitle)
    return [Part(composed.kind, blocks, subtitle=". ".join(filter(None, told)))]


def _evidence(composed: Composed, standing: Standing) -> list[Part]:
    """The page of evidence, when all have approved."""
    if standing.evidence is None:
        return []
    intro = Paragraph(f"{composed.title} {SAME_CONTENT}")
    remark = "Det godkända innehållet ligger i filen innehall.json, bifogad det här dokumentet."
    return [Part(APPROVALS, [intro, approvals_table(standing.evidence), check_block(standing.evidence, remark)])]


def _attachments(composed: Composed, standing: Standing) -> list[Attachment]:
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
    approved = "Det godkända innehållet i kanonisk form. Dess SHA-256 är kontrollsumman som alla har godkänt"
    return [
        *([Attachment("innehall.json", "application/json", approved, standing.content)] if standing.content else ()),
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


def _blocks(block: blocks.Block, composed: Composed, standing: Standing) -> Iterator[Block]:  # noqa: C901  one case a kind
    match block:
        case blocks.Paragraph(text, lead):
            yield (Lead if lead else Paragraph)(_runs(text, composed))
        case blocks.Bullets(items, ordered):
            yield Bullets([_runs(item, composed) for item in items], ordered)
        case blocks.Heading(level, text, number):
            yield Heading(level, text, number)
        case blocks.KeyFigure(value, unit, label, comparison, _, derivation):
            yield KeyFigure(value, label, unit, comparison, derivation if composed.tells_derivation else "")
        case blocks.Margin(text):
            yield MarginNote(text)
        case blocks.TableBlock(number, name, shown, table):
            yield _table(number, name, shown, table)
        case blocks.ChartBlock(number, caption, chart, _):
            yield Chart(caption, chart.description, chart.printed(), number, wide=chart.wide)
        case blocks.FactList(rows):
            yield FactGrid(rows)
        case blocks.Signatures(roles):
            yield Signatures(_signatories(roles, standing), _signing(composed))
        case blocks.Derivation(rows):
            yield Derivation(
                [DerivationRow(r.id, r.value, r.what, r.base, r.source, urljoin(settings.ORIGIN, r.url)) for r in rows]
            )


def _signing(composed: Composed) -> str:
    return f"Styrelsen för {composed.book.association.name} lämnar {composed.title.lower()}."


def _signatories(roles: Sequence[str], standing: Standing) -> list[Signatory]:
    """Lines to sign on, or those who have signed."""
    if standing.evidence is None:
        return [Signatory(role) for role in roles]
    return [Signatory(row.role, row.name, f"Godkänt {moment(row.at)}") for row in standing.evidence.rows]


def _runs(text: Sequence[blocks.Words], composed: Composed) -> list[Run]:
    marked = composed.tells_derivation
    return [Run(w.text, w.style, "" if w.derivation else w.url, w.derivation if marked else "") for w in text]


BARRED = {"item", "part"}
"""The rows that have a bar: a sum would dwarf what it sums."""


def _table(number: str, name: str, shown: ShownTable, table: FigureTable) -> Table:
    """A table for print: with bars when it has a deviation column."""
    unit = figure_named(name).unit
    columns = [Column(c.label, "words" if c.kind == "date" else c.kind, c.current) for c in shown.columns]
    rows = [Row([cell.text for cell in row.cells], row.kind, row.remark) for row in shown.rows]
    deviation = next((c for c in table.columns if c.signed), None)
    bars = None
    if deviation and len(table.rows) > 6:
        cells = [table.cells[r.key, deviation.key].value if r.kind in BARRED else None for r in table.rows]
        bars = Bars([None if value is None else float(unit.exact(value)) for value in cells])
    return Table(_sentence(shown.caption), columns, rows, number, footnotes=shown.footnotes, wide=shown.wide, bars=bars)


def _sentence(caption: str) -> str:
    return caption if caption.endswith(".") else f"{caption}."
