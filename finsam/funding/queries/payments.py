"""Pages of payments: the files, one file with its posting list, a new one, and the account that is paid from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.db.models import Count
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.payments import account_on
from finsam.funding.forms.claims import PaidForm
from finsam.funding.models import Claim, ClaimState, PaymentAccount, PaymentFile
from finsam.funding.places import funding_tabs
from finsam.funding.queries.claim_amounts import with_totals
from finsam.funding.queries.claim_page import claim_crumbs
from finsam.funding.queries.claim_words import payee_words, period_words, state_words
from finsam.funding.queries.posting import payment_claims, posting_list
from finsam.funding.rules.claim_accounts import written_account
from finsam.funding.rules.posting import PostingRow
from finsam.kernel.swedish import day, exact, kr
from finsam.meetings.words import counted
from finsam.ui.parts import Fact, Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

SATURDAY = 5
ENDINGS = (("CSV", "csv"), ("Excel", "xlsx"))


@dataclass(frozen=True)
class PaymentsPage:
    """Every payment file, and the account."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    files: ShownTable | None
    account: Sequence[Fact]
    new_url: str
    account_url: str


@dataclass(frozen=True)
class PaymentPage:
    """A payment file. `told`: what is to be done with it now."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    told: str
    claims: ShownTable | None
    postings: ShownTable | None
    facts: Sequence[Fact]
    xml_url: str
    paying: forms.Form | None
    may_cancel: bool
    act_url: str


@dataclass(frozen=True)
class PaymentFormPage:
    """A form about payments. `stop`: why nothing can be ordered."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    save: str
    stop: Link | None
    back_url: str


def payments_page(association: Association, permissions: Collection[Permission], today: date) -> PaymentsPage:
    """Return the payment files, the newest first. Must be called within the association."""
    slug, keeps = association.slug, Permission.KEEP_MONEY in permissions
    rows = list(PaymentFile.objects.filter(association=association).annotate(count=Count("claims")).defer("content"))
    paid = {
        claim.payment_id
        for claim in Claim.objects.filter(association=association, state=ClaimState.PAID, payment__isnull=False)
    }
    attested = Claim.objects.filter(association=association, state=ClaimState.ATTESTED).exists()
    return PaymentsPage(
        title="Betalfiler",
        state="Attesterade rekvisitioner som har lämnats till banken",
        crumbs=claim_crumbs(association, Link("Betalfiler")),
        tabs=funding_tabs(association, "claims"),
        files=_files(association, rows, paid) if rows else None,
        account=_account(account_on(association, today)),
        new_url=reverse("payment-new", args=[slug]) if keeps and attested else "",
        account_url=reverse("payment-account", args=[slug]) if keeps else "",
    )


def _files(association: Association, rows: Sequence[PaymentFile], paid: Collection[int | None]) -> ShownTable:
    columns = [ShownColumn(label, "words") for label in ("Betalfil", "Betalas", "Läge")]
    shown = [
        ShownRow([
            ShownCell(row.message_id, reverse("payment", args=[association.slug, row.pk])), ShownCell(str(row.pay_on)),
            ShownCell(_state(row, paid=row.pk in paid)),
            ShownCell(str(row.count)),  # type: ignore[attr-defined]  # annotated above
            ShownCell(exact(row.total_ore)),
        ])
        for row in rows
    ]  # fmt: skip
    return ShownTable("Betalfiler", [*columns, ShownColumn("Rekvisitioner"), ShownColumn("Kronor")], shown)


def _state(row: PaymentFile, *, paid: bool) -> str:
    if row.cancelled_at:
        return "Makulerad"
    return "Betald" if paid else "Väntar på betalning"


def _account(account: PaymentAccount | None) -> list[Fact]:
    if account is None:
        return []
    lines = [
        Fact("IBAN", written_account("iban", account.iban)), Fact("BIC", account.bic), Fact("Innehavare", account.name),
        Fact("Gäller från", day(account.valid_from)),
    ]  # fmt: skip
    return [line for line in lines if line.text]


def payment_page(
    association: Association, payment: PaymentFile, permissions: Collection[Permission], today: date,
    paying: forms.Form | None = None,
) -> PaymentPage:  # fmt: skip
    """Return the page of a payment file. Must be called within the association."""
    claims = payment_claims(association, payment)
    keeps, waits = Permission.KEEP_MONEY in permissions, any(one.state == ClaimState.ORDERED for one in claims)
    args = [association.slug, payment.pk]
    return PaymentPage(
        title=f"Betalfil {payment.message_id}",
        state=f"{kr(payment.total_ore)} · betalas {day(payment.pay_on)}",
        crumbs=claim_crumbs(
            association, Link("Betalfiler", reverse("payments", args=[association.slug])), Link(payment.message_id)
        ),
        tabs=funding_tabs(association, "claims"),
        told=_told(payment, claims),
        claims=_claims(association, claims) if claims else None,
        postings=_postings(posting_list(association, payment, claims), args) if claims else None,
        facts=_about(payment),
        xml_url=reverse("payment-file", args=args) if keeps and not payment.cancelled_at else "",
        paying=(paying or PaidForm(initial={"paid_on": min(payment.pay_on, today)})) if keeps and waits else None,
        may_cancel=keeps and waits,
        act_url=reverse("payment-act", args=args),
    )


def _told(payment: PaymentFile, claims: Sequence[Claim]) -> str:
    if payment.cancelled_at:
        return "Betalfilen är makulerad. Rekvisitionerna är attesterade och kan betalas med en ny fil."
    paid_on = next((claim.paid_on for claim in claims if claim.paid_on), None)
    if paid_on:
        return f"Betald {day(paid_on)}."
    return "Hämta filen, lämna den i internetbanken och ange sedan vilken dag den betalades."


def _claims(association: Association, claims: Sequence[Claim]) -> ShownTable:
    columns = [ShownColumn(label, "words") for label in ("Insats", "Mottagare", "Konto", "Period", "Läge")]
    rows = [
        ShownRow([
            ShownCell(
                f"{one.grant.intervention.title}, rekvisition {one.number}",
                reverse("claim", args=[association.slug, one.pk]),
            ),
            ShownCell(one.grant.application.applicant),
            ShownCell(f"{payee_words(one)} {written_account(one.payee_kind, one.payee_account)}"),
            ShownCell(period_words(one)), ShownCell(state_words(one)), ShownCell(exact(_total(one))),
        ])
        for one in claims
    ]  # fmt: skip
    total = exact(sum(_total(one) for one in claims))
    rows.append(ShownRow([ShownCell("Summa"), *([ShownCell("")] * 4), ShownCell(total)], "total"))
    return ShownTable("Rekvisitioner i filen", [*columns, ShownColumn("Kronor")], rows)


def _postings(rows: Sequence[PostingRow], args: Sequence[object]) -> ShownTable:
    columns = [ShownColumn("Text", "words"), ShownColumn("Konto", "words"), ShownColumn("Objekt", "words")]
    shown = [
        ShownRow([
            ShownCell(row.text), ShownCell(row.account or "Välj konto"), ShownCell(row.code),
            ShownCell(exact(row.debit_ore) if row.debit_ore else ""),
            ShownCell(exact(row.credit_ore) if row.credit_ore else ""),
        ])
        for row in rows
    ]  # fmt: skip
    return ShownTable(
        "Bokföringsunderlag", [*columns, ShownColumn("Debet"), ShownColumn("Kredit")], shown,
        footnotes=["Kontot är det som förut är mest bokfört på insatsens objekt. Ändra det om det behövs."],
        downloads=[(label, reverse("posting-file", args=[*args, ending])) for label, ending in ENDINGS],
    )  # fmt: skip


def _about(payment: PaymentFile) -> list[Fact]:
    by = f" av {payment.made_by.name}" if payment.made_by else ""
    cancelled = f" av {payment.cancelled_by.name}" if payment.cancelled_by else ""
    lines = [
        Fact("Gjord", f"{day(payment.made_at.date())}{by}"),
        Fact("Form", "ISO 20022 pain.001.001.09, kontrollerad mot schemat"),
        Fact("Makulerad", f"{day(payment.cancelled_at.date())}{cancelled}" if payment.cancelled_at else ""),
    ]
    return [line for line in lines if line.text]


def attested_claims(association: Association) -> list[Claim]:
    """Return the claims that can be paid, with their totals. Must be called within the association."""
    rows = Claim.objects.filter(association=association, state=ClaimState.ATTESTED)
    return list(with_totals(rows.select_related("grant__intervention", "grant__application")).order_by("sent_at", "pk"))


def payable(claims: Sequence[Claim]) -> list[tuple[int, str]]:
    """Return the claims as choices: what, whom, where and how much."""
    return [(one.pk, _choice(one)) for one in claims]


def _choice(claim: Claim) -> str:
    account = f"{payee_words(claim).lower()} {written_account(claim.payee_kind, claim.payee_account)}"
    name = f"{claim.grant.intervention.title}, rekvisition {claim.number}"
    return f"{name} · {claim.grant.application.applicant} · {account} · {kr(_total(claim))}"


def next_bank_day(today: date) -> date:
    """Return the first weekday after the day."""
    following = today + timedelta(days=1)
    return following if following.weekday() < SATURDAY else next_bank_day(following)


def payment_form_page(
    association: Association, form: forms.Form, claims: Sequence[Claim], today: date
) -> PaymentFormPage:
    """Return the page where a payment file is made. Must be called within the association."""
    stop = None
    if account_on(association, today) is None:
        stop = Link("Skriv in kontot som det betalas från först.", reverse("payment-account", args=[association.slug]))
    elif not claims:
        stop = Link("Ingen rekvisition är attesterad av två.", reverse("claims", args=[association.slug]))
    back = reverse("payments", args=[association.slug])
    return PaymentFormPage(
        title="Ny betalfil",
        state=f"{counted(len(claims), 'attesterad', 'attesterade')}, {kr(sum(_total(one) for one in claims))}",
        crumbs=claim_crumbs(association, Link("Betalfiler", back), Link("Ny betalfil")),
        form=form,
        save="Gör betalfilen",
        stop=stop,
        back_url=back,
    )


def account_form_page(association: Association, form: forms.Form) -> PaymentFormPage:
    """Return the page of the association's account."""
    back = reverse("payments", args=[association.slug])
    return PaymentFormPage(
        title="Konto att betala från",
        state="Förbundets konto, som banken drar betalningarna från",
        crumbs=claim_crumbs(association, Link("Betalfiler", back), Link("Konto att betala från")),
        form=form,
        save="Spara kontot",
        stop=None,
        back_url=back,
    )


def _total(claim: Claim) -> int:
    return int(claim.total)  # type: ignore[attr-defined]  # annotated by with_totals
