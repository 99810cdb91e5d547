"""The rows of the surveys that figures count."""

from collections.abc import Sequence

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import ANSWERS, PERSONS
from finsam.surveys.models import ResponseAccount


def _rows(scope: Scope) -> Sequence[FactRow]:
    found = list(ResponseAccount.objects.filter(association=scope.association, year=scope.period.start.year))
    groups = [row.group for row in found]
    return [
        {
            "group": row.group if groups.count(row.group) == 1 else f"{row.group} ({row.survey})",
            "survey": row.survey,
            "year": row.year,
            "asked": row.asked,
            "declined": row.declined,
            "answered": row.answered,
            "asked_known": "yes" if row.asked else "no",
            "reported": "yes" if row.reported else "no",
            "note": row.note,
        }
        for row in found
    ]


def _cube(scope: Scope) -> Cube:
    rows = _rows(scope)
    return Cube(
        RESPONSES.name, scope.period.name, rows, {"group": [Category(row["group"], row["group"]) for row in rows]}
    )


RESPONSES = facts(
    Facts(
        name="responses",
        title="Svarsredovisning",
        read=_cube,
        rows=_rows,
        columns=[
            FactColumn("group", "Grupp"),
            FactColumn("year", "År"),
            FactColumn("asked", "Tillfrågade", PERSONS),
            FactColumn("declined", "Avböjde", PERSONS),
            FactColumn("answered", "Svarade", ANSWERS),
            FactColumn("note", "Anmärkning"),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"asked": PERSONS, "declined": PERSONS, "answered": ANSWERS},
        years=lambda association: [ResponseAccount.objects.filter(association=association).values_list("year")],
    )
)
