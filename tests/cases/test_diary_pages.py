"""The pages of the diary: what is done there, what is refused, what stays hidden."""

import io
import zipfile

import pytest
from diary import DAY, HIDDEN, said
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from test_files_handed_in import NUMBER, pdf
from world import SignedIn

from finsam.cases.actions import open_case
from finsam.cases.models import Case, Document, ReleaseRequest
from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within

CASE = {
    "title": "Ansökan om metodutveckling", "counterpart": "En kommun", "kind": "application", "opened_on": "2025-08-04",
    "awaits": "board", "token": "ett",
}  # fmt: skip
DOCUMENT = {"title": "", "direction": "incoming", "dated_on": "2025-08-04", "token": "ett"}


def test_a_case_is_opened_and_stands_in_the_diary(director: Client, provsjo: Association) -> None:
    answer = director.post("/provsjo/arenden/nytt/", CASE, follow=True)
    assert answer.redirect_chain[-1][0] == "/provsjo/arenden/2025/1/"
    assert "Ärendet har fått nummer Provsjö 2025-1" in said(answer)
    assert "väntar på styrelsen" in said(answer)
    assert "Ansökan om metodutveckling" in said(director.get("/provsjo/arenden/?lage=styrelsen&ar=2025"))
    assert "Ansökan om metodutveckling" not in said(director.get("/provsjo/arenden/?lage=avslutade"))


def test_the_form_sent_twice_opens_one_case_and_leads_to_it(director: Client, provsjo: Association) -> None:
    first, second = (director.post("/provsjo/arenden/nytt/", CASE) for _ in range(2))
    assert first["Location"] == second["Location"] == "/provsjo/arenden/2025/1/"
    with within(provsjo):
        assert Case.objects.filter(association=provsjo).count() == 1


def test_one_may_go_on_to_register_documents(director: Client) -> None:
    answer = director.post("/provsjo/arenden/nytt/", CASE | {"also": "1"})
    assert answer["Location"] == "/provsjo/arenden/2025/1/handling/"


WRONG = {
    "no title": ({"title": ""}, "Skriv vad ärendet gäller"),
    "a long title": ({"title": "a" * 201}, "högst 200 tecken"),
    "an identity number": ({"summary": f"Om {NUMBER}"}, "ser ut som ett personnummer"),
    "a day to come": ({"opened_on": "2999-01-01"}, "har inte varit än"),
    "a strange day": ({"opened_on": "1202-01-01"}, "för länge sedan"),
    "no day": ({"opened_on": "igår"}, "Skriv dagen som"),
    "secret without ground": ({"secret": "on"}, "Ange vilken bestämmelse"),
    "ground without secrecy": ({"secrecy_ground": "OSL 26 kap. 1 §"}, "Kryssa i rutan"),
}


@pytest.mark.parametrize("why", WRONG)
def test_a_wrong_case_is_told_in_words_and_what_was_typed_stays(
    why: str, director: Client, provsjo: Association
) -> None:
    given, sentence = WRONG[why]
    answer = director.post("/provsjo/arenden/nytt/", CASE | given)
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert 'value="En kommun"' in said(answer)
    with within(provsjo):
        assert not Case.objects.filter(association=provsjo).exists()


def test_a_case_is_changed_put_forward_closed_and_every_step_undone(director: Client, case: Case) -> None:
    url = "/provsjo/arenden/2025/1/"
    assert 'value="Remiss om samordning"' in said(director.get(f"{url}andra/"))
    director.post(f"{url}andra/", {"title": "Remiss om stöd", "kind": "referral"})
    assert "Remiss om stöd" in said(director.get(url))
    forward = director.post(f"{url}vantar/styrelsen/", follow=True)
    assert "tas upp på nästa möte med styrelsen" in said(forward)
    assert f'action="{url}vantar/inget/"' in said(forward)
    closed = director.post(f"{url}avsluta/", follow=True)
    assert "Provsjö 2025-1 är avslutat" in said(closed)
    assert f'action="{url}oppna/?vantar=board"' in said(closed)
    assert "Öppna det igen" in said(director.post(f"{url}vantar/styrelsen/", follow=True))
    assert "väntar på styrelsen" in said(director.post(f"{url}oppna/?vantar=board", follow=True))
    assert director.post(f"{url}vantar/alla/").status_code == 404
    assert director.get("/provsjo/arenden/2025/99/").status_code == 404
    assert director.get("/provsjo/arenden/2025/1/9/").status_code == 404


def test_files_are_registered_and_handed_out_so_that_nothing_in_them_runs(director: Client, case: Case) -> None:
    content = pdf("Om finansiering av metodutveckling")
    files = [SimpleUploadedFile("ansökan_2025.pdf", content), SimpleUploadedFile("budget.csv", b"a;b")]
    answer = director.post("/provsjo/arenden/2025/1/handling/", DOCUMENT | {"papers": files}, follow=True)
    assert "2 handlingar är registrerade" in said(answer)
    assert "Ansökan 2025" in said(answer)
    assert "Om finansiering av metodutveckling" in said(director.get("/provsjo/arenden/2025/1/1/"))
    saved = director.get("/provsjo/arenden/2025/1/1/fil/")
    assert saved.content == content
    assert saved["Content-Type"] == "application/pdf"
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''ans%C3%B6kan_2025.pdf")
    assert saved["X-Content-Type-Options"] == "nosniff"
    shown = director.get("/provsjo/arenden/2025/1/1/fil/?visa")
    assert shown["Content-Disposition"].startswith("inline")
    for one in (saved, shown):
        assert "default-src 'none'" in one["Content-Security-Policy"]
        assert "sandbox" in one["Content-Security-Policy"]
    assert director.get("/provsjo/arenden/2025/1/2/fil/?visa")["Content-Disposition"].startswith("attachment")


def test_documents_sent_twice_are_registered_once(director: Client, provsjo: Association, case: Case) -> None:
    for _ in range(2):
        director.post("/provsjo/arenden/2025/1/handling/", DOCUMENT | {"title": "Brev"})
    with within(provsjo):
        assert Document.objects.filter(association=provsjo).count() == 1
    assert director.get("/provsjo/arenden/2025/1/1/fil/").status_code == 404


def test_wrong_files_are_told_by_name_and_none_is_registered(
    director: Client, provsjo: Association, case: Case
) -> None:
    files = [
        SimpleUploadedFile("bra.txt", b"Hej"),
        SimpleUploadedFile("sida.pdf", b"<html>"),
        SimpleUploadedFile("tom.pdf", b""),
    ]
    answer = director.post("/provsjo/arenden/2025/1/handling/", DOCUMENT | {"papers": files})
    assert answer.status_code == 422
    assert "sida.pdf: Webbsidor" in said(answer)
    assert "tom.pdf: Filen är tom" in said(answer)
    nothing = director.post("/provsjo/arenden/2025/1/handling/", DOCUMENT)
    assert "Skriv en titel, eller välj en fil" in said(nothing)
    undirected = director.post("/provsjo/arenden/2025/1/handling/", DOCUMENT | {"direction": "", "title": "Brev"})
    assert "Välj om handlingen är" in said(undirected)
    with within(provsjo):
        assert not Document.objects.filter(association=provsjo).exists()


def test_a_file_far_too_large_is_refused_by_its_size_and_never_kept_whole(
    director: Client, case: Case, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MOST_FILE_BYTES = 1_000_000
    written: list[int] = []
    from finsam.cases import uploads

    keep = uploads.TemporaryFileUploadHandler.receive_data_chunk
    monkeypatch.setattr(
        uploads.TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda self, raw, start: (written.append(len(raw)), keep(self, raw, start))[1],
    )
    large = SimpleUploadedFile("stor.pdf", b"%PDF-1.7" + bytes(5_000_000))
    answer = director.post("/provsjo/arenden/2025/1/handling/", DOCUMENT | {"papers": [large]})
    assert answer.status_code == 422
    assert "stor.pdf: Filen är på 6\xa0MB och får vara på högst 1\xa0MB" in said(answer)
    assert 0 < sum(written) < 1_200_000


def test_an_identity_number_in_a_registered_text_asks_for_secrecy(director: Client, case: Case) -> None:
    file = SimpleUploadedFile("yttrande.txt", f"Den sökande, {NUMBER}".encode())
    answer = director.post("/provsjo/arenden/2025/1/handling/", DOCUMENT | {"papers": [file]}, follow=True)
    assert "Bedöm om handlingen ska märkas med sekretess" in said(answer)
    assert "Bedöm om handlingen ska märkas med sekretess" in said(director.get("/provsjo/arenden/2025/1/1/"))


PLACES = ("", "?q=rekrytering", "2025/1/", "2025/2/", "2025/1/1/", "2025/2/1/", "utlamnanden/")


@pytest.mark.parametrize("role", [SeatRole.ECONOMIST, SeatRole.COORDINATOR, SeatRole.PREPARATORY_MEMBER])
def test_what_is_secret_is_seen_to_exist_and_not_read(
    role: SeatRole, secret: Document, provsjo: Association, signed_in: SignedIn
) -> None:
    with within(provsjo):
        request = ReleaseRequest.objects.create(association=provsjo, asked_on=DAY, asked_for="Allt")
        request.released.create(association=provsjo, document=secret)
    browser = signed_in(provsjo, role)
    for place in PLACES:
        answer = browser.get(f"/provsjo/arenden/{place}")
        assert answer.status_code == 200
        assert HIDDEN not in said(answer), place
    assert "Sekretess" in said(browser.get("/provsjo/arenden/2025/2/"))
    for place in ("2025/1/1/fil/", "2025/2/1/fil/", "2025/2/andra/", "2025/2/handling/", "arkiv/", "arkiv/fil/"):
        assert browser.get(f"/provsjo/arenden/{place}").status_code == 403, place
    for place in ("avsluta", "oppna", "vantar/styrelsen"):
        assert browser.post(f"/provsjo/arenden/2025/2/{place}/").status_code == 403


def test_those_who_may_read_what_is_secret_and_it_is_noted(
    secret: Document, provsjo: Association, signed_in: SignedIn
) -> None:
    browser = signed_in(provsjo, SeatRole.AUDITOR)
    assert HIDDEN in said(browser.get("/provsjo/arenden/2025/1/1/"))
    assert browser.get("/provsjo/arenden/2025/1/1/fil/").status_code == 200
    with within(provsjo):
        read = AuditEntry.objects.filter(association=provsjo, action="cases.document.read")
        assert [entry.subject for entry in read] == ["Provsjö 2025-1:1"]


@pytest.mark.parametrize("role", [SeatRole.CHAIR, SeatRole.AUDITOR, SeatRole.COORDINATOR])
def test_who_does_not_keep_the_diary_changes_nothing(
    role: SeatRole, case: Case, provsjo: Association, signed_in: SignedIn
) -> None:
    browser = signed_in(provsjo, role)
    for place in ("nytt/", "2025/1/andra/", "2025/1/handling/", "2025/1/avsluta/", "utlamnanden/nytt/"):
        assert browser.post(f"/provsjo/arenden/{place}", CASE).status_code == 403
    page = said(browser.get("/provsjo/arenden/2025/1/"))
    assert "Registrera handling" not in page
    assert "Nytt ärende" not in said(browser.get("/provsjo/arenden/"))


def test_a_neighbours_case_is_not_found(
    case: Case, neighbour: Association, signed_in: SignedIn, provsjo: Association
) -> None:
    browser = signed_in(neighbour, SeatRole.DIRECTOR)
    assert browser.get("/provsjo/arenden/2025/1/").status_code == 404
    assert "Remiss om samordning" not in said(browser.get("/grannforbundet/arenden/?q=samordning"))


def test_an_empty_diary_says_so_and_odd_addresses_are_met_with_the_list(director: Client) -> None:
    assert "Diariet är tomt" in said(director.get("/provsjo/arenden/"))
    for asked in ("?lage=x", "?ar=abcd", "?ar=²025", "?sida=-1", "?sida=99", "?q=%00"):
        assert director.get(f"/provsjo/arenden/{asked}").status_code == 200


def test_a_long_diary_is_shown_by_pages(director: Client, provsjo: Association) -> None:
    with within(provsjo):
        for number in range(51):
            open_case(association=provsjo, by=None, title=f"Ärende nummer {number + 1}", opened_on=DAY)
    first, second = said(director.get("/provsjo/arenden/")), said(director.get("/provsjo/arenden/?sida=2"))
    assert "Ärende nummer 51" in first
    assert "Visa äldre" in first
    assert "Ärende nummer 1<" not in first
    assert "Ärende nummer 1<" in second
    assert "Visa nyare" in second


# Requests for documents.


def test_a_request_is_written_in_and_answered(director: Client, provsjo: Association, secret: Document) -> None:
    page = said(director.get("/provsjo/arenden/utlamnanden/nytt/?handling=2025-1:1"))
    assert 'value="2025-1:1"' in page
    given = {"asked_on": "2025-08-05", "asked_for": "Yttrandet", "documents": "Provsjö 2025-1:1, 2025-2", "token": "t"}
    for _ in range(2):
        answer = director.post("/provsjo/arenden/utlamnanden/nytt/", given, follow=True)
    assert "Den som frågar har inte uppgett något namn" in said(answer)
    with within(provsjo):
        request = ReleaseRequest.objects.get(association=provsjo)
        assert request.documents.count() == 2
    refused = {"outcome": "refused", "answered_on": str(timezone.localdate())}
    wrong = director.post("/provsjo/arenden/utlamnanden/1/", refused)
    assert wrong.status_code == 422
    assert "Ange vilken bestämmelse" in said(wrong)
    answer = director.post("/provsjo/arenden/utlamnanden/1/", refused | {"ground": "OSL 26 kap. 1 §"}, follow=True)
    assert "Avslag enligt OSL 26 kap. 1 §" in said(answer)
    assert "Avslag" in said(director.get("/provsjo/arenden/2025/1/1/"))
    assert director.get("/provsjo/arenden/utlamnanden/2/").status_code == 404
    assert director.get("/provsjo/arenden/utlamnanden/0/").status_code == 404


def test_a_request_for_what_is_not_there_is_told(director: Client, case: Case) -> None:
    given = {"asked_on": "2025-08-05", "asked_for": "Brev", "documents": "2025-1:7, hej"}
    answer = director.post("/provsjo/arenden/utlamnanden/nytt/", given)
    assert answer.status_code == 422
    assert "Det finns ingen handling med numret ”2025-1:7” eller ”hej”" in said(answer)


# The archive.


def test_the_archive_is_handed_out_whole_and_that_is_noted(
    director: Client, provsjo: Association, secret: Document
) -> None:
    assert "Sekretess följer med" in said(director.get("/provsjo/arenden/arkiv/"))
    answer = director.get("/provsjo/arenden/arkiv/fil/")
    content = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "arenden/Provsjö-2025-1/001-hemlig.txt" in archive.namelist()
    with within(provsjo):
        assert AuditEntry.objects.filter(association=provsjo, action="cases.archive.written").count() == 1


# Meetings.


def test_a_case_tells_on_which_meetings_it_has_been(sydnarke: Association, signed_in: SignedIn) -> None:
    from meeting_world import COMING, HELD

    from finsam.meetings.models import Item, Meeting

    with within(sydnarke):
        case = Case.objects.get(association=sydnarke, year=2025, number=1)
        Item.objects.filter(association=sydnarke, meeting__held_on=HELD, number=2).update(case=case)
    told = {role: said(signed_in(sydnarke, role).get("/sydnarke/arenden/2025/1/")) for role in ROLES_READING}
    for page in told.values():
        assert "Styrelsen 12\xa0september 2025, § 2" in page
        assert "Styrelsen 22\xa0november 2030" in page
    assert "att bevilja ansökan" in told[SeatRole.DIRECTOR]
    assert "att bevilja ansökan" in told[SeatRole.CHAIR]
    assert "Enligt förslaget" not in told[SeatRole.COORDINATOR]  # the minutes are not adjusted
    with within(sydnarke):
        Meeting.objects.filter(association=sydnarke, held_on=COMING).update(state="planned")
        Meeting.objects.filter(association=sydnarke, held_on=HELD).update(state="adjusted")
    for role, seen in ((SeatRole.DIRECTOR, True), (SeatRole.AUDITOR, False)):
        page = said(signed_in(sydnarke, role).get("/sydnarke/arenden/2025/1/"))
        assert ("22\xa0november 2030" in page) is seen
        assert "Enligt förslaget" in page


ROLES_READING = (SeatRole.DIRECTOR, SeatRole.CHAIR, SeatRole.COORDINATOR)
