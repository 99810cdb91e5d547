"""The reading copy: the calling, the agenda and every annex in one PDF, whatever the annexes are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
import typst
from papers import AT
from pdf_reading import Read
from pytest_django import DjangoAssertNumQueries
from sofint_meeting import paper, sofint_meeting

from finsam.cases.models import StoredFile
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.meetings.models import Annex, Item, Meeting
from finsam.meetings.printing import calling_pdf
from finsam.meetings.records import read_record

LATE = datetime(2021, 11, 12, 9, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def meeting(sofint: Association) -> Iterator[Meeting]:
    with within(sofint):
        yield Meeting.objects.get(pk=sofint_meeting(sofint).pk)


def copy_of(meeting: Meeting) -> Read:
    return Read(calling_pdf(read_record(meeting.association, meeting), made_at=AT))


def put(meeting: Meeting, number: int, content: bytes, media_type: str = "application/pdf", name: str = "fil") -> None:
    """Let the first annex of the § be another file."""
    annex = Annex.objects.filter(item__meeting=meeting, item__number=number).first()
    StoredFile.objects.filter(documents=annex.document).update(content=content, media_type=media_type, name=name)


def changed(content: bytes, **keys: object) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            for key, value in keys.items():
                page.obj[f"/{key}"] = value
        pdf.save(out)
    return out.getvalue()


def bookmarks(items: object) -> list[object]:
    return [(re.sub(r"\s", " ", item.title), bookmarks(item.children)) for item in items]


def test_every_page_is_numbered_over_the_whole(meeting: Meeting) -> None:
    read = copy_of(meeting)
    total = len(read.pages)
    assert total > 40
    for number, page in enumerate(read.pages, 1):
        assert f"sida {number} ({total})" in page
    assert "Bilaga 9.3 Prop. 2002/03:132, s. 52–54" in re.sub(r"\s", " ", read.text)


def test_bookmarks_lead_to_every_item_and_annex(meeting: Meeting) -> None:
    read = copy_of(meeting)
    with read.pdf.open_outline() as outline:
        (calling, _), (agenda, items) = bookmarks(outline.root)
        target = outline.root[1].children[3].children[1].destination[0]
    assert (calling, agenda) == ("Kallelse", "Föredragningslista")
    assert [title for title, _ in items][3] == "§ 65 Ekonomisk rapport 1 januari – 31 oktober"
    assert [title for title, _ in items[3][1]][1] == "Bilaga 1.2 Balansräkning"
    page = [p.obj.objgen for p in read.pdf.pages].index(target.objgen)
    assert read.pages[page].startswith("Balansräkning") or "Bilaga 1.2 Balansräkning" in read.pages[page]


def test_annexes_in_the_agenda_are_links_within_the_file(meeting: Meeting) -> None:
    read = copy_of(meeting)
    actions = [a.A for page in read.pdf.pages for a in page.obj.get("/Annots", []) if "/A" in a]
    assert sum(action.S == "/GoTo" for action in actions) == 20
    assert not any(str(action.get("/URI", "")).startswith("annex:") for action in actions)


def test_says_what_it_is_and_claims_no_more(meeting: Meeting) -> None:
    read = copy_of(meeting)
    assert read.pdf.Root.Lang == "sv"
    with read.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Kallelse styrelsen SOFINT 2021-11-19"
        assert "pdfaid:part" not in metadata
        assert "pdfuaid:part" not in metadata


def test_pages_made_by_others_are_read_under_their_name(meeting: Meeting) -> None:
    read = copy_of(meeting)
    sections = [str(section.node.T) for section in read.of("Sect")]
    assert sections[0] == "Bilaga 1.1 Resultaträkning"
    assert len(sections) == 20
    parents = pikepdf.NumberTree(read.pdf.Root.StructTreeRoot.ParentTree)
    for page in read.pdf.pages:
        assert int(page.obj.StructParents) in parents


def test_what_came_after_the_calling_is_marked(meeting: Meeting) -> None:
    Annex.objects.filter(item__meeting=meeting, item__number=70).update(added_at=LATE)
    Item.objects.filter(meeting=meeting, number=76).update(added_at=LATE)
    text = re.sub(r"\s", " ", copy_of(meeting).text)
    assert "6 Projektansökan Coachingteamet 2022, tillagd 12 november" in text
    assert "Handlingsplan SOFINT tillagd 12 november" in text
    assert text.count("tillagd") == 2


@pytest.mark.parametrize(
    ("content", "media_type", "said"),
    [
        (b"PK\x03\x04", WORD, "Filen är ingen PDF och ligger på mötets sida."),
        (b"%PDF-1.7 trasig", "application/pdf", "Filen är skadad och kan inte läsas."),
        (b"", "application/pdf", "Filen är skadad och kan inte läsas."),
        (paper("Halv")[:700], "application/pdf", "Filen är skadad och kan inte läsas."),
        (b"GIF89a", "image/gif", "Bilden kan inte visas här."),
    ],
)
def test_what_cannot_be_put_in_gets_a_page_that_says_so(
    meeting: Meeting, content: bytes, media_type: str, said: str
) -> None:
    put(meeting, 66, content, media_type, "budget.bin")
    read = copy_of(meeting)
    page = next(page for page in read.pages if said in page)
    assert "budget.bin" in page
    assert "/sofint/moten/2021-11-19/" in page


def test_a_file_with_a_password_gets_a_page_that_says_so(meeting: Meeting) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(paper("Hemlig"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    put(meeting, 66, out.getvalue())
    assert "Filen är skyddad med lösenord." in copy_of(meeting).text


def test_a_document_without_file_gets_a_page_that_says_so(meeting: Meeting) -> None:
    annex = Annex.objects.filter(item__meeting=meeting, item__number=66).get()
    type(annex.document).objects.filter(pk=annex.document.pk).update(file=None)
    assert "Den här bilagan finns inte som fil." in copy_of(meeting).text


def test_a_picture_becomes_a_page(meeting: Meeting) -> None:
    put(meeting, 66, typst.compile(b"#set page(width: 80pt, height: 50pt)\nx", format="png"), "image/png", "karta.png")
    read = copy_of(meeting)
    with read.pdf.open_outline() as outline:
        page = outline.root[1].children[4].children[0].destination[0]
    assert page.Resources.XObject.Content.Resources.XObject.keys()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_strip_stands_at_the_foot_as_seen_and_covers_nothing(meeting: Meeting, turned: int) -> None:
    put(meeting, 66, changed(paper("Vriden"), Rotate=turned, CropBox=pikepdf.Array([20, 30, 500, 700])))
    read = copy_of(meeting)
    at = next(n for n, page in enumerate(read.pages) if "Vriden" in page)
    shown = read.drawn[at]
    width, height = shown.get_size()
    drawn = shown.render(scale=1, grayscale=True)
    rows = [bytes(drawn.buffer)[drawn.stride * y : drawn.stride * y + drawn.width] for y in range(drawn.height)]
    assert sorted((width, height)) == pytest.approx(sorted(
        (480 + (34 + 26) * 0.85 * (turned in {90, 270}), 670 + (34 + 26) * 0.85 * (turned in {0, 180}))
    ), abs=1)  # fmt: skip
    assert min(min(row) for row in rows[-18:]) < 200  # words and number
    assert min(min(row[:20]) for row in rows[-18:]) == 255


def test_what_acts_is_left_out(meeting: Meeting) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]),
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://exempel.se"), AA=pikepdf.Dictionary(E=action),
    )  # fmt: skip
    script = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action
    )
    put(meeting, 66, changed(paper("Farlig"), Annots=pikepdf.Array([link, script]), AA=pikepdf.Dictionary(O=action)))
    content = copy_of(meeting).content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert not any(isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/JavaScript" for o in pdf.objects)
        uris = [str(a.A.URI) for p in pdf.pages for a in p.obj.get("/Annots", []) if "/A" in a and "/URI" in a.A]
    assert "https://exempel.se" in uris


def test_the_same_bytes_and_two_queries(meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    record = read_record(meeting.association, meeting)
    with django_assert_num_queries(1):
        first = calling_pdf(record, made_at=AT)
    assert calling_pdf(record, made_at=AT) == first


def test_an_agenda_without_items_is_a_calling(meeting: Meeting) -> None:
    Item.objects.filter(meeting=meeting).delete()
    read = copy_of(meeting)
    assert len(read.pages) == 1
    assert "sida 1 (1)" in read.text
    assert "Hälla Forsdotter" in read.text
