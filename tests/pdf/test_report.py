"""A report as PDF: conformance, structure, reading order, tables and margins, read back from the bytes."""

import hashlib
import pickle
import re
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pikepdf
import pytest
from pdf_invented import MADE_AT, SVG, TEXT, invented, key_figures, rich
from pdf_reading import Read

from finsam.pdf import document as d
from finsam.pdf.compile import PdfError, report_pdf

HOSTILE = "# $x$ *b* _u_ @a <l> [x] \\ ` // \"q\" “c” -- --- ... ~ /* c */ {y} #import 'z'"
POINTS = 72 / 25.4


@pytest.fixture(scope="module")
def report() -> Read:
    """The rich report, set and read back."""
    return Read(report_pdf(rich(), made_at=MADE_AT))


def read(*parts: d.Part, **fields: object) -> Read:
    """Set an invented document of these parts and read it back."""
    return Read(report_pdf(invented(*parts, **fields), made_at=MADE_AT))


def chapter(*blocks: d.Block) -> d.Part:
    return d.Part("Kapitel", blocks, "1")


def test_says_what_it_is(report: Read) -> None:
    with report.pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Årsredovisning 2031"
    assert report.pdf.Root.Lang == "sv"
    assert report.pdf.Root.MarkInfo.Marked
    assert report.pdf.Root.ViewerPreferences.DisplayDocTitle


def test_carries_its_author_keywords_and_time(report: Read) -> None:
    info = report.pdf.docinfo
    assert info["/Author"] == "Samordningsförbundet Norrälven"
    assert "samordning" in str(info["/Keywords"])
    assert str(info["/CreationDate"]).startswith("D:20320319144200")


def test_every_table_has_heads_for_its_columns(report: Read) -> None:
    tables = report.of("Table")
    assert len(tables) == 3
    assert len(report.of("THead")) == len(tables)
    assert {head.attribute("/Scope") for head in report.of("TH")} == {"/Column"}
    assert all(report.has_text(head) for head in report.of("TH"))


def test_headings_begin_at_one_and_skip_none(report: Read) -> None:
    levels = [int(element.kind[1]) for element in report.of("H1", "H2", "H3")]
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_follow_the_headings(report: Read) -> None:
    with report.pdf.open_outline() as outline:
        names = [item.title for item in outline.root]
        sections = [child.title for item in outline.root for child in item.children]
    assert names == [
        "Innehåll", "Ordföranden har ordet", "1 Förvaltningsberättelse", "2 Tomt kapitel", "3 Ekonomi",
        "Bilaga 1 Härledning",
    ]  # fmt: skip
    assert sections == ["1.1 Verksamheten"]


def test_every_picture_says_what_it_shows(report: Read) -> None:
    assert [str(figure.node.Alt) for figure in report.of("Figure")] == ["Staplar: 125 deltagare", "Breda staplar"]


def test_reads_in_the_order_it_was_written(report: Read) -> None:
    found = [report.pages[3].index(words) for words in ("1000", "1003", "1.1", "Under året", "ett", "två", "Not 1")]
    assert found == sorted(found)


def test_files_are_attached_with_kind_and_relationship(report: Read) -> None:
    files = {str(file.UF): file for file in report.pdf.Root.AF}
    assert sorted(files) == ["tabell-1.csv", "underlag.bin"]
    table, source = files["tabell-1.csv"], files["underlag.bin"]
    assert [str(file.AFRelationship) for file in (table, source)] == ["/Data", "/Source"]
    assert [str(table.EF.F.Subtype), str(table.Desc)] == ["/text/csv", "Tabell 1"]
    assert source.EF.F.read_bytes() == bytes(range(256))


def test_fonts_are_ours_and_embedded(report: Read) -> None:
    descriptors = [o for o in report.pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
    assert descriptors
    assert all("/FontFile3" in o or "/FontFile2" in o for o in descriptors if o.get("/Type") == "/FontDescriptor")
    assert {str(o.FontName).split("+")[-1].split("-")[0] for o in descriptors} == {"LibertinusSerif"}


def test_links_lead_to_the_derivation(report: Read) -> None:
    targets = [a.get("/Dest") for page in report.pdf.pages for a in page.get("/Annots", [])]
    assert sum(target is not None for target in targets) > 6
    assert "h1" in report.pages[-1]


def test_same_bytes_again(report: Read) -> None:
    assert report_pdf(rich(), made_at=MADE_AT) == report.content


def test_same_bytes_in_another_process(report: Read, tmp_path: Path) -> None:
    (tmp_path / "document").write_bytes(pickle.dumps((rich(), MADE_AT)))
    code = (
        "import sys, pickle, hashlib; from pathlib import Path; from finsam.pdf.compile import report_pdf;"
        "document, at = pickle.loads(Path(sys.argv[1]).read_bytes());"
        "print(hashlib.sha256(report_pdf(document, made_at=at)).hexdigest())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "document")]
    there = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    assert there == hashlib.sha256(report.content).hexdigest()


def test_the_cover_has_neither_head_nor_foot(report: Read) -> None:
    assert "sida" not in report.pages[0]
    assert "2031" in report.pages[0]
    assert f"sida 2 ({len(report.pages)})" in report.pages[1]


def test_an_empty_chapter_is_a_page_with_its_name(report: Read) -> None:
    (page,) = [page for page in report.pages[2:] if "Tomt kapitel" in page]
    assert "sida" in page


def test_an_empty_document_is_cover_and_contents() -> None:
    assert len(read().pages) == 2


def test_numbers_keep_together_with_an_unbreakable_space(report: Read) -> None:
    raw = "".join(page.get_textpage().get_text_range() for page in report.drawn)
    assert "\u202f" not in raw
    assert re.search("864[\u00a0 ]171", raw)


def test_hostile_characters_stand_as_themselves() -> None:
    blocks: list[d.Block] = [
        d.Heading(2, HOSTILE, "#1"),
        d.Paragraph(HOSTILE),
        d.Bullets([HOSTILE]),
        d.Plate([HOSTILE], HOSTILE),
        d.FactGrid([("*a*", HOSTILE)]),
        d.Table(HOSTILE, [d.Column("#x", "words"), d.Column("_n_")], [d.Row([HOSTILE, "$1$"])], "[T]"),
        d.Chart(HOSTILE, HOSTILE, SVG),
        d.Paragraph([d.Run(HOSTILE, footnote=HOSTILE), d.Run("x", link='https://example.org/?a="#b"')]),
    ]
    text = read(chapter(*blocks)).text
    assert text.count(HOSTILE) >= 10
    for piece in ("*a*", "#x", "_n_", "$1$", "[T]"):
        assert piece in text


def long_table(rows: int, words: str = "") -> d.Table:
    columns = [d.Column("", "words"), d.Column("År 2031", current=True), d.Column("År 2030")]
    made = [d.Row([f"början{i:03} {words} slutet{i:03}", str(i), "–"]) for i in range(rows)]
    return d.Table("Lång.", columns, made, "Tabell 1", "Kronor")


@pytest.mark.parametrize("beside", [(), key_figures(2)], ids=["alone", "beside the margin"])
def test_300_rows_repeat_the_head_on_every_page(beside: list[d.Block]) -> None:
    pages = [page for page in read(chapter(*beside, long_table(300))).pages if "början" in page]
    assert len(pages) > 5
    assert all("Kronor År 2031 År 2030" in page for page in pages)


def test_no_row_is_broken() -> None:
    whole = read(chapter(long_table(60, "ett långt namn på en insats " * 14)))
    for i in range(60):
        (page,) = [page for page in whole.pages if f"början{i:03}" in page]
        assert f"slutet{i:03}" in page
    assert len(whole.of("THead")) == 1


def collisions(whole: Read) -> list[str]:
    """Text outside the page's edges, and pieces of text over each other."""
    found = []
    for number in range(1, len(whole.pages)):
        lines = whole.lines(number)
        found += [f"{number}: {a}" for a in lines if a[0] < 19 * POINTS or a[2] > 187 * POINTS or a[1] < 15 * POINTS]
        for a, b in combinations(lines, 2):
            width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            if width > 1 and height > 2.5:
                found.append(f"{number}: {a} {b}")
    return found


WORD = "Arbetsmarknadspolitiskarehabiliteringssamordnarorganisationen"


def wide_table(numbers: int, label: str = "Värde") -> d.Table:
    columns = [d.Column("Insats", "words"), *[d.Column(f"{label} {i}") for i in range(numbers)]]
    row = d.Row(["Gemensam samverkansdag", *["−1\u202f234\u202f567"] * numbers])
    return d.Table("Många kolumner.", columns, [row, row])


def each_with_text(count: int) -> list[d.Block]:
    return [block for figure in key_figures(count) for block in (figure, d.Paragraph("Kort."))]


LONG = d.Paragraph(TEXT)
SHORT = d.Paragraph("Kort.")
LAYOUTS: dict[str, list[d.Block]] = {
    "many figures, little text": [*key_figures(15), LONG, LONG],
    "no text before what is wide": [*key_figures(9), wide_table(5), LONG],
    "little text before what is wide": [*key_figures(2), SHORT, wide_table(5), LONG],
    "figures at the foot of a page": [*[LONG] * 6, *key_figures(4), *[LONG] * 4, *key_figures(3), LONG],
    "a figure beside every line": each_with_text(20),
    "long words in the margin": [
        d.MarginNote(WORD, WORD),
        d.KeyFigure("12\u202f345\u202f678\u202f901\u202f234", WORD, "kr"),
    ],
    "long words in the text": [d.Heading(2, WORD * 2, "1.1"), d.Paragraph(WORD * 3), d.FactGrid([(WORD, WORD * 3)])],
    "long words in a table": [d.Table("x", [d.Column(WORD, "words"), d.Column(WORD)], [d.Row([WORD, "1"])])],
    "eight columns": [wide_table(8, "Försäkringskassan")],
    "fourteen columns": [wide_table(14)],
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_collides_or_leaves_the_page(name: str) -> None:
    assert not collisions(read(chapter(*LAYOUTS[name])))


def test_nothing_collides_in_the_report(report: Read) -> None:
    assert not collisions(report)


def test_a_heading_stays_with_the_wide_table_it_belongs_to() -> None:
    blocks = [*key_figures(2), SHORT, d.Heading(2, "Rubriken", "1.1"), d.Heading(3, "Under"), wide_table(5)]
    page = read(chapter(*blocks)).pages[-1]
    assert page.index("1001") < page.index("Rubriken") < page.index("Många kolumner")


def test_what_is_empty_is_set_all_the_same() -> None:
    columns = [d.Column("", "words"), d.Column("")]
    blocks: list[d.Block] = [
        d.Paragraph([]),
        d.Bullets([]),
        d.FactGrid([]),
        d.Plate([]),
        d.Signatures([]),
        d.Derivation([]),
        d.Table("", columns, []),
        d.Table("Tom", columns, [d.Row([""]), d.Row(["Grupp"], "group")], bars=d.Bars([])),
        d.KeyFigure("", ""),
    ]
    assert "Grupp" in read(chapter(*blocks)).text


def test_a_cell_longer_than_a_page_goes_on_overleaf() -> None:
    table = d.Table("x", [d.Column("y", "words")], [d.Row([TEXT * 30 + "slutordet"])])
    whole = read(chapter(table))
    assert "slutordet" in whole.pages[-1]
    assert not collisions(whole)


def test_many_key_figures_are_all_there() -> None:
    text = read(chapter(*key_figures(30), d.Paragraph(TEXT), d.Chart("b", "b", SVG, wide=True))).text
    assert all(text.count(str(1000 + i)) == 1 for i in range(30))


def test_a_broken_picture_is_said_clearly() -> None:
    with pytest.raises(PdfError, match=r"kunde inte sättas.*SVG"):
        read(chapter(d.Chart("b", "b", "<svg")))
