"""The page of a claim: what is claimed and checked, who has attested, how it is paid, the voucher that books it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association, AuditEntry, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.attest import attestable, attester
from finsam.funding.actions.claims import FELL
from finsam.funding.forms.claims import PaidForm, ReturnForm, VoucherForm
from finsam.funding.links import decided_words, decision_url
from finsam.funding.models import Agreement, Claim, ClaimFile, ClaimState
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.claim_amounts import agreed_of, agreement_of, claimed_of, claims_of, standing
from finsam.funding.queries.claim_words import period_words, state_words
from finsam.funding.queries.matching import match_notes, matched, proposals_for, voucher_name
from finsam.funding.queries.owner_claims import FileRow, LineRow, claim_facts, rest_keys
from finsam.funding.rules.attest import NEEDED, why_not_attest
from finsam.funding.rules.claims import STANDS, Check, checks_of, rest_of
from finsam.funding.rules.matching import VoucherName
from finsam.kernel.swedish import day, exact, kr
from finsam.ui.parts import Fact, KeyFigure, Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

VISIBLE = [state for state in ClaimState if state != ClaimState.DRAFT]


@dataclass(frozen=True)
class AttestPart:
    """Who has attested, and whether the one who looks may. `seen` goes with the button: the amount on the page."""

    given: Sequence[Fact]
    missing: str
    may: bool
    why_not: str
    may_regret: bool
    seen: int
    amount: str
    fell: Sequence[str]


@dataclass(frozen=True)
class VoucherRow:
    """A voucher that may book the claim: its name, why it is proposed, and its name for the buttons."""

    name: str
    detail: str
    url: str
    value: str


@dataclass(frozen=True)
class MatchPart:
    """The voucher of a paid claim: the one chosen, or those proposed."""

    chosen: VoucherRow | None
    note: str
    proposed: Sequence[VoucherRow]
    may: bool
    form: forms.Form
    nothing: str


@dataclass(frozen=True)
class ClaimPage:
    """A claim as the office sees it."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    told: str
    keys: Sequence[KeyFigure]
    lines: Sequence[LineRow]
    total: str
    files: Sequence[FileRow]
    facts: Sequence[Fact]
    checks: Sequence[Check]
    earlier: ShownTable | None
    attest: AttestPart
    returning: forms.Form | None
    paying: forms.Form | None
    match: MatchPart | None
    edit_url: str
    act_url: str


@dataclass(frozen=True)
class TriedForms:
    """Forms that were refused, to be shown with what was typed, and a fault that belongs to none."""

    returning: forms.Form | None = None
    paying: forms.Form | None = None
    voucher: forms.Form | None = None
    fault: str = field(default="")


def find_sent_claim(association: Association, key: int) -> Claim:
    """Return a claim that has been sent, with everything its page reads. Raises Http404."""
    rows = Claim.objects.select_related(
        "grant__intervention", "grant__application__case", "grant__line", "grant__decided_in__meeting", "payment",
        "document", "made_by", "writer",
    )  # fmt: skip
    rows = rows.prefetch_related("lines", "attestations__person")
    return get_object_or_404(rows, association=association, pk=key, state__in=VISIBLE)


def claim_page(
    association: Association, claim: Claim, person: Person, permissions: Collection[Permission],
    tried: TriedForms | None = None,
) -> ClaimPage:  # fmt: skip
    """Return the page of a claim, for the person. Must be called within the association."""
    tried, today = tried or TriedForms(), timezone.localdate()
    agreement, claims = agreement_of(association, claim.grant_id), claims_of(association, claim.grant_id)
    agreed, others, claimed = agreed_of(agreement), standing(claims, claim), claimed_of(claim)
    name = f"Rekvisition {claim.number}"
    return ClaimPage(
        title=f"{claim.grant.intervention.title}, {name.lower()}",
        state=f"{claim.grant.application.applicant} · {period_words(claim)} · "
        f"{state_words(claim, len(claim.attestations.all()))}",
        crumbs=claim_crumbs(association, Link(name)),
        tabs=funding_tabs(association, "claims"),
        told=tried.fault,
        keys=rest_keys(rest_of(claimed, agreed, others)),
        lines=[LineRow(line.get_kind_display(), line.text, exact(line.amount_ore)) for line in claim.lines.all()],
        total=exact(claimed.total_ore),
        files=_files(association, claim),
        facts=_facts(association, claim, agreement),
        checks=checks_of(claimed, agreed, others),
        earlier=_earlier(association, claim, claims),
        attest=_attest(association, claim, person, today),
        returning=_returning(claim, permissions, tried),
        paying=_paying(claim, permissions, tried, today),
        match=_match(association, claim, claimed.total_ore, permissions, tried),
        edit_url=_edit_url(association, claim, permissions),
        act_url=reverse("claim-act", args=[association.slug, claim.pk]),
    )


def claim_crumbs(association: Association, *rest: Link) -> list[Link]:
    """Return the way to a page of a claim."""
    return funding_crumbs(association, Link("Rekvisitioner", reverse("claims", args=[association.slug])), *rest)


def _files(association: Association, claim: Claim) -> list[FileRow]:
    rows = ClaimFile.objects.filter(association=association, claim=claim)
    return [
        FileRow(one.title, reverse("claim-file", args=[association.slug, claim.pk, one.pk]), one.pk) for one in rows
    ]


def _facts(association: Association, claim: Claim, agreement: Agreement | None) -> list[Fact]:
    grant, slug = claim.grant, association.slug
    item, case = grant.decided_in, grant.application.case
    agreed = f"{agreement.counterpart}, {day(agreement.starts_on)}–{day(agreement.last_day)}" if agreement else "Saknas"
    payment = claim.payment
    facts = [
        *claim_facts(claim),
        Fact("Insats", grant.intervention.title, reverse("intervention", args=[slug, grant.intervention.key])),
        Fact("Avtal", agreed, _url("agreement", slug, agreement.pk) if agreement else ""),
        Fact("Beslut", decided_words(item), decision_url(association, item)),
        Fact("Budgetrad", grant.line.label if grant.line else ""),
        Fact("Ärende", case.diary_number if case else "", _case_url(association, claim)),
        Fact("Betalfil", payment.message_id if payment else "", _url("payment", slug, payment.pk) if payment else ""),
    ]
    return [fact for fact in facts if fact.text]


def _case_url(association: Association, claim: Claim) -> str:
    case, document = claim.grant.application.case, claim.document
    if case is None:
        return ""
    if document:
        return reverse("document", args=[association.slug, case.year, case.number, document.number])
    return reverse("case", args=[association.slug, case.year, case.number])


def _url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def _earlier(association: Association, claim: Claim, claims: Sequence[Claim]) -> ShownTable | None:
    others = [one for one in claims if one.pk != claim.pk and one.state in STANDS]
    if not others:
        return None
    columns = [ShownColumn(label, "words") for label in ("Rekvisition", "Period", "Läge")]
    rows = [
        ShownRow([
            ShownCell(str(one.number), reverse("claim", args=[association.slug, one.pk])),
            ShownCell(period_words(one)), ShownCell(state_words(one)),
            ShownCell(exact(one.total)),  # type: ignore[attr-defined]  # annotated by with_totals
        ])
        for one in others
    ]  # fmt: skip
    return ShownTable("Andra rekvisitioner på samma avtal", [*columns, ShownColumn("Kronor")], rows)


def _attest(association: Association, claim: Claim, person: Person, today: date) -> AttestPart:
    who, what = attester(association, person, today), attestable(association, claim)
    why_not = why_not_attest(who, what)
    given = list(claim.attestations.all())
    missing = NEEDED - len(given)
    open_ = claim.state in {ClaimState.SENT, ClaimState.ATTESTED}
    return AttestPart(
        given=[
            Fact(
                one.person.name if one.person else one.role,
                f"{one.role}, {timezone.localtime(one.attested_at):%Y-%m-%d %H.%M}, {kr(one.amount_ore)}",
            )
            for one in given
        ],
        missing=f"{'Två' if missing == NEEDED else 'En'} ska attestera." if claim.state == ClaimState.SENT else "",
        may=not why_not,
        why_not=why_not if who.seat and claim.state == ClaimState.SENT else "",
        may_regret=open_ and person.pk in what.attested_by,
        seen=what.total_ore,
        amount=kr(what.total_ore),
        fell=_fell(association, claim),
    )


def _fell(association: Association, claim: Claim) -> list[str]:
    """Attestations that no longer hold, and why: told until there are new ones for all of them."""
    if claim.state not in {ClaimState.SENT, ClaimState.RETURNED}:
        return []
    entries = AuditEntry.objects.filter(association=association, action=FELL, detail__claim=claim.pk)
    return [
        f"{one.detail['why']} {timezone.localtime(one.at):%Y-%m-%d %H.%M}. Attesten av "
        f"{' och '.join(one.detail['persons'])} gäller inte längre."
        for one in entries[:1]
    ]


def _returning(claim: Claim, permissions: Collection[Permission], tried: TriedForms) -> forms.Form | None:
    may = {Permission.KEEP_MONEY, Permission.ATTEST} & set(permissions)
    if not may or claim.state not in {ClaimState.SENT, ClaimState.ATTESTED}:
        return None
    return tried.returning or ReturnForm()


def _paying(claim: Claim, permissions: Collection[Permission], tried: TriedForms, today: date) -> forms.Form | None:
    if Permission.KEEP_MONEY not in permissions or claim.state != ClaimState.ATTESTED:
        return None
    return tried.paying or PaidForm(initial={"paid_on": today})


def _match(
    association: Association, claim: Claim, total: int, permissions: Collection[Permission], tried: TriedForms
) -> MatchPart | None:
    if claim.state != ClaimState.PAID or claim.paid_on is None:
        return None
    opens, name = Permission.OPEN_LEDGER in permissions, voucher_name(claim)
    found = matched(association, [claim])
    booked = found.get(claim.pk)
    chosen = None
    if name:
        detail = f"Bokförd {day(booked.booked_on)}, {kr(booked.cost_ore)} på insatsens objekt" if booked else ""
        url = reverse("voucher", args=[association.slug, booked.key]) if booked and opens else ""
        chosen = VoucherRow(f"Verifikation {name}", detail, url, _value(name))
    proposed = [] if name else proposals_for(association, claim, total)
    return MatchPart(
        chosen=chosen,
        note=match_notes([claim], found, {claim.pk: total}).get(claim.pk, ""),
        proposed=[
            VoucherRow(
                f"Verifikation {one.booked.name}{f' {one.booked.text}' if one.booked.text else ''}", one.reason,
                reverse("voucher", args=[association.slug, one.booked.key]) if opens else "", _value(one.booked.name),
            )
            for one in proposed
        ],
        may=Permission.KEEP_MONEY in permissions,
        form=tried.voucher or VoucherForm(initial={"year": claim.paid_on.year}),
        nothing="" if proposed or name else _nothing(claim, total),
    )  # fmt: skip


def _nothing(claim: Claim, total: int) -> str:
    objects = claim.grant.intervention.ledger_objects
    if not objects:
        return "Insatsen har inget objekt i huvudboken, så inga verifikationer kan föreslås."
    near = day(claim.paid_on or claim.period_to)
    return (
        f"Ingen verifikation med {kr(total)} på objekt {', '.join(objects)} nära {near}. "
        "Läs in huvudboken, eller skriv verifikationens nummer."
    )


def _value(name: VoucherName) -> str:
    return f"{name.year}/{name.series}/{name.number}"


def _edit_url(association: Association, claim: Claim, permissions: Collection[Permission]) -> str:
    """The office corrects what it has written in itself, until it is in a payment file."""
    open_ = claim.state in {ClaimState.SENT, ClaimState.ATTESTED, ClaimState.RETURNED}
    if Permission.KEEP_MONEY not in permissions or claim.writer_id is not None or not open_:
        return ""
    return reverse("claim-edit", args=[association.slug, claim.pk])
