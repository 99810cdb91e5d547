"""What pages and print show of approvals and seals. Must be called within the association."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.signing.models import Approval, Seal, Signing, SigningState

CODE_LENGTH = 16  # hex digits of the content hash: short enough to type, long enough never to meet its like


@dataclass(frozen=True)
class EvidenceRow:
    """One who has approved: name, role, how and when."""

    name: str
    role: str
    method: str
    at: datetime


@dataclass(frozen=True)
class Evidence:
    """What the page of evidence says. `code` and `address` lead a reader to the page that checks it."""

    title: str
    content_hash: str
    code: str
    address: str
    rows: Sequence[EvidenceRow]
    sealed_at: datetime | None


SignatoryState = Literal["approved", "declined", "next", "waiting"]


@dataclass(frozen=True)
class SignatoryShown:
    """One who is asked: state, when it was reached, and why if it was declined."""

    person_id: int
    name: str
    role: str
    state: SignatoryState
    at: datetime | None
    reason: str


@dataclass(frozen=True)
class SigningShown:
    """A round as it stands. `sealed` is the seal with its file (not its bytes), once there is one."""

    signing: Signing
    signatories: Sequence[SignatoryShown]
    sealed: Seal | None

    @property
    def is_open(self) -> bool:
        """Whether somebody is still asked, or the seal still to come."""
        return self.signing.state == SigningState.OPEN

    @property
    def is_complete(self) -> bool:
        """Whether everybody has approved."""
        return all(one.state == "approved" for one in self.signatories)

    def is_turn_of(self, person: Person) -> bool:
        """Tell whether the person may approve now."""
        return any(one.state == "next" and one.person_id == person.pk for one in self.signatories)


def code_of(content_hash: str) -> str:
    """Return what a reader types to find the document."""
    return content_hash[:CODE_LENGTH]


def check_address(content_hash: str) -> str:
    """Return the whole address of the page that checks a document: for links and QR codes in print."""
    return settings.ORIGIN + reverse("verify-code", args=[code_of(content_hash)])


def evidence_of(signing: Signing) -> Evidence:
    """Return the approvals of a round in the order they were given. Those not given are not there."""
    rows = _approvals(signing).exclude(approved_at=None).order_by("approved_at", "order", "pk")
    seal = Seal.objects.filter(association_id=signing.association_id, signing=signing).only("sealed_at").first()
    return Evidence(
        title=signing.title,
        content_hash=signing.content_hash,
        code=code_of(signing.content_hash),
        address=check_address(signing.content_hash),
        rows=[EvidenceRow(one.person.name, one.role, one.method, one.approved_at) for one in rows if one.approved_at],
        sealed_at=seal.sealed_at if seal else None,
    )


def round_of(association: Association, about: str) -> SigningShown | None:
    """Return the newest round about something, or None when nobody has been asked."""
    signing = Signing.objects.filter(association=association, about=about).first()
    if signing is None:
        return None
    approvals = list(_approvals(signing))
    seal = Seal.objects.filter(association=association, signing=signing).select_related("file")
    return SigningShown(signing, _signatories(signing, approvals), seal.defer("file__content", "file__text").first())


def waiting_for(person: Person, association: Association) -> list[tuple[Signing, Approval]]:
    """Return the approvals whose turn it is that wait for the person, the oldest round first."""
    open_places = Approval.objects.filter(
        association=association, approved_at=None, declined_at=None, signing__state=SigningState.OPEN
    )
    before = open_places.filter(signing=OuterRef("signing"), order__lt=OuterRef("order"))
    own = open_places.filter(~Exists(before), person=person).select_related("signing")
    return [(approval.signing, approval) for approval in own.order_by("signing__opened_at", "order", "pk")]


def _approvals(signing: Signing) -> QuerySet[Approval]:
    return Approval.objects.filter(association_id=signing.association_id, signing=signing).select_related("person")


def _signatories(signing: Signing, approvals: Sequence[Approval]) -> list[SignatoryShown]:
    left = [one.order for one in approvals if one.approved_at is None]
    turn = min(left) if left and signing.state == SigningState.OPEN else None
    return [
        SignatoryShown(
            person_id=one.person_id,
            name=one.person.name,
            role=one.role,
            state=_state(one, turn),
            at=one.approved_at or one.declined_at,
            reason=one.reason,
        )
        for one in approvals
    ]


def _state(approval: Approval, turn: int | None) -> SignatoryState:
    if approval.approved_at:
        return "approved"
    if approval.declined_at:
        return "declined"
    return "next" if approval.order == turn else "waiting"
