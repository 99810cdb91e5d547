"""What follows when an agreement is signed or ends: what it replaces, its reports, its intervention's time."""

from datetime import date

from django.db import transaction

from finsam.cases.actions import register_document
from finsam.cases.models import Direction, StoredFile
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.actions.progress import is_begun, open_reports
from finsam.funding.models import Agreement, AgreementState, ReportingDate
from finsam.funding.queries.agreement_content import title_of
from finsam.funding.rules.reporting_dates import Asked, shortened
from finsam.funding.rules.states import AGREEMENT, check_next
from finsam.kernel.swedish import day


@transaction.atomic
def come_into_force(*, association: Association, agreement: Agreement, signed_on: date, file: StoredFile) -> None:
    """Let a signed agreement stand: its file in the case, the earlier replaced, its reports opened, the time set.

    Reports of the earlier one go on under the same dates of this one; one that is begun and has no such date stays
    where it is. Raises ValueError when the application has no case.
    """
    case = agreement.grant.application.case
    if case is None:
        raise ValueError("Ansökan har inget ärende i diariet, så avtalet har ingenstans att läggas.")
    agreement.document = register_document(
        association=association, by=None, title=f"{title_of(agreement)}, undertecknat"[:200],
        direction=Direction.DRAWN_UP, case=case, dated_on=signed_on, counterpart=agreement.counterpart, file=file,
    )  # fmt: skip
    agreement.state, agreement.signed_on = AgreementState.SIGNED, signed_on
    agreement.save(update_fields=["document", "state", "signed_on"])
    earlier = Agreement.objects.filter(association=association, grant=agreement.grant_id, number__lt=agreement.number)
    earlier.filter(state=AgreementState.SIGNED).update(state=AgreementState.REPLACED)
    open_reports(association, signed_on)
    ReportingDate.objects.filter(association=association, agreement__in=earlier, reports=None).delete()
    intervention = agreement.grant.intervention
    if intervention.since is None or intervention.since > agreement.starts_on:
        intervention.since = agreement.starts_on
    intervention.until = agreement.ends_on
    intervention.save(update_fields=["since", "until"])


@transaction.atomic
def end_agreement(
    *, association: Association, by: Person, agreement: Agreement, ended_on: date, reason: str
) -> Agreement:
    """End a signed agreement on its last day, which may be still to come. What is about the time after falls away.

    Reports not begun are about the time until then, or not asked for. Raises ValueError when it is not in force, the
    day is outside its time, no reason is given, or an amendment is being written.
    """
    kept = Agreement.objects.select_for_update(of=("self",)).select_related("grant__intervention").get(
        association=association, pk=agreement.pk
    )  # fmt: skip
    check_next(AGREEMENT, kept.state, AgreementState.ENDED, "Bara ett avtal som gäller kan avslutas.")
    if not kept.starts_on <= ended_on <= kept.ends_on:
        raise ValueError(f"Avtalet gäller {day(kept.starts_on)} till {day(kept.ends_on)}. Välj en dag däremellan.")
    if not reason.strip():
        raise ValueError("Skriv varför avtalet avslutas.")
    if Agreement.objects.filter(association=association, grant=kept.grant_id, number__gt=kept.number).exists():
        raise ValueError("Ett tillägg håller på att skrivas. Ta bort det eller låt det undertecknas först.")
    kept.state, kept.ended_on, kept.end_reason = AgreementState.ENDED, ended_on, reason.strip()
    kept.save(update_fields=["state", "ended_on", "end_reason"])
    _shorten(association, kept, ended_on)
    intervention = kept.grant.intervention
    intervention.until = ended_on
    intervention.save(update_fields=["until"])
    audit.record(
        association, "funding.agreement.ended", kept, by=by, agreement=kept.pk, ended_on=str(ended_on),
        reason=kept.end_reason,
    )  # fmt: skip
    return kept


def _shorten(association: Association, agreement: Agreement, until: date) -> None:
    """Let what is not begun be about the time until the day."""
    for row in ReportingDate.objects.filter(association=association, agreement=agreement):
        report = row.reports.first()
        if report and is_begun(report):
            continue
        asked = Asked(row.kind, row.period_from, row.period_to, row.due_on)
        left = shortened(asked, until)
        if left is None:
            if report:
                report.delete()
            row.delete()
        elif left != asked:
            row.period_to, row.due_on = left.period_to, left.due_on
            row.save(update_fields=["period_to", "due_on"])
