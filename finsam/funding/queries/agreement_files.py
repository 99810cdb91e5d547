"""An agreement as a file: the sealed one, or a draft set when it is asked for."""

from django.utils import timezone

from finsam.core.models import Association
from finsam.funding.models import Agreement
from finsam.funding.printing.agreement import Issuer, printed_agreement
from finsam.funding.queries.agreement_content import said_by


def agreement_bytes(association: Association, agreement: Agreement) -> tuple[bytes, str]:
    """Return the file and its name. Must be called within the association."""
    if agreement.document and agreement.document.file:
        return bytes(agreement.document.file.content), f"avtal-{agreement.pk}.pdf"
    issuer = Issuer(association.name, association.short_name)
    return printed_agreement(said_by(agreement), issuer, made_at=timezone.now()), f"avtal-{agreement.pk}-utkast.pdf"
