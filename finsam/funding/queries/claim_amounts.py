"""What claims are held against: the agreement in force, and the other claims of the grant."""

from django.db.models import IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from finsam.core.models import Association
from finsam.funding.models import Agreement, AgreementState, Claim
from finsam.funding.rules.claims import STANDS, Agreed, Claimed, Standing


def agreement_of(association: Association, grant: int) -> Agreement | None:
    """Return the agreement that holds for a grant, else its latest. Must be called within the association."""
    rows = Agreement.objects.filter(association=association, grant=grant).prefetch_related("amounts")
    found = list(rows.order_by("-number"))
    in_force = [one for one in found if one.state in {AgreementState.SIGNED, AgreementState.ENDED}]
    return next(iter(in_force or found), None)


def agreed_of(agreement: Agreement | None) -> Agreed | None:
    """Return what an agreement says, as the rules of claims take it."""
    if agreement is None:
        return None
    return Agreed(
        state=agreement.state,
        starts_on=agreement.starts_on,
        ends_on=agreement.last_day,
        amounts={row.year: row.amount_ore for row in agreement.amounts.all()},
    )


def with_totals(claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    """Return the claims with `total`, the sum of their lines in öre."""
    return claims.annotate(total=Coalesce(Sum("lines__amount_ore"), Value(0), output_field=IntegerField()))


def claims_of(association: Association, grant: int) -> list[Claim]:
    """Return the claims of a grant with their totals, in order. Must be called within the association."""
    return list(with_totals(Claim.objects.filter(association=association, grant=grant)).order_by("number"))


def standing(claims: list[Claim], but: Claim | None = None) -> list[Standing]:
    """Return those of the claims that take of the agreement's amount, without one of them."""
    return [
        Standing(one.number, one.period_from, one.period_to, _total(one))
        for one in claims
        if one.state in STANDS and (but is None or one.pk != but.pk)
    ]


def claimed_of(claim: Claim) -> Claimed:
    """Return what a claim says. Its lines are read unless they are prefetched."""
    return Claimed(
        claim.period_from, claim.period_to, [line.amount_ore for line in claim.lines.all()], claim.payee_account
    )


def _total(claim: Claim) -> int:
    return int(claim.total)  # type: ignore[attr-defined]  # annotated by with_totals
