"""The archive: whole, readable without the program, and a changed byte is found."""

import hashlib
import json
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from test_files_handed_in import pdf

from finsam.cases.actions import open_case, register_document
from finsam.cases.archive import check_archive, pdfa_claim
from finsam.cases.files import Incoming
from finsam.cases.models import StoredFile
from finsam.cases.releases import record_request
from finsam.core.models import Association
from finsam.core.tenancy import within

DAY = date(2025, 8, 4)


@pytest.fixture
def filled(provsjo: Association) -> Association:
    """A diary with a secret document, one without file, and one whose file another has too."""
    with within(provsjo):
        case = open_case(
            association=provsjo,
            by=None,
            title="Ansökan",
            opened_on=DAY,
            retention="gallras-10",
            counterpart="En kommun",
        )
        given = {"association": provsjo, "by": None, "case": case, "dated_on": DAY}
        register_document(**given, title="Brev", direction="outgoing")
        for title, secret in (("Yttrande", True), ("Yttrande igen", False)):
            document = register_document(
                **given, title=title, direction="incoming", incoming=Incoming("yttrande å.pdf", pdf()), secret=secret,
                secrecy_ground="OSL 26 kap. 1 §",
            )  # fmt: skip
        record_request(association=provsjo, by=None, asked_on=DAY, asked_for="Yttrandet", documents=[document])
    return provsjo


@pytest.fixture(params=["arkiv", "arkiv.zip"])
def written(request: pytest.FixtureRequest, filled: Association, tmp_path: Path) -> Path:
    out = tmp_path / request.param
    call_command("archive", association="provsjo", out=out)
    return out


def read(path: Path, name: str) -> bytes:
    if path.is_dir():
        return (path / name).read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_every_file_is_there_with_what_the_diary_says_of_it(written: Path) -> None:
    manifest = json.loads(read(written, "manifest.json"))
    assert manifest["format"] == "finsam-arkiv/1"
    (case,) = manifest["cases"]
    assert (case["diary_number"], case["retention"], case["opened_on"]) == (
        "Provsjö 2025-1",
        "gallras-10",
        "2025-08-04",
    )
    letter, secret, again = case["documents"]
    assert letter["file"] is None
    assert (secret["secret"], secret["secrecy_ground"]) == (True, "OSL 26 kap. 1 §")
    assert (again["secret"], again["secrecy_ground"]) == (False, "")
    assert secret["file"]["sha256"] == again["file"]["sha256"] == secret["file"]["registered_sha256"]
    for document in (secret, again):
        file = document["file"]
        content = read(written, file["path"])
        assert content == pdf()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
        assert (file["size"], file["pages"], file["media_type"]) == (len(content), 2, "application/pdf")
    assert manifest["requests"][0]["documents"] == ["Provsjö 2025-1:3"]
    assert [kept["years"] for kept in manifest["retention_classes"]] == [None, 10, 2]
    assert "Sekretess" not in read(written, "LAS-MIG.txt").decode().split("sekretess")[0]


def test_the_archive_is_checked_with_the_tool_of_every_machine(written: Path) -> None:
    if written.is_dir():
        subprocess.run(["sha256sum", "--check", "--strict", "manifest.sha256"], cwd=written, check=True)
    assert check_archive(written) == []
    call_command("archive", check=written)


def changed(path: Path, name: str, content: bytes | None) -> Path:
    """Write the archive again with one file changed, or without it."""
    if path.is_dir():
        (path / name).unlink(missing_ok=True)
        if content is not None:
            (path / name).write_bytes(content)
        return path
    other = path.with_name("annat.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        if content is not None:
            new.writestr(name, content)
    return other


PAPER = "arenden/Provsjö-2025-1/002-yttrande-å.pdf"


def test_a_changed_byte_a_missing_file_and_a_new_one_are_found(written: Path) -> None:
    content = bytearray(read(written, PAPER))
    content[100] ^= 1
    assert check_archive(changed(written, PAPER, bytes(content))) == [f"{PAPER} har ändrats."]
    assert check_archive(changed(written, PAPER, None)) == [f"{PAPER} saknas."]
    with pytest.raises(CommandError, match=r"manifest\.json har ändrats"):
        call_command("archive", check=changed(written, "manifest.json", b"{}"))
    assert f"{PAPER}.exe hör inte till arkivet." in check_archive(changed(written, f"{PAPER}.exe", b"MZ"))
    assert "inget arkiv" in check_archive(changed(written, "manifest.sha256", None))[0]


def test_a_file_damaged_in_the_database_is_told(filled: Association, tmp_path: Path) -> None:
    with within(filled):
        StoredFile.objects.filter(association=filled).update(content=b"%PDF-annat")
    with pytest.raises(CommandError, match="inte är som när de registrerades: arenden/Provsjö-2025-1/002"):
        call_command("archive", association="provsjo", out=tmp_path / "arkiv")


def test_what_cannot_be_done_is_told(filled: Association, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("a")
    for given, said in (
        ({"association": "ingen", "out": tmp_path / "ny"}, "inget förbund"),
        ({"association": "provsjo", "out": tmp_path / "full"}, "finns redan"),
        ({"association": "provsjo"}, "Ange --association och --out"),
        ({"check": tmp_path / "finnsinte.zip"}, "går inte att läsa"),
        ({"check": tmp_path / "full" / "a"}, "går inte att läsa"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("archive", **given)


def test_what_a_pdf_says_of_itself_is_told_and_nothing_made_up() -> None:
    import typst

    archival = typst.compile(
        b"#set document(title: [Prov], date: datetime(year: 2025, month: 8, day: 4))\nHej", pdf_standards="a-2b"
    )
    assert pdfa_claim("application/pdf", archival) == "2B"
    assert pdfa_claim("application/pdf", pdf()) is None
    assert pdfa_claim("application/pdf", b"%PDF-1.7 trasig") is None
    assert pdfa_claim("text/plain", b"Hej") is None
