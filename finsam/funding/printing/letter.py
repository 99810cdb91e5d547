"""The letter that tells an applicant what the board decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from finsam.meetings.printing.words import blocks_of
from finsam.pdf.compile import meeting_pdf
from finsam.pdf.document import FactGrid, Paragraph
from finsam.pdf.minutes import Clauses, Intro, Matter, Paper, PaperPart, Section


@dataclass(frozen=True)
class LetterText:
    """A letter in words: who to, what about, what was decided and why, what comes next."""

    association: str
    short_name: str
    title: str  # "Besked om ansökan: Coachingteamet 2022"
    to: str
    dated: str
    facts: Sequence[tuple[str, str]]
    intro: str
    decided: Sequence[str]  # att-satser, without "att"
    decided_by: str  # "Styrelsen beslutade 19 november 2021, § 70"
    reasons: str
    what_next: Sequence[str]
    mark: str = ""  # "Protokollet är inte justerat än"


def letter_pdf(text: LetterText, *, made_at: datetime) -> bytes:
    """Return the letter as PDF; the same bytes for the same words and time."""
    sections = [Section("Beslut", [Clauses(text.decided_by, list(text.decided))], "decision")]
    if text.reasons:
        sections.append(Section("Skäl", list(blocks_of(text.reasons))))
    if text.what_next:
        sections.append(Section("Nästa steg", [Paragraph(one) for one in text.what_next]))
    part = PaperPart(
        text.title, [Intro(text.intro), FactGrid(text.facts), Matter("", text.to, sections)],
        f"{text.association}, {text.dated}",
    )  # fmt: skip
    paper = Paper(
        title=text.title, kind="Besked", association=text.association, foot=text.short_name, parts=[part],
        state=text.mark,
    )  # fmt: skip
    return meeting_pdf(paper, made_at=made_at)
