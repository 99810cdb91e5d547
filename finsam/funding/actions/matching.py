"""The voucher that books a paid claim is chosen, refused, or let go. It is kept by its name."""

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.models import Claim, ClaimState
from finsam.funding.rules.matching import VoucherName
from finsam.money.models import Voucher

REFUSED = "funding.claim.voucher_refused"


@transaction.atomic
def choose_voucher(*, association: Association, by: Person, claim: Claim, name: VoucherName) -> Claim:
    """Match a paid claim to a voucher. Raises ValueError when there is none such, or another claim has it."""
    claim = _paid(association, claim)
    found = Voucher.objects.filter(
        association=association, ledger__year=name.year, series=name.series, number=name.number
    )
    if not name.number or not found.exists():
        raise ValueError(f"Verifikation {name} finns inte i huvudboken. Läs in årets huvudbok, eller rätta numret.")
    taken = Claim.objects.filter(
        association=association, voucher_year=name.year, voucher_series=name.series, voucher_number=name.number
    ).exclude(pk=claim.pk)
    if other := taken.select_related("grant__intervention").first():
        raise ValueError(
            f"Verifikation {name} hör redan till rekvisition {other.number} för {other.grant.intervention}."
        )
    claim.voucher_year, claim.voucher_series, claim.voucher_number = name.year, name.series, name.number
    claim.save(update_fields=["voucher_year", "voucher_series", "voucher_number"])
    audit.record(association, "funding.claim.voucher_chosen", str(claim), by=by, claim=claim.pk, voucher=str(name))
    return claim


@transaction.atomic
def refuse_voucher(*, association: Association, by: Person, claim: Claim, name: VoucherName) -> None:
    """Say that a voucher does not book the claim: it is not proposed for it again, and a match with it is let go."""
    claim = _paid(association, claim)
    detail = {"claim": claim.pk, "year": name.year, "series": name.series, "number": name.number}
    audit.record(association, REFUSED, str(claim), by=by, **detail)
    if (claim.voucher_year, claim.voucher_series, claim.voucher_number) == (name.year, name.series, name.number):
        claim.voucher_year, claim.voucher_series, claim.voucher_number = None, "", ""
        claim.save(update_fields=["voucher_year", "voucher_series", "voucher_number"])


def _paid(association: Association, claim: Claim) -> Claim:
    claim = Claim.objects.select_for_update(of=("self",)).get(association=association, pk=claim.pk)
    if claim.state != ClaimState.PAID:
        raise ValueError("Rekvisitionen är inte betald än. Ange först vilken dag den betalades.")
    return claim
