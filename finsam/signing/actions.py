"""Approve one content in order, decline it, and seal its file once."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from finsam.cases.files import Incoming, store_file
from finsam.core import audit
from finsam.core.actions import TooManyAttempts, check_password
from finsam.core.models import Association, Person
from finsam.kernel.swedish import capital
from finsam.signing.models import Approval, Seal, Signing, SigningState
from finsam.signing.providers import Signatory, provider

METHOD = "inloggning med lösenord, upprepad"
LONGEST_REASON = 500
FELL = "Innehållet ändrades, så godkännandena gäller inte längre."


@transaction.atomic
def open_signing(
    *,
    association: Association,
    about: str,
    title: str,
    content_hash: str,
    signatories: Sequence[Signatory],
    by: Person | None,
) -> Signing:
    """Ask the signatories to approve a content. `about` says what it is to the program, as "minutes:17".

    Raises ValueError when there is nobody to ask, somebody is asked twice in one role, or the same thing already has a
    round that is open or sealed.
    """
    if not signatories:
        raise ValueError("Ingen är vald att godkänna. Välj minst en person.")
    if len({(one.person.pk, one.role) for one in signatories}) < len(signatories):
        raise ValueError("Samma person står två gånger i samma roll. Ta bort den ena.")
    alive = Signing.objects.filter(association=association, about=about, state__in=["open", "sealed"]).first()
    if alive:
        raise ValueError(_alive(alive))
    try:
        with transaction.atomic():
            signing = Signing.objects.create(
                association=association, about=about, title=title, content_hash=content_hash, opened_by=by
            )
    except IntegrityError as error:  # somebody else asked in the same moment
        raise ValueError(_alive(None)) from error
    provider().begin(signing, signatories)
    audit.record(association, "signing.round.opened", signing, by=by, about=about, content_hash=content_hash)
    return signing


def approve(
    *,
    association: Association,
    signing: Signing,
    person: Person,
    password: str,
    content_hash: str,
    request: HttpRequest | None = None,
) -> Approval:
    """Approve the content that was on the screen, by password once more. The row says when and how.

    Raises ValueError when the password is wrong or tried too often, the person is not asked, has approved or must
    wait, the content is another, or the round has ended. Not itself atomic, so that a wrong password is counted though
    nothing else is kept: do not call it in a transaction that is rolled back by the refusal.
    """
    try:
        right = check_password(request=request, email=person.email, password=password)
    except TooManyAttempts as error:
        raise ValueError("För många försök med fel lösenord. Vänta en kvart och försök igen.") from error
    if right != person:
        raise ValueError("Lösenordet stämmer inte. Skriv det lösenord du loggar in med.")
    return _approve(association, signing, person, content_hash)


@transaction.atomic
def _approve(association: Association, signing: Signing, person: Person, content_hash: str) -> Approval:
    locked = _lock_open(association, signing)
    places = list(Approval.objects.filter(association=association, signing=locked).select_related("person"))
    place = _place(places, person)
    if content_hash != locked.content_hash:
        raise ValueError("Innehållet har ändrats sedan du öppnade sidan. Läs det igen och godkänn sedan.")
    place.approved_at = _not_before(locked, places, timezone.now())
    place.content_hash, place.method = content_hash, METHOD
    place.save(update_fields=["approved_at", "content_hash", "method"])
    audit.record(association, "signing.content.approved", locked, by=person, role=place.role, content_hash=content_hash)
    return place


@transaction.atomic
def decline(*, association: Association, signing: Signing, person: Person, reason: str) -> Signing:
    """Send the content back with a reason, which ends the round. Anyone asked who has not approved may, in any order.

    Raises ValueError without a reason, when the person is not asked or has approved, or the round has ended.
    """
    reason = reason.strip()
    if not reason:
        raise ValueError("Skriv varför du inte godkänner, så att det går att rätta.")
    locked = _lock_open(association, signing)
    places = Approval.objects.filter(association=association, signing=locked)
    place = next(iter(_own(list(places), person)))
    place.declined_at, place.reason = timezone.now(), reason
    place.save(update_fields=["declined_at", "reason"])
    _end(locked, SigningState.DECLINED, f"{person.name}: {reason}")
    audit.record(association, "signing.content.declined", locked, by=person, role=place.role, reason=reason)
    return locked


@transaction.atomic
def fall_if_changed(
    *, association: Association, about: str, content_hash: str, by: Person | None, reason: str = FELL
) -> Signing | None:
    """End the open round about something whose content has become another; return it, or None when nothing fell."""
    open_ = Signing.objects.select_for_update().filter(association=association, about=about, state=SigningState.OPEN)
    signing = open_.exclude(content_hash=content_hash).first()
    if signing is None:
        return None
    _end(signing, SigningState.FALLEN, reason)
    audit.record(association, "signing.round.fallen", signing, by=by, content_hash=content_hash)
    return signing


@transaction.atomic
def call_off(*, association: Association, signing: Signing, by: Person) -> Signing:
    """End an open round though nothing has changed: whoever asked asks no more. Raises ValueError when it has ended."""
    locked = _lock_open(association, signing)
    _end(locked, SigningState.FALLEN, f"{by.name} avbröt innan alla hade godkänt.")
    audit.record(association, "signing.round.called_off", locked, by=by)
    return locked


@transaction.atomic
def seal_file(
    *, association: Association, signing: Signing, pdf: bytes, name: str, by: Person | None, now: datetime | None = None
) -> Seal:
    """Seal the file of a round that everybody has approved, and keep it. A second call gives the same seal back.

    Raises ValueError when somebody has not approved, the round has ended, or the file cannot be sealed now; the
    approvals stay, and `waiting_to_be_sealed` finds the round again.
    """
    locked = Signing.objects.select_for_update().get(association=association, pk=signing.pk)
    if found := Seal.objects.filter(association=association, signing=locked).first():
        return found
    _check_open(locked)
    if not is_complete(locked):
        raise ValueError("Alla har inte godkänt än.")
    places = list(Approval.objects.filter(association=association, signing=locked))
    at = _not_before(locked, places, now or timezone.now())
    sealed = provider().sealed(locked, pdf, at)
    seal = Seal.objects.create(
        association=association,
        signing=locked,
        file=store_file(association=association, incoming=Incoming(name, sealed.content)),
        sha256=hashlib.sha256(sealed.content).hexdigest(),
        certificate=sealed.certificate,
        sealed_at=at,
        timestamped_by=sealed.timestamped_by,
    )
    _end(locked, SigningState.SEALED, "", at)
    audit.record(association, "signing.file.sealed", locked, by=by, sha256=seal.sha256)
    return seal


def is_complete(signing: Signing) -> bool:
    """Tell whether everybody asked has approved."""
    return provider().is_complete(signing)


def waiting_to_be_sealed(association: Association) -> list[Signing]:
    """Return the rounds that all have approved and whose file is not sealed: the server may have stopped in between."""
    places = Approval.objects.filter(association=association, signing=OuterRef("pk"))
    approved = Signing.objects.filter(Exists(places), ~Exists(places.filter(approved_at=None)))
    return list(approved.filter(association=association, state=SigningState.OPEN).order_by("opened_at"))


def _lock_open(association: Association, signing: Signing) -> Signing:
    locked = Signing.objects.select_for_update().get(association=association, pk=signing.pk)
    _check_open(locked)
    return locked


def _check_open(signing: Signing) -> None:
    if signing.state != SigningState.OPEN:
        raise ValueError(f"Omgången är avslutad: {signing.get_state_display()}. Öppna sidan igen.")


def _alive(signing: Signing | None) -> str:
    if signing and signing.state == SigningState.SEALED:
        return "Handlingen är redan godkänd och förseglad."
    return "Godkännandet pågår redan. Avsluta den omgången först."


def _own(places: list[Approval], person: Person) -> list[Approval]:
    """The person's places that are not approved yet, first the one whose turn comes first; at least one."""
    own = [place for place in places if place.person_id == person.pk]
    if not own:
        raise ValueError("Du är inte med bland dem som ska godkänna.")
    left = [place for place in own if place.approved_at is None]
    if not left:
        raise ValueError("Du har redan godkänt.")
    return left


def _place(places: list[Approval], person: Person) -> Approval:
    place = _own(places, person)[0]
    before = next((one for one in places if one.approved_at is None and one.order < place.order), None)
    if before:
        raise ValueError(f"{capital(_definite(before.role))} har inte godkänt än. Du får godkänna efter det.")
    return place


def _definite(role: str) -> str:
    """Write a role as the one who has it: "sekreteraren", "ordföranden", "ledamoten"."""
    return f"{role}n" if role.endswith(("e", "a")) else f"{role}en"


def _not_before(signing: Signing, places: Sequence[Approval], now: datetime) -> datetime:
    """Return the moment, though never one before what has already been done: a clock may have been set back."""
    return max([now, signing.opened_at, *(place.approved_at for place in places if place.approved_at)])


def _end(signing: Signing, state: SigningState, reason: str, at: datetime | None = None) -> None:
    signing.state, signing.ended_at, signing.ended_reason = state, at or timezone.now(), reason[:LONGEST_REASON]
    signing.save(update_fields=["state", "ended_at", "ended_reason"])
    if state != SigningState.SEALED:
        provider().cancel(signing)
