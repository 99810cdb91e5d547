"""A claim as a paper for the diary: what was claimed, for what, and where it is to be paid."""

from datetime import datetime

from finsam.core.models import Association
from finsam.funding.models import Claim
from finsam.funding.queries.claim_words import payee_words, period_words
from finsam.funding.rules.claim_accounts import written_account
from finsam.kernel.swedish import day, kr
from finsam.pdf.compile import meeting_pdf
from finsam.pdf.document import Column, FactGrid, Row, Table
from finsam.pdf.minutes import Intro, Paper, PaperBlock, PaperPart


def claim_pdf(association: Association, claim: Claim, *, sent_by: str, made_at: datetime) -> bytes:
    """Return the claim as PDF. Its grant, with application and intervention, and its lines are read."""
    application, lines = claim.grant.application, list(claim.lines.all())
    title = f"Rekvisition {claim.number}: {claim.grant.intervention.title}"
    grid = [
        ("Projektägare", application.applicant),
        ("Insats", claim.grant.intervention.title),
        ("Diarienummer", application.case.diary_number if application.case else ""),
        ("Period", period_words(claim)),
        ("Betalas till", f"{payee_words(claim)} {written_account(claim.payee_kind, claim.payee_account)}"),
        ("Referens", claim.payee_reference),
        ("Inlämnad", f"{day(made_at.date())} av {sent_by}"),
    ]
    rows = [Row([line.get_kind_display(), line.text or "–", kr(line.amount_ore)]) for line in lines]
    rows.append(Row(["Summa", "", kr(sum(line.amount_ore for line in lines))], "total"))
    columns = [Column("Kostnadsslag", "words"), Column("Vad", "words"), Column("Belopp")]
    blocks: list[PaperBlock] = [FactGrid([g for g in grid if g[1]]), Table("", columns, rows, wide=True)]
    if claim.remark:
        blocks.append(Intro(claim.remark))
    part = PaperPart(title, blocks, f"{association.name}, {period_words(claim)}")
    foot = f"{association.short_name} · rekvisition {claim.number}"
    paper = Paper(title=title, kind="Rekvisition", association=association.name, foot=foot, parts=[part])
    return meeting_pdf(paper, made_at=made_at)
