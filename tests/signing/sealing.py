"""Invented associations that seal, files they have sealed, and a timestamp authority that answers without a network."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from finsam.pdf import document as d
from finsam.pdf.certificates import make_certificate
from finsam.pdf.compile import report_pdf
from finsam.pdf.seals import Sealer, seal, sealer_from_pkcs12

NOW = datetime(2032, 3, 19, 15, 30, tzinfo=UTC)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'
SLUG, NAME, PASSPHRASE = "norralven", "Samordningsförbundet Norrälven", "älvens hemliga ord"


@dataclass(frozen=True)
class Invented:
    """A sealer with what it was made of."""

    sealer: Sealer
    pkcs12: bytes
    fingerprint: str


@cache
def invented_sealer(slug: str = SLUG, name: str = NAME) -> Invented:
    """Somebody who seals; the same every time, since a key takes a while to make."""
    made = make_certificate(name, slug, NOW, PASSPHRASE)
    fingerprint = hashlib.sha256(made.certificate).hexdigest()
    return Invented(sealer_from_pkcs12(made.pkcs12, PASSPHRASE, slug), made.pkcs12, fingerprint)


@cache
def minutes(paragraphs: int = 3) -> bytes:
    """A tagged PDF of so many paragraphs, four to a page."""
    words = "Styrelsen beslutar att lägga informationen till handlingarna. " * 14
    blocks = [d.Paragraph(words) for _ in range(paragraphs)]
    document = d.Document(
        title="Protokoll 2032-03-12", kind="Protokoll", year="2032", association=NAME, short="Norrälven",
        parts=[d.Part("Protokoll", blocks)], cover=d.Cover(SVG),
    )  # fmt: skip
    return report_pdf(document, made_at=NOW)


@cache
def sealed(pdf: bytes | None = None, by: Invented | None = None, **more: object) -> bytes:
    """The minutes, sealed."""
    given = {"reason": "Protokollet är godkänt.", "location": "Norrälven", "sealed_at": NOW, **more}
    return seal(pdf or minutes(), (by or invented_sealer()).sealer, **given)  # type: ignore[arg-type]


def timestamp_authority(at: datetime) -> DummyTimeStamper:
    """A timestamp authority whose clock stands at a moment."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tidsvattnet")])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    unlocked = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        asn1.Certificate.load(certificate.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(unlocked), fixed_dt=at
    )
