"""An agreement as a printed document: PDF/A-3a and PDF/UA-1; signed, with the page of evidence and what was signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from finsam.funding.queries.agreement_content import Sheet, sheet_of
from finsam.funding.rules import agreement_blocks as blocks
from finsam.funding.rules.agreement_text import AMOUNTS
from finsam.pdf.compile import report_pdf
from finsam.pdf.document import (
    Attachment,
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Paragraph,
    Part,
    Row,
    Run,
    Signatory,
    Signatures,
    Table,
)
from finsam.signing.content import canonical
from finsam.signing.pages import moment
from finsam.signing.printing import APPROVALS, SAME_CONTENT, approvals_table, check_block
from finsam.signing.queries import Evidence, EvidenceRow

DRAFT, COPY = "Utkast. Inte undertecknat", "Utskrift av ett avtal som undertecknats på papper"
"""What stands in the head of every page that is not sealed."""
APPROVED = "Det undertecknade innehållet i kanonisk form. Dess SHA-256 är kontrollsumman som båda har godkänt"
REMARK = "Det godkända innehållet ligger i filen innehall.json, bifogad det här dokumentet."


@dataclass(frozen=True)
class Issuer:
    """Whose document it is."""

    name: str
    short: str


def printed_agreement(
    content: Mapping[str, Any],
    issuer: Issuer,
    *,
    made_at: datetime,
    evidence: Evidence | None = None,
    mark: str = DRAFT,
) -> bytes:
    """Return the agreement as PDF; the same bytes for the same content and time. Without evidence it bears the mark."""
    sheet = sheet_of(content)
    document = Document(
        title=sheet.title,
        kind="Tillägg till avtal" if content["amends"] else "Avtal",
        year=str(content["from"])[:4],
        association=issuer.name,
        short=issuer.short,
        cover=None,
        parts=[Part(sheet.title, list(_blocks(sheet, evidence)), subtitle=sheet.about), *_evidence(sheet, evidence)],
        attachments=[Attachment("innehall.json", "application/json", APPROVED, canonical(content))] if evidence else [],
        keywords=["samordningsförbund", "finansiell samordning", "avtal"],
        mark="" if evidence else mark,
    )
    return report_pdf(document, made_at=made_at)


def _blocks(sheet: Sheet, evidence: Evidence | None) -> Iterator[Block]:
    for block in sheet.blocks:
        match block:
            case blocks.Heading(level, text, number):
                yield Heading(level, text, number)
            case blocks.Paragraph(words):
                yield Paragraph(_runs(words))
            case blocks.Bullets(items, ordered):
                yield Bullets([_runs(item) for item in items], ordered)
            case blocks.Place(kind):
                yield _amounts(sheet) if kind == AMOUNTS else _reports(sheet)
    given = {row.name: row for row in evidence.rows} if evidence else {}
    yield Signatures(
        [_signatory(*side, given) for side in sheet.sides],
        "Avtalet finns i ett exemplar, som båda parter har tillgång till." if evidence else "",
    )


def _signatory(of: str, name: str, role: str, given: Mapping[str, EvidenceRow]) -> Signatory:
    row = given.get(name)
    return Signatory(f"{role}, {of}" if role else of, name, f"Godkänt {moment(row.at)}" if row else "")


def _amounts(sheet: Sheet) -> Table:
    rows = [Row([year, ore]) for year, ore in sheet.amounts]
    return Table(
        "Belopp per år.", [Column("År", "words"), Column("Kronor")], [*rows, Row(["Summa", sheet.total], "sum")]
    )


def _reports(sheet: Sheet) -> Table:
    columns = [Column(label, "words") for label in ("Rapport", "Period", "Senast")]
    return Table("Rapporter.", columns, [Row(list(one)) for one in sheet.reports])


def _runs(words: Sequence[blocks.Words]) -> list[Run]:
    return [Run(one.text, one.style) for one in words]


def _evidence(sheet: Sheet, evidence: Evidence | None) -> list[Part]:
    if evidence is None:
        return []
    intro = Paragraph(f"{sheet.title} {SAME_CONTENT}")
    return [Part(APPROVALS, [intro, approvals_table(evidence), check_block(evidence, REMARK)])]
