"""An agreement signed by both: handed over, approved, sent back or called off, sealed when both have approved."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person, Seat
from finsam.core.outbox import write_mail
from finsam.funding.actions.agreement_force import come_into_force
from finsam.funding.actions.agreement_signatories import both
from finsam.funding.actions.agreements import claimed_by_year, locked_draft
from finsam.funding.models import Agreement, AgreementState
from finsam.funding.printing.agreement import Issuer, printed_agreement
from finsam.funding.queries.agreement_content import Side, about_of, content_of, is_amendment, title_of
from finsam.funding.queries.agreements import agreement_reads
from finsam.funding.rules.agreement_text import MISSING, unknown_marks
from finsam.funding.rules.agreements import amount_faults
from finsam.kernel.faults import BadInput, Fault
from finsam.signing.actions import (
    approve,
    call_off,
    decline,
    fall_if_changed,
    is_complete,
    open_signing,
    seal_file,
)
from finsam.signing.content import content_hash as hash_of
from finsam.signing.queries import SigningShown, evidence_of, round_of

NOT_OPEN = "Avtalet är inte lämnat för underskrift nu."
CHANGED = "Avtalet har ändrats sedan det lämnades för underskrift. Underskrifterna gäller inte längre."
FELL = "Avtalet ändrades efter att det lämnades för underskrift."
NOT_SEALED = "funding.agreement.not_sealed"


@transaction.atomic
def hand_over_agreement(*, association: Association, by: Person, agreement: Agreement, seat: Seat) -> Agreement:
    """Fix what the agreement says by its hash, and ask both to sign it.

    Must be called within the association. Raises BadInput with everything that is missing in the draft, ValueError
    when somebody who is to sign is missing, or it is no draft.
    """
    locked_draft(association, agreement)
    kept = agreement_reads(association).get(pk=agreement.pk)
    if faults := ready_faults(kept):
        raise BadInput(*map(Fault, faults))
    sides, signatories = both(association, kept, seat, by, timezone.localdate())
    content = content_of(kept, sides)
    kept.content = content
    kept.signing = open_signing(
        association=association, about=about_of(kept), title=title_of(kept)[:200], content_hash=hash_of(content),
        signatories=signatories, by=by,
    )  # fmt: skip
    kept.state = AgreementState.SIGNING
    kept.save(update_fields=["content", "signing", "state"])
    _write(
        kept, [one.person for one in signatories], f"Skriv under: {title_of(kept)}",
        f"{title_of(kept)} är lämnat för underskrift. Läs det och skriv under med ditt lösenord.",
    )  # fmt: skip
    audit.record(
        association, "funding.agreement.handed_over", kept, by=by, agreement=kept.pk,
        content_hash=kept.signing.content_hash,
    )  # fmt: skip
    return kept


def ready_faults(agreement: Agreement) -> list[str]:
    """Return a sentence for each thing that is left to do before a draft can be signed."""
    faults = []
    if MISSING in agreement.text:
        faults.append(f"Texten har luckor kvar: ”{MISSING.strip()} …]”. Fyll i dem först.")
    if unknown_marks(agreement.text):
        faults.append(f"”{{{unknown_marks(agreement.text)[0]}}}” i texten står inte för något. Rätta det.")
    if not agreement.counterpart_number and "{projektägarens nummer}" in agreement.text:
        faults.append("Skriv projektägarens organisationsnummer.")
    if not agreement.reporting_dates.all():
        faults.append("Avtalet frågar inte efter någon rapport. Lägg till minst en.")
    if is_amendment(agreement) and not agreement.reason.strip():
        faults.append("Skriv varför avtalet ändras.")
    return faults + amount_faults(
        {one.year: one.amount_ore for one in agreement.amounts.all()},
        granted=dict(agreement.grant.amounts.values_list("year", "amount_ore")),
        claimed=claimed_by_year(agreement.grant), since=agreement.starts_on, until=agreement.ends_on,
    )  # fmt: skip


def approve_agreement(
    *, association: Association, agreement: Agreement, person: Person, password: str, content_hash: str,
    request: HttpRequest | None = None,
) -> bool:  # fmt: skip
    """Sign the agreement; when both have, seal it. Returns whether it is sealed now.

    Raises ValueError when the signature is refused, or when the agreement has changed: then every signature falls. Not
    itself atomic: a wrong password and a signature are kept whatever comes after.
    """
    shown = open_round(association, agreement)
    if drop_if_changed(association=association, agreement=agreement):
        raise ValueError(CHANGED)
    approve(
        association=association, signing=shown.signing, person=person, password=password, content_hash=content_hash,
        request=request,
    )  # fmt: skip
    return is_complete(shown.signing) and seal_agreement(association=association, agreement=agreement)


@transaction.atomic
def return_agreement(*, association: Association, agreement: Agreement, person: Person, reason: str) -> None:
    """Send the agreement back to the office with a reason that both can read; it is a draft again.

    Raises ValueError when the person is not asked or gives no reason.
    """
    shown = open_round(association, agreement)
    decline(association=association, signing=shown.signing, person=person, reason=reason)
    _reopen(association, agreement)
    _write(
        agreement, [one for one in asked(shown) if one != person], f"Inte undertecknat: {title_of(agreement)}",
        f"{person.name} skriver inte under:\n\n{reason.strip()}\n\nKansliet rättar och lämnar avtalet för underskrift "
        "igen. Båda skriver då under på nytt.",
    )  # fmt: skip
    audit.record(
        association, "funding.agreement.sent_back", agreement, by=person, agreement=agreement.pk,
        reason=reason.strip()[:300],
    )  # fmt: skip


@transaction.atomic
def call_off_agreement(*, association: Association, by: Person, agreement: Agreement) -> None:
    """End the signing though nothing has changed: the draft opens again. Raises ValueError when it is over."""
    shown = open_round(association, agreement)
    call_off(association=association, signing=shown.signing, by=by)
    _reopen(association, agreement)
    audit.record(association, "funding.agreement.called_off", agreement, by=by, agreement=agreement.pk)


@transaction.atomic
def drop_if_changed(*, association: Association, agreement: Agreement) -> bool:
    """Let every signature fall when the agreement says something else than what was handed over; tell whether."""
    shown = round_of(association, about_of(agreement))
    if shown is None or not shown.is_open:
        return False
    kept = agreement_reads(association).get(pk=agreement.pk)
    now = hash_of(_now(kept))
    if not fall_if_changed(association=association, about=about_of(kept), content_hash=now, by=None, reason=FELL):
        return False
    _reopen(association, kept)
    _write(
        kept, asked(shown), f"Underskriften gäller inte längre: {title_of(kept)}",
        "Något har ändrats sedan avtalet lämnades för underskrift. Du får ett nytt mejl när det lämnas på nytt.",
    )  # fmt: skip
    audit.record(association, "funding.agreement.signatures_fell", kept, by=None, agreement=kept.pk)
    return True


def seal_agreement(*, association: Association, agreement: Agreement) -> bool:
    """Seal an agreement that both have signed; tell whether it could be done. What fails is taken up again later."""
    if drop_if_changed(association=association, agreement=agreement):
        return False
    try:
        _finish(association, agreement)
    except (ValueError, OSError) as error:
        _note_failure(association, agreement, str(error)[:300])
        return False
    return True


@transaction.atomic
def _finish(association: Association, agreement: Agreement) -> None:
    """All or nothing. Raises ValueError when the content is not the one signed, or the file cannot be sealed."""
    Agreement.objects.select_for_update(of=("self",)).get(association=association, pk=agreement.pk)
    kept = agreement_reads(association).get(pk=agreement.pk)
    if kept.state != AgreementState.SIGNING or kept.signing is None:
        return
    if hash_of(_now(kept)) != kept.signing.content_hash:
        raise ValueError(CHANGED)
    evidence = evidence_of(kept.signing)
    last = max(row.at for row in evidence.rows)
    pdf = printed_agreement(
        kept.content, Issuer(association.name, association.short_name), made_at=last, evidence=evidence
    )
    seal = seal_file(association=association, signing=kept.signing, by=None, name=f"avtal-{kept.pk}.pdf", pdf=pdf)
    come_into_force(association=association, agreement=kept, signed_on=timezone.localdate(last), file=seal.file)
    shown = round_of(association, about_of(kept))
    _write(
        kept, asked(shown) if shown else [], f"Undertecknat: {title_of(kept)}",
        f"Båda parter har skrivit under {title_of(kept)[:1].lower()}{title_of(kept)[1:]}. Filen är förseglad, och du "
        "hämtar den här:",
    )  # fmt: skip
    audit.record(association, "funding.agreement.signed", kept, by=None, agreement=kept.pk, sha256=seal.sha256)


def open_round(association: Association, agreement: Agreement) -> SigningShown:
    """Return the round that is open about the agreement. Raises ValueError when none is."""
    shown = round_of(association, about_of(agreement))
    if shown is None or not shown.is_open:
        raise ValueError(NOT_OPEN)
    return shown


def asked(shown: SigningShown) -> list[Person]:
    """Return those who are asked."""
    return list(Person.objects.filter(pk__in={one.person_id for one in shown.signatories}).order_by("pk"))


def _now(agreement: Agreement) -> dict[str, object]:
    """What the agreement says now, signed by those it was handed to."""
    return content_of(agreement, [Side(**side) for side in agreement.content["sides"]])


def _reopen(association: Association, agreement: Agreement) -> None:
    Agreement.objects.filter(association=association, pk=agreement.pk, state=AgreementState.SIGNING).update(
        state=AgreementState.DRAFT, content={}
    )


def _write(agreement: Agreement, to: Iterable[Person], subject: str, text: str) -> None:
    association = agreement.association
    url = settings.ORIGIN + reverse("agreement-sign", args=[association.slug, agreement.pk])
    for person in to:
        write_mail(
            association=association, to=person, subject=subject, about=about_of(agreement),
            text=f"Hej {person.name},\n\n{text}\n\n{url}\n\n{association.name}\n",
        )  # fmt: skip


def _note_failure(association: Association, agreement: Agreement, reason: str) -> None:
    """Write why in the trail, once for each reason in a row: it is tried again every minute."""
    last = AuditEntry.objects.filter(association=association, action=NOT_SEALED, subject=str(agreement)).first()
    if last is None or last.detail.get("reason") != reason:
        audit.record(association, NOT_SEALED, agreement, by=None, agreement=agreement.pk, reason=reason)
