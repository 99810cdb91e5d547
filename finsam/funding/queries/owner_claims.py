"""A project owner's claims: the rows on the owner's page, and the page of one claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.once import new_token
from finsam.funding.access import owner_path
from finsam.funding.forms.claims import ClaimForm, PaperClaimForm
from finsam.funding.models import Claim, ClaimFile, ClaimState, Grant, Writer
from finsam.funding.queries.claim_amounts import agreed_of, agreement_of, claimed_of, claims_of, standing, with_totals
from finsam.funding.queries.claim_words import payee_words, period_words, span_words, state_words
from finsam.funding.queries.owner_rows import OwnerRow
from finsam.funding.rules.claim_accounts import written_account
from finsam.funding.rules.claims import CHANGEABLE, Check, Claimed, Rest, checks_of, next_period, rest_of
from finsam.kernel.swedish import day, exact, kr
from finsam.ui.parts import Fact, KeyFigure, Link


@dataclass(frozen=True)
class FileRow:
    """A file of a claim: its name and where it is read, and its key for the button that takes it away."""

    title: str
    url: str
    key: int


@dataclass(frozen=True)
class LineRow:
    """A line of a claim as it is read."""

    kind: str
    text: str
    amount: str


@dataclass(frozen=True)
class ClaimFormPage:
    """A claim that is being written, by the owner or by the office. `keys`: agreed, claimed before, rest.

    `form_url` is where the form goes: a new claim that was refused is a draft with an address of its own.
    """

    title: str
    state: str
    crumbs: Sequence[Link]
    form: ClaimForm
    keys: Sequence[KeyFigure]
    known: Sequence[Fact]
    files: Sequence[FileRow]
    returned: str
    faults: Sequence[str]
    checks: Sequence[Check]
    stop: str  # why nothing can be claimed at all
    back_url: str
    form_url: str = ""
    may_discard: bool = False
    on_paper: bool = False
    total: str = ""


@dataclass(frozen=True)
class SentClaimPage:
    """A claim that is sent, as its owner sees it."""

    title: str
    state: str
    crumbs: Sequence[Link]
    told: str
    keys: Sequence[KeyFigure]
    lines: Sequence[LineRow]
    total: str
    facts: Sequence[Fact]
    files: Sequence[FileRow]
    back_url: str


def grant_of(writer: Writer) -> Grant | None:
    """Return what the writer's application was granted, if it was."""
    grants = Grant.objects.filter(association=writer.association_id, application=writer.application_id)
    return grants.select_related("intervention", "application__case", "line").first()


def claim_rows(association: Association, writer: Writer, today: date) -> list[OwnerRow]:  # noqa: ARG001
    """Return the owner's claims, for the page of the application. Must be called within the association.

    The first is the way to a new one, when the application is granted.
    """
    claims = with_totals(Claim.objects.filter(association=association, grant__application=writer.application_id))
    rows = [
        OwnerRow(
            name=f"Rekvisition {claim.number}, {period_words(claim)}",
            detail=kr(claim.total),  # type: ignore[attr-defined]
            state=state_words(claim),
            url=owner_path(association, writer, "owner-claim", claim.number),
            late=claim.state == ClaimState.RETURNED,
        )
        for claim in claims.order_by("-number")
    ]
    if not Grant.objects.filter(association=association, application=writer.application_id).exists():
        return rows
    new = OwnerRow(
        "Ny rekvisition", "Begär ut pengar för en period", "", owner_path(association, writer, "owner-claim-new")
    )
    return [new, *rows]


def find_claim(association: Association, writer: Writer, number: int) -> Claim:
    """Return a claim of the writer's project with its lines. Raises Http404."""
    rows = Claim.objects.select_related("grant__intervention", "grant__application__case", "writer", "made_by")
    of_writer = rows.prefetch_related("lines").filter(association=association, grant__application=writer.application_id)
    return get_object_or_404(of_writer, number=number)


def new_claim_initial(association: Association, grant: Grant, today: date) -> dict[str, object]:
    """Return what a new claim opens with: the next period, and the account of the last one."""
    claims = claims_of(association, grant.pk)
    first, last = next_period(agreed_of(agreement_of(association, grant.pk)), standing(claims), today)
    known: dict[str, object] = {"period_from": first, "period_to": last, "token": new_token()}
    before = claims[-1] if claims else None
    if before:
        account = written_account(before.payee_kind, before.payee_account)
        known |= {"payee_kind": before.payee_kind, "payee_account": account}
    return known


def owner_form_page(
    association: Association, writer: Writer, grant: Grant, form: ClaimForm, claim: Claim | None,
    faults: Sequence[str] = (),
) -> ClaimFormPage:  # fmt: skip
    """Return the page where the owner writes a claim. Must be called within the association."""
    back = owner_path(association, writer)
    title = f"Rekvisition {claim.number}" if claim else "Ny rekvisition"
    files = [
        FileRow(
            row.title, owner_path(association, writer, "owner-claim-file", claim.number if claim else 0, row.pk), row.pk
        )
        for row in _files(association, claim)
    ]
    return _form_page(
        association, grant, form, claim, title=title, crumbs=[Link(grant.application.title, back), Link(title)],
        back_url=back, files=files, faults=faults,
        form_url=owner_path(association, writer, "owner-claim", claim.number) if claim else "",
        may_discard=claim is not None and claim.state == ClaimState.DRAFT,
    )  # fmt: skip


def office_form_page(
    association: Association, grant: Grant, form: ClaimForm, claim: Claim | None, crumbs: Sequence[Link], back_url: str
) -> ClaimFormPage:
    """Return the page where the office writes in a claim that came on paper. Must be called within the association."""
    title = f"Rätta rekvisition {claim.number}" if claim else "Rekvisition på papper"
    files = [
        FileRow(row.title, reverse("claim-file", args=[association.slug, claim.pk if claim else 0, row.pk]), row.pk)
        for row in _files(association, claim)
    ]
    return _form_page(
        association, grant, form, claim, title=title, crumbs=[*crumbs, Link(title)], back_url=back_url, files=files
    )


def _form_page(  # noqa: PLR0913
    association: Association, grant: Grant, form: ClaimForm, claim: Claim | None, *, title: str,
    crumbs: Sequence[Link], back_url: str, files: Sequence[FileRow], faults: Sequence[str] = (), form_url: str = "",
    may_discard: bool = False,
) -> ClaimFormPage:  # fmt: skip
    agreement, claims = agreement_of(association, grant.pk), claims_of(association, grant.pk)
    agreed, others = agreed_of(agreement), standing(claims, claim)
    claimed = _typed(form, claim)
    checks = checks_of(claimed, agreed, others)
    return ClaimFormPage(
        title=title,
        state=f"{grant.intervention.title} · {grant.application.applicant}",
        crumbs=crumbs,
        form=form,
        keys=rest_keys(rest_of(claimed, agreed, others)),
        known=known_facts(association, grant, agreement.counterpart if agreement else ""),
        files=files,
        returned=claim.return_reason if claim and claim.state == ClaimState.RETURNED else "",
        faults=faults,
        checks=checks if claim and not form.is_bound and claim.state in CHANGEABLE else (),
        stop="" if checks[0].holds else checks[0].text,
        back_url=back_url,
        form_url=form_url,
        may_discard=may_discard,
        on_paper=isinstance(form, PaperClaimForm),
        total=exact(claimed.total_ore),
    )


def _typed(form: ClaimForm, claim: Claim | None) -> Claimed:
    """What the form says now, as far as it can be read; else what is saved, or the period it opens with."""
    if form.is_bound and not form.is_valid():
        values = form.cleaned_data
        opened = [values.get(name) or form.initial.get(name) or date.today() for name in ("period_from", "period_to")]  # noqa: DTZ011
        return Claimed(min(opened), max(opened), [form.total_ore] if form.total_ore else [])
    if form.is_bound:
        said = form.said
        return Claimed(said.period_from, said.period_to, [line.amount_ore for line in said.lines], said.payee_account)
    if claim:
        return claimed_of(claim)
    return Claimed(form.initial["period_from"], form.initial["period_to"])


def rest_keys(rest: Rest) -> list[KeyFigure]:
    """Return what is always in sight: agreed for the year, claimed before, the rest after this one."""
    return [
        KeyFigure(exact(rest.agreed), f"Avtalat {rest.year}, kronor"),
        KeyFigure(exact(rest.before), "Rekvirerat förut"),
        KeyFigure(exact(rest.this), "Den här rekvisitionen"),
        KeyFigure(exact(rest.after), "Kvar efter den här", worse=rest.after < 0),
    ]


def known_facts(association: Association, grant: Grant, counterpart: str) -> list[Fact]:
    """Return what the program knows, so that nobody types it."""
    case = grant.application.case
    facts = [
        Fact("Från", association.name),
        Fact("Till", counterpart or grant.application.applicant),
        Fact("Insats", grant.intervention.title),
        Fact("Diarienummer", case.diary_number if case else ""),
        Fact("Beviljat", day(grant.decided_on)),
    ]
    return [fact for fact in facts if fact.text]


def sent_claim_page(association: Association, writer: Writer, claim: Claim) -> SentClaimPage:
    """Return the page of a claim that is sent. Must be called within the association."""
    agreed = agreed_of(agreement_of(association, claim.grant_id))
    others = standing(claims_of(association, claim.grant_id), claim)
    back, lines = owner_path(association, writer), list(claim.lines.all())
    return SentClaimPage(
        title=f"Rekvisition {claim.number}",
        state=f"{claim.grant.intervention.title} · {state_words(claim)}",
        crumbs=[Link(claim.grant.application.title, back), Link(f"Rekvisition {claim.number}")],
        told=_told(claim),
        keys=rest_keys(rest_of(claimed_of(claim), agreed, others)),
        lines=[LineRow(line.get_kind_display(), line.text, exact(line.amount_ore)) for line in lines],
        total=exact(sum(line.amount_ore for line in lines)),
        facts=claim_facts(claim),
        files=[
            FileRow(row.title, owner_path(association, writer, "owner-claim-file", claim.number, row.pk), row.pk)
            for row in _files(association, claim)
        ],
        back_url=back,
    )


def claim_facts(claim: Claim) -> list[Fact]:
    """Return what a claim says of itself beside its lines."""
    sent = f"{day(claim.sent_at.date())} av {_sender(claim)}" if claim.sent_at else ""
    facts = [
        Fact("Period", span_words(claim.period_from, claim.period_to)),
        Fact("Inlämnad", sent),
        Fact("Betalas till", f"{payee_words(claim)} {written_account(claim.payee_kind, claim.payee_account)}"),
        Fact("Referens", claim.payee_reference),
        Fact("Meddelande", claim.remark),
    ]
    return [fact for fact in facts if fact.text]


def _sender(claim: Claim) -> str:
    if claim.writer:
        return claim.writer.name
    return f"{claim.made_by.name}, som skrev in den på kansliet" if claim.made_by else "projektägaren"


TOLD = {
    ClaimState.SENT: "Rekvisitionen är inlämnad. Två på förbundet attesterar den innan den betalas.",
    ClaimState.ATTESTED: "Rekvisitionen är attesterad av två och väntar på att betalas.",
    ClaimState.ORDERED: "Rekvisitionen är lämnad till banken.",
}
"""What the owner is told of a claim by its state."""


def _told(claim: Claim) -> str:
    if claim.state == ClaimState.ORDERED and claim.payment:
        return f"Rekvisitionen är lämnad till banken och betalas {day(claim.payment.pay_on)}."
    if claim.state == ClaimState.PAID and claim.paid_on:
        return f"Rekvisitionen är betald {day(claim.paid_on)}."
    return TOLD.get(ClaimState(claim.state), "")


def find_file(association: Association, claim: Claim, key: int) -> ClaimFile:
    """Return a file of a claim. Raises Http404."""
    found = ClaimFile.objects.filter(association=association, claim=claim, pk=key).first()
    if found is None:
        raise Http404
    return found


def _files(association: Association, claim: Claim | None) -> list[ClaimFile]:
    return list(ClaimFile.objects.filter(association=association, claim=claim)) if claim else []
