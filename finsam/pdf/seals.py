"""The seal on a PDF file: put on once, in one incremental update that leaves PDF/A and PDF/UA as they were (PAdES)."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError as Broken
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from finsam.pdf.certificates import OWNER

FIELD = "Forsegling"
PLACE = SigFieldSpec(
    FIELD,
    # outside the page: the one way that both PDF/A (never hidden) and PDF/UA (hidden, unless outside) allow
    invis_sig_settings=InvisSigSettings(set_print_flag=True, box_out_of_bounds=True),
    readable_field_name="Elektronisk försegling",
)


class SealError(ValueError):
    """A file that cannot be sealed, and why, as a Swedish sentence."""


@dataclass(frozen=True)
class Sealer:
    """What an association seals with: its certificate, and the one who holds the key and the chain."""

    slug: str
    signer: Signer

    @property
    def certificate(self) -> bytes:
        """The certificate as DER."""
        assert self.signer.signing_cert is not None
        return bytes(self.signer.signing_cert.dump())

    @property
    def chain(self) -> list[bytes]:
        """The further certificates that go into the seal, as DER."""
        return [bytes(one.dump()) for one in self.signer.cert_registry if one != self.signer.signing_cert]


def sealer_from_pkcs12(content: bytes, passphrase: str, slug: str) -> Sealer:
    """Open a PKCS#12 file. Raises ValueError when the passphrase is another or it lacks a key with certificate."""
    secret = passphrase.encode() or None
    key, certificate, _ = load_key_and_certificates(content, secret)
    if key is None or certificate is None:
        raise ValueError("no key with its certificate")
    return Sealer(slug, SimpleSigner.load_pkcs12_data(content, [], secret))


def seal(
    pdf: bytes,
    sealer: Sealer,
    *,
    reason: str,
    location: str,
    sealed_at: datetime,
    timestamper: TimeStamper | None = None,
) -> bytes:
    """Seal a PDF file: PAdES baseline B, or T with a timestamper, the only thing that reaches for the network.

    `sealed_at` is aware. Raises SealError when the file is no good or the timestamp authority does not answer.
    """
    words = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        contact_info=OWNER + sealer.slug,
    )
    signer = _Signer(words, sealer.signer, timestamper=timestamper, new_field_spec=PLACE)
    signer.sealed_at = sealed_at
    try:
        writer = _Writer(BytesIO(pdf))
        _order_tabs(writer)
        return bytes(signer.sign_pdf(writer).getvalue())
    except TimestampRequestError as error:
        raise SealError("Tidsstämpeltjänsten svarar inte. Försök igen om en stund.") from error
    except (Broken, SigningError) as error:
        raise SealError(f"PDF-filen går inte att försegla: {error}.") from error


def _order_tabs(writer: IncrementalPdfFileWriter) -> None:
    """Let the first page say that what can be tabbed to comes in reading order, as PDF/UA wants where a field is."""
    reference, _ = writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]
    reference.get_object()[NameObject("/Tabs")] = NameObject("/S")
    writer.mark_update(reference)


class _Writer(IncrementalPdfFileWriter):
    """pyHanko's writer, but for the metadata, which keep their claims and their maker's name to the byte."""

    def _update_meta(self) -> None:
        pass


class _Signer(PdfSigner):
    """pyHanko's signer with a time from outside, and no extension that would lift the file out of PDF 1.7."""

    sealed_at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  pyHanko's own
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.sealed_at
        return session

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Add none: those of PDF 2.0 have no place in PDF/A-2 and PDF/UA-1."""
