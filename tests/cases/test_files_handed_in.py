"""What files are taken, how they are read, and how the rest are refused."""

import io
import zipfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
import typst
from django.conf import LazySettings

from finsam.cases.files import Incoming, check_file, check_size, store_file, title_of
from finsam.cases.models import StoredFile
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput
from finsam.kernel.identity import holds_identity_number

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9"
NUMBER = "811228-9874"  # made for tests by Skatteverket: nobody has it


@cache
def pdf(text: str = "Styrelsens verksamhetsplan", *, password: str | None = None) -> bytes:
    """A PDF of two pages with the text on the first; made once, since the time stands in it."""
    made = typst.compile(f"#set document(title: [Prov])\n{text}\n#pagebreak()\nSida två".encode())
    if password is None:
        return made
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="agare", user=password))
    return locked.getvalue()


def word(*paragraphs: str) -> bytes:
    document, written = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = "Tabellens ruta"
    document.save(written)
    return written.getvalue()


def excel() -> bytes:
    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


def packed(parts: dict[str, bytes], *, compressed: bool = False) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


POWERPOINT = packed({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})
OPEN_DOCUMENT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<c/>"})
MACROS = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"})

TAKEN = {
    "plan.pdf": (pdf, "application/pdf"),
    "brev.docx": (lambda: word("Hej"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "budget.xlsx": (excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "bilder.pptx": (
        lambda: POWERPOINT,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "brev.odt": (lambda: OPEN_DOCUMENT, "application/vnd.oasis.opendocument.text"),
    "bild.png": (lambda: PNG, "image/png"),
    "bild.jpeg": (lambda: JPEG, "image/jpeg"),
    "anteckning.txt": ("Åtta åar".encode, "text/plain"),
    "gammal.txt": (lambda: "Åtta åar".encode("cp1252"), "text/plain"),
    "tal.csv": (lambda: b"a;b\n1;2\n", "text/csv"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_is_what_its_bytes_are(name: str) -> None:
    make, media_type = TAKEN[name]
    assert (check_file(Incoming(name, make())).media_type, check_file(Incoming(name, make())).name) == (
        media_type,
        name,
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("plan.txt", "plan.pdf"),
        ("plan.exe", "plan.exe.pdf"),
        ("plan", "plan.pdf"),
        ("Plan 1.2", "Plan 1.2.pdf"),
        (r"C:\Mina\plan.pdf", "plan.pdf"),
        ("../../etc/plan.PDF", "plan.PDF"),
        ('a"b\n<c>.pdf', "a_b_c_.pdf"),
        ("", "namnlös.pdf"),
    ],
)
def test_the_name_is_made_plain_and_says_what_the_file_is(said: str, kept: str) -> None:
    assert check_file(Incoming(said, pdf())).name == kept


def test_text_and_pages_are_read() -> None:
    plan = check_file(Incoming("a.pdf", pdf("Om finansiering av Mottagningsteamet")))
    assert plan.pages == 2
    assert "Mottagningsteamet" in plan.text
    letter = check_file(Incoming("a.docx", word("Ansökan om medel")))
    assert "Ansökan om medel" in letter.text
    assert "Tabellens ruta" in letter.text
    assert check_file(Incoming("a.txt", "Åar".encode("cp1252"))).text == "Åar"


REFUSED = {
    "empty": ("a.pdf", b"", "Filen är tom"),
    "encrypted": ("a.pdf", pdf(password="hemligt"), "PDF-filen är krypterad"),
    "encrypted, but opens": ("a.pdf", pdf(password=""), "PDF-filen är krypterad"),
    "broken": ("a.pdf", pdf()[:300], "PDF-filen är skadad"),
    "only says so": ("a.pdf", b"%PDF-1.7\nnej", "PDF-filen är skadad"),
    "page": ("a.txt", b"<!doctype html><p>Hej", "Webbsidor, SVG och XML tas inte emot"),
    "page called pdf": ("a.pdf", b" <html><script>alert(1)</script>", "Webbsidor, SVG och XML tas inte emot"),
    "script further in": ("a.txt", b"Hej\n<script>alert(1)</script>", "Webbsidor, SVG och XML tas inte emot"),
    "drawing": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Webbsidor, SVG och XML tas inte emot"),
    "program": ("a.exe", b"MZ\x90\0" + bytes(60), "Filen är ett program"),
    "program called pdf": ("a.pdf", b"MZ\x90\0" + bytes(60), "Filen är ett program"),
    "old Office": ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(60), "äldre Office-fil"),
    "archive": ("a.zip", packed({"a.txt": b"a"}), "Packade filer tas inte emot"),
    "macros": ("a.docm", MACROS, "innehåller makron"),
    "torn": ("a.docx", word("Hej")[:500], "går inte att packa upp"),
    "not Word inside": (
        "a.docx",
        packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w"}),
        "Word-filen är skadad",
    ),
    "anything": ("a.bin", bytes(range(256)), "Filtypen tas inte emot"),
    "number in the name": (f"Ansökan {NUMBER}.pdf", pdf(), "Filens namn ser ut att innehålla ett personnummer"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_must_not_be_kept_is_refused_in_words(why: str) -> None:
    name, content, said = REFUSED[why]
    with pytest.raises(BadInput) as refused:
        check_file(Incoming(name, content))
    assert said in str(refused.value)
    assert NUMBER not in str(refused.value)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(401_000_000)}, compressed=True)
    assert len(bomb) < 1_000_000
    with pytest.raises(BadInput, match="orimligt stor"):
        check_file(Incoming("a.docx", bomb))


def test_a_file_too_large_is_told_its_size_and_the_bound(settings: LazySettings) -> None:
    with pytest.raises(BadInput, match="Filen är på 200\xa0MB och får vara på högst 50\xa0MB"):
        check_size("stor.pdf", 200_000_000)
    settings.MOST_FILE_BYTES = 10
    with pytest.raises(BadInput, match="stor.txt: Filen är på"):
        check_file(Incoming("stor.txt", b"12345678901"))


def test_an_identity_number_in_a_text_is_told_of_and_does_not_stop_a_public_document() -> None:
    assert "sekretess" in check_file(Incoming("a.txt", f"Hej {NUMBER}".encode())).warnings[0]
    assert "sekretess" in check_file(Incoming("a.pdf", pdf(f"Den sökande, {NUMBER}."))).warnings[0]
    assert check_file(Incoming("a.txt", b"OCR 811228-9875, tel 0581-81 00 00")).warnings == ()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("811228-9874", True),
        ("198112289874", True),
        ("8112289874", True),
        ("811228+9874", True),
        ("811288-9874", False),
        ("701063-2391", True),  # a coordination number: the day plus 60
        ("232100-0131", False),  # an authority's
        ("18112289874", False),
    ],
)
def test_identity_numbers_are_told_from_other_numbers_by_their_check_digit(text: str, holds: bool) -> None:
    assert holds_identity_number(text) is holds


def test_the_same_bytes_are_kept_once_in_an_association(sydnarke: Association, sofint: Association) -> None:
    with within(sydnarke):
        first = store_file(association=sydnarke, incoming=Incoming("a.txt", b"Samma"))
        assert store_file(association=sydnarke, incoming=Incoming("b.txt", b"Samma")) == first
        assert bytes(StoredFile.objects.get(pk=first.pk).content) == b"Samma"
        assert first.name == "a.txt"
    with within(sofint):
        assert store_file(association=sofint, incoming=Incoming("a.txt", b"Samma")) != first


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("protokoll_2021-11-19.pdf", "Protokoll 2021-11-19"),
        ("verksamhetsplan-och-budget.docx", "Verksamhetsplan och budget"),
        (str(Path("mapp") / "Svar på remiss.pdf"), "Svar på remiss"),
        ("Bilaga 1.2 – budget.xlsx", "Bilaga 1.2 – budget"),
    ],
)
def test_a_title_is_proposed_from_the_name(name: str, title: str) -> None:
    assert title_of(name) == title
