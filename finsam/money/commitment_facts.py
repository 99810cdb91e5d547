"""What lines are bound to pay, as rows that figures count: decided, contracted, claimed, paid."""

from collections.abc import Sequence

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.money.facts import budget_categories, budget_lines
from finsam.money.models import Commitment, ExternalProject
from finsam.money.rules.commitments import STAGES


def _rows(scope: Scope) -> Sequence[FactRow]:
    year = scope.period.start.year
    keys = {line.pk: key for key, line in scope.once(budget_lines).items()}
    return [
        {
            "commitment": str(row.pk),
            "title": row.title,
            "counterpart": row.counterpart,
            "budget_line": keys[row.line_id],
            "year": year,
            **{stage: getattr(row, f"{stage}_ore") for stage in STAGES},
        }
        for row in Commitment.objects.filter(association=scope.association, year=year).order_by("line__position", "pk")
    ]


def _cube(scope: Scope) -> Cube:
    rows = _rows(scope)
    categories = {
        "budget_line": budget_categories(scope)["budget_line"],
        "commitment": [Category(row["commitment"], row["title"], remark=row["counterpart"]) for row in rows],
    }
    return Cube(COMMITMENTS.name, scope.period.name, rows, categories)


COMMITMENTS = facts(
    Facts(
        name="commitments",
        title="Åtagandena",
        read=_cube,
        rows=_rows,
        columns=[
            FactColumn("budget_line", "Rad"),
            FactColumn("title", "Åtagande"),
            FactColumn("counterpart", "Motpart"),
            FactColumn("decided", "Beslutat", KRONOR),
            FactColumn("contracted", "Avtalat", KRONOR),
            FactColumn("claimed", "Rekvirerat", KRONOR),
            FactColumn("paid", "Betalt", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures=dict.fromkeys(STAGES, KRONOR),
        years=lambda association: [Commitment.objects.filter(association=association).values_list("year")],
        planned=True,
    )
)


def external_projects(scope: Scope) -> list[ExternalProject]:
    """Return the association's projects with money from others, in order."""
    return list(ExternalProject.objects.filter(association=scope.association))


def _project_rows(scope: Scope) -> Sequence[FactRow]:
    return [
        {"project": str(row.pk), "name": row.name, "funder": row.funder, "granted": row.granted_ore}
        for row in scope.once(external_projects)
    ]


def _project_cube(scope: Scope) -> Cube:
    projects = [Category(str(row.pk), row.name, remark=row.funder) for row in scope.once(external_projects)]
    return Cube(PROJECTS.name, scope.period.name, _project_rows(scope), {"project": projects})


PROJECTS = facts(
    Facts(
        name="external_projects",
        title="Projekten med pengar från andra",
        read=_project_cube,
        rows=_project_rows,
        columns=[
            FactColumn("name", "Projekt"),
            FactColumn("funder", "Betalas av"),
            FactColumn("granted", "Beviljat", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"granted": KRONOR},
        years=lambda _: [],
        planned=True,
    )
)
