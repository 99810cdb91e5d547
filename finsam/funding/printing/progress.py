"""An approved follow-up report as a document: PDF/A-3a and PDF/UA-1, with its figures attached as data."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from finsam.core.models import Association
from finsam.funding.models import ProgressReport, ProgressVersion
from finsam.funding.queries.progress_figures import Filled, kept_slots
from finsam.funding.queries.progress_reports import application_of, intervention_of, report_name
from finsam.funding.rules.report_text import WHY, Section
from finsam.kernel.swedish import day
from finsam.pdf.compile import report_pdf
from finsam.pdf.document import Attachment, Block, Column, Document, FactGrid, Heading, Paragraph, Part, Row, Table
from finsam.ui.tables import ShownTable


def progress_pdf(
    association: Association,
    report: ProgressReport,
    version: ProgressVersion,
    sections: Sequence[Section],
    *,
    made_at: datetime,
) -> bytes:
    """Return the version as PDF; the same bytes for the same version and time."""
    name, slots = report_name(report), kept_slots(version.figures)
    blocks: list[Block] = [FactGrid(_facts(report, version, made_at))]
    numbers = iter(range(1, 1000))
    for section in sections:
        blocks += _section(section, version.texts, slots, numbers)
    data = json.dumps({"report": name, "texts": version.texts, **version.figures}, ensure_ascii=False, indent=1)
    return report_pdf(
        Document(
            title=f"{name}, {intervention_of(report).title}", kind=report.asked.get_kind_display(),
            year=str(report.asked.period_to.year), association=association.name, short=association.short_name,
            cover=None, parts=[Part(name, blocks, subtitle=intervention_of(report).title)],
            attachments=[
                Attachment("rapport.json", "application/json", "Texterna och talen som de skickades", data.encode())
            ],
            keywords=["samordningsförbund", "uppföljning", intervention_of(report).title],
        ),
        made_at=made_at,
    )  # fmt: skip


def _facts(report: ProgressReport, version: ProgressVersion, made_at: datetime) -> list[tuple[str, str]]:
    application = application_of(report)
    said = [
        ("Projektägare", application.applicant),
        ("Diarienummer", application.case.diary_number if application.case else ""),
        ("Inskickad", f"{day(version.sent_at.date())}, version {version.number}"),
        ("Godkänd", day(made_at.date())),
        ("Talen", "Hämtade ur förbundets register den dag rapporten skickades. Små antal är dolda."),
    ]
    return [(label, text) for label, text in said if text]


def _section(
    section: Section, texts: Mapping[str, str], slots: Mapping[str, Filled], numbers: Iterator[int]
) -> Iterator[Block]:
    yield Heading(2, section.title)
    yield from _paragraphs(texts.get(section.key, ""))
    for slot in section.slots:
        filled = slots[slot]
        for table in filled.tables:
            yield _table(table.shown, table.base, next(numbers))
        if filled.missing:
            yield Paragraph(filled.missing)
        yield from _paragraphs(texts.get(f"{WHY}{slot}", ""))


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]


def _table(shown: ShownTable, base: str, number: int) -> Block:
    columns = [Column(c.label, "words" if c.kind == "date" else c.kind) for c in shown.columns]
    rows = [Row([cell.text for cell in row.cells], row.kind, row.remark) for row in shown.rows]
    return Table(f"{shown.caption}.", columns, rows, f"Tabell {number}", footnotes=[*shown.footnotes, f"Bas: {base}."])
