"""The pages where a SIE file is handed in, looked through, applied and undone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from sie_files import BOOKED, NEW, sie
from world import SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.money.models import Account, Ledger, LedgerFile

LEDGER = "/sydnarke/pengar/huvudbok/"
MAPPED = {"account-4637": "Verksamhetens kostnader", "intervention-40": "-", "line-40": "-"}


@pytest.fixture
def economist(sydnarke: Association, signed_in: SignedIn) -> Client:
    with within(sydnarke):
        LedgerFile.objects.filter(applied_at=None).delete()
    return signed_in(sydnarke, SeatRole.ECONOMIST)


def handed_in(browser: Client, content: bytes, name: str = "sie-2020.se", **also: str) -> tuple[int, str, str]:
    """Hand in a file; return status, page and where one is sent."""
    answer = browser.post(LEDGER, {"file": SimpleUploadedFile(name, content), **also})
    return answer.status_code, answer.content.decode(), answer.headers.get("Location", "")


def read(browser: Client, address: str) -> str:
    """Return a page's words, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get(address).content.decode()))


def held(association: Association) -> int:
    with within(association):
        return LedgerFile.objects.filter(applied_at=None).count()


def test_a_file_is_handed_in_looked_through_applied_and_undone(economist: Client, sydnarke: Association) -> None:
    status, _, preview = handed_in(economist, sie(NEW, encoding="utf-8"))
    assert status == 302
    words = read(economist, preview)
    for said in (
        "Det är den första filen för 2020. Årets resultat blir 2 700 kr.",
        "Filen är skriven i UTF-8",
        "Ingående balans 2020 är inte den utgående 2019 för",
        "Nya verifikationer: 4",
        "Filen använder 1 nytt konto och 1 nytt objekt.",
        "Förslag: Som 4631, 4632, 4633 och 2 till.",
        "Inget har ett liknande namn. Välj själv.",
    ):
        assert said.replace(" ", "") in re.sub(r"\s", "", words), said

    refused = economist.post(f"{preview}?gor=infor", MAPPED | {"line-40": ""})
    assert refused.status_code == 422
    assert "Objekt 40 Skolsamverkan: budgetrad</a>: Välj i listan." in refused.content.decode()

    assert economist.post(f"{preview}?gor=infor", MAPPED).headers["Location"] == LEDGER
    words = read(economist, LEDGER)
    assert "sie-2020.se är införd. 2020 är bokfört till och med 2020-04-02." in words
    assert economist.post(f"{preview}?gor=angra").headers["Location"] == LEDGER
    assert "sie-2020.se är ångrad. För 2020 finns ingen huvudbok." in read(economist, LEDGER)
    assert "Ångrad" in read(economist, preview)
    assert economist.get(f"{preview}?fil").content == sie(NEW, encoding="utf-8")


def test_the_same_file_twice_is_told_and_changes_nothing(economist: Client, sydnarke: Association) -> None:
    economist.post(f"{handed_in(economist, sie())[2]}?gor=infor")
    status, _, location = handed_in(economist, sie(), name="kopia.se")
    assert (status, location, held(sydnarke)) == (302, LEDGER, 0)
    assert "Filen är redan inläst, ingenting ändras." in read(economist, LEDGER)


def test_changes_are_listed_with_before_and_after(economist: Client) -> None:
    economist.post(f"{handed_in(economist, sie())[2]}?gor=infor")
    changed = ("A 2", "20200211", "Faktura team", [("4631", "10", 1300), ("1930", "", -1300)])
    words = read(economist, handed_in(economist, sie([BOOKED[0], changed]))[2])
    for said in (
        "Ändrade verifikationer: 1",
        "Var daterad 2020-02-10; 4631 objekt 10 från 1 200 till 1 300; 1930 från −1 200 till −1 300",
        "Verifikationer som är borta: 1",
        "går från 3 500 kr till 3 700 kr, +200 kr",
    ):
        assert re.sub(r"\s", "", said) in re.sub(r"\s", "", words), said


def test_a_file_that_waits_can_be_thrown_away(economist: Client, sydnarke: Association) -> None:
    preview = handed_in(economist, sie())[2]
    assert "sie-2020.se" in read(economist, LEDGER)
    economist.post(f"{preview}?gor=kasta")
    assert held(sydnarke) == 0
    assert economist.get(preview).status_code == 404


@pytest.mark.parametrize(
    ("content", "asked", "said"),
    [
        (b"", "", "Filen är tom. Exportera på nytt och försök igen."),
        (b"PK\x03\x04", "", "Filen är ingen SIE-fil."),
        (b"<?xml version='1.0'?><Sie xmlns='http://www.sie.se/sie5'>", "", "Filen är SIE 5 (XML)"),
        (sie()[:-30], "", "Filen slutar mitt i verifikation A 3."),
        (sie().replace(b"4631 {6 10} 1200", b"4631 {6 10} 1201"), "", "Verifikation A 2 går inte jämnt ut"),
        (sie(), "2019", "Filen gäller 2020, inte 2019."),
        (sie(), "förra året", "Skriv året med fyra siffror, som 2025, eller lämna tomt."),
    ],
)
def test_what_is_refused_is_told_on_the_page_and_nothing_kept(
    content: bytes, asked: str, said: str, economist: Client, sydnarke: Association
) -> None:
    status, words, _ = handed_in(economist, content, year=asked)
    assert status == 422
    assert said in words
    assert "Välj filen igen" in words
    assert held(sydnarke) == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    economist: Client, sydnarke: Association, settings: object
) -> None:
    settings.MOST_FILE_BYTES = 100  # type: ignore[attr-defined]
    status, words, _ = handed_in(economist, sie())
    assert (status, held(sydnarke)) == (422, 0)
    assert "får vara på högst" in words


def test_who_reads_the_ledger_sees_the_files_and_changes_nothing(
    economist: Client, sydnarke: Association, signed_in: SignedIn
) -> None:
    preview = handed_in(economist, sie(NEW))[2]
    auditor = signed_in(sydnarke, SeatRole.AUDITOR)
    assert "Läs in en SIE-fil" not in read(auditor, LEDGER)
    assert "För in filen" not in read(auditor, preview)
    for answer in (
        auditor.post(LEDGER, {"file": SimpleUploadedFile("x.se", sie())}),
        *(auditor.post(f"{preview}?gor={do}", MAPPED) for do in ("infor", "kasta", "angra")),
    ):
        assert answer.status_code == 403
    assert economist.post(f"{preview}?gor=annat").status_code == 404
    with within(sydnarke):
        assert not Ledger.objects.filter(year=2020).exists()
        assert not Account.objects.filter(number="4637").exists()


def test_an_association_without_a_ledger_is_told_what_one_is_for(neighbour: Association, signed_in: SignedIn) -> None:
    with within(neighbour):
        Ledger.objects.all().delete()
        LedgerFile.objects.all().delete()
    director = signed_in(neighbour, SeatRole.DIRECTOR)
    assert "Ingen huvudbok är inläst än." in read(director, reverse("ledger", args=[neighbour.slug]))
