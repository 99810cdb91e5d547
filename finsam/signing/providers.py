"""Who asks the persons and puts the seal on: the program itself, or a service outside it (docs/sealing.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from finsam.core.models import Person
from finsam.pdf.seal_checks import check_seal
from finsam.pdf.seals import seal
from finsam.signing.certificates import certificate_in_force, timestamp_authority
from finsam.signing.models import Approval, Certificate, Signing


@dataclass(frozen=True)
class Signatory:
    """A person who is to approve, as what, and in which order; those of the same order in any order."""

    person: Person
    role: str
    order: int


@dataclass(frozen=True)
class SealedFile:
    """A file with its seal, the certificate it was sealed with, and the timestamp authority that saw it, if any."""

    content: bytes
    certificate: Certificate
    timestamped_by: str


class SigningProvider(Protocol):
    """What a signing service must offer. Called within the association and in the transaction of the action."""

    def begin(self, signing: Signing, signatories: Sequence[Signatory]) -> None:
        """Ask the persons to approve the content of the round, in order."""

    def is_complete(self, signing: Signing) -> bool:
        """Tell whether everybody has approved."""

    def sealed(self, signing: Signing, pdf: bytes, at: datetime) -> SealedFile:
        """Return the file with its seal. Raises SealError, a ValueError, when it cannot be sealed now."""

    def cancel(self, signing: Signing) -> None:
        """Ask nobody any more: the round has been declined or has fallen."""


class OwnProvider:
    """Approvals on our own pages by repeated password; the seal by pyHanko with the association's certificate."""

    def begin(self, signing: Signing, signatories: Sequence[Signatory]) -> None:
        """Give each their place; the pages show whose turn it is."""
        Approval.objects.bulk_create(
            Approval(
                association_id=signing.association_id,
                signing=signing,
                person=one.person,
                role=one.role,
                order=one.order,
            )
            for one in signatories
        )

    def is_complete(self, signing: Signing) -> bool:
        """Tell whether no place is without approval."""
        places = Approval.objects.filter(association_id=signing.association_id, signing=signing)
        return places.exists() and not places.filter(approved_at=None).exists()

    def sealed(self, signing: Signing, pdf: bytes, at: datetime) -> SealedFile:
        """Seal the file, and see that the seal holds before anybody relies on it."""
        association = signing.association
        with certificate_in_force(association, at) as (sealer, certificate):
            content = seal(
                pdf,
                sealer,
                reason=f"{signing.title} är godkänt. Kontrollsumma {signing.content_hash}.",
                location=association.seat,
                sealed_at=at,
                timestamper=timestamp_authority(),
            )
        check = check_seal(content, lambda _: {certificate.fingerprint})
        if not check.holds:
            raise ValueError(f"Förseglingen blev inte giltig: {check.reason}")
        return SealedFile(content, certificate, check.timestamped_by)

    def cancel(self, signing: Signing) -> None:
        """Nobody outside has been asked."""


def provider() -> SigningProvider:
    """Return the signing provider of the settings."""
    made: SigningProvider = import_string(settings.SIGNING_PROVIDER)()
    return made
