"""The members' contributions as rows that figures count, and how the parties share them."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from finsam.core.models import MemberKind, Share
from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.kernel.periods import Period
from finsam.money.models import Contribution, ContributionCall, Contributor

STAGES = ("requested", "announced", "amount")
"""What a contribution goes through, as measures: asked for, preliminarily allocated, decided."""


def contributors_of(scope: Scope) -> list[Any]:
    """Return the association's contributors, in order, with what they pay in `held`: a mapping for each year."""
    found = Contributor.objects.filter(association=scope.association).order_by("position")
    return list(found.annotate(held=ArraySubquery(_held())))


def _held() -> QuerySet[Any, Any]:
    """Öre by stage, and the calls, of each of a contributor's years."""
    calls = ContributionCall.objects.filter(association=OuterRef("association"), contribution=OuterRef("pk"))
    called = ArraySubquery(
        calls.values(json=JSONObject(ore=F("amount_ore"), on=F("called_on"), received=F("received_on")))
    )
    years = Contribution.objects.filter(association=OuterRef("association"), contributor=OuterRef("pk"))
    stages = {"requested": "requested_ore", "announced": "announced_ore", "amount": "amount_ore"}
    said = JSONObject(year=F("year"), calls=called, **{stage: F(field) for stage, field in stages.items()})
    return years.order_by("year").values(json=said)


def told_shares(scope: Scope) -> list[tuple[str, Fraction, date]]:
    """Return how the parties share the contributions: kind, share, and from when."""
    rows = Share.objects.filter(association=scope.association).order_by("valid_from", "position")
    return [(row.kind, row.fraction, row.valid_from) for row in rows]


def _contribution_rows(scope: Scope) -> Sequence[FactRow]:
    year = scope.period.start.year
    return [
        {
            "contributor": row.name,
            "kind": row.kind,
            "year": year,
            **{stage: held[stage] for stage in STAGES},
            **_called(held["calls"], scope.period),
        }
        for row in scope.once(contributors_of)
        for held in row.held
        if held["year"] == year
    ]


def _called(calls: Sequence[Mapping[str, Any]], period: Period) -> dict[str, int | None]:
    """What is called in and received: of part of a year to its last day, of a whole year whenever. None: no calls."""
    last = "9999" if (period.end.month, period.end.day) == (12, 31) else period.end.isoformat()
    if not calls:
        return {"called": None, "received": None}
    return {
        "called": sum(call["ore"] for call in calls if call["on"] <= last),
        "received": sum(call["ore"] for call in calls if call["received"] and call["received"] <= last),
    }


def _contribution_cube(scope: Scope) -> Cube:
    rows = _contribution_rows(scope)
    categories = {
        "contributor": [Category(row.name, row.name) for row in scope.once(contributors_of)],
        "kind": [Category(kind, str(label)) for kind, label in MemberKind.choices],
    }
    return Cube(CONTRIBUTIONS.name, scope.period.name, rows, categories)


CONTRIBUTIONS = facts(
    Facts(
        name="contributions",
        title="Medlemsbidragen",
        read=_contribution_cube,
        rows=_contribution_rows,
        columns=[
            FactColumn("contributor", "Bidragsgivare"),
            FactColumn("year", "År"),
            FactColumn("requested", "Äskat", KRONOR),
            FactColumn("announced", "Tilldelat", KRONOR),
            FactColumn("amount", "Beslutat", KRONOR),
            FactColumn("called", "Rekvirerat", KRONOR),
            FactColumn("received", "Inkommet", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures=dict.fromkeys([*STAGES, "called", "received"], KRONOR),
        years=lambda association: [Contribution.objects.filter(association=association).values_list("year")],
        planned=True,
    )
)
