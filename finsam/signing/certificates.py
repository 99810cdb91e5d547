"""The certificate an association seals with: one by setting, else one the program makes and keeps."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.pdf.certificates import make_certificate
from finsam.pdf.seals import Sealer, SealError, sealer_from_pkcs12
from finsam.signing.models import Certificate
from finsam.signing.tokens import token_sealer

TIMESTAMP_SECONDS = 10


@contextmanager
def certificate_in_force(association: Association, now: datetime) -> Iterator[tuple[Sealer, Certificate]]:
    """Give what the association seals with now, and its row, so that the seal is known from then on.

    Raises SealError when what the settings point out cannot be used. Must be called within the association.
    """
    if settings.SEAL_PKCS11_MODULE:
        with token_sealer(
            settings.SEAL_PKCS11_MODULE,
            settings.SEAL_PKCS11_TOKEN,
            settings.SEAL_PKCS11_LABEL,
            settings.SEAL_PKCS11_PIN,
            association.slug,
        ) as sealer:
            yield sealer, _row_of(association, sealer, now)
    elif settings.SEAL_PKCS12:
        sealer = _by_setting(association)
        yield sealer, _row_of(association, sealer, now)
    else:
        yield _self_made(association, now)


def timestamp_authority() -> TimeStamper | None:
    """Return the timestamp authority of the settings, if there is one."""
    if not settings.TIMESTAMP_URL:
        return None
    return RequestsHTTPTimeStamper(settings.TIMESTAMP_URL, timeout=TIMESTAMP_SECONDS)  # type: ignore[no-untyped-call]


def known_certificates(slug: str) -> set[str]:
    """Return the fingerprints of all certificates an association has sealed with; none when there is no such one."""
    association = Association.objects.filter(slug=slug).first()
    if association is None:
        return set()
    with within(association):
        return set(Certificate.objects.filter(association=association).values_list("fingerprint", flat=True))


def _by_setting(association: Association) -> Sealer:
    """Open the PKCS#12 file of the settings, or the association's own in the folder of the settings."""
    path = Path(settings.SEAL_PKCS12)
    file = path / f"{association.slug}.p12" if path.is_dir() else path
    try:
        return sealer_from_pkcs12(file.read_bytes(), settings.SEAL_PASSPHRASE, association.slug)
    except OSError as error:
        raise SealError(f"Certifikatet {file.name} går inte att läsa. Kontrollera FINSAM_SEAL_PKCS12.") from error
    except ValueError as error:
        raise SealError(
            f"Certifikatet {file.name} går inte att öppna. Kontrollera FINSAM_SEAL_PASSPHRASE och att filen "
            "är PKCS#12 med nyckel."
        ) from error


def _row_of(association: Association, sealer: Sealer, now: datetime) -> Certificate:
    """Keep the certificate as one the association has sealed with. Raises SealError when it does not apply today."""
    certificate = x509.load_der_x509_certificate(sealer.certificate)
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins <= now <= ends:
        raise SealError(
            f"Förbundets certifikat gäller {begins:%Y-%m-%d} till {ends:%Y-%m-%d}. Byt det i inställningarna."
        )
    row, _ = Certificate.objects.get_or_create(
        association=association,
        fingerprint=_fingerprint(sealer.certificate),
        defaults={
            "certificate": sealer.certificate,
            "chain": [base64.b64encode(one).decode() for one in sealer.chain],
            "valid_until": ends,
        },
    )
    return row


def _self_made(association: Association, now: datetime) -> tuple[Sealer, Certificate]:
    """Open the newest of the association's own that opens and applies, else make one.

    A key that the installation's secret does not open (the secret has changed) is passed over; its seals stay known.
    """
    passphrase = _passphrase(association)
    for row in Certificate.objects.filter(association=association, valid_until__gt=now).exclude(key=b""):
        try:
            return sealer_from_pkcs12(bytes(row.key), passphrase, association.slug), row
        except ValueError:
            continue
    made = make_certificate(association.name, association.slug, now, passphrase)
    row = Certificate.objects.create(
        association=association,
        fingerprint=_fingerprint(made.certificate),
        certificate=made.certificate,
        key=made.pkcs12,
        valid_until=made.valid_until,
    )
    return sealer_from_pkcs12(made.pkcs12, passphrase, association.slug), row


def _passphrase(association: Association) -> str:
    """Derive what opens the association's own key from the installation's secret."""
    derived = HKDF(SHA256(), 32, salt=None, info=f"finsam seal {association.slug}".encode())
    return derived.derive(settings.SECRET_KEY.encode()).hex()


def _fingerprint(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()
