"""What anybody may know of a sealed file, or of a document whose code they have read: no sign-in, nothing kept."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.pdf.seal_checks import SealCheck, check_seal
from finsam.signing.certificates import known_certificates
from finsam.signing.models import Seal, Signing, SigningState
from finsam.signing.providers import provider
from finsam.signing.queries import Evidence, EvidenceRow, evidence_of

SHORTEST_CODE = 8
_CODE = re.compile(rf"[0-9a-f]{{{SHORTEST_CODE},64}}")


@dataclass(frozen=True)
class Verdict:
    """What is known of a file. What was approved is told only of a file that is kept here, whole."""

    check: SealCheck
    sha256: str  # of the file, as handed in
    association: str = ""  # whose seal it is, when it is known
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Approved:
    """A document that everybody asked has approved, and the association it belongs to."""

    association: str
    evidence: Evidence

    @property
    def rows(self) -> Sequence[EvidenceRow]:
        """Those who have approved, in order."""
        return self.evidence.rows

    @property
    def sealed_at(self) -> datetime | None:
        """When its file was sealed, if it has been."""
        return self.evidence.sealed_at


def verify_file(pdf: bytes) -> Verdict:
    """Check the seal of a file, and find what it is. Takes any bytes; must be called outside every association."""
    check = check_seal(pdf, known_certificates)
    sha256 = hashlib.sha256(pdf).hexdigest()
    association = Association.objects.filter(slug=check.slug).first() if check.known else None
    if association is None:
        return Verdict(check, sha256)
    return Verdict(check, sha256, association.name, _evidence(association, sha256) if check.whole else None)


def _evidence(association: Association, sha256: str) -> Evidence | None:
    with within(association):
        seal = Seal.objects.filter(association=association, sha256=sha256).select_related("signing").first()
        return evidence_of(seal.signing) if seal else None


def tidied_code(written: str) -> str:
    """Return a code as it was meant, without spaces and in lower case; empty when it cannot be one."""
    code = re.sub(r"[\s-]", "", written).lower()
    return code if _CODE.fullmatch(code) else ""


def find_approved(code: str) -> list[Approved]:
    """Find the documents, of all associations here, whose content hash begins so and that everybody has approved.

    A round that is open, declined or fallen is nobody else's business and is not found. Must be called outside every
    association.
    """
    found = []
    for association in Association.objects.order_by("name"):
        with within(association):
            rounds = Signing.objects.filter(
                association=association,
                content_hash__startswith=code,
                state__in=[SigningState.OPEN, SigningState.SEALED],
            )
            found += [
                Approved(association.name, evidence_of(one))
                for one in rounds
                if one.state == SigningState.SEALED or provider().is_complete(one)
            ]
    return found
