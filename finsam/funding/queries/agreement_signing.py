"""The page where an agreement is handed over and signed: by whom it may be read, and what they may do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from finsam.core.models import Association, Person, Seat
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.agreement_signatories import SIGNING_ROLES
from finsam.funding.actions.agreement_signing import drop_if_changed, ready_faults
from finsam.funding.forms.agreements import SeatForm, SendBackForm
from finsam.funding.models import Agreement, AgreementState
from finsam.funding.queries.agreement import agreement_crumbs, agreement_url, warning_of
from finsam.funding.queries.agreement_content import Sheet, about_of, said_by, sheet_of, title_of
from finsam.funding.queries.agreements import agreement_reads
from finsam.kernel.swedish import capital, day
from finsam.signing.forms import ApproveForm
from finsam.signing.models import Approval
from finsam.signing.queries import SigningShown, round_of
from finsam.signing.signatures import Signature, short_hash, short_moment, signature
from finsam.ui.parts import Link


@dataclass(frozen=True)
class Tried:
    """The form that was refused, as it was filled in; its password is never shown again."""

    hand_over: SeatForm | None = None
    approve: ApproveForm | None = None
    decline: SendBackForm | None = None


@dataclass(frozen=True)
class SigningPage:
    """How far the signing has come. Forms that are not for the reader, or not for now, are None."""

    title: str
    state: str
    crumbs: Sequence[Link]
    sheet: Sheet
    file_url: str
    file_label: str
    warning: str
    done: str
    signatures: Sequence[Signature]
    hash_shown: str
    hand_over: SeatForm | None
    why_not: Sequence[str]
    edit_url: str
    theirs: str
    approve: ApproveForm | None
    decline: SendBackForm | None
    declining: bool
    calls_off: bool


def is_insider(permissions: Collection[Permission]) -> bool:
    """Tell whether somebody may read every agreement of the association."""
    return Permission.SEE_ASSOCIATION in permissions


def may_read(
    association: Association, agreement: Agreement, reader: Person, permissions: Collection[Permission]
) -> bool:
    """Tell whether the reader may see the agreement: insiders all, a project owner those they are asked to sign."""
    if is_insider(permissions):
        return True
    if agreement.state == AgreementState.DRAFT or agreement.signing_id is None:
        return False
    return Approval.objects.filter(association=association, signing=agreement.signing_id, person=reader).exists()


def signing_page(
    association: Association, agreement: Agreement, reader: Person, permissions: Collection[Permission],
    tried: Tried | None = None,
) -> SigningPage:  # fmt: skip
    """Return the page as the reader may see it. A round whose content has changed falls when it is looked at."""
    tried = tried or Tried()
    if agreement.state == AgreementState.SIGNING and drop_if_changed(association=association, agreement=agreement):
        agreement = agreement_reads(association).get(pk=agreement.pk)
    shown = round_of(association, about_of(agreement))
    keeps = Permission.KEEP_FUNDING in permissions
    is_open = bool(shown and shown.is_open)
    begins = keeps and agreement.state == AgreementState.DRAFT
    own = [one for one in shown.signatories if one.person_id == reader.pk] if shown else []
    left = is_open and any(one.state in {"next", "waiting"} for one in own)
    title = title_of(agreement)
    inside = is_insider(permissions)
    return SigningPage(
        title=f"Skriv under {title[:1].lower()}{title[1:]}",
        state=_state(agreement, shown),
        crumbs=agreement_crumbs(association, Link(title, agreement_url(association, agreement)), Link("Underskrifter"))
        if inside
        else (),
        sheet=sheet_of(said_by(agreement)),
        file_url=agreement_url(association, agreement, "agreement-sign-file"),
        file_label="Hämta avtalet (PDF)" if agreement.signed_on else "Öppna som PDF",
        warning=warning_of(agreement, shown),
        done=_done(agreement, shown, asked=bool(own), left=left),
        signatures=[signature(one, reader) for one in shown.signatories] if shown else [],
        hash_shown=short_hash(shown.signing.content_hash) if shown and is_open else "",
        hand_over=(tried.hand_over or seat_form(association)) if begins else None,
        why_not=_why_not(agreement) if begins else (),
        edit_url=agreement_url(association, agreement, "agreement-edit") if begins else "",
        theirs=f"{agreement.signatory_name} under ({agreement.signatory_role}, {agreement.signatory_email})",
        approve=(tried.approve or ApproveForm(initial={"content_hash": shown.signing.content_hash}))
        if left and shown
        else None,
        decline=(tried.decline or SendBackForm()) if left else None,
        declining=tried.decline is not None,
        calls_off=keeps and is_open,
    )


def signing_seats(association: Association) -> list[Seat]:
    """Return the seats that may sign for the association today: the director first, then the chairs."""
    in_force = Seat.objects.in_force(timezone.localdate()).filter(association=association, role__in=SIGNING_ROLES)
    seats = in_force.exclude(person=None).select_related("person").order_by("position")
    return sorted(seats, key=lambda seat: SIGNING_ROLES.index(seat.role))


def seat_form(association: Association, data: object = None) -> SeatForm:
    """Return the form where the association's signatory is chosen."""
    return SeatForm(
        [
            (seat.pk, f"{capital(seat.get_role_display())}: {seat.person.name}")
            for seat in signing_seats(association)
            if seat.person
        ],
        data,
    )


def _why_not(agreement: Agreement) -> list[str]:
    faults = ready_faults(agreement)
    if not all((agreement.signatory_name, agreement.signatory_email, agreement.signatory_role)):
        faults.append("Skriv vem som skriver under för projektägaren: namn, e-postadress och roll.")
    return faults


def _state(agreement: Agreement, shown: SigningShown | None) -> str:
    if agreement.signed_on:
        return f"Undertecknat av båda {day(agreement.signed_on)}"
    if shown and shown.is_open:
        given = sum(one.state == "approved" for one in shown.signatories)
        said = f"{given} av {len(shown.signatories)} har skrivit under"
        return f"Lämnat för underskrift {short_moment(shown.signing.opened_at)}, {said}"
    return "Inte lämnat för underskrift"


def _done(agreement: Agreement, shown: SigningShown | None, *, asked: bool, left: bool) -> str:
    if agreement.signed_on:
        return "Båda parter har skrivit under. Filen är förseglad och ändras aldrig mer."
    if shown is None or not shown.is_open:
        return ""
    if shown.is_complete:
        return "Båda har skrivit under. Filen förseglas så snart det går; ingen behöver göra något mer."
    return (
        "Du har skrivit under. Du får ett mejl när den andra parten också har gjort det." if asked and not left else ""
    )
