"""The rows of the interventions that figures count."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import INTERVENTIONS as INTERVENTIONS_UNIT
from finsam.figures.rules.units import PARTICIPATIONS
from finsam.interventions.models import Direction, Intervention, Target
from finsam.kernel.periods import Period
from finsam.kernel.swedish import listed


def _under_way(association: Association, period: Period) -> QuerySet[Intervention]:
    return Intervention.objects.filter(
        Q(since__isnull=True) | Q(since__lte=period.end),
        Q(until__isnull=True) | Q(until__gte=period.start),
        association=association,
    )


def _interventions(association: Association, period: Period) -> Sequence[FactRow]:
    return [
        {
            "intervention": row.key,
            "direction": row.direction,
            "pool": row.pool,
            "count": 1,
            "title": row.title,
            "said": row.get_direction_display(),
        }
        for row in _under_way(association, period)
    ]


def _intervention_cube(association: Association, period: Period) -> Cube:
    rows = _interventions(association, period)
    categories = {
        "direction": [Category(value, label) for value, label in Direction.choices],
        "intervention": [Category(row["intervention"], row["title"]) for row in rows],
    }
    return Cube(INTERVENTIONS.name, period.name, rows, categories)


INTERVENTIONS = facts(
    Facts(
        name="interventions",
        title="Insatser under perioden",
        read=_intervention_cube,
        rows=_interventions,
        columns=[FactColumn("title", "Insats"), FactColumn("said", "Inriktning")],
        permission=Permission.SEE_ASSOCIATION,
        measures={"count": INTERVENTIONS_UNIT},
        years=lambda _: (),
    )
)


def _targets(association: Association, period: Period) -> Sequence[FactRow]:
    targets = Target.objects.filter(association=association, year=period.start.year).select_related("intervention")
    return [
        {
            "intervention": row.intervention.key,
            "direction": row.intervention.direction,
            "title": row.title,
            "year": row.year,
            "count": row.participants,
        }
        for row in targets
    ]


def _target_cube(association: Association, period: Period) -> Cube:
    rows = _targets(association, period)
    categories = {"intervention": [Category(row["intervention"], row["title"]) for row in rows]}
    return Cube(TARGETS.name, period.name, rows, categories)


TARGETS = facts(
    Facts(
        name="targets",
        title="Budgeterade deltagare",
        read=_target_cube,
        rows=_targets,
        columns=[
            FactColumn("title", "Insats"),
            FactColumn("year", "År"),
            FactColumn("count", "Budgeterade deltagare", PARTICIPATIONS),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"count": PARTICIPATIONS},
        years=lambda association: (
            Target.objects.filter(association=association).values_list("year", flat=True).distinct()
        ),
        planned=True,
    )
)


def pool_categories(association: Association) -> list[Category]:
    """Return the cost pools, each called by its interventions' names: they share cost and heads (rule R36b)."""
    members: dict[str, list[str]] = {}
    for row in Intervention.objects.filter(association=association).exclude(pool=""):
        members.setdefault(row.pool, []).append(row.title)
    return [Category(pool, listed(titles)) for pool, titles in members.items()]
