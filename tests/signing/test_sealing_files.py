"""The file of a round: sealed once, with the certificate in force, and taken up again when it could not be."""

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import tsp
from copied_database import copied_database
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from rounds import Round, asked, people
from sealing import PASSPHRASE, invented_sealer, minutes, timestamp_authority

from finsam.core.models import Association, SignInAttempt
from finsam.core.tenancy import within
from finsam.pdf.seal_checks import SealCheck, check_seal
from finsam.pdf.seals import SealError
from finsam.signing.actions import waiting_to_be_sealed
from finsam.signing.certificates import known_certificates
from finsam.signing.models import Certificate, Seal

LATER = timedelta(hours=2)


@pytest.fixture
def complete(opened: Round) -> Round:
    """A round that everybody has approved."""
    opened.approve_all()
    return opened


def checked(seal: Seal) -> SealCheck:
    return check_seal(bytes(seal.file.content), known_certificates)


def test_the_sealed_file_is_kept_and_holds(complete: Round) -> None:
    seal = complete.seal()
    content = bytes(seal.file.content)
    assert (seal.file.name, seal.file.media_type) == ("protokoll.pdf", "application/pdf")
    assert seal.sha256 == seal.file.sha256 == hashlib.sha256(content).hexdigest()
    check = checked(seal)
    assert (check.holds, check.slug, check.sealed_by) == (True, "sydnarke", complete.association.name)
    assert check.sealed_at == seal.sealed_at.replace(microsecond=0)
    assert check.fingerprint == seal.certificate.fingerprint


def test_a_round_is_sealed_once_whatever_is_asked(complete: Round) -> None:
    first = complete.seal()
    assert complete.seal(minutes(8)) == first
    assert Seal.objects.filter(signing=complete.signing).count() == 1


def test_a_round_that_somebody_has_not_approved_is_not_sealed(opened: Round) -> None:
    opened.approve(0)
    with pytest.raises(ValueError, match="Alla har inte godkänt än"):
        opened.seal()
    assert waiting_to_be_sealed(opened.association) == []


def test_an_association_makes_its_certificate_once(complete: Round, sydnarke: Association) -> None:
    first = complete.seal()
    other = asked(sydnarke, complete.people, about="minutes:2")
    other.approve_all()
    assert other.seal().certificate == first.certificate
    row = first.certificate
    assert row.valid_until > datetime.now(UTC) + timedelta(days=3600)
    assert b"PRIVATE" not in bytes(row.key)
    assert known_certificates("sydnarke") >= {row.fingerprint}


def test_a_new_secret_makes_a_new_certificate_and_the_old_seals_stay_known(
    complete: Round, sydnarke: Association, settings: Settings
) -> None:
    first = complete.seal()
    settings.SECRET_KEY = "en ny hemlighet som är lång nog att räknas"
    other = asked(sydnarke, complete.people, about="minutes:2")
    other.approve_all()
    second = other.seal()
    assert second.certificate != first.certificate
    assert checked(first).holds and checked(second).holds


def test_a_certificate_that_has_run_out_is_followed_by_a_new_one(complete: Round, sydnarke: Association) -> None:
    first = complete.seal()
    Certificate.objects.filter(pk=first.certificate_id).update(valid_until=datetime.now(UTC) - LATER)
    other = asked(sydnarke, complete.people, about="minutes:2")
    other.approve_all()
    assert other.seal().certificate != first.certificate


@pytest.mark.parametrize("in_folder", [True, False])
def test_a_certificate_by_setting_goes_before_the_self_made(
    complete: Round, settings: Settings, tmp_path: Path, in_folder: bool
) -> None:
    file = tmp_path / ("sydnarke.p12" if in_folder else "alla.p12")
    file.write_bytes(_applying_now())
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(tmp_path if in_folder else file), PASSPHRASE
    seal = complete.seal()
    assert bytes(seal.certificate.key) == b""
    check = checked(seal)
    assert (check.holds, check.slug) == (True, "sydnarke")
    assert check.sealed_by == "Samordningsförbundet Lånade Vatten"


def _applying_now() -> bytes:
    from finsam.pdf.certificates import make_certificate

    return make_certificate("Samordningsförbundet Lånade Vatten", "lanade", datetime.now(UTC), PASSPHRASE).pkcs12


@pytest.mark.parametrize(
    ("content", "passphrase", "why"),
    [
        (None, PASSPHRASE, "går inte att läsa"),
        (b"skrap", PASSPHRASE, "går inte att öppna"),
        ("ours", "fel", "går inte att öppna"),
        ("ours", PASSPHRASE, "Förbundets certifikat gäller 2032-03-19 till 2042-03-19"),
    ],
)
def test_a_certificate_that_is_no_good_is_told_and_the_round_waits(
    complete: Round, settings: Settings, tmp_path: Path, content: bytes | str | None, passphrase: str, why: str
) -> None:
    file = tmp_path / "a.p12"
    if content is not None:
        file.write_bytes(invented_sealer().pkcs12 if content == "ours" else bytes(content))  # type: ignore[arg-type]
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(file), passphrase
    with pytest.raises(SealError, match=why):
        complete.seal()
    assert waiting_to_be_sealed(complete.association) == [complete.signing]
    settings.SEAL_PKCS12 = ""
    assert complete.seal()


def test_a_token_without_its_package_is_told_kindly(complete: Round, settings: Settings) -> None:
    settings.SEAL_PKCS11_MODULE = "/finns/inte.so"
    with pytest.raises(SealError, match=r"python-pkcs11 är inte installerat|går inte att öppna"):
        complete.seal()
    assert waiting_to_be_sealed(complete.association) == [complete.signing]


class Answering(BaseHTTPRequestHandler):
    """A timestamp authority over HTTP, as RFC 3161 wants it."""

    at = datetime.now(UTC) + LATER

    def do_POST(self) -> None:
        asked_ = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = timestamp_authority(self.at.replace(microsecond=0)).request_tsa_response(asked_).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def authority(socket_enabled: None) -> Iterator[str]:
    """The address of a timestamp authority on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_timestamp_authority_by_setting_vouches_for_the_time(
    complete: Round, settings: Settings, authority: str
) -> None:
    settings.TIMESTAMP_URL = authority
    seal = complete.seal()
    check = checked(seal)
    assert (check.holds, check.timestamped_by, seal.timestamped_by) == (True, "Tidsvattnet", "Tidsvattnet")
    assert check.sealed_at == Answering.at.replace(microsecond=0)


def test_a_timestamp_authority_that_does_not_answer_leaves_the_round_waiting(
    complete: Round, settings: Settings, socket_enabled: None
) -> None:
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(SealError, match="Tidsstämpeltjänsten svarar inte"):
        complete.seal()
    assert waiting_to_be_sealed(complete.association) == [complete.signing]
    settings.TIMESTAMP_URL = ""
    assert complete.seal()


def test_a_file_that_is_no_pdf_is_told_and_the_round_waits(complete: Round) -> None:
    with pytest.raises(SealError, match="går inte att försegla"):
        complete.seal(b"hej")
    assert waiting_to_be_sealed(complete.association) == [complete.signing]


@pytest.fixture
def alone(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Association]:
    """Sydnärke in a copy of the database, where everybody has a connection of their own and commits."""
    with django_db_blocker.unblock(), copied_database():
        yield Association.objects.get(slug="sydnarke")


def seal_beside(round_: Round, together: threading.Barrier) -> int:
    """Seal in a connection of one's own, at the same time as the others; return the key of the seal."""
    try:
        connection.ensure_connection()
        together.wait(timeout=60)
        with within(round_.association):
            return int(round_.seal().pk)
    finally:
        connection.close()


def test_those_who_seal_at_once_get_the_same_seal(alone: Association) -> None:
    with within(alone):
        complete = asked(alone, people())
        complete.approve_all()
    together = threading.Barrier(3)
    with ThreadPoolExecutor(3) as pool:
        seals = {one.result() for one in [pool.submit(seal_beside, complete, together) for _ in range(3)]}
    assert len(seals) == 1
    with within(alone):
        assert Seal.objects.filter(association=alone, signing=complete.signing).count() == 1


def approve_beside(round_: Round, together: threading.Barrier) -> str:
    """Approve as the first in a connection of one's own; return the refusal, or nothing."""
    try:
        connection.ensure_connection()
        together.wait(timeout=60)
        with within(round_.association):
            round_.approve(0)
    except ValueError as refusal:
        return str(refusal)
    finally:
        connection.close()
    return ""


def test_an_approval_sent_twice_at_once_counts_once(alone: Association) -> None:
    with within(alone):
        opened = asked(alone, people())
    together = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        answers = [one.result() for one in [pool.submit(approve_beside, opened, together) for _ in range(2)]]
    assert sorted(answers) == ["", "Du har redan godkänt."]


def test_a_wrong_password_is_counted_even_when_nothing_else_is_kept(alone: Association) -> None:
    with within(alone):
        opened = asked(alone, people())
        with pytest.raises(ValueError):
            opened.approve(0, password="fel")
    connection.close()  # as when the server is stopped
    assert SignInAttempt.objects.filter(email=opened.people[0].email, succeeded=False).count() == 1
