"""What stands under each label of a §, in the order of the trade."""

from collections.abc import Iterator, Sequence

from finsam.kernel.swedish import capital
from finsam.meetings.minutes_text import AnnexText, BallotText, DecisionLine, ParagraphText, PositionText
from finsam.meetings.printing.words import blocks_of, kept
from finsam.pdf.document import Column, Paragraph, Row, Run, Table
from finsam.pdf.minutes import Clauses, Content, Section

WITHHELD = "Resten av paragrafen är inte med i den här versionen av protokollet."


def sections(paragraph: ParagraphText) -> Iterator[Section]:
    """Return the sections of a §; those with nothing to say are left out."""
    for section in _all(paragraph):
        if section.blocks:
            yield section


def _all(p: ParagraphText) -> Iterator[Section]:
    yield Section("Beslutsunderlag", _underlag(p))
    yield Section("Föredragande", _paragraphs(capital(p.presenters)))
    yield Section("Jäv", _paragraphs(*p.conflicts))
    yield Section("Ärendet" if p.decision else "", [*blocks_of(p.background), *_positions(p.positions)])
    yield Section("", _paragraphs(*p.statements))
    yield Section("Majoritet", _paragraphs(p.majority))
    yield Section("Förslag", _proposal(p))
    yield Section("Yrkanden", _paragraphs(*p.motions))
    for ballot in p.ballots:
        yield Section("Votering", _ballot(ballot))
    yield Section("Beslut", _decision(p), "decision")
    yield Section("Skäl", list(blocks_of(p.reasons)))
    for reservation in p.reservations:
        content = [*_paragraphs(reservation.who), *blocks_of(reservation.text)]
        yield Section("Reservation", content, "reservation")
    yield Section("Protokollsanteckning", list(blocks_of(p.remarks)))
    yield Section("Expedieras", _paragraphs(p.sent_to and capital(p.sent_to)))
    if p.withheld and not (p.background or p.annexes):
        yield Section("", _paragraphs(WITHHELD))


def annex_list(annexes: Sequence[AnnexText]) -> str:
    """Write "Bilaga 9.1 ansökan · 9.2 policy"."""
    said = " · ".join(f"{annex.number}\N{NO-BREAK SPACE}{annex.title}" for annex in annexes)
    return f"Bilaga\N{NO-BREAK SPACE}{said}" if said else ""


def clause_lines(lines: Sequence[str]) -> list[str]:
    """Return att-satser with a comma after each and a full stop after the last."""
    bare = [kept(line).rstrip(" .,;") for line in lines]
    return [f"{line}{',' if place < len(bare) else '.'}" for place, line in enumerate(bare, 1)]


def _underlag(p: ParagraphText) -> list[Content]:
    return _paragraphs(annex_list(p.annexes), p.annexes_note and f"Bilaga {p.annexes_note}.")


def _paragraphs(*texts: str) -> list[Content]:
    return [Paragraph(kept(text)) for text in texts if text]


def _proposal(p: ParagraphText) -> list[Content]:
    if not p.proposal:
        return _paragraphs(p.proposal_note)
    return [Clauses(p.proposal_intro, clause_lines(p.proposal)), *_paragraphs(p.proposal_note)]


def _positions(rows: Sequence[PositionText]) -> list[Content]:
    if not rows:
        return []
    reasons = any(row.reason for row in rows)
    columns = [Column(label, "words") for label in ("Part", "Ställningstagande", *(["Skäl"] if reasons else []))]
    return [Table("", columns, [Row([r.party, r.standing, *([kept(r.reason)] if reasons else [])]) for r in rows])]


def _ballot(ballot: BallotText) -> list[Content]:
    rows = [Row([vote.who, vote.choice]) for vote in ballot.votes]
    table: list[Content] = [Table("", [Column("Namn", "words"), Column("Röst", "words")], rows)] if rows else []
    asked = " ".join(filter(None, [ballot.question, ballot.meaning]))
    return [*_paragraphs(asked), *table, *_paragraphs(ballot.result)]


def _decision(p: ParagraphText) -> list[Content]:
    if not p.decision:
        return []
    ends = clause_lines([line.text for line in p.decision])
    return [Clauses(p.decision_intro, [_marked(end, line) for end, line in zip(ends, p.decision, strict=True)])]


def _marked(written: str, line: DecisionLine) -> list[Run]:
    """The att-sats with its amount in a stronger hand."""
    amount = kept(line.amount)
    if not amount or amount not in written:
        return [Run(written)]
    before, _, after = written.partition(amount)
    return [Run(before), Run(amount, "strong"), Run(after)]
