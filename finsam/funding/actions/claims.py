"""A claim is written, sent, corrected and returned. Its documents go to the diary when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from finsam.cases.actions import register_document
from finsam.cases.files import Checked, Incoming, store_file, title_of
from finsam.cases.models import Direction
from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person
from finsam.core.outbox import write_mail
from finsam.funding.access import owner_path
from finsam.funding.models import Attestation, Claim, ClaimFile, ClaimLine, ClaimState, Grant, Writer
from finsam.funding.queries.claim_amounts import agreed_of, agreement_of, claimed_of, claims_of, standing
from finsam.funding.queries.claim_pdf import claim_pdf
from finsam.funding.queries.claim_words import period_words
from finsam.funding.rules.claims import CHANGEABLE, faults_of
from finsam.funding.rules.states import CLAIM, check_next
from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.swedish import kr
from finsam.meetings.links import absolute

SAVED, FELL = "funding.claim.saved", "funding.claim.attestations_fell"
NOT_CHANGED_NOW = "Rekvisitionen är inlämnad och kan inte ändras. Be förbundet återlämna den om något är fel."
TWO_EDITORS = (
    "Någon annan har ändrat rekvisitionen sedan du öppnade den. Det du skrev finns kvar här nedanför. Öppna sidan i "
    "ett nytt fönster, jämför och spara igen."
)


@dataclass(frozen=True)
class LineSaid:
    """A line of a claim as it is said, in öre."""

    kind: str
    text: str
    amount_ore: int


@dataclass(frozen=True)
class ClaimSaid:
    """What is said in a claim."""

    period_from: date
    period_to: date
    payee_kind: str
    payee_account: str
    payee_reference: str
    remark: str
    lines: Sequence[LineSaid]


@dataclass(frozen=True)
class Hand:
    """Who writes: a writer at the project owner, or somebody at the office who registers what came on paper."""

    writer: Writer | None = None
    by: Person | None = None

    @property
    def name(self) -> str:
        """The name of whoever it is."""
        return self.writer.name if self.writer else self.by.name if self.by else ""


@transaction.atomic
def save_claim(
    *, association: Association, grant: Grant, hand: Hand, said: ClaimSaid, claim: Claim | None = None,
    revision: int | None = None, files: Sequence[Checked] = (), token: str = "",
) -> Claim:  # fmt: skip
    """Write a claim as a draft, or change one; with the token of a form already used: return what it made.

    What the office has registered it may correct until it is in a payment file; attestations then fall. Raises
    ValueError or BadInput with a Swedish sentence. Must be called within the association.
    """
    _locked_grant(association, grant)
    if claim is None:
        if done := _made_by(association, token):
            return done
        claim = _new(association, grant, hand)
    else:
        claim = Claim.objects.select_for_update(of=("self",)).get(association=association, pk=claim.pk)
        _check_change(claim, hand, revision)
    if said.period_to < said.period_from:
        raise ValueError("Perioden slutar innan den börjar. Rätta en av dagarna.")
    _write(association, claim, said)
    add_files(association=association, claim=claim, files=files)
    form = {"form": token} if token else {}
    audit.record(
        association, SAVED, f"{grant.intervention} {claim}", by=hand.by, claim=claim.pk, writer=hand.name, **form
    )
    if claim.state not in CHANGEABLE:
        _let_fall(association, claim, hand)
        _check(association, claim)
    return claim


@transaction.atomic
def add_files(*, association: Association, claim: Claim, files: Sequence[Checked]) -> None:
    """Put receipts to a claim; the same file is put there once. Raises BadInput."""
    there = set(ClaimFile.objects.filter(association=association, claim=claim).values_list("file__sha256", flat=True))
    for one in files:
        if one.sha256 not in there:
            stored = store_file(association=association, incoming=one)
            ClaimFile.objects.create(association=association, claim=claim, file=stored, title=title_of(one.name))
            there.add(one.sha256)


@transaction.atomic
def remove_file(*, association: Association, claim: Claim, file: int, hand: Hand) -> None:
    """Take a file from a claim that may be changed. Raises ValueError when it may not."""
    claim = Claim.objects.select_for_update(of=("self",)).get(association=association, pk=claim.pk)
    if claim.state not in CHANGEABLE:
        raise ValueError(NOT_CHANGED_NOW)
    found = ClaimFile.objects.filter(association=association, claim=claim, pk=file).first()
    if found:
        audit.record(
            association, "funding.claim.file_removed", found.title, by=hand.by, claim=claim.pk, writer=hand.name
        )
        found.delete()


@transaction.atomic
def discard_claim(*, association: Association, claim: Claim, hand: Hand) -> None:
    """Take away a draft that nobody has been sent. Raises ValueError when it has been sent."""
    claim = Claim.objects.select_for_update(of=("self",)).get(association=association, pk=claim.pk)
    if claim.state != ClaimState.DRAFT:
        raise ValueError("Rekvisitionen har varit inlämnad och kan inte tas bort.")
    audit.record(association, "funding.claim.discarded", str(claim), by=hand.by, claim=claim.pk, writer=hand.name)
    for rows in (ClaimFile, ClaimLine):
        rows.objects.filter(association=association, claim=claim).delete()
    claim.delete()


@transaction.atomic
def send_claim(*, association: Association, claim: Claim, hand: Hand, arrived_on: date | None = None) -> Claim:
    """Send a claim to the association: from then on it takes of the agreement's amount. Sent twice it is sent once.

    Raises BadInput with every fault; then nothing has changed. `arrived_on`: the day a claim came on paper.
    """
    _locked_grant(association, claim.grant)
    claim = _whole().select_for_update(of=("self",)).get(association=association, pk=claim.pk)
    if claim.state not in CHANGEABLE:
        return claim
    check_next(CLAIM, claim.state, ClaimState.SENT, NOT_CHANGED_NOW)
    _check(association, claim)
    claim.state, claim.sent_at, claim.writer = ClaimState.SENT, _moment(arrived_on), hand.writer or claim.writer
    claim.made_by = hand.by or claim.made_by
    _register(association, claim, hand)
    claim.revision += 1
    claim.save()
    audit.record(
        association, "funding.claim.sent", f"{claim.grant.intervention} {claim}", by=hand.by, claim=claim.pk,
        writer=hand.name, amount=claimed_of(claim).total_ore,
    )  # fmt: skip
    return claim


@transaction.atomic
def return_claim(*, association: Association, by: Person, claim: Claim, reason: str) -> Claim:
    """Send a claim back with a reason, by letter to those who write; attestations fall. Raises ValueError."""
    claim = _whole().select_for_update(of=("self",)).get(association=association, pk=claim.pk)
    check_next(
        CLAIM, claim.state, ClaimState.RETURNED,
        "Rekvisitionen kan inte återlämnas nu. Är den i en betalfil, makulera betalfilen först.",
    )  # fmt: skip
    if not reason.strip():
        raise ValueError("Skriv varför rekvisitionen återlämnas, så att projektägaren vet vad som ska rättas.")
    _let_fall(association, claim, Hand(by=by), told="Rekvisitionen återlämnades")
    claim.state, claim.return_reason, claim.returned_at = ClaimState.RETURNED, reason.strip(), timezone.now()
    claim.revision += 1
    claim.save()
    _tell_returned(association, claim)
    audit.record(
        association, "funding.claim.returned", f"{claim.grant.intervention} {claim}", by=by, claim=claim.pk,
        reason=reason.strip()[:300],
    )  # fmt: skip
    return claim


def _locked_grant(association: Association, grant: Grant) -> None:
    """Hold the grant, so that two claims of it are looked at one after the other."""
    Grant.objects.select_for_update(of=("self",)).get(association=association, pk=grant.pk)


def _made_by(association: Association, token: str) -> Claim | None:
    """The claim that a form has already made. The one who writes may have no account, so the grant is what is held."""
    entries = AuditEntry.objects.filter(association=association, action=SAVED, detail__form=token) if token else None
    entry = entries.first() if entries is not None else None
    return Claim.objects.filter(association=association, pk=entry.detail["claim"]).first() if entry else None


def _new(association: Association, grant: Grant, hand: Hand) -> Claim:
    last = Claim.objects.filter(association=association, grant=grant).aggregate(last=Max("number"))["last"]
    return Claim(
        association=association, grant=grant, number=(last or 0) + 1, made_by=hand.by, writer=hand.writer, revision=-1
    )


def _check_change(claim: Claim, hand: Hand, revision: int | None) -> None:
    """Raises ValueError when it may not be changed by the one who writes, or has been changed by another."""
    if claim.state not in CHANGEABLE:
        of_paper = hand.by is not None and claim.writer_id is None
        if not of_paper or claim.state not in {ClaimState.SENT, ClaimState.ATTESTED}:
            raise ValueError(NOT_CHANGED_NOW)
    if revision is not None and revision != claim.revision:
        raise ValueError(TWO_EDITORS)


def _write(association: Association, claim: Claim, said: ClaimSaid) -> None:
    for name in ("period_from", "period_to", "payee_kind", "payee_account", "payee_reference", "remark"):
        setattr(claim, name, getattr(said, name))
    claim.revision += 1
    claim.save()
    ClaimLine.objects.filter(association=association, claim=claim).delete()
    ClaimLine.objects.bulk_create(
        ClaimLine(association=association, claim=claim, position=place, **vars(line))
        for place, line in enumerate(said.lines)
    )


def _let_fall(association: Association, claim: Claim, hand: Hand, told: str = "Rekvisitionen ändrades") -> None:
    """Let every attestation fall, and say in the trail whose."""
    given = Attestation.objects.filter(association=association, claim=claim)
    names = list(given.values_list("person__name", flat=True))
    if names:
        given.delete()
        audit.record(association, FELL, str(claim), by=hand.by, claim=claim.pk, persons=names, why=told)
    if claim.state == ClaimState.ATTESTED:
        claim.state = ClaimState.SENT
        claim.save(update_fields=["state"])


def _check(association: Association, claim: Claim) -> None:
    agreed = agreed_of(agreement_of(association, claim.grant_id))
    others = standing(claims_of(association, claim.grant_id), claim)
    faults = faults_of(claimed_of(claim), agreed, others)
    if faults:
        raise BadInput(*map(Fault, faults))


def _register(association: Association, claim: Claim, hand: Hand) -> None:
    """Put the claim and its new files in the application's case."""
    case = claim.grant.application.case
    if case is None or claim.sent_at is None:
        return
    on, who = timezone.localdate(claim.sent_at), claim.grant.application.applicant
    name = f"Rekvisition {claim.number}, {period_words(claim)}"
    pdf = claim_pdf(association, claim, sent_by=hand.name, made_at=timezone.localtime(claim.sent_at))
    same: dict[str, Any] = {
        "association": association, "by": hand.by, "case": case, "direction": Direction.INCOMING, "dated_on": on,
        "counterpart": who,
    }  # fmt: skip
    again = " igen" if claim.document_id else ""
    claim.document = register_document(
        **same, title=f"{name}{again}", incoming=Incoming(f"rekvisition-{claim.number}.pdf", pdf)
    )
    for one in claim.files.all():
        if one.document_id is None:
            one.document = register_document(**same, title=f"Underlag: {one.title}"[:200], file=one.file)
            one.save(update_fields=["document"])


def _tell_returned(association: Association, claim: Claim) -> None:
    application, amount = claim.grant.application, kr(claimed_of(claim).total_ore)
    writers = [one for one in application.writers.all() if one.ended_at is None]
    for writer in writers:
        path = owner_path(association, writer, "owner-claim", claim.number)
        write_mail(
            association=association, to=writer.email, about=f"claim:{claim.pk}",
            subject=f"Återlämnad: rekvisition {claim.number}, {claim.grant.intervention.title}",
            text=f"Hej {writer.name},\n\nRekvisition {claim.number} för {period_words(claim)} på {amount} är "
            f"återlämnad:\n\n{claim.return_reason}\n\nRätta och skicka in den igen här:\n\n{absolute(path)}\n\n"
            f"{association.name}\n",
        )  # fmt: skip


def _whole() -> Any:
    """Claims with everything that is written in letters and papers of them."""
    rows = Claim.objects.select_related("grant__application__case", "grant__intervention", "writer")
    return rows.prefetch_related("lines", "files__file", "grant__application__writers")


def _moment(on: date | None) -> datetime:
    """The moment a claim came: now, or noon of the day it came on paper."""
    today = timezone.localdate()
    if on is None or on == today:
        return timezone.now()
    if on > today:
        raise ValueError("Dagen då rekvisitionen kom har inte varit än. Ange i dag eller en tidigare dag.")
    return timezone.make_aware(datetime.combine(on, time(12)))


@transaction.atomic
def register_paper(  # noqa: PLR0913  what a claim on paper says, and the form it was written in
    *, association: Association, by: Person, grant: Grant, said: ClaimSaid, arrived_on: date,
    claim: Claim | None = None, revision: int | None = None, files: Sequence[Checked] = (), token: str = "",
) -> Claim:  # fmt: skip
    """Write in a claim that came on paper, or correct one, and send it at once: all of it or nothing.

    Whoever writes it in may not attest it. Raises ValueError or BadInput with a Swedish sentence.
    """
    hand = Hand(by=by)
    saved = save_claim(
        association=association, grant=grant, hand=hand, said=said, claim=claim, revision=revision, files=files,
        token=token,
    )  # fmt: skip
    return send_claim(association=association, claim=saved, hand=hand, arrived_on=arrived_on)
