"""The papers of a meeting: what is refused before they are set, and how their parts are set."""

from datetime import UTC, datetime

import pytest
from pdf_reading import Read

from finsam.pdf.compile import PdfError, meeting_pdf
from finsam.pdf.document import Chart, Paragraph
from finsam.pdf.minutes import Check, Clauses, Matter, Paper, PaperBlock, PaperPart, Section

AT = datetime(2031, 3, 19, 14, 42, tzinfo=UTC)


def paper(*blocks: PaperBlock, **fields: object) -> Paper:
    return Paper(**{"title": "Protokoll", "kind": "Protokoll", "association": "Norrälven", "foot": "Norrälven",
                    "parts": [PaperPart("Ärenden", blocks)]} | fields)  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (paper(title=" "), "saknar title"),
        (paper(language=""), "saknar language"),
        (paper(parts=[PaperPart(" ", [])]), "saknar rubrik"),
        (paper(Matter("§ 1", "")), "§ 1 saknar rubrik"),
        (paper(Chart("Tid", " ", "<svg/>")), "saknar text som säger vad det visar"),
        (paper(Check("<svg/>", "", "u", "u", "c", [])), "Koden saknar text"),
    ],
)
def test_what_nobody_could_read_is_refused(broken: Paper, said: str) -> None:
    with pytest.raises(PdfError, match=said):
        meeting_pdf(broken, made_at=AT)


def test_a_paper_of_nothing_is_a_page_with_its_title() -> None:
    assert len(Read(meeting_pdf(paper(), made_at=AT)).pages) == 1


def test_the_page_a_paragraph_goes_on_to_says_which() -> None:
    long = Section("Ärendet", [Paragraph("Ord och åter ord om vattnet. " * 30)] * 6)
    read = Read(meeting_pdf(paper(Matter("§ 7", "Långt", [long]), Matter("§ 8", "Kort")), made_at=AT))
    assert "§ 7 fortsätter" not in read.pages[0]
    assert "§ 7 fortsätter" in read.pages[1]


def test_a_decision_of_many_clauses_breaks_between_pages_when_it_must() -> None:
    clauses = Clauses("Styrelsen beslutar", [f"göra sak nummer {n}, som tar en rad på sidan" for n in range(90)])
    read = Read(meeting_pdf(paper(Matter("§ 7", "Många", [Section("Beslut", [clauses], "decision")])), made_at=AT))
    assert len(read.pages) > 1
    assert all(f"nummer {n}," in read.text for n in range(90))
