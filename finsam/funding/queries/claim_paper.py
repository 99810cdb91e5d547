"""Reads for a claim that came on paper: which agreement it is on; and the year the list opens with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.funding.models import Agreement, AgreementState, Claim
from finsam.funding.queries.claim_page import claim_crumbs
from finsam.funding.queries.claim_words import span_words
from finsam.ui.parts import Link


@dataclass(frozen=True)
class AgreementRow:
    """An agreement that can be claimed on."""

    name: str
    detail: str
    url: str


@dataclass(frozen=True)
class ChooseGrantPage:
    """Which agreement a claim is on."""

    title: str
    state: str
    crumbs: Sequence[Link]
    rows: Sequence[AgreementRow]


def choose_grant_page(association: Association) -> ChooseGrantPage:
    """Return the agreements that can be claimed of, the latest first. Must be called within the association."""
    claimable = (AgreementState.SIGNED, AgreementState.ENDED)
    rows = Agreement.objects.filter(association=association, state__in=claimable).select_related("grant__intervention")
    url = reverse("claim-new", args=[association.slug])
    return ChooseGrantPage(
        title="Skriv in en rekvisition på papper",
        state="Vilket avtal gäller den?",
        crumbs=claim_crumbs(association, Link("Rekvisition på papper")),
        rows=[
            AgreementRow(
                row.grant.intervention.title, _owner_and_time(row),
                f"{url}?beslut={row.grant_id}",
            )
            for row in rows.order_by("-ends_on", "grant__intervention__position", "pk")
        ],
    )  # fmt: skip


def _owner_and_time(agreement: Agreement) -> str:
    return f"{agreement.counterpart} · {span_words(agreement.starts_on, agreement.last_day)}"


def latest_year(association: Association) -> int:
    """Return the year of the latest claim, else this year. Must be called within the association."""
    last = Claim.objects.filter(association=association, sent_at__isnull=False).order_by("-period_to").first()
    return last.period_to.year if last else timezone.localdate().year
