"""What the page of a voucher tells of the funding: the claim that it books."""

from django.urls import reverse

from finsam.core.models import Association
from finsam.funding.queries.matching import claims_booked_by
from finsam.funding.rules.matching import VoucherName
from finsam.money.mentions import mentions_vouchers
from finsam.money.models import Voucher
from finsam.ui.parts import Fact


@mentions_vouchers
def claims_of_voucher(association: Association, voucher: Voucher) -> list[Fact]:
    """Return the claims that are matched to the voucher, with the way to each."""
    name = VoucherName(voucher.ledger.year, voucher.series, voucher.number)
    return [
        Fact(
            "Rekvisition", f"{claim.grant.intervention.title}, rekvisition {claim.number}",
            reverse("claim", args=[association.slug, claim.pk]),
        )
        for claim in claims_booked_by(association, name)
    ]  # fmt: skip
