"""The association's own text of agreements, in versions that are never changed."""

from django.db import transaction
from django.db.models import Max

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.actions.agreements import IDENTITY_NUMBER, template_text
from finsam.funding.models import AgreementTemplate
from finsam.funding.rules.agreement_text import unknown_marks
from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.identity import looks_like_identity_number

CHANGED = (
    "Någon annan har sparat en ny version av mallen sedan du öppnade den. Din text står kvar här. Jämför och spara "
    "sedan igen: då gäller din."
)


@transaction.atomic
def save_template(*, association: Association, by: Person, text: str, version: int) -> AgreementTemplate:
    """Save the text as the next version, which new agreements begin with; those already written keep theirs.

    Raises BadInput with every name in braces that stands for nothing, ValueError when it is as before, or somebody
    else has saved one since `version`.
    """
    Association.objects.select_for_update().get(pk=association.pk)
    last = AgreementTemplate.objects.filter(association=association).aggregate(last=Max("version"))["last"] or 0
    if last != version:
        raise ValueError(CHANGED)
    written = text.replace("\r\n", "\n").strip() + "\n"
    if unknown := unknown_marks(written):
        raise BadInput(*(Fault(f"”{{{name}}}” står inte för något. Rätta eller ta bort det.") for name in unknown))
    if looks_like_identity_number(written):
        raise ValueError(IDENTITY_NUMBER)
    if written.strip() == template_text(association).strip():
        raise ValueError("Texten är likadan som den som gäller. Ändra den innan du sparar en ny version.")
    made = AgreementTemplate.objects.create(association=association, version=last + 1, text=written, made_by=by)
    audit.record(association, "funding.agreement_template.saved", made, by=by, version=made.version)
    return made
