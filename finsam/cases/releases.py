"""The release log: who asked for which documents and what they got, 2 ch. TF."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from finsam.cases.models import Document, ReleasedDocument, ReleaseOutcome, ReleaseRequest
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.once import already_done
from finsam.kernel.faults import BadInput, Fault

ASKED = "cases.release.asked"
NEED_GROUND = {ReleaseOutcome.REFUSED, ReleaseOutcome.PARTLY}


@transaction.atomic
def record_request(
    *, association: Association, by: Person | None, asked_on: date, asked_for: str, asked_by: str = "",
    documents: Sequence[Document] = (), token: str = "",
) -> ReleaseRequest:  # fmt: skip
    """Write down that somebody asks for documents. Who asks need not say who they are, 2 kap. 18 § TF.

    With the token of a form already used: return that request. Raises BadInput. Must be called within the association.
    """
    if done := already_done(association=association, by=by, action=ASKED, token=token):
        earlier: ReleaseRequest = ReleaseRequest.objects.get(association=association, pk=done.detail["request"])
        return earlier
    if not asked_for.strip():
        raise BadInput(Fault("Skriv vad som begärs ut."))
    request: ReleaseRequest = ReleaseRequest.objects.create(
        association=association, asked_on=asked_on, asked_for=asked_for.strip(), asked_by=asked_by.strip()
    )
    ReleasedDocument.objects.bulk_create(
        ReleasedDocument(association=association, request=request, document=document) for document in documents
    )
    audit.record(association, ASKED, request, by=by, request=request.pk, **({"form": token} if token else {}))
    return request


@transaction.atomic
def answer_request(
    *, association: Association, by: Person | None, request: ReleaseRequest, outcome: str, answered_on: date,
    ground: str = "",
) -> ReleaseRequest:  # fmt: skip
    """Write down how a request was answered. A refusal, whole or in part, needs its ground. Raises BadInput.

    An answer already given may be put right; the trail keeps both.
    """
    request = ReleaseRequest.objects.select_for_update(of=("self",)).get(association=association, pk=request.pk)
    decided = ReleaseOutcome(outcome)
    if decided in NEED_GROUND and not ground.strip():
        raise BadInput(Fault("Ange vilken bestämmelse beslutet vilar på, som OSL 26 kap. 1 §."))
    if answered_on < request.asked_on:
        raise BadInput(Fault("Svaret kan inte ha lämnats före den dag då handlingarna begärdes."))
    request.outcome, request.ground, request.answered_on, request.answered_by = decided, ground.strip(), answered_on, by
    request.save(update_fields=["outcome", "ground", "answered_on", "answered_by"])
    audit.record(
        association, "cases.release.answered", request, by=by, request=request.pk, outcome=decided.value, ground=ground
    )
    return request
