"""The papers are read by those who may, an annex at a time; new files come in as documents of the case."""

import hashlib
from datetime import timedelta

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from meeting_world import COMING
from world import SignedIn

from finsam.cases.models import Case, Document, StoredFile
from finsam.cases.pictures import page_picture
from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import Annex, Item, Meeting, MeetingState, Opened

PATH = f"/sydnarke/moten/{COMING}/handlingar/"
SHEET = '#set document(title: "Prov")\n= Budget\nNio kronor\n#pagebreak()\nTio kronor'


@pytest.fixture
def chair(signed_in: SignedIn, sydnarke: Association) -> Client:
    return signed_in(sydnarke, SeatRole.CHAIR)


@pytest.fixture
def annex(sydnarke: Association) -> Annex:
    with within(sydnarke):
        return Annex.objects.select_related("document").get()


@pytest.fixture
def pdf(sydnarke: Association, annex: Annex) -> bytes:
    """The annex as a PDF of two pages."""
    content = bytes(typst.compile(SHEET.encode()))
    with within(sydnarke):
        file = StoredFile.objects.create(
            association=sydnarke, sha256=hashlib.sha256(content).hexdigest(), name="budget.pdf", pages=2,
            media_type="application/pdf", size=len(content), content=content, text="Nio kronor\nTio kronor",
        )  # fmt: skip
        Document.objects.filter(pk=annex.document_id).update(file=file)
    return content


def test_the_papers_tell_each_item_with_proposal_and_annexes(chair: Client, annex: Annex) -> None:
    page = chair.get(PATH).content.decode()
    assert "<i>att</i> bevilja ansökan" in page
    assert f'href="{PATH}{annex.pk}/"' in page
    assert "§\xa080" in page


def test_opening_is_noted_first_and_last_once_a_person(chair: Client, sydnarke: Association, annex: Annex) -> None:
    chair.get(PATH)
    earlier = timezone.now() - timedelta(days=1)
    with within(sydnarke):
        assert Opened.objects.update(first_at=earlier, last_at=earlier) == 1
    chair.get(PATH)
    chair.get(f"{PATH}{annex.pk}/")
    with within(sydnarke):
        whole, one = Opened.objects.order_by("pk")
    assert (whole.annex_id, one.annex_id) == (None, annex.pk)
    assert whole.first_at == earlier < whole.last_at


def test_an_annex_is_shown_as_text_or_as_pages(chair: Client, annex: Annex, pdf: bytes) -> None:
    pages = chair.get(f"{PATH}{annex.pk}/").content.decode()
    assert "Bilaga 1, sida 2 av 2" in pages
    assert f'src="{PATH}{annex.pk}/fil/?sida=2"' in pages
    assert "Tio kronor" in chair.get(f"{PATH}{annex.pk}/?visa=text").content.decode()
    picture = chair.get(f"{PATH}{annex.pk}/fil/?sida=2")
    assert (picture["Content-Type"], picture.content[8:12]) == ("image/webp", b"WEBP")
    assert chair.get(f"{PATH}{annex.pk}/fil/?sida=3").status_code == 404
    assert chair.get(f"{PATH}{annex.pk}/fil/").content == pdf


def test_what_is_no_pdf_has_no_pictures() -> None:
    with pytest.raises(ValueError, match="går inte att läsa"):
        page_picture(b"hej", 1)


def test_secret_annexes_are_read_by_those_who_may_and_only_named_to_others(
    sydnarke: Association, annex: Annex, signed_in: SignedIn
) -> None:
    with within(sydnarke):
        Document.objects.update(secret=True, secrecy_ground="OSL 26 kap. 1 §", title="Om någon")
    chair, economist = (signed_in(sydnarke, role) for role in (SeatRole.CHAIR, SeatRole.ECONOMIST))
    assert "Om någon" in chair.get(PATH).content.decode()
    assert "Om någon" not in economist.get(PATH).content.decode()
    for path in (f"{PATH}{annex.pk}/", f"{PATH}{annex.pk}/fil/"):
        assert (chair.get(path).status_code, economist.get(path).status_code) == (200, 403)


def test_an_item_of_a_secret_case_tells_nothing_to_those_who_may_not(
    sydnarke: Association, signed_in: SignedIn
) -> None:
    with within(sydnarke):
        Case.objects.update(secret=True, secrecy_ground="OSL 26 kap. 1 §")
        Item.objects.filter(case__isnull=False).update(title="Om någon", background="Något känsligt")
    for path in (PATH, f"/sydnarke/moten/{COMING}/"):
        shown = signed_in(sydnarke, SeatRole.ECONOMIST).get(path).content.decode()
        assert "Om någon" not in shown
        assert "Något känsligt" not in shown
        assert "bevilja ansökan" not in shown
        assert "Sekretess, " in shown


def test_papers_of_a_draft_are_for_those_who_make_it(sydnarke: Association, signed_in: SignedIn, annex: Annex) -> None:
    with within(sydnarke):
        Meeting.objects.filter(held_on=COMING).update(state=MeetingState.PLANNED, called_at=None)
    chair, director = (signed_in(sydnarke, role) for role in (SeatRole.CHAIR, SeatRole.DIRECTOR))
    assert chair.get(PATH).status_code == 302
    assert chair.get(f"{PATH}{annex.pk}/").status_code == 404
    assert director.get(PATH).status_code == 200


def test_the_text_of_a_paper_cannot_bring_markup(chair: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        Item.objects.filter(meeting__held_on=COMING).update(background="<script>alert(1)</script> [x](javascript:y)")
    page = chair.get(PATH).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


# New files


def uploading(client: Client, item: Item, name: str, content: bytes, title: str = "") -> int:
    path = f"/sydnarke/moten/{COMING}/dagordning/{item.pk}/fil/"
    return client.post(path, {"paper": SimpleUploadedFile(name, content), "title": title}).status_code


def test_a_new_file_is_registered_in_the_items_case_and_attached(sydnarke: Association, signed_in: SignedIn) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        item = Item.objects.get(meeting__held_on=COMING, case__isnull=False)
        own = Item.objects.filter(meeting__held_on=COMING, case=None).first()
    assert uploading(director, item, "rapport_2030.txt", b"Rapporten.") == 302
    assert uploading(director, own, "lag.txt", b"Lagen.", "Lagen i fulltext") == 302
    with within(sydnarke):
        assert [a.document.case for a in item.annexes.order_by("position")] == [item.case, item.case]
        annex = own.annexes.get()
        assert (annex.document.title, annex.document.case.kind) == ("Lagen i fulltext", "meeting")
        assert Meeting.objects.get(held_on=COMING).case == annex.document.case


@pytest.mark.parametrize(
    ("name", "content"), [("tom.pdf", b""), ("trasig.pdf", b"%PDF-1.4 trasig"), ("program.exe", b"MZ\x90\x00\x03")]
)
def test_a_file_that_cannot_be_kept_is_refused_and_nothing_is_registered(
    name: str, content: bytes, sydnarke: Association, signed_in: SignedIn
) -> None:
    with within(sydnarke):
        item = Item.objects.filter(meeting__held_on=COMING).first()
    assert uploading(signed_in(sydnarke, SeatRole.DIRECTOR), item, name, content) == 422
    with within(sydnarke):
        assert Meeting.objects.get(held_on=COMING).case is None
        assert not item.annexes.exists()
