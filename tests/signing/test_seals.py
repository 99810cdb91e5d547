"""The seal on a file: what it leaves as it was, what it finds, and what it answers to files that are no good."""

import random
import re
from collections.abc import Collection
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from sealing import NAME, NOW, SLUG, Invented, invented_sealer, minutes, sealed, timestamp_authority

from finsam.pdf.seal_checks import SealCheck, check_seal
from finsam.pdf.seals import SealError, seal, sealer_from_pkcs12

FOREIGN = ("soderstrommen", "Samordningsförbundet Söderströmmen")


def checked(pdf: bytes, *known: Invented) -> SealCheck:
    """Check a file as an installation does that knows these sealers, by default the invented one."""
    certificates: dict[str, Collection[str]] = {
        one.sealer.slug: {one.fingerprint} for one in known or [invented_sealer()]
    }
    return check_seal(pdf, lambda slug: certificates.get(slug, set()))


def _gap(pdf: bytes) -> tuple[int, int]:
    """Where the seal itself stands, between its angle brackets."""
    found = re.search(rb"/Contents <([0-9A-Fa-f]{2000,})>", pdf)
    assert found
    return found.span(1)


def test_a_sealed_file_is_whole_and_known_and_says_by_whom_and_when() -> None:
    check = checked(sealed())
    assert (check.holds, check.reason, check.later_changes) == (True, "", False)
    assert (check.slug, check.sealed_by, check.sealed_at) == (SLUG, NAME, NOW)
    assert check.fingerprint == invented_sealer().fingerprint


def test_the_seal_is_one_update_at_the_end_and_leaves_the_file_before_it_to_the_byte() -> None:
    assert sealed().startswith(minutes())
    assert sealed().count(b"%%EOF") == minutes().count(b"%%EOF") + 1


def test_the_seal_leaves_the_version_the_metadata_and_the_tags_as_they_were() -> None:
    before, after = (pikepdf.open(BytesIO(content)) for content in (minutes(), sealed()))
    assert after.pdf_version == before.pdf_version == "1.7"
    assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
    with after.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
    assert len(after.pages) == len(before.pages)
    assert "/Extensions" not in after.Root


def test_the_field_is_one_that_pdf_a_and_pdf_ua_allow() -> None:
    """Printed and not hidden for the one; outside the page, named and in tab order for the other."""
    pdf = pikepdf.open(BytesIO(sealed()))
    page = pdf.pages[0]
    field = page.Annots[-1]
    assert (field.FT, field.V.SubFilter) == ("/Sig", "/ETSI.CAdES.detached")
    assert int(field.F) & 0b111 == 0b100
    assert all(float(corner) < 0 for corner in field.Rect)
    assert (str(field.TU), page.Tabs) == ("Elektronisk försegling", "/S")


def test_a_byte_that_differs_anywhere_in_the_sealed_part_is_found() -> None:
    whole = sealed()
    head, tail = _gap(whole)
    chance = random.Random(43)
    for place in (*chance.sample(range(head), 120), *range(head - 9, head), *range(tail, len(whole), 3)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << chance.randrange(8)
        check = checked(bytes(spoilt))
        assert not check.whole, place
        assert not check.holds
        assert check.reason


def test_a_seal_that_differs_itself_is_found() -> None:
    whole = sealed()
    start, _ = _gap(whole)
    for place in range(start + 2600, start + 3400, 40):  # the signature and what it signs; each digit made another
        spoilt = bytearray(whole)
        spoilt[place] = ord("0") if spoilt[place] != ord("0") else ord("1")
        assert not checked(bytes(spoilt)).holds, place


def test_what_is_hidden_in_the_room_left_after_the_seal_is_found() -> None:
    whole = sealed()
    _, end = _gap(whole)
    check = checked(whole[: end - 4] + b"c0de" + whole[end:])
    assert (check.whole, check.later_changes) == (False, True)


@pytest.mark.parametrize(
    "addition", [b"\n", b"%hej\n", b"x" * 5000, minutes()], ids=["line", "comment", "long", "file"]
)
def test_bytes_added_at_the_end_are_found(addition: bytes) -> None:
    check = checked(sealed() + addition)
    assert (check.whole, check.later_changes, check.slug) == (False, True, SLUG)
    assert check.reason == "Något har lagts till i filen efter att den förseglades."


def test_a_later_revision_is_found() -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed()))
    writer.root["/Lang"] = TextStringObject("en")
    writer.update_root()
    changed = BytesIO()
    writer.write(changed)
    check = checked(changed.getvalue())
    assert (check.whole, check.known, check.later_changes) == (False, True, True)


def test_a_file_that_has_been_saved_again_by_a_program_is_found() -> None:
    saved = BytesIO()
    pikepdf.open(BytesIO(sealed())).save(saved)
    assert not checked(saved.getvalue()).whole


def test_a_signature_that_another_adds_does_not_hide_that_ours_is_changed() -> None:
    other = invented_sealer(*FOREIGN)
    signed = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(sealed())), PdfSignatureMetadata(field_name="Annan"), other.sealer.signer
    ).getvalue()
    check = checked(signed, invented_sealer())
    assert (check.slug, check.whole, check.known, check.later_changes) == (SLUG, False, True, True)


def test_a_file_is_sealed_once() -> None:
    with pytest.raises(SealError, match="går inte att försegla"):
        sealed(sealed(), by=invented_sealer(*FOREIGN))


@pytest.mark.parametrize("left", [0.1, 0.5, 0.9, 0.99, 0.999])
def test_a_file_that_is_cut_off_is_found(left: float) -> None:
    check = checked(sealed()[: int(len(sealed()) * left)])
    assert check.is_pdf
    assert not check.whole
    assert "avkortad" in check.reason


def test_a_seal_that_nobody_here_knows_is_whole_but_not_known() -> None:
    check = checked(sealed(by=invented_sealer(*FOREIGN)))
    assert (check.whole, check.known) == (True, False)
    assert check.reason == "Förseglingen är gjord med ett certifikat som ingen här känner."
    assert check.sealed_by == "Samordningsförbundet Söderströmmen"


def test_a_certificate_in_anothers_name_is_not_known() -> None:
    """Anybody can make a certificate that says what ours says; the fingerprint is what is known."""
    forged = invented_sealer(SLUG, f"{NAME} ")
    assert checked(sealed(by=forged), invented_sealer()).known is False


def test_a_seal_from_when_the_certificate_did_not_apply_is_not_known() -> None:
    check = checked(sealed(sealed_at=NOW + timedelta(days=4000)))
    assert (check.whole, check.known) == (True, False)
    assert check.reason == "Förseglingen är gjord när certifikatet inte gällde."


def test_the_time_of_a_timestamp_authority_goes_before_ones_own_clock() -> None:
    at = NOW + timedelta(hours=2)
    check = checked(sealed(timestamper=timestamp_authority(at)))
    assert check.holds
    assert (check.sealed_at, check.timestamped_by) == (at, "Tidsvattnet")


@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04" + b"\0" * 9000, b"\0" * 5000 + b"%PDF-1.7"])
def test_what_is_not_a_pdf_is_told(content: bytes) -> None:
    check = checked(content)
    assert (check.is_pdf, check.has_seal, check.reason) == (False, False, "Filen är inte en PDF-fil.")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\xff" * 3000,
        b"%PDF-1.7\n/ByteRange [0 1 2 3]",
        b"%PDF-1.7\n/ByteRange [0 5 6 3]\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\n" + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\nxref\n0 1\ntrailer <</Root 1 0 R /Prev 9>>\nstartxref\n9\n%%EOF",
    ],
)
def test_a_broken_or_hostile_file_is_answered(content: bytes) -> None:
    check = checked(content)
    assert check.is_pdf
    assert not check.whole
    assert check.reason


def test_a_file_without_a_seal_is_told() -> None:
    assert checked(minutes()).reason == "Filen har ingen försegling."


def test_an_encrypted_file_is_told() -> None:
    locked = BytesIO()
    pikepdf.open(BytesIO(minutes())).save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert checked(locked.getvalue()).reason == "Filen är skyddad med lösenord och kan inte kontrolleras."
    with pytest.raises(SealError):
        sealed(locked.getvalue())


def test_a_file_that_is_no_pdf_is_not_sealed() -> None:
    with pytest.raises(SealError):
        sealed(b"hej")


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(ValueError):
        sealer_from_pkcs12(invented_sealer().pkcs12, "ett annat", SLUG)


def test_a_tagged_file_of_twenty_pages_is_checked() -> None:
    pdf = seal(minutes(80), invented_sealer().sealer, reason="", location="", sealed_at=NOW)
    assert len(pikepdf.open(BytesIO(pdf)).pages) >= 20
    assert checked(pdf).holds


def test_a_very_large_file_is_answered() -> None:
    assert checked(sealed() + b"\n" * 60_000_000).later_changes
    assert checked(b"%PDF-1.7" + b"0 obj " * 10_000_000).reason
