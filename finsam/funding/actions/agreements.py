"""Agreements written: begun on a decision that was taken, saved, taken away while they are drafts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.once import already_done
from finsam.core.provisions import provisions_of
from finsam.funding.links import decision_words
from finsam.funding.models import (
    Agreement,
    AgreementAmount,
    AgreementState,
    AgreementTemplate,
    Application,
    ApplicationState,
    Claim,
    ClaimState,
    Grant,
    ReportingDate,
)
from finsam.funding.queries.agreement_content import once_values
from finsam.funding.rules.agreement_text import SHIPPED, filled, unknown_marks
from finsam.funding.rules.agreements import amount_faults
from finsam.funding.rules.reporting_dates import DAYS, KINDS, Asked, date_faults, proposed_dates
from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.identity import looks_like_identity_number
from finsam.kernel.periods import months_after
from finsam.kernel.swedish import day

BEGUN = "funding.agreement.begun"
NOT_DRAFT = "Avtalet är inte ett utkast, så det kan inte ändras. Avbryt underskriften, eller skriv ett tillägg."
CHANGED = (
    "Någon annan har sparat avtalet sedan du öppnade det. Det du skrev står kvar här. Jämför med det som är sparat "
    "och spara sedan igen: då gäller ditt."
)
IDENTITY_NUMBER = "Texten innehåller något som ser ut som ett personnummer. Förbundet får inte spara det. Ta bort det."
ONLY_ON_DECISION = "Ett avtal skrivs bara på ett beslut om finansiering."
EXISTS = "Det finns redan ett avtal på beslutet. Skriv ett tillägg om något ska ändras."


@dataclass(frozen=True)
class Written:
    """What an agreement says, as it was written. Amounts by year in öre."""

    counterpart: str
    starts_on: date
    ends_on: date
    amounts: Mapping[int, int]
    dates: Sequence[Asked]
    text: str
    counterpart_number: str = ""
    signatory_name: str = ""
    signatory_email: str = ""
    signatory_role: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """The time of a new agreement and the reports to propose in it."""

    starts_on: date
    ends_on: date
    kinds: Collection[str] = field(default=KINDS)
    days: int = DAYS


@transaction.atomic
def begin_agreement(
    *, association: Association, by: Person, application: Application, plan: Plan, token: str = ""
) -> Agreement:
    """Write the draft of an agreement from the template, with what the application and the decision say filled in.

    Must be called within the association. Raises ValueError with the reason when the application is not granted, when
    an agreement on it is already there, or when the time ends before it begins.
    """
    done = already_done(association=association, by=by, action=BEGUN, token=token)
    if done:
        return Agreement.objects.get(association=association, pk=done.detail["agreement"])
    grant = granted(association, application)
    if Agreement.objects.filter(association=association, grant=grant).exclude(state=AgreementState.ENDED).exists():
        raise ValueError(EXISTS)
    if plan.ends_on <= plan.starts_on:
        raise ValueError("Avtalet slutar innan det börjar. Kontrollera de två dagarna.")
    last = Agreement.objects.filter(association=association, grant=grant).aggregate(last=Max("number"))["last"] or 0
    months = provisions_of(association, grant.decided_on).months("agreement_months")
    made = Agreement.objects.create(
        association=association, grant=grant, number=last + 1,
        text=filled(template_text(association), once_values(application, grant)).strip(),
        counterpart=application.applicant or grant.intervention.owner,
        counterpart_number=application.applicant_number or grant.intervention.owner_number,
        starts_on=plan.starts_on, ends_on=plan.ends_on, made_by=by,
        due_on=months_after(grant.decided_on if last == 0 else timezone.localdate(), months),
    )  # fmt: skip
    years = range(plan.starts_on.year, plan.ends_on.year + 1)
    put_amounts(made, dict(grant.amounts.filter(year__in=years).values_list("year", "amount_ore")))
    put_dates(made, proposed_dates(plan.starts_on, plan.ends_on, plan.kinds, plan.days))
    audit.record(association, BEGUN, made, by=by, agreement=made.pk, grant=grant.pk, form=token)
    return made


@transaction.atomic
def save_agreement(
    *, association: Association, by: Person, agreement: Agreement, revision: int, written: Written
) -> Agreement:
    """Save what a draft says, as written from a revision.

    Raises BadInput with every fault in it, ValueError when it is not a draft or somebody else has saved it meanwhile.
    """
    kept = locked_draft(association, agreement)
    if kept.revision != revision:
        raise ValueError(CHANGED)
    if faults := written_faults(kept, written):
        raise BadInput(*map(Fault, faults))
    for name in ("counterpart", "counterpart_number", "signatory_name", "signatory_email", "signatory_role", "reason"):
        setattr(kept, name, getattr(written, name).strip())
    kept.text = written.text.replace("\r\n", "\n").strip() + "\n"
    kept.starts_on, kept.ends_on = written.starts_on, written.ends_on
    kept.revision += 1
    kept.save()
    put_amounts(kept, written.amounts)
    put_dates(kept, written.dates)
    audit.record(
        association, "funding.agreement.saved", kept, by=by, agreement=kept.pk, revision=kept.revision,
        amounts={str(year): ore for year, ore in written.amounts.items()},
    )  # fmt: skip
    return kept


@transaction.atomic
def delete_agreement(*, association: Association, by: Person, agreement: Agreement) -> None:
    """Take a draft away, so that its § can be taken up again. Raises ValueError when it is not a draft."""
    kept = locked_draft(association, agreement)
    audit.record(
        association, "funding.agreement.removed", kept, by=by, agreement=kept.pk, grant=kept.grant_id, text=kept.text
    )
    kept.delete()


def granted(association: Association, application: Application) -> Grant:
    """Return the grant of an application, held until the transaction ends. Raises ValueError with why there is none."""
    if why := why_no_grant(application):
        raise ValueError(why)
    grants = Grant.objects.select_for_update(of=("self",)).filter(association=association, application=application)
    grant = grants.select_related("intervention", "decided_in__meeting").first()
    if grant is None:
        raise ValueError(f"{ONLY_ON_DECISION} Styrelsen har inte beslutat om ansökan än.")
    return grant


def why_no_grant(application: Application) -> str:
    """Return why no agreement can be made on an application; nothing when the board has granted it."""
    match application.state:
        case ApplicationState.GRANTED:
            return ""
        case ApplicationState.REJECTED:
            item = application.decided_in
            when = decision_words(item) if item else day(application.decided_on) if application.decided_on else ""
            return f"{ONLY_ON_DECISION} Styrelsen avslog ansökan {when}."
        case ApplicationState.WITHDRAWN:
            return f"{ONLY_ON_DECISION} Ansökan är återtagen."
        case ApplicationState.DRAFT:
            return f"{ONLY_ON_DECISION} Ansökan är inte inlämnad än."
    return f"{ONLY_ON_DECISION} Styrelsen har inte beslutat om ansökan än."


def written_faults(agreement: Agreement, written: Written) -> list[str]:
    """Return a sentence for everything that a draft cannot say."""
    faults = [f"”{{{name}}}” i texten står inte för något. Rätta eller ta bort det." for name in
              unknown_marks(written.text)]  # fmt: skip
    if looks_like_identity_number(f"{written.text}\n{written.reason}\n{written.signatory_role}"):
        faults.append(IDENTITY_NUMBER)
    if not written.counterpart.strip():
        faults.append("Skriv vilken organisation avtalet är med.")
    if written.ends_on <= written.starts_on:
        return [*faults, "Avtalet slutar innan det börjar. Kontrollera de två dagarna."]
    faults += amount_faults(
        written.amounts, granted=dict(agreement.grant.amounts.values_list("year", "amount_ore")),
        claimed=claimed_by_year(agreement.grant), since=written.starts_on, until=written.ends_on,
    )  # fmt: skip
    return faults + date_faults(written.dates, since=written.starts_on, until=written.ends_on)


def claimed_by_year(grant: Grant) -> dict[int, int]:
    """Return what has been claimed on a grant by the year its period ends in, in öre; drafts and returned not."""
    claims = Claim.objects.filter(association=grant.association_id, grant=grant)
    counted = claims.exclude(state__in=[ClaimState.DRAFT, ClaimState.RETURNED]).order_by()
    rows = counted.values("period_to__year").annotate(sum=Sum("lines__amount_ore"))
    return {row["period_to__year"]: row["sum"] for row in rows if row["sum"]}


def template_text(association: Association) -> str:
    """Return the text of agreements: the association's newest, else the shipped one."""
    own = AgreementTemplate.objects.filter(association=association).first()
    return own.text if own else SHIPPED


def locked_draft(association: Association, agreement: Agreement) -> Agreement:
    """Return the draft, held until the transaction ends. Raises ValueError when it is not one (any more)."""
    held = Agreement.objects.select_for_update(of=("self",)).filter(association=association, pk=agreement.pk)
    kept = held.select_related("grant__intervention").first()
    if kept is None or kept.state != AgreementState.DRAFT:
        raise ValueError(NOT_DRAFT)
    return kept


def put_amounts(agreement: Agreement, amounts: Mapping[int, int]) -> None:
    """Let the agreement have these amounts by year in öre, and no others."""
    AgreementAmount.objects.filter(association=agreement.association_id, agreement=agreement).delete()
    AgreementAmount.objects.bulk_create(
        AgreementAmount(association_id=agreement.association_id, agreement=agreement, year=year, amount_ore=ore)
        for year, ore in sorted(amounts.items())
        if ore
    )


def put_dates(agreement: Agreement, dates: Sequence[Asked]) -> None:
    """Let the agreement ask for these reports, and no others."""
    ReportingDate.objects.filter(association=agreement.association_id, agreement=agreement).delete()
    ReportingDate.objects.bulk_create(
        ReportingDate(association_id=agreement.association_id, agreement=agreement, **vars(one)) for one in dates
    )
