"""What lines are bound to pay, as rows that figures count: decided, contracted, claimed, paid."""

from collections.abc import Sequence

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.money.committed import told_commitments
from finsam.money.facts import budget_categories, budget_lines
from finsam.money.models import Commitment, ExternalProject
from finsam.money.rules.commitments import STAGES
from finsam.money.rules.committed import Told, said_again

BY_HAND = "inskrivet för hand"


def written_commitments(scope: Scope) -> list[Commitment]:
    """Return every commitment written by hand of the association, whatever the year."""
    return list(Commitment.objects.filter(association=scope.association).order_by("line__position", "pk"))


def yielding(scope: Scope) -> list[Commitment]:
    """Return those of the year written by hand that say what another room tells: they are not counted."""
    of_year = [row for row in scope.once(written_commitments) if row.year == scope.period.start.year]
    return [row for row in of_year if row in said_again(of_year, told_commitments(scope))]


def _rows(scope: Scope) -> Sequence[FactRow]:
    """A row for each commitment of the year: what other rooms tell, and what is written by hand beside it."""
    year = scope.period.start.year
    keys = {line.pk: key for key, line in scope.once(budget_lines).items()}
    places = {key: place for place, key in enumerate(keys.values())}
    left_out = {row.pk for row in yielding(scope)}
    written = [
        {
            "commitment": str(row.pk),
            "title": row.title,
            "counterpart": row.counterpart,
            "budget_line": keys[row.line_id],
            "year": year,
            "source": BY_HAND,
            "url": "",
            **{stage: getattr(row, f"{stage}_ore") for stage in STAGES},
        }
        for row in scope.once(written_commitments)
        if row.year == year and row.pk not in left_out
    ]
    told = [_told_row(one, keys[one.line_id], year) for one in told_commitments(scope)]
    return sorted([*told, *written], key=lambda row: places[row["budget_line"]])


def _told_row(one: Told, line: str, year: int) -> FactRow:
    stages = {stage: getattr(one, stage) for stage in STAGES}
    about = {"title": one.title, "counterpart": one.counterpart, "source": one.source, "url": one.url}
    return {"commitment": one.key, "budget_line": line, "year": year, **about, **stages}


def _remark(row: FactRow) -> str:
    return " · ".join(filter(None, (row["counterpart"], row["source"])))


def _page(_: Association, row: FactRow) -> str:
    return str(row["url"])


def _cube(scope: Scope) -> Cube:
    rows = _rows(scope)
    categories = {
        "budget_line": budget_categories(scope)["budget_line"],
        "commitment": [Category(row["commitment"], row["title"], remark=_remark(row)) for row in rows],
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
            FactColumn("title", "Åtagande", href=_page),
            FactColumn("counterpart", "Motpart"),
            FactColumn("source", "Från"),
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
