"""Whether a PDF file is whole since it was sealed, and by whom: an answer for any bytes, never an exception."""

import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms, x509
from asn1crypto.core import Sequence as Asn1Sequence
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import NonexistentAttributeError, extract_signer_info, find_unique_cms_attribute
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from finsam.pdf.certificates import OWNER

Trusted = Callable[[str], Collection[str]]
"""From the slug a seal names to the fingerprints (SHA-256, hex) of the certificates it has sealed with."""

STRONG = {"sha256", "sha384", "sha512"}
_SEALED_PART = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s*\]")
_FILLED = re.compile(rb"<[0-9A-Fa-f]+>")
_ENDED = re.compile(rb"startxref\s+\d{1,12}\s+%%EOF")
_EDGE = 1024  # bytes that the first and the last mark of a PDF stand within


@dataclass(frozen=True)
class SealCheck:
    """What is known of a file's seal. `reason` is a Swedish sentence when it is not whole or not known."""

    is_pdf: bool = True
    has_seal: bool = True
    whole: bool = False  # not one bit of it differs from what was sealed
    known: bool = False  # the certificate is one the association has sealed with
    later_changes: bool = False  # something was added after the seal
    reason: str = ""
    slug: str = ""  # of the association the seal names
    sealed_by: str = ""  # the name in the certificate
    fingerprint: str = ""  # SHA-256 of the certificate, hex
    sealed_at: datetime | None = None
    timestamped_by: str = ""  # the timestamp authority that vouches for the time, if any

    @property
    def holds(self) -> bool:
        """Whether the file is whole and the seal is known."""
        return self.whole and self.known


NOT_PDF = SealCheck(is_pdf=False, has_seal=False, reason="Filen är inte en PDF-fil.")
NO_SEAL = SealCheck(has_seal=False, reason="Filen har ingen försegling.")
LOCKED = SealCheck(has_seal=False, reason="Filen är skyddad med lösenord och kan inte kontrolleras.")
BROKEN = SealCheck(has_seal=False, reason="Filen är trasig eller avkortad och kan inte läsas.")
CUT = SealCheck(reason="Filen är avkortad: slutet saknas.")
SPOILT = SealCheck(reason="Filen har ändrats sedan den förseglades, eller skadats på vägen.")
ADDED = "Något har lagts till i filen efter att den förseglades."
ALTERED = "Filens innehåll är inte det som förseglades."
STRANGE = "Förseglingen är gjord med ett certifikat som ingen här känner."
OUT_OF_TIME = "Förseglingen är gjord när certifikatet inte gällde."


def check_seal(pdf: bytes, trusted: Trusted) -> SealCheck:
    """Check the seal of a file. Takes any bytes and answers; asks nothing of the network.

    The seal judged is the last one of a known certificate, else the last.
    """
    if b"%PDF-" not in pdf[:_EDGE]:
        return NOT_PDF
    ends = [int(found[2]) + int(found[3]) for found in _SEALED_PART.finditer(pdf)]
    if ends and max(ends) > len(pdf):
        return CUT
    check = _chosen([_vouched(one, trusted) for one in _checks(pdf)])
    if check.has_seal or not ends:
        return check
    below = _chosen([_vouched(one, trusted) for one in _checks(pdf[: max(ends)])])
    return replace(below, whole=False, later_changes=True, reason=ADDED) if below.whole else SPOILT


def _chosen(checks: list[SealCheck]) -> SealCheck:
    return next((check for check in reversed(checks) if check.known), checks[-1])


def _vouched(check: SealCheck, trusted: Trusted) -> SealCheck:
    """Add whether somebody here knows the certificate."""
    if check.reason not in {"", ADDED}:
        return check
    if check.fingerprint in trusted(check.slug):
        return replace(check, known=True)
    return replace(check, reason=check.reason or STRANGE)


def _checks(pdf: bytes) -> list[SealCheck]:
    """Judge every seal of the file without asking whose it is; at least one answer."""
    if not _ENDED.search(pdf[-_EDGE:]):
        return [BROKEN]  # here, since pyHanko looks for the end through any number of bytes
    try:
        reader = PdfFileReader(BytesIO(pdf))
        if reader.encrypted:
            return [LOCKED]
        return [_judged(pdf, one) for one in reader.embedded_regular_signatures] or [NO_SEAL]
    except Exception:  # noqa: BLE001  a hostile file finds its own way to fail; whatever it is, the file is no good
        return [BROKEN]


def _judged(pdf: bytes, found: EmbeddedPdfSignature) -> SealCheck:
    certificate = found.signer_cert
    stamp = _timestamp(found)
    check = SealCheck(
        slug=_slug(certificate, found.sig_object.get("/ContactInfo", "")),
        sealed_by=_name(certificate),
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        sealed_at=stamp[0] if stamp else _own_time(found),
        timestamped_by=stamp[1] if stamp else "",
    )
    if not _intact(found):
        return replace(check, reason=ALTERED)
    if not _covers(pdf, found):
        return replace(check, later_changes=True, reason=ADDED)
    if not check.sealed_at or not certificate.not_valid_before <= check.sealed_at <= certificate.not_valid_after:
        return replace(check, whole=True, reason=OUT_OF_TIME)
    return replace(check, whole=True)


def _intact(found: EmbeddedPdfSignature) -> bool:
    """Whether the sealed part is what the certificate's key has signed."""
    if found.md_algorithm not in STRONG:
        return False
    digest = found.compute_digest()
    return validate_sig_integrity(found.signer_info, found.signer_cert, "data", digest) == (True, True)


def _covers(pdf: bytes, found: EmbeddedPdfSignature) -> bool:
    """Whether everything in the file is sealed, but the place of the seal itself, and nothing is hidden there."""
    if found.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE:
        return False
    _, before, after, _ = (int(number) for number in found.byte_range)
    padding = found.pkcs7_content[len(Asn1Sequence.load(found.pkcs7_content).dump()) :]
    return _FILLED.fullmatch(pdf, before, after) is not None and not padding.strip(b"\0")


def _own_time(found: EmbeddedPdfSignature) -> datetime | None:
    written: datetime | None = found.self_reported_timestamp
    return written.replace(tzinfo=UTC) if written and not written.tzinfo else written


def _timestamp(found: EmbeddedPdfSignature) -> tuple[datetime, str] | None:
    """Return when a timestamp authority saw the seal, and its name; None when none did.

    The authority's signature is checked, not who vouches for the authority.
    """
    try:
        token = find_unique_cms_attribute(found.signer_info["unsigned_attrs"], "signature_time_stamp_token")["content"]
    except NonexistentAttributeError:
        return None
    info: Any = token["encap_content_info"]["content"].parsed
    imprint = info["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    seen = hashlib.new(algorithm, found.signer_info["signature"].native).digest()
    if algorithm not in STRONG or seen != imprint["hashed_message"].native or not _signed(token):
        raise ValueError("the timestamp belongs to something else")
    return info["gen_time"].native.astimezone(UTC), _name(extract_certs_for_validation(token).signer_cert)


def _signed(token: cms.SignedData) -> bool:
    signer = extract_signer_info(token)
    algorithm = signer["digest_algorithm"]["algorithm"].native
    content = hashlib.new(algorithm, bytes(token["encap_content_info"]["content"])).digest()
    certificate = extract_certs_for_validation(token).signer_cert
    return validate_sig_integrity(signer, certificate, "tst_info", content) == (True, True)


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.native
    return str(names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly)


def _slug(certificate: x509.Certificate, contact: object) -> str:
    """The association that the seal, else a self-made certificate, names."""
    named = [str(contact), str(certificate.subject.native.get("serial_number") or "")]
    return next((one.removeprefix(OWNER) for one in named if one.startswith(OWNER)), "")
