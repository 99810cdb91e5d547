"""What claims want of a person: to attest, to pay, to match with the ledger, and to put right what is returned."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.access import owner_path
from finsam.funding.models import Claim, ClaimState, PaymentFile, Writer
from finsam.funding.queries.claim_amounts import with_totals
from finsam.funding.queries.claim_words import period_words
from finsam.kernel.swedish import day, kr
from finsam.meetings.queries.act_parts import ActDue
from finsam.money.models import Ledger

WANTS = {
    Permission.ATTEST: Q(state=ClaimState.SENT),
    Permission.KEEP_MONEY: Q(state__in=[ClaimState.ATTESTED, ClaimState.ORDERED])
    | Q(state=ClaimState.PAID, voucher_year=None),
    Permission.RUN_PROJECT: Q(state=ClaimState.RETURNED),
}
"""The claims that whoever has a permission has something to do with."""


def claim_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person. Must be called within the association."""
    wanted = [which for permission, which in WANTS.items() if permission in permissions]
    if not wanted:
        return []
    asked = Q()
    for which in wanted:
        asked |= which
    rows = Claim.objects.filter(asked, association=association).select_related(
        "grant__intervention", "grant__application", "payment", "writer"
    )
    claims = list(with_totals(rows.prefetch_related("attestations")).order_by("sent_at", "pk"))
    acts: list[ActDue] = []
    if Permission.ATTEST in permissions:
        acts += _to_attest(association, person, claims)
    if Permission.KEEP_MONEY in permissions:
        acts += [*_to_pay(association, claims), *_at_the_bank(association, claims), *_to_match(association, claims)]
    if Permission.RUN_PROJECT in permissions:
        acts += _returned(association, person, claims)
    return acts


def _to_attest(association: Association, person: Person, claims: list[Claim]) -> Iterator[ActDue]:
    """Not for who made one, who has attested it, or who writes for the project."""
    sent = [claim for claim in claims if claim.state == ClaimState.SENT]
    if not sent:
        return
    writes = set(
        Writer.objects.filter(association=association, email__iexact=person.email).values_list(
            "application_id", flat=True
        )
    )
    for claim in sent:
        attested = {one.person_id for one in claim.attestations.all()}
        if claim.made_by_id == person.pk or person.pk in attested or claim.grant.application_id in writes:
            continue
        yield ActDue(
            None,
            f"Rekvisition {claim.number}, {claim.grant.intervention.title}",
            f"{_about(claim)}{'. En har attesterat, en till ska.' if attested else '. Två ska attestera.'}",
            "Attestera",
            _url(association, claim),
        )


def _to_pay(association: Association, claims: list[Claim]) -> Iterator[ActDue]:
    attested = [claim for claim in claims if claim.state == ClaimState.ATTESTED]
    if attested:
        count = "En rekvisition" if len(attested) == 1 else f"{len(attested)} rekvisitioner"
        yield ActDue(
            None, f"{count} att betala", f"{kr(sum(map(_total, attested)))}, attesterade av två", "Gör betalfilen",
            reverse("payment-new", args=[association.slug]),
        )  # fmt: skip


def _at_the_bank(association: Association, claims: list[Claim]) -> Iterator[ActDue]:
    """Payment files whose day of payment is to be noted."""
    files: dict[int, PaymentFile] = {
        claim.payment.pk: claim.payment for claim in claims if claim.state == ClaimState.ORDERED and claim.payment
    }
    for payment in files.values():
        yield ActDue(
            payment.pay_on, f"Betalfil {payment.message_id}",
            f"{kr(payment.total_ore)}. Lämna filen i banken och notera när den är betald.", "Visa betalfilen",
            reverse("payment", args=[association.slug, payment.pk]),
        )  # fmt: skip


def _to_match(association: Association, claims: list[Claim]) -> Iterator[ActDue]:
    """Ask for the voucher of a paid claim only where there is a ledger to find it in."""
    paid = [claim for claim in claims if claim.state == ClaimState.PAID]
    ledgers = Ledger.objects.filter(association=association) if paid else Ledger.objects.none()
    booked = dict(ledgers.values_list("year", "covers_to"))
    for claim in paid:
        covers_to = booked.get(claim.paid_on.year) if claim.paid_on else None
        if claim.paid_on and covers_to and claim.paid_on <= covers_to:
            yield ActDue(
                None, f"Verifikation för rekvisition {claim.number}, {claim.grant.intervention.title}",
                f"{kr(_total(claim))}, betald {day(claim.paid_on)}", "Välj verifikation",
                f"{_url(association, claim)}#verifikation",
            )  # fmt: skip


def _returned(association: Association, person: Person, claims: list[Claim]) -> Iterator[ActDue]:
    """What is returned to the person's own projects, with the way to it by the person's own link."""
    returned = [claim for claim in claims if claim.state == ClaimState.RETURNED]
    if not returned:
        return
    own = Writer.objects.filter(association=association, email__iexact=person.email, ended_at=None)
    links = {writer.application_id: writer for writer in own}
    for claim in returned:
        if writer := links.get(claim.grant.application_id):
            yield ActDue(
                None, f"Återlämnad: rekvisition {claim.number}, {claim.grant.intervention.title}",
                claim.return_reason[:200], "Rätta", owner_path(association, writer, "owner-claim", claim.number),
            )  # fmt: skip


def _about(claim: Claim) -> str:
    return f"{claim.grant.application.applicant}, {period_words(claim)}, {kr(_total(claim))}"


def _url(association: Association, claim: Claim) -> str:
    return reverse("claim", args=[association.slug, claim.pk])


def _total(claim: Claim) -> int:
    return int(claim.total)  # type: ignore[attr-defined]  # annotated by with_totals
