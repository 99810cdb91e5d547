"""Deviations and actions as rows: on the list, on a report's page, on an owner's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from finsam.core.models import Association
from finsam.funding.access import owner_path
from finsam.funding.models import ActionPoint, Writer
from finsam.funding.rules.action_points import WORDS, Stage, stage_of
from finsam.interventions.models import Intervention
from finsam.kernel.swedish import day


@dataclass(frozen=True)
class PointRow:
    """A deviation in a list."""

    name: str
    detail: str
    aside: str
    url: str
    late: bool = False


def points_of(association: Association) -> QuerySet[ActionPoint]:
    """Return every deviation with what its row says, in one query: those with the first last day first."""
    return ActionPoint.objects.filter(association=association).select_related("intervention", "verifier")


def stage_now(point: ActionPoint, today: date) -> Stage:
    """Return where a deviation stands today."""
    return stage_of(due_on=point.due_on, done_on=point.done_on, is_adequate=point.is_adequate, today=today)


def point_row(point: ActionPoint, url: str, today: date, *, named: bool = True) -> PointRow:
    """Return a row: what deviates, what is done by whom, when."""
    stage = stage_now(point, today)
    said = [
        point.intervention.title if named else "",
        point.action or "Ingen åtgärd är bestämd än",
        point.owner,
        f"bedöms av {point.verifier.name}" if stage == "done" and point.verifier else "",
    ]
    when = f"senast {day(point.due_on)}" if point.due_on and stage in {"late", "open"} else WORDS[stage].lower()
    return PointRow(point.finding, " · ".join(filter(None, said)), when, url, stage == "late")


def office_points(
    association: Association, points: Iterable[ActionPoint], today: date, *, named: bool
) -> list[PointRow]:
    """Return rows that lead to the office's page of each."""
    return [
        point_row(point, reverse("action-point", args=[association.slug, point.pk]), today, named=named)
        for point in points
    ]


def owner_points(
    association: Association, writer: Writer, intervention: Intervention, today: date
) -> Sequence[PointRow]:
    """Return the intervention's deviations that are not settled, leading to the owner's page of each."""
    points = points_of(association).filter(intervention=intervention).exclude(is_adequate=True)
    return [
        point_row(point, owner_path(association, writer, "owner-action-point", point.pk), today, named=False)
        for point in points
    ]
