"""What the program proposes to leave out of public minutes, and what the secretary decides (R27)."""

import pytest
from meeting_world import ANNOUNCED
from world import SignedIn

from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import Item, Masking
from finsam.meetings.rules.masking import EMAIL, GUEST, IDENTITY, PHONE, PRIVATE, UNDER_SECRECY, proposals

PATH = "/sydnarke/moten/2024-11-22/maskning/"


def found(text: str, **more: list[str]) -> list[tuple[str, str]]:
    """What is proposed in a text."""
    return [(proposal.phrase, proposal.why) for proposal in proposals([text], **more)]


@pytest.mark.parametrize(
    ("text", "phrase", "why"),
    [
        ("Ärendet gäller 850101-1234.", "850101-1234", IDENTITY),
        ("Ärendet gäller 19850101-1234.", "19850101-1234", IDENTITY),
        ("Ärendet gäller 8501611234 (samordningsnummer).", "8501611234", IDENTITY),
        ("Över hundra år: 250101+1234", "250101+1234", IDENTITY),
        ("Ring 070-123 45 67.", "070-123 45 67", PHONE),
        ("Ring 0701234567.", "0701234567", PHONE),
        ("Ring +46 70 123 45 67.", "+46 70 123 45 67", PHONE),
        ("Ring 019-602 10 00.", "019-602 10 00", PHONE),
        ("Skriv till droppa.alv@exempel.se.", "droppa.alv@exempel.se", EMAIL),
        ("Enligt Droppa Älvsdotter finns inget att invända.", "Droppa Älvsdotter", PRIVATE),
        ("Enligt Ström Bäck-Forsberg är det klart.", "Ström Bäck-Forsberg", PRIVATE),
    ],
)
def test_numbers_addresses_and_names_are_proposed(text: str, phrase: str, why: str) -> None:
    assert found(text) == [(phrase, why)]


@pytest.mark.parametrize(
    "text",
    [
        "Resultatet är −221 930 kr mot budgeterat −945 104 kr.",
        "SOFINT 2021-41, mötet 2021-11-19 kl. 09.00–12.00.",
        "Orgnr 222000-1234 och plusgiro 12 34 56-7.",
        "Region Örebro län och Lindesbergs kommun.",
        "§§ 62–79, bilaga 1.1–1.3.",
        "Lagen (2003:1210) och prop. 2002/03:132.",
        "Projektansökan Metodutveckling Personliga ombud.",
        "Arbetsförmedlingen tar inte ställning. Försäkringskassan är emot.",
    ],
)
def test_amounts_dates_and_organisations_are_not(text: str) -> None:
    assert found(text) == []


def test_those_with_a_seat_keep_their_names() -> None:
    text = "Ordföranden Droppa Älvsdotter reserverar sig. Ledamoten Källa Sjöblad frågade."
    assert found(text, keep=["Droppa Älvsdotter"]) == [("Källa Sjöblad", PRIVATE)]


def test_guests_and_documents_under_secrecy_are_proposed_whatever_the_text_says() -> None:
    assert found("", guests=["Å Dimfors"], secret=["Utredning om anställd"]) == [
        ("Utredning om anställd", UNDER_SECRECY),
        ("Å Dimfors", GUEST),
    ]


def test_a_phrase_is_proposed_once() -> None:
    assert found("Ring 070-123 45 67. Eller 070-123 45 67.") == [("070-123 45 67", PHONE)]


@pytest.fixture
def told(sydnarke: Association) -> Item:
    """A § with a name and a number in it."""
    with within(sydnarke):
        item = Item.objects.filter(association=sydnarke, meeting__held_on=ANNOUNCED).last()
        Item.objects.filter(pk=item.pk).update(background="Vik Bäckström nås på 070-123 45 67 i Skogsbacken.")
    return item


def names(page: str) -> list[str]:
    """The fields of the phrases on the page, in order."""
    import re

    return list(dict.fromkeys(re.findall(r'name="(val-\w+)"', page)))


def test_each_phrase_is_decided_and_the_preview_follows(told: Item, sydnarke: Association, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    shown = browser.get(PATH).content.decode()
    assert "2 ord väntar på ditt val" in shown
    assert shown.count("[uppgift borttagen]") == 2
    phone, name = names(shown)
    answer = browser.post(PATH, {phone: "ut", name: "kvar", "own": "Skogsbacken"}, follow=True).content.decode()
    assert "Vik Bäckström nås på [uppgift borttagen] i [uppgift borttagen]." in answer
    assert "väntar på ditt val" not in answer
    with within(sydnarke):
        assert dict(Masking.objects.values_list("phrase", "masked")) == {
            "070-123 45 67": True,
            "Vik Bäckström": False,
            "Skogsbacken": True,
        }


def test_the_trail_does_not_keep_what_was_left_out(told: Item, sydnarke: Association, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    browser.post(PATH, {"own": "Vik Bäckström"})
    with within(sydnarke):
        entry = AuditEntry.objects.get(action="meetings.maskings.decided")
    assert entry.detail == {"left_out": 1, "let_stand": 0}


def test_too_long_a_phrase_is_refused_and_kept(told: Item, sydnarke: Association, signed_in: SignedIn) -> None:
    answer = signed_in(sydnarke, SeatRole.DIRECTOR).post(PATH, {"own": "vik " * 60})
    assert answer.status_code == 422
    assert "för långt" in answer.content.decode()
    assert "vik vik vik" in answer.content.decode()


def test_only_those_who_keep_the_meetings_decide(sydnarke: Association, signed_in: SignedIn) -> None:
    assert signed_in(sydnarke, SeatRole.CHAIR).get(PATH).status_code == 403
