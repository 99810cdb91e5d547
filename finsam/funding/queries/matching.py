"""Vouchers of the ledger that may book a paid claim, and whether those that were chosen still do."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from finsam.core.models import Association, AuditEntry
from finsam.funding.actions.matching import REFUSED
from finsam.funding.models import Claim, ClaimState
from finsam.funding.rules.matching import WINDOW, Booked, Proposal, VoucherName, match_note, proposals
from finsam.money.models import Posting, PostingKind
from finsam.money.rules.statements import LINES

COST_LINES = [line.label for line in LINES if line.key in {"costs", "depreciation", "financial_costs"}]
"""The lines of the statements that are costs."""


def voucher_name(claim: Claim) -> VoucherName | None:
    """Return the voucher that a claim is matched to, by its name."""
    if claim.voucher_year is None:
        return None
    return VoucherName(claim.voucher_year, claim.voucher_series, claim.voucher_number)


def proposals_for(association: Association, claim: Claim, total_ore: int) -> list[Proposal]:
    """Return vouchers for a paid claim, best first; of a claim read with its intervention. Within the association."""
    objects = claim.grant.intervention.ledger_objects
    if not objects or claim.paid_on is None:
        return []
    around = (claim.paid_on - timedelta(days=WINDOW), claim.paid_on + timedelta(days=WINDOW))
    found = _booked(_costs(association).filter(ledger_object__in=objects, voucher__booked_on__range=around))
    return proposals(
        found, amount_ore=total_ore, paid_on=claim.paid_on, words=claim.grant.intervention.title.split(),
        not_these={*_taken(association, claim), *_refused(association, claim)},
    )  # fmt: skip


def matched(association: Association, claims: Sequence[Claim]) -> dict[int, Booked]:
    """Return, by claim, what the voucher it is matched to books on the intervention's objects; not those gone."""
    names = {claim.pk: name for claim in claims if (name := voucher_name(claim))}
    if not names:
        return {}
    numbers = {name.number for name in names.values()}
    years = {name.year for name in names.values()}
    rows = list(_rows(_costs(association).filter(ledger__year__in=years, voucher__number__in=numbers), by_object=True))
    found: dict[int, Booked] = {}
    for claim in claims:
        objects = claim.grant.intervention.ledger_objects
        own = [row for row in rows if claim.pk in names and _name(row) == names[claim.pk]]
        if own:
            cost = sum(row["cost"] for row in own if row["ledger_object"] in objects)
            first = own[0]
            found[claim.pk] = Booked(
                _name(first), first["voucher__booked_on"], first["voucher__text"], cost, first["voucher"]
            )
    return found


def match_notes(claims: Sequence[Claim], found: dict[int, Booked], totals: dict[int, int]) -> dict[int, str]:
    """Return what is wrong with matches, by claim: the voucher is gone, or books another amount."""
    notes = {
        claim.pk: match_note(found.get(claim.pk), totals[claim.pk], name)
        for claim in claims
        if (name := voucher_name(claim))
    }
    return {key: note for key, note in notes.items() if note}


def claims_booked_by(association: Association, name: VoucherName) -> "QuerySet[Claim]":
    """Return the claims that are matched to a voucher."""
    return Claim.objects.select_related("grant__intervention").filter(
        association=association, voucher_year=name.year, voucher_series=name.series, voucher_number=name.number
    )


def _costs(association: Association) -> "QuerySet[Posting]":
    rows = Posting.objects.filter(
        association=association, kind=PostingKind.VOUCHER, account__statement_line__in=COST_LINES
    )
    return rows.exclude(Q(voucher=None) | Q(voucher__number=""))


def _rows(postings: "QuerySet[Posting]", *, by_object: bool = False) -> Any:
    named = ("voucher", "voucher__series", "voucher__number", "voucher__booked_on", "voucher__text", "ledger__year")
    grouped = postings.values(*named, *(["ledger_object"] if by_object else []))
    return grouped.annotate(cost=Sum("amount_ore")).order_by("voucher__booked_on", "voucher")


def _booked(postings: "QuerySet[Posting]") -> list[Booked]:
    return [
        Booked(_name(row), row["voucher__booked_on"], row["voucher__text"], row["cost"], row["voucher"])
        for row in _rows(postings)
    ]


def _name(row: dict[str, Any]) -> VoucherName:
    return VoucherName(row["ledger__year"], row["voucher__series"], row["voucher__number"])


def _taken(association: Association, claim: Claim) -> Collection[VoucherName]:
    others = Claim.objects.filter(association=association, state=ClaimState.PAID, voucher_year__isnull=False)
    return {name for other in others.exclude(pk=claim.pk) if (name := voucher_name(other))}


def _refused(association: Association, claim: Claim) -> Collection[VoucherName]:
    entries = AuditEntry.objects.filter(association=association, action=REFUSED, detail__claim=claim.pk)
    return {VoucherName(one.detail["year"], one.detail["series"], one.detail["number"]) for one in entries}
