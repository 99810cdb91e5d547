"""What agreements want of a person: everything with a button and a last day."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.funding.links import decision_words
from finsam.funding.models import Agreement, AgreementState, Grant
from finsam.funding.queries.agreement import agreement_url
from finsam.funding.queries.agreement_content import title_of
from finsam.funding.queries.agreements import agreement_reads, grant_clock, read_grants, unsigned_of
from finsam.kernel.swedish import day
from finsam.meetings.queries.act_parts import ActDue
from finsam.signing.models import SigningState


def agreement_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person. Must be called within the association."""
    acts: list[ActDue] = []
    if Permission.KEEP_FUNDING in permissions:
        acts += _to_write(association, today)
    if Permission.SIGN_AGREEMENT in permissions:
        acts += _to_sign(association, person)
    return acts


def _to_write(association: Association, today: date) -> Iterator[ActDue]:
    """Grants whose agreement is not written, or not handed over."""
    months = 0
    for grant in read_grants(association).order_by("decided_on", "pk"):
        draft = unsigned_of(grant)
        if draft is None and grant.agreements.all():
            continue
        if draft is not None and draft.state == AgreementState.SIGNING:
            continue
        months = months or provisions_of(association, today).months("agreement_months")
        yield _written(association, grant, draft, grant_clock(grant, months, today).due_on)


def _written(association: Association, grant: Grant, draft: Agreement | None, due: date) -> ActDue:
    why = f"{grant.application.applicant}, beslutat {decision_words(grant.decided_in)}."
    if draft is None:
        url = reverse("agreement-new", args=[association.slug, grant.application_id])
        return ActDue(due, f"Skriv avtal om {grant.intervention.title}", why, "Skriv avtalet", url)
    draft.grant = grant
    name = title_of(draft)
    what = f"Lämna {name[:1].lower()}{name[1:]} för underskrift"
    return ActDue(due if draft.number == 1 else draft.due_on, what, why, "Öppna", agreement_url(association, draft))


def _to_sign(association: Association, person: Person) -> Iterator[ActDue]:
    """Agreements that the person is asked to sign and has not signed."""
    waiting = agreement_reads(association).filter(
        signing__state=SigningState.OPEN, signing__approvals__person=person,
        signing__approvals__approved_at=None, signing__approvals__declined_at=None,
    )  # fmt: skip
    for one in waiting.distinct():
        title = title_of(one)
        yield ActDue(
            due=one.due_on,
            what=f"Skriv under {title[:1].lower()}{title[1:]}",
            why=f"{one.counterpart}, {day(one.starts_on)} – {day(one.ends_on)}.",
            action="Läs och skriv under",
            url=agreement_url(association, one, "agreement-sign"),
        )
