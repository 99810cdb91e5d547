"""Amendments (tilläggsavtal): the next agreement of a grant, which replaces the one in force when both have signed."""

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.once import already_done
from finsam.funding.actions.agreements import put_amounts, put_dates
from finsam.funding.actions.progress import is_begun
from finsam.funding.models import Agreement, AgreementState, Grant, ReportingDate
from finsam.funding.queries.agreement_content import is_amendment, name_of, once_values
from finsam.funding.rules.agreement_text import AMENDMENT, filled, plain
from finsam.funding.rules.reporting_dates import Asked
from finsam.kernel.identity import looks_like_identity_number
from finsam.kernel.swedish import day

BEGUN = "funding.amendment.begun"


@transaction.atomic
def begin_amendment(
    *, association: Association, by: Person, agreement: Agreement, reason: str, token: str = ""
) -> Agreement:
    """Write the draft of an amendment to the agreement in force: its time, amounts and coming reports to begin with.

    Must be called within the association. Raises ValueError without a reason, when the agreement is not in force, or
    when an amendment is already being written.
    """
    done = already_done(association=association, by=by, action=BEGUN, token=token)
    if done:
        return Agreement.objects.get(association=association, pk=done.detail["agreement"])
    Grant.objects.select_for_update(of=("self",)).get(association=association, pk=agreement.grant_id)
    of_grant = Agreement.objects.filter(association=association, grant=agreement.grant_id)
    in_force = of_grant.select_related("grant__application__case", "grant__decided_in__meeting", "grant__intervention")
    kept = in_force.get(pk=agreement.pk)
    if kept.state != AgreementState.SIGNED:
        raise ValueError("Bara ett avtal som gäller kan få ett tillägg.")
    if of_grant.filter(number__gt=kept.number).exists():
        raise ValueError("Ett tillägg håller redan på att skrivas. Öppna det i stället.")
    if not reason.strip():
        raise ValueError("Skriv varför avtalet ändras.")
    if looks_like_identity_number(reason):
        raise ValueError("Skälet innehåller något som ser ut som ett personnummer. Ta bort det.")
    made = Agreement.objects.create(
        association=association, grant=kept.grant, number=kept.number + 1, reason=reason.strip(),
        text=_text(kept, reason), counterpart=kept.counterpart, counterpart_number=kept.counterpart_number,
        signatory_name=kept.signatory_name, signatory_email=kept.signatory_email, signatory_role=kept.signatory_role,
        starts_on=kept.starts_on, ends_on=kept.ends_on, made_by=by,
    )  # fmt: skip
    put_amounts(made, dict(kept.amounts.values_list("year", "amount_ore")))
    asked = ReportingDate.objects.filter(association=association, agreement=kept).prefetch_related("reports")
    coming = [one for one in asked if not any(is_begun(report) for report in one.reports.all())]
    put_dates(made, [Asked(one.kind, one.period_from, one.period_to, one.due_on) for one in coming])
    audit.record(association, BEGUN, made, by=by, agreement=made.pk, reason=made.reason, form=token)
    return made


def _text(changed: Agreement, reason: str) -> str:
    signed = f" som undertecknades {day(changed.signed_on)}" if changed.signed_on else ""
    name = name_of(changed) if is_amendment(changed) else "avtalet"
    values = once_values(changed.grant.application, changed.grant)
    return filled(AMENDMENT, {**values, "ändrat avtal": f"{name}{signed}", "skälet": plain(reason)}).strip()
