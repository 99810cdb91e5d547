"""A self-made certificate for sealing, and what stands in one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

OWNER = "finsam:"
"""What stands before the association's slug in a certificate and a seal, for a checker to know where to look."""

LIFE = timedelta(days=3652)  # ten years
KEY_BITS = 3072  # RSA: the newer curves belong to PDF 2.0, and PDF/A-2 to 1.7
LONGEST_NAME = 64  # of a common name, RFC 5280


@dataclass(frozen=True)
class MadeCertificate:
    """A new certificate (DER) with its key, both in an encrypted PKCS#12 file."""

    pkcs12: bytes
    certificate: bytes
    valid_until: datetime


def make_certificate(organisation: str, slug: str, now: datetime, passphrase: str) -> MadeCertificate:
    """Make a certificate that the association itself vouches for: ten years, for signing only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "SE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, organisation[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, (OWNER + slug)[:LONGEST_NAME]),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))  # for clocks that are a little behind
        .not_valid_after(now + LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    locked = BestAvailableEncryption(passphrase.encode())
    pkcs12 = serialize_key_and_certificates(slug.encode(), key, certificate, None, locked)
    return MadeCertificate(pkcs12, certificate.public_bytes(Encoding.DER), certificate.not_valid_after_utc)


def _for_signing() -> x509.KeyUsage:
    no = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
         "decipher_only"), False,
    )  # fmt: skip
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **no)
