"""Grants as open data: what adjusted minutes have granted, without persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from finsam.core.models import Association, Body
from finsam.figures.registry import Scope
from finsam.funding.grant_facts import HeldGrant, agreed_grants, recipient_of
from finsam.funding.models import Application
from finsam.funding.rules.open_data import grant_identifier, public_number
from finsam.kernel.periods import Period
from finsam.meetings.models import Item, Meeting, MeetingState, Minutes, Notice
from finsam.meetings.records import meeting_key

LICENCE, LICENCE_URL = "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"


@dataclass(frozen=True)
class OpenGrant:
    """A grant as anybody may know it. Amounts in öre by year; days None where there are none."""

    identifier: str
    title: str
    description: str
    recipient: str
    recipient_number: str
    amounts: Sequence[tuple[int, int]]
    decided_on: date
    paragraph: int | None
    meeting: str
    agreement_from: date | None
    agreement_to: date | None
    direction: str
    parties: Sequence[str]
    intervention: str
    diary_number: str
    source_url: str

    @property
    def total_ore(self) -> int:
        """All years together."""
        return sum(ore for _, ore in self.amounts)


@dataclass(frozen=True)
class OpenRejection:
    """That an application was rejected: its number, title and §, and nothing of who applied or for how much."""

    diary_number: str
    title: str
    decided_on: date
    paragraph: int | None
    source_url: str


@dataclass(frozen=True)
class OpenData:
    """Everything that is published, and the day of the last adjustment behind it."""

    giver: str
    giver_number: str
    slug: str
    updated_on: date | None
    grants: Sequence[OpenGrant]
    rejections: Sequence[OpenRejection]


def open_data(association: Association, today: date) -> OpenData:
    """Return the grants and rejections whose minutes are adjusted, the newest first, none of secret cases.

    Must be called within the association.
    """
    scope = Scope(association, Period.year(today.year))
    held = [one for one in agreed_grants(scope).values() if _is_open(one)]
    rejected = _rejected(association)
    meetings = {item.meeting_id for item in (one.grant.decided_in for one in held)}
    meetings |= {row.decided_in.meeting_id for row in rejected if row.decided_in}
    announced = _announced(association, meetings)
    grants = [_grant(association, one, announced) for one in held]
    return OpenData(
        giver=association.name,
        giver_number=public_number(association.organisation_number),
        slug=association.slug,
        updated_on=_updated(association, meetings),
        grants=sorted(grants, key=lambda one: (one.decided_on, one.identifier), reverse=True),
        rejections=[_rejection(association, row, row.decided_in, announced) for row in rejected if row.decided_in],
    )


def _is_open(one: HeldGrant) -> bool:
    meeting, case = one.grant.decided_in.meeting, one.grant.application.case
    adjusted = meeting.state == MeetingState.ADJUSTED and meeting.body == Body.BOARD
    return adjusted and case is not None and not case.secret


def _rejected(association: Association) -> list[Application]:
    found = Application.objects.filter(
        association=association, state="rejected", case__secret=False,
        decided_in__meeting__state=MeetingState.ADJUSTED, decided_in__meeting__body=Body.BOARD,
    )  # fmt: skip
    return list(found.select_related("case", "decided_in__meeting").order_by("-decided_on", "-pk"))


def _announced(association: Association, meetings: set[int]) -> set[int]:
    """Return the meetings whose minutes anybody may read: those announced on the association's own board."""
    own = Notice.objects.filter(association=association, meeting__in=meetings, member=None, put_up_on__isnull=False)
    return set(own.values_list("meeting", flat=True))


def _updated(association: Association, meetings: set[int]) -> date | None:
    found = Minutes.objects.filter(association=association, meeting__in=meetings, adjusted_on__isnull=False)
    newest = found.order_by("-adjusted_on").first()
    return newest.adjusted_on if newest else None


def _minutes_url(association: Association, meeting: Meeting, announced: set[int]) -> str:
    return reverse("public-minutes", args=[association.slug, meeting_key(meeting)]) if meeting.pk in announced else ""


def _grant(association: Association, one: HeldGrant, announced: set[int]) -> OpenGrant:
    grant, agreement = one.grant, one.agreement
    application, item = grant.application, grant.decided_in
    diary_number = application.case.diary_number if application.case else ""
    direction = grant.intervention.get_direction_display()
    return OpenGrant(
        identifier=grant_identifier(association.organisation_number, association.slug, diary_number),
        title=application.title,
        description=f"{direction} insats: {grant.intervention.title}",
        recipient=recipient_of(one),
        recipient_number=public_number(
            (agreement.counterpart_number if agreement else "") or application.applicant_number
        ),
        amounts=sorted(one.amounts["granted"].items()),
        decided_on=grant.decided_on,
        paragraph=item.number,
        meeting=f"{item.meeting.get_body_display()} {item.meeting.held_on}",
        agreement_from=agreement.starts_on if agreement else None,
        agreement_to=agreement.ends_on if agreement else None,
        direction=direction,
        parties=application.parties,
        intervention=grant.intervention.title,
        diary_number=diary_number,
        source_url=_minutes_url(association, item.meeting, announced),
    )


def _rejection(association: Association, row: Application, item: Item, announced: set[int]) -> OpenRejection:
    return OpenRejection(
        diary_number=row.case.diary_number if row.case else "",
        title=row.title,
        decided_on=item.meeting.held_on,
        paragraph=item.number,
        source_url=_minutes_url(association, item.meeting, announced),
    )
