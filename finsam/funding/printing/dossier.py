"""The dossier of an application as a paper: what the board reads as an annex."""

from collections.abc import Iterator
from datetime import datetime

from finsam.core.models import Association
from finsam.funding.queries.dossier import DossierPage
from finsam.kernel.swedish import NOTHING
from finsam.meetings.printing.words import blocks_of, kept
from finsam.pdf.compile import meeting_pdf
from finsam.pdf.document import Column, FactGrid, Paragraph, Row, Table
from finsam.pdf.minutes import Clauses, Intro, Matter, Paper, PaperBlock, PaperPart, Section
from finsam.ui.tables import ShownTable


def dossier_pdf(association: Association, page: DossierPage, *, made_at: datetime) -> bytes:
    """Return the dossier as PDF; the same bytes for the same page and time."""
    blocks: list[PaperBlock] = [*_head(page), *_matters(page)]
    paper = Paper(
        title=page.title, kind="Underlag", association=association.name, foot=association.short_name,
        parts=[PaperPart(page.title, blocks, page.state)],
    )  # fmt: skip
    return meeting_pdf(paper, made_at=made_at)


def _head(page: DossierPage) -> Iterator[PaperBlock]:
    if page.summary:
        yield Intro(page.summary)
    if page.facts:
        yield FactGrid([(kept(fact.term), kept(fact.text)) for fact in page.facts])


def _matters(page: DossierPage) -> Iterator[PaperBlock]:
    texts = [Section(label, list(blocks_of(text))) for label, text in page.texts]
    if page.goals:
        texts.append(
            Section("Mål", [Paragraph(f"{goal}: {target}" if target else goal) for goal, target in page.goals])
        )
    if texts:
        yield Matter("", "Ansökan", texts)
    for group, rows in page.considered:
        body = [Row([one.question, one.word, one.comment or NOTHING]) for one in rows]
        yield Matter("", group or "Överväganden")
        yield Table(
            "", [Column("Fråga", "words"), Column("Svar", "words"), Column("Kommentar", "words")], body, wide=True
        )
    if page.policy:
        yield Matter("", "Finansieringspolicyn", [Section("", list(blocks_of(page.policy)))])
    if page.positions:
        yield Matter("", "Ställningstaganden")
        body = [Row([one.party, one.standing, one.reason or NOTHING]) for one in page.positions]
        yield Table("", [Column("Part", "words"), Column("Står", "words"), Column("Skäl", "words")], body, wide=True)
    yield from _money(page)
    yield _proposal(page)


def _money(page: DossierPage) -> Iterator[PaperBlock]:
    if page.earlier and page.earlier.table:
        yield Matter("", "Tidigare år")
        yield _printed(page.earlier.table)
    if page.money:
        yield Matter("", "Pengarna efter beslutet", [Section("", [Paragraph(one)]) for one in page.money.warnings])
        yield _printed(page.money.table)


def _printed(table: ShownTable) -> Table:
    columns = [Column(column.label, "words" if column.kind == "words" else "number") for column in table.columns]
    rows = [Row([kept(cell.text) for cell in row.cells], row.kind, row.remark) for row in table.rows]
    return Table("", columns, rows, unit="")


def _proposal(page: DossierPage) -> Matter:
    sections = (
        [Section("Förslag", [Clauses("Styrelsen föreslås besluta", list(page.proposal))], "decision")]
        if page.proposal
        else []
    )
    if not page.proposal:
        sections = [
            Section(
                "Förslag", [Paragraph("Förbundschefen lämnar inget förslag utan överlåter beslutet till styrelsen.")]
            )
        ]
    if page.reason:
        sections.append(Section("Skäl", list(blocks_of(page.reason))))
    return Matter("", "Förslag till beslut", sections)
