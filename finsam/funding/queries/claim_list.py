"""The list of claims: what waits first, what is claimed per intervention, then every claim of the year."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import year_links
from finsam.figures.shown import shown_table
from finsam.funding.models import Claim, ClaimState
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.claim_amounts import with_totals
from finsam.funding.queries.claim_words import period_words, state_words
from finsam.funding.queries.matching import match_notes, matched
from finsam.funding.rules.claims import STANDS
from finsam.kernel.swedish import day, exact, kr
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable


@dataclass(frozen=True)
class ClaimAct:
    """A claim that waits: when it came, what it is, why it waits, and the button."""

    when: str
    what: str
    why: str
    action: str
    url: str


@dataclass(frozen=True)
class ClaimGroup:
    """Claims that wait for the same."""

    title: str
    rows: Sequence[ClaimAct]


@dataclass(frozen=True)
class ClaimsPage:
    """Every claim of the association."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    groups: Sequence[ClaimGroup]
    figure: ShownTable | None
    every: ShownTable | None
    pay_url: str
    paper_url: str
    payments_url: str


def claims_page(book: Book, permissions: Collection[Permission]) -> ClaimsPage:
    """Return the list, the book being of the year it shows. Must be called within the association."""
    association = book.association
    claims = _claims(association)
    keeps = Permission.KEEP_MONEY in permissions
    waiting = [claim for claim in claims if claim.state != ClaimState.PAID]
    of_year = [claim for claim in claims if claim.period_to.year == book.year]
    attested = any(claim.state == ClaimState.ATTESTED for claim in waiting)
    slug = association.slug
    return ClaimsPage(
        title="Rekvisitioner",
        state=_state(claims),
        crumbs=funding_crumbs(association, Link("Rekvisitioner")),
        tabs=funding_tabs(association, "claims"),
        years=year_links(book, "claims"),
        groups=_groups(association, claims, permissions),
        figure=shown_table(book, "funding.claims") if book.table("funding.claims").rows else None,
        every=_table(association, of_year, book.year) if of_year else None,
        pay_url=reverse("payment-new", args=[slug]) if keeps and attested else "",
        paper_url=reverse("claim-new", args=[slug]) if keeps else "",
        payments_url=reverse("payments", args=[slug]),
    )


def _claims(association: Association) -> list[Claim]:
    """All that have been sent at some time, the newest first."""
    rows = Claim.objects.filter(association=association, sent_at__isnull=False)
    rows = rows.select_related("grant__application", "grant__intervention", "payment").prefetch_related("attestations")
    return list(with_totals(rows).order_by("-period_to", "-pk"))


def _state(claims: Sequence[Claim]) -> str:
    sent = sum(claim.state == ClaimState.SENT for claim in claims)
    attested = sum(claim.state == ClaimState.ATTESTED for claim in claims)
    if not sent and not attested:
        return "Inget väntar på attest eller betalning"
    return f"{sent} väntar på attest, {attested} väntar på betalning"


def _groups(association: Association, claims: Sequence[Claim], permissions: Collection[Permission]) -> list[ClaimGroup]:
    attests, keeps = Permission.ATTEST in permissions, Permission.KEEP_MONEY in permissions
    by_state = {state: [claim for claim in claims if claim.state == state] for state in ClaimState}
    unmatched = [
        (claim, "Ingen verifikation är vald.") for claim in by_state[ClaimState.PAID] if not claim.voucher_year
    ]
    groups = [
        ("Att attestera", [(one, "") for one in by_state[ClaimState.SENT]], "Attestera" if attests else "Visa"),
        ("Att betala", [(one, "") for one in by_state[ClaimState.ATTESTED]], "Visa"),
        ("Hos banken", [(one, _ordered(one)) for one in by_state[ClaimState.ORDERED]], "Visa"),
        (
            "Betalda utan verifikation",
            [*unmatched, *_broken(association, by_state[ClaimState.PAID])],
            "Välj verifikation" if keeps else "Visa",
        ),
        ("Återlämnade", [(one, one.return_reason) for one in by_state[ClaimState.RETURNED]], "Visa"),
    ]
    return [
        ClaimGroup(title, [_act(association, claim, why, action) for claim, why in rows])
        for title, rows, action in groups
        if rows
    ]


def _broken(association: Association, paid: Sequence[Claim]) -> list[tuple[Claim, str]]:
    """Those whose voucher is gone or books another amount since the year was read in again."""
    chosen = [claim for claim in paid if claim.voucher_year]
    notes = match_notes(chosen, matched(association, chosen), {claim.pk: _total(claim) for claim in chosen})
    return [(claim, notes[claim.pk]) for claim in chosen if claim.pk in notes]


def _ordered(claim: Claim) -> str:
    return f"Betalas {day(claim.payment.pay_on)}." if claim.payment else ""


def _act(association: Association, claim: Claim, why: str, action: str) -> ClaimAct:
    attested = len(claim.attestations.all())
    parts = [claim.grant.application.applicant, period_words(claim), kr(_total(claim))]
    if claim.state == ClaimState.SENT and attested:
        parts.append("en av två har attesterat")
    return ClaimAct(
        when=f"{claim.sent_at:%Y-%m-%d}",
        what=f"{claim.grant.intervention.title}, rekvisition {claim.number}",
        why=f"{' · '.join(parts)}{f'. {why}' if why else ''}",
        action=action,
        url=reverse("claim", args=[association.slug, claim.pk]),
    )


def _table(association: Association, claims: Sequence[Claim], year: int) -> ShownTable:
    columns = [ShownColumn(label, "words") for label in ("Insats", "Rekvisition", "Period", "Läge")]
    columns.append(ShownColumn("Kronor"))
    rows = [
        ShownRow([
            ShownCell(claim.grant.intervention.title, reverse("claim", args=[association.slug, claim.pk])),
            ShownCell(str(claim.number)), ShownCell(period_words(claim)),
            ShownCell(state_words(claim, len(claim.attestations.all()))), ShownCell(exact(_total(claim))),
        ])
        for claim in claims
    ]  # fmt: skip
    counted = [claim for claim in claims if claim.state in STANDS]
    total = exact(sum(_total(claim) for claim in counted))
    note = [] if len(counted) == len(claims) else ["Återlämnade rekvisitioner räknas inte i summan."]
    rows.append(ShownRow([ShownCell("Summa"), *([ShownCell("")] * 3), ShownCell(total)], "total"))
    return ShownTable(f"Alla rekvisitioner {year}", columns, rows, footnotes=note)


def _total(claim: Claim) -> int:
    return int(claim.total)  # type: ignore[attr-defined]  # annotated by with_totals
