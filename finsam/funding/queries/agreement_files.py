"""An agreement as a file: the sealed one, or a draft set when it is asked for."""

from django.utils import timezone

from finsam.core.models import Association
from finsam.funding.models import Agreement
from finsam.funding.printing.agreement import COPY, DRAFT, Issuer, printed_agreement
from finsam.funding.queries.agreement_content import said_by


def agreement_bytes(association: Association, agreement: Agreement) -> tuple[bytes, str]:
    """Return the file and its name. Must be called within the association."""
    if agreement.document and agreement.document.file:
        return bytes(agreement.document.file.content), f"avtal-{agreement.pk}.pdf"
    issuer = Issuer(association.name, association.short_name)
    mark = COPY if agreement.signed_on else DRAFT
    pdf = printed_agreement(said_by(agreement), issuer, made_at=timezone.now(), mark=mark)
    return pdf, f"avtal-{agreement.pk}{'' if agreement.signed_on else '-utkast'}.pdf"
