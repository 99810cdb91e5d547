"""The sums as they were written in the documents that a year's budgets were read from."""

from collections.abc import Sequence

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.money.models import StatedSum


def _rows(scope: Scope) -> Sequence[FactRow]:
    """Every written sum of the year's versions, in the order of its document."""
    stored = StatedSum.objects.filter(association=scope.association, budget__year=scope.period.start.year)
    values = stored.order_by("budget__version", "position", "year").values(
        "budget__year", "budget__version", "label", "group_label", "position", "year", "amount_ore"
    )
    return [
        {
            "version": f"{row['budget__year']}-{row['budget__version']}",
            "sum": str(row["position"]),
            "label": row["label"],
            "group_label": row["group_label"],
            "year": str(row["year"]),
            "amount": row["amount_ore"],
        }
        for row in values
    ]


def _cube(scope: Scope) -> Cube:
    rows = _rows(scope)
    categories = {
        "version": [Category(key, key.replace("-", ", version ")) for key in dict.fromkeys(r["version"] for r in rows)],
        "year": [Category(year, year) for year in sorted({row["year"] for row in rows})],
    }
    return Cube(STATED_SUMS.name, scope.period.name, rows, categories)


STATED_SUMS = facts(
    Facts(
        name="stated_sums",
        title="Skrivna summor",
        read=_cube,
        rows=_rows,
        columns=[
            FactColumn("version", "Version"),
            FactColumn("label", "Summa"),
            FactColumn("group_label", "Rubrik"),
            FactColumn("year", "År"),
            FactColumn("amount", "Skrivet belopp", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"amount": KRONOR},
        years=lambda _: [],
        planned=True,
    )
)
