"""Extracts: §§ of adjusted minutes, certified by password, never kept but told of in the trail."""

import pypdfium2
import pytest
from adjusting import PASSWORD
from django.test import Client
from meeting_world import ANNOUNCED, HELD
from world import SignedIn

from finsam.core.models import Association, AuditEntry, Person, SeatRole
from finsam.core.tenancy import within

PAGE = f"/sydnarke/moten/{ANNOUNCED}/utdrag/"


@pytest.fixture
def director(sydnarke: Association, signed_in: SignedIn) -> Client:
    """The director, with a password."""
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    person = Person.objects.get(email="director@finsam.test")
    person.set_password(PASSWORD)
    person.save()
    browser.force_login(person)
    return browser


def words(pdf: bytes) -> str:
    """The text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_the_chosen_paragraphs_are_certified_in_the_name_of_whoever_asks(
    director: Client, sydnarke: Association
) -> None:
    answer = director.post(f"{PAGE}fil/", {"numbers": ["2"], "password": PASSWORD})
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    text = words(answer.content)
    assert "Projektansökan Mottagningsteamet" in text
    assert "Flod Dammgren" in text
    assert "Mötets öppnande" not in text
    with within(sydnarke):
        entry = AuditEntry.objects.get(action="meetings.extract.certified")
        assert (entry.detail, entry.by.name) == ({"numbers": [2]}, "Flod Dammgren")


def test_the_address_chooses_the_paragraphs_that_exist(director: Client) -> None:
    text = director.get(f"{PAGE}?p=2&p=77&p=hej").content.decode()
    assert text.count("checked") == 1


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({"numbers": [], "password": PASSWORD}, "Välj minst en paragraf"),
        ({"numbers": ["99"], "password": PASSWORD}, "Protokollet har inte § 99"),
        ({"numbers": ["2"], "password": ""}, "Skriv ditt lösenord"),
        ({"numbers": ["2"], "password": "fel"}, "Lösenordet stämmer inte"),
    ],
)
def test_an_extract_is_refused_in_words_and_the_choice_is_kept(
    director: Client, sydnarke: Association, sent: dict[str, object], word: str
) -> None:
    answer = director.post(f"{PAGE}fil/", sent)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert answer.content.decode().count("checked") == (1 if sent["numbers"] == ["2"] else 0)
    with within(sydnarke):
        assert not AuditEntry.objects.filter(action="meetings.extract.certified").exists()


def test_minutes_that_are_not_adjusted_give_no_extract(director: Client) -> None:
    page = f"/sydnarke/moten/{HELD}/utdrag/"
    assert "när protokollet är justerat" in director.get(page).content.decode()
    answer = director.post(f"{page}fil/", {"numbers": ["2"], "password": PASSWORD})
    assert answer.status_code == 422


def test_only_those_who_keep_the_meetings_make_extracts(sydnarke: Association, signed_in: SignedIn) -> None:
    chair = signed_in(sydnarke, SeatRole.CHAIR)
    assert chair.get(PAGE).status_code == 403
    assert chair.post(f"{PAGE}fil/").status_code == 403
