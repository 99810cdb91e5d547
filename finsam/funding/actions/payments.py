"""Attested claims are paid: by a payment file for the bank, which can be cancelled before it is paid, or one by one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.numbers import next_number
from finsam.core.once import already_done
from finsam.funding.models import Claim, ClaimState, PaymentAccount, PaymentFile
from finsam.funding.queries.claim_words import period_words
from finsam.funding.rules.attest import NEEDED
from finsam.funding.rules.claim_accounts import read_bic, read_iban
from finsam.funding.rules.pain import Order, Transfer, payment_file, reference_of
from finsam.kernel.swedish import WEEKDAYS, day, kr

ORDERED = "funding.payment.ordered"
SATURDAY = 5


@dataclass(frozen=True)
class AccountSaid:
    """What is said of the association's account."""

    iban: str
    bic: str
    name: str
    valid_from: date


@transaction.atomic
def set_account(*, association: Association, by: Person, said: AccountSaid) -> PaymentAccount:
    """Say which account claims are paid from, from a day on; the same day again changes what was said.

    Raises ValueError with a Swedish sentence when the account does not tally.
    """
    values = {"iban": read_iban(said.iban), "bic": read_bic(said.bic), "name": said.name.strip(), "made_by": by}
    row, _ = PaymentAccount.objects.update_or_create(
        association=association, valid_from=said.valid_from, defaults=values
    )
    audit.record(association, "funding.payment_account.set", row.iban, by=by, valid_from=str(said.valid_from))
    return row


def account_on(association: Association, on: date) -> PaymentAccount | None:
    """Return the account that is paid from on a day. Must be called within the association."""
    return PaymentAccount.objects.filter(association=association, valid_from__lte=on).first()


@transaction.atomic
def order_payment(
    *, association: Association, by: Person, claims: Collection[int], pay_on: date, today: date, token: str = ""
) -> PaymentFile:
    """Make a payment file of attested claims to be paid on a day; with a token already used: return that file.

    Raises ValueError with a Swedish sentence, and then nothing is ordered. Must be called within the association.
    """
    if done := already_done(association=association, by=by, action=ORDERED, token=token):
        return PaymentFile.objects.get(association=association, pk=done.detail["payment"])
    _check_day(pay_on, today)
    account = account_on(association, pay_on)
    if account is None:
        raise ValueError("Förbundets konto är inte inskrivet. Skriv in kontot som det betalas från först.")
    rows = _attested(association, claims)
    transfers = sorted((_transfer(association, row) for row in rows), key=lambda one: (one.reference, one.account))
    made_at = timezone.localtime()
    order = Order(
        message_id=_message_id(association, pay_on), made_at=made_at.replace(microsecond=0, tzinfo=None), pay_on=pay_on,
        payer=account.name or association.name, payer_number=association.organisation_number, iban=account.iban,
        bic=account.bic, transfers=transfers,
    )  # fmt: skip
    payment = PaymentFile.objects.create(
        association=association, message_id=order.message_id, pay_on=pay_on, total_ore=order.total_ore,
        content=payment_file(order), made_by=by,
    )  # fmt: skip
    Claim.objects.filter(association=association, pk__in=[row.pk for row in rows]).update(
        state=ClaimState.ORDERED, payment=payment
    )
    audit.record(
        association, ORDERED, payment.message_id, by=by, payment=payment.pk, claims=[row.pk for row in rows],
        total=order.total_ore, **({"form": token} if token else {}),
    )  # fmt: skip
    return payment


@transaction.atomic
def cancel_payment(*, association: Association, by: Person, payment: PaymentFile) -> None:
    """Take back a payment file that is not paid: its claims are attested again. Raises ValueError when it is paid."""
    payment = PaymentFile.objects.select_for_update(of=("self",)).get(association=association, pk=payment.pk)
    if payment.cancelled_at:
        return
    claims = Claim.objects.select_for_update(of=("self",)).filter(association=association, payment=payment)
    if any(claim.state == ClaimState.PAID for claim in claims):
        raise ValueError("Betalfilen är betald och kan inte makuleras.")
    keys = [claim.pk for claim in claims]
    Claim.objects.filter(association=association, pk__in=keys).update(state=ClaimState.ATTESTED, payment=None)
    payment.cancelled_at, payment.cancelled_by = timezone.now(), by
    payment.save(update_fields=["cancelled_at", "cancelled_by"])
    audit.record(association, "funding.payment.cancelled", payment.message_id, by=by, payment=payment.pk, claims=keys)


@transaction.atomic
def note_paid(*, association: Association, by: Person, payment: PaymentFile, paid_on: date, today: date) -> int:
    """Note the day the bank paid a file; return how many claims that is. Raises ValueError."""
    _check_paid(paid_on, today)
    payment = PaymentFile.objects.select_for_update(of=("self",)).get(association=association, pk=payment.pk)
    if payment.cancelled_at:
        raise ValueError("Betalfilen är makulerad. Gör en ny.")
    ordered = Claim.objects.filter(association=association, payment=payment, state=ClaimState.ORDERED)
    count = ordered.update(state=ClaimState.PAID, paid_on=paid_on)
    if count:
        audit.record(
            association, "funding.payment.paid", payment.message_id, by=by, payment=payment.pk, on=str(paid_on)
        )
    return count


@transaction.atomic
def note_claim_paid(*, association: Association, by: Person, claim: Claim, paid_on: date, today: date) -> Claim:
    """Note that an attested claim was paid without a file. Raises ValueError when it is not attested by two."""
    _check_paid(paid_on, today)
    row = _attested(association, [claim.pk])[0]
    row.state, row.paid_on = ClaimState.PAID, paid_on
    row.save(update_fields=["state", "paid_on"])
    audit.record(association, "funding.claim.paid", str(row), by=by, claim=row.pk, on=str(paid_on))
    return row


def _check_day(pay_on: date, today: date) -> None:
    if pay_on < today:
        raise ValueError(f"{day(pay_on)} har passerat. Välj i dag eller en senare dag.")
    if pay_on.weekday() >= SATURDAY:
        raise ValueError(f"{day(pay_on)} är en {WEEKDAYS[pay_on.weekday()]}. Banken betalar på vardagar.")


def _check_paid(paid_on: date, today: date) -> None:
    if paid_on > today:
        raise ValueError(f"{day(paid_on)} har inte varit än. Ange den dag då banken betalade.")


def _attested(association: Association, keys: Collection[int]) -> list[Claim]:
    """The claims, held, each attested by two for what it says now. Raises ValueError when one is not."""
    if not keys:
        raise ValueError("Välj minst en rekvisition att betala.")
    rows = Claim.objects.select_for_update(of=("self",)).filter(association=association, pk__in=keys)
    rows = rows.select_related("grant__application__case", "grant__intervention")
    found = list(rows.prefetch_related("lines", "attestations").order_by("pk"))
    if len(found) != len(set(keys)):
        raise ValueError("En av rekvisitionerna finns inte. Läs in sidan igen.")
    for row in found:
        name = f"Rekvisition {row.number} för {row.grant.intervention}"
        if row.state != ClaimState.ATTESTED:
            raise ValueError(f"{name} är inte attesterad av två, eller är redan i en betalfil. Läs in sidan igen.")
        total = sum(line.amount_ore for line in row.lines.all())
        given = {one.person_id for one in row.attestations.all() if one.amount_ore == total}
        if len(given) < NEEDED:
            raise ValueError(f"{name} är på {kr(total)}, och det är inte det beloppet som två har attesterat.")
    return found


def _transfer(association: Association, claim: Claim) -> Transfer:
    application = claim.grant.application
    diary = application.case.diary_number if application.case else f"{association.short_name}-{claim.grant_id}"
    said = f"Rekvisition {claim.number} {claim.grant.intervention.title} {period_words(claim)}"
    return Transfer(
        reference=reference_of(diary, claim.number),
        name=application.applicant or claim.grant.intervention.owner,
        kind=claim.payee_kind,
        account=claim.payee_account,
        amount_ore=sum(line.amount_ore for line in claim.lines.all()),
        text=f"{claim.payee_reference} {said}".strip(),
    )


def _message_id(association: Association, pay_on: date) -> str:
    """The file's own name, once for ever: SOFINT-BETALFIL-2022-1."""
    number = next_number(association, f"payment-{pay_on.year}")
    return reference_of(f"{association.short_name}-BETALFIL-{pay_on.year}", number).replace("-R", "-")
