"""The rows of the interventions that figures count."""

from collections.abc import Sequence

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import INTERVENTIONS as INTERVENTIONS_UNIT
from finsam.figures.rules.units import PARTICIPATIONS
from finsam.interventions.models import Direction, Intervention, Target
from finsam.kernel.periods import Period
from finsam.kernel.swedish import listed


def interventions_of(scope: Scope) -> list[Intervention]:
    """Return every intervention of the association, in order."""
    return list(Intervention.objects.filter(association=scope.association))


def targets_of(scope: Scope) -> list[Target]:
    """Return every target of the association with its intervention, in order."""
    return list(Target.objects.filter(association=scope.association).select_related("intervention"))


def _is_under_way(row: Intervention, period: Period) -> bool:
    return (not row.since or row.since <= period.end) and (not row.until or row.until >= period.start)


def _interventions(scope: Scope) -> Sequence[FactRow]:
    return [
        {
            "intervention": row.key,
            "direction": row.direction,
            "pool": row.pool,
            "count": 1,
            "title": row.title,
            "said": row.get_direction_display(),
        }
        for row in scope.once(interventions_of)
        if _is_under_way(row, scope.period)
    ]


def _intervention_cube(scope: Scope) -> Cube:
    rows = _interventions(scope)
    categories = {
        "direction": [Category(value, label) for value, label in Direction.choices],
        "intervention": [Category(row["intervention"], row["title"]) for row in rows],
    }
    return Cube(INTERVENTIONS.name, scope.period.name, rows, categories)


INTERVENTIONS = facts(
    Facts(
        name="interventions",
        title="Insatser under perioden",
        read=_intervention_cube,
        rows=_interventions,
        columns=[FactColumn("title", "Insats"), FactColumn("said", "Inriktning")],
        permission=Permission.SEE_ASSOCIATION,
        measures={"count": INTERVENTIONS_UNIT},
        years=lambda _: [],
    )
)


def _targets(scope: Scope) -> Sequence[FactRow]:
    return [
        {
            "intervention": row.intervention.key,
            "direction": row.intervention.direction,
            "title": row.title,
            "year": row.year,
            "count": row.participants,
        }
        for row in scope.once(targets_of)
        if row.year == scope.period.start.year
    ]


def _target_cube(scope: Scope) -> Cube:
    rows = _targets(scope)
    categories = {"intervention": [Category(row["intervention"], row["title"]) for row in rows]}
    return Cube(TARGETS.name, scope.period.name, rows, categories)


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
        years=lambda association: [Target.objects.filter(association=association).values_list("year")],
        planned=True,
    )
)


def pool_categories(scope: Scope) -> list[Category]:
    """Return the cost pools, each called by its interventions' names: they share cost and heads (rule R36b)."""
    members: dict[str, list[str]] = {}
    for row in scope.once(interventions_of):
        if row.pool:
            members.setdefault(row.pool, []).append(row.title)
    return [Category(pool, listed(titles)) for pool, titles in members.items()]
