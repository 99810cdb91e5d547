"""An intervention with everything that is said of it, in one query."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from finsam.core.models import Association
from finsam.interventions.models import (
    FundingSource,
    Intervention,
    InterventionGoal,
    InterventionParty,
    SteeringPlace,
    TeamPost,
    TransitionStep,
)

M = TypeVar("M", bound=Model)
LISTS: dict[str, tuple[type[Model], str]] = {
    "of_parties": (InterventionParty, "intervention"),
    "of_team": (TeamPost, "intervention"),
    "of_steering": (SteeringPlace, "intervention"),
    "of_goals": (InterventionGoal, "intervention"),
    "of_sources": (FundingSource, "intervention"),
    "of_steps": (TransitionStep, "intervention"),
}


@dataclass(frozen=True)
class Whole:
    """An intervention and its lists, each in order."""

    row: Intervention
    parties: list[InterventionParty]
    team: list[TeamPost]
    steering: list[SteeringPlace]
    goals: list[InterventionGoal]
    sources: list[FundingSource]
    steps: list[TransitionStep]


def joined(model: type[Model], by: str) -> ArraySubquery:
    """Return the rows that point at an outer row by the field, in order, as one column; `rows_in` reads it."""
    fields = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001
    found: QuerySet[Any] = model._default_manager.filter(**{by: OuterRef("pk")})  # noqa: SLF001
    return ArraySubquery(found.values(json=JSONObject(**{name: name for name in fields})))


def rows_in(model: type[M], column: list[dict[str, Any]]) -> list[M]:
    """Return the rows of a column that `joined` made."""
    read = {field.attname: field.to_python for field in model._meta.concrete_fields}  # noqa: SLF001
    return [model(**{name: read[name](value) for name, value in row.items()}) for row in column]


def whole_intervention(association: Association, key: str) -> Whole | None:
    """Return an intervention with its lists; None when there is none of the key. One query."""
    asked = Intervention.objects.filter(association=association, key=key)
    row = asked.annotate(**{name: joined(*of) for name, of in LISTS.items()}).first()
    if row is None:
        return None
    return Whole(row, *(rows_in(model, getattr(row, name)) for name, (model, _) in LISTS.items()))  # type: ignore[arg-type]
