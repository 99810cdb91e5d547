"""The pages where anybody checks a file or looks up a code, and the command that does the same."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from rounds import CONTENT, TITLE, Round
from sealing import invented_sealer, minutes, sealed
from signing_world import APPROVED

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.signing.actions import decline
from finsam.signing.limits import MOST
from finsam.signing.verification import verify_file

NAMES = ("Tuva Källström", "Droppa Älvsdotter", "Vik Forsholm")


@pytest.fixture
def file(opened: Round) -> bytes:
    """The sealed file of a round that all have approved."""
    opened.approve_all()
    return bytes(opened.seal().file.content)


def handed_in(client: Client, content: bytes, name: str = "protokoll.pdf") -> HttpResponse:
    return client.post("/kontroll/", {"file": SimpleUploadedFile(name, content)})


def words(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_anybody_sees_that_a_file_is_whole_what_it_is_and_who_approved_it(
    file: bytes, opened: Round, client: Client
) -> None:
    answer = handed_in(client, file)
    page = words(answer)
    assert answer.status_code == 200
    assert "<h1>Filen är hel</h1>" in page
    assert "Hel och äkta" in page
    assert f"sedan {opened.association.name} förseglade filen den" in page
    for word in (TITLE, *NAMES, "ordförande", "inloggning med lösenord, upprepad", CONTENT[:8], "protokoll.pdf"):
        assert word in page


@pytest.mark.parametrize(
    ("spoil", "heading"),
    [
        (lambda pdf: pdf[:3000] + bytes([pdf[3000] ^ 1]) + pdf[3001:], "Filen är ändrad"),
        (lambda pdf: pdf + b"\n% mer", "Filen är ändrad"),
        (lambda pdf: pdf[:-300], "Filen är ändrad"),
        (lambda pdf: pdf[:4000], "Filen går inte att kontrollera"),
        (lambda _: minutes(), "Filen är inte förseglad"),
        (lambda _: sealed(), "Filen är hel, men vi känner inte förseglingen"),
        (lambda _: b"<script>alert(1)</script>", "Filen går inte att kontrollera"),
    ],
    ids=["flipped", "added to", "cut", "cut early", "unsealed", "foreign", "no pdf"],
)
def test_any_other_file_is_told_from_a_whole_one_and_nothing_of_the_round_is_shown(
    spoil: object, heading: str, file: bytes, client: Client
) -> None:
    answer = handed_in(client, spoil(file))  # type: ignore[operator]
    page = words(answer)
    assert answer.status_code == 200
    assert f"<h1>{heading}</h1>" in page
    assert "Hel och äkta" not in page
    assert [name for name in (*NAMES, TITLE) if name in page] == []


def test_a_seal_that_names_an_association_here_with_a_certificate_of_its_own_is_not_believed(
    sydnarke: Association, client: Client
) -> None:
    page = words(handed_in(client, sealed(by=invented_sealer("sydnarke", sydnarke.name))))
    assert "men vi känner inte förseglingen" in page


def test_a_name_of_a_file_is_written_as_text(client: Client) -> None:
    assert "<script>alert" not in words(handed_in(client, minutes(), "<script>alert(1)</script>.pdf"))


def test_nothing_handed_in_is_kept(file: bytes, opened: Round, client: Client) -> None:
    from finsam.cases.models import StoredFile

    kept = StoredFile.objects.filter(association=opened.association)
    before = kept.count()
    handed_in(client, minutes(4))
    handed_in(client, sealed())
    assert kept.count() == before


@pytest.mark.parametrize(
    ("given", "why"),
    [({}, "Välj en fil att kontrollera."), ({"file": SimpleUploadedFile("a.pdf", b"")}, "Filen är tom.")],
)
def test_no_file_and_an_empty_one_are_told_on_the_form(
    given: dict[str, object], why: str, client: Client, db: None
) -> None:
    answer = client.post("/kontroll/", given)
    assert answer.status_code == 422
    assert why in words(answer)


def test_a_file_that_is_too_large_is_told_and_not_read(client: Client, db: None) -> None:
    answer = handed_in(client, b"%PDF-1.7" + b"\0" * 51_000_000)
    assert answer.status_code == 422
    assert "Filen är på 51 MB" in words(answer)


def test_many_files_in_a_minute_are_refused_kindly(client: Client, db: None) -> None:
    answers = [handed_in(client, b"hej").status_code for _ in range(MOST + 1)]
    assert answers == [200] * MOST + [429]
    answer = handed_in(client, b"hej")
    assert "Vänta en minut" in words(answer)
    assert answer["Retry-After"] == "60"


def test_guessing_codes_is_refused_kindly_and_reading_a_right_one_never(client: Client, db: None) -> None:
    for _ in range(MOST):
        assert client.get("/kontroll/00000000/").status_code == 404
    assert client.get("/kontroll/00000000/").status_code == 429
    assert client.get(f"/kontroll/{APPROVED[:8]}/").status_code == 200


@pytest.mark.parametrize("written", [APPROVED[:8], APPROVED, "7C9E 41D0 5a3b", "7c9e-41d0"])
def test_a_code_leads_to_its_document_however_it_is_written(written: str, client: Client, db: None) -> None:
    answer = client.get("/kontroll/", {"kod": written}, follow=True)
    page = words(answer)
    assert answer.status_code == 200
    assert "<h1>Protokoll från styrelsens sammanträde 2024-09-13</h1>" in page
    assert "Samordningsförbundet Sydnärke" in page
    assert page.index("Tuva Källström") < page.index("Droppa Älvsdotter")
    assert "2024-09-20 kl. 10.00.00" in page
    assert "2024-09-20 kl. 10.30.00" in page  # sealed


def test_a_document_that_all_have_approved_is_found_before_it_is_sealed(opened: Round, client: Client) -> None:
    opened.approve_all()
    page = words(client.get(f"/kontroll/{CONTENT[:16]}/"))
    assert TITLE in page
    assert "Inte än" in page


@pytest.mark.parametrize("written", ["7c9e41d", "xyzxyzxyz", "7c9e41d0g", " "])
def test_a_code_that_cannot_be_one_is_told_on_the_form(written: str, client: Client, db: None) -> None:
    answer = client.get("/kontroll/", {"kod": written})
    assert answer.status_code == 422
    assert 'class="field field-wrong"' in words(answer)


@pytest.mark.parametrize("code", ["ffffffff", "7c9e41d1", "hej", "%25%27"])
def test_a_code_of_nothing_is_told_with_what_to_do(code: str, client: Client, db: None) -> None:
    answer = client.get(f"/kontroll/{code}/")
    assert answer.status_code == 404
    assert "Inget dokument har koden" in words(answer)


def test_a_round_that_is_not_complete_declined_or_fallen_is_nobodys_business(opened: Round, client: Client) -> None:
    code = f"/kontroll/{CONTENT[:16]}/"
    opened.approve(0)
    assert client.get(code).status_code == 404
    decline(association=opened.association, signing=opened.signing, person=opened.people[1], reason="Fel.")
    assert client.get(code).status_code == 404


def verified(path: Path, *options: str) -> tuple[str, int]:
    """Run the command; return what it says and its exit status."""
    out = StringIO()
    try:
        call_command("verify", str(path), *options, stdout=out)
    except CommandError as refusal:
        return str(refusal), refusal.returncode
    except SystemExit as end:
        return out.getvalue(), int(end.code or 0)
    return out.getvalue(), 0


def test_the_command_says_what_who_and_when_of_a_whole_file(file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "protokoll.pdf"
    path.write_bytes(file)
    said, status = verified(path)
    assert status == 0
    for word in ("Filen är hel", "Sydnärke", TITLE, *NAMES, CONTENT):
        assert word in said
    said, status = verified(path, "--json")
    told = json.loads(said)
    assert (status, told["holds"], told["slug"], told["title"]) == (0, True, "sydnarke", TITLE)
    assert [one["name"] for one in told["approvals"]] == list(NAMES)


def test_the_command_says_why_not_and_fails(file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "protokoll.pdf"
    path.write_bytes(file + b" ")
    assert verified(path) == ("protokoll.pdf: Något har lagts till i filen efter att den förseglades.", 1)
    said, status = verified(path, "--json")
    told = json.loads(said)
    assert (status, told["whole"], told["known"], told["later_changes"]) == (1, False, True, True)
    assert "approvals" not in told
    assert verified(tmp_path / "saknas.pdf")[1] == 2
    assert verified(tmp_path)[1] == 2


def test_a_seal_whose_round_is_kept_elsewhere_is_still_whole_and_known(file: bytes, opened: Round) -> None:
    from finsam.signing.models import Seal

    Seal.objects.filter(association=opened.association).delete()
    verdict = verify_file(file)
    assert verdict.check.holds
    assert verdict.evidence is None
    with within(opened.association):
        assert verdict.association == opened.association.name
