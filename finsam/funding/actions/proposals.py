"""An application is put to the board: its case says what is proposed and waits for the next meeting."""

from datetime import date

from django.db import transaction

from finsam.cases.actions import change_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Direction
from finsam.core import audit
from finsam.core.models import Association, Body, Person
from finsam.funding.actions.positions import carry_positions
from finsam.funding.models import Application, ApplicationState, Assessment
from finsam.funding.queries.weighing import weighed_of
from finsam.funding.rules.proposals import clause, faults_of
from finsam.kernel.faults import BadInput, Fault


@transaction.atomic
def put_to_board(
    *, association: Association, by: Person, application: Application, assessment: Assessment, pdf: bytes, today: date
) -> Application:
    """Let the case await the board with the proposal, and keep the dossier as one of its documents.

    Put again it changes the proposal and adds the dossier as it is then. Raises BadInput with all that is missing.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("case").get(pk=application.pk)
    weighed = weighed_of(association, locked, assessment)
    if faults := faults_of(weighed):
        raise BadInput(*(Fault(sentence) for sentence in faults))
    if locked.case is None:
        raise BadInput(Fault("Ansökan har inget ärende i diariet. Registrera den som inkommen först."))
    proposal = clause(
        assessment.recommendation, applicant=locked.applicant, title=locked.title, amounts=weighed.amounts
    )
    change_case(
        association=association, by=by, case=locked.case, proposal=proposal, summary=assessment.summary,
        awaits=Body.BOARD, awaits_on=None,
    )  # fmt: skip
    register_document(
        association=association, by=by, case=locked.case, title="Bedömning och ställningstaganden",
        direction=Direction.DRAWN_UP, dated_on=today, incoming=Incoming(f"bedomning-{locked.pk}.pdf", pdf),
    )  # fmt: skip
    locked.state = ApplicationState.PROPOSED
    locked.save(update_fields=["state"])
    Assessment.objects.filter(association=association, pk=assessment.pk).update(proposed_on=today)
    carry_positions(association, locked)
    audit.record(
        association, "funding.application.proposed", locked, by=by, application=locked.pk, proposal=proposal[:300]
    )
    return locked
