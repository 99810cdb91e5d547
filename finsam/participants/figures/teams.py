"""Each team's own statistics."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, total
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.participants.facts import codes_by_use
from finsam.participants.figures.results import outflow_table
from finsam.participants.figures.shared import COUNT, SHARE, counted_by, ended, one_each, people, teams
from finsam.participants.models import Code
from finsam.participants.rules.classes import UNKNOWN

per_team = partial(people, per=teams)


@per_team(
    "participants.sex",
    title="Könsfördelning",
    definition="Insatsens deltaganden under perioden efter kön.",
    base="insatsens deltaganden",
)
def sex_of_team(book: Book, team: str) -> Table:
    """Count a team's participations by sex."""
    return counted_by(one_each(book, intervention=team), "sex", "Kön")


@per_team(
    "participants.residence",
    title="Hemvist",
    definition="Insatsens deltaganden under perioden efter hemkommun.",
    base="insatsens deltaganden",
)
def residence_of_team(book: Book, team: str) -> Table:
    """Count a team's participations by municipality."""
    return counted_by(one_each(book, intervention=team), "municipality", "Kommun")


def _places(cube: Cube, book: Book) -> list[Category]:
    """Every municipality met in any team, so that the teams' tables have the same rows; protected only if met."""
    met = {c.key for c in one_each(book).kept("municipality")} - {"protected", UNKNOWN}
    return cube.kept("municipality", also=met)


@per_team(
    "participants.inflow",
    title="Inflöde",
    definition="Deltaganden kvar från före perioden och nya i den, efter hemkommun.",
    base="insatsens deltaganden",
)
def inflow_of_team(book: Book, team: str) -> Table:
    """Count a team's kept and new participations by municipality."""
    cube = one_each(book, intervention=team)
    sheet = Sheet(list(cube.categories["inflow"]), "Kommun")
    for place in _places(cube, book):
        here = cube.where(municipality=place.key)
        sheet.row(place, [here.where(inflow=column.key).cell() for column in sheet.columns])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    return sheet.table()


@per_team(
    "participants.outflow",
    title="Utflöde",
    definition="Avslutade deltaganden efter hemkommun, och de som registrerats med ett steg framåt.",
    base="insatsens avslutade deltaganden",
)
def outflow_of_team(book: Book, team: str) -> Table:
    """Count a team's ended participations by municipality."""
    cube = one_each(book, intervention=team)
    return outflow_table(cube.where(outflow="ended"), _places(cube, book), "municipality", "Kommun")


def _coded(
    codes: Sequence[Code], cell: Any, title: str, column: Category, *, steps: bool, missing: Cell = NOTHING
) -> Table:
    """A table of codes under their printed labels; a label of several parts gets a row that sums them.

    `missing` counts those with no code at all; they stand in a row of their own when there are any.
    """
    sheet = Sheet([column], title)
    labels: dict[str, list[Code]] = {}
    for code in codes:
        labels.setdefault(code.label, []).append(code)
    for label, parts in labels.items():
        if len(parts) == 1 and not parts[0].part:
            sheet.row(_category(parts[0], label, "item", steps=steps), [cell(parts[0].code)])
            continue
        cells = [cell(part.code) for part in parts]
        sheet.row(Category(label, label), [total(cells)])
        for part, its in zip(parts, cells, strict=True):
            sheet.row(_category(part, part.part or label, "part", steps=steps), [its])
    if missing.value:
        sheet.row(Category("missing", "Uppgift saknas"), [missing])
    tops = [row.key for row in sheet.rows if row.kind == "item"]
    sheet.sum(TOTAL.key, TOTAL.label, tops, TOTAL.kind)
    return sheet.table()


def _category(code: Code, label: str, kind: Any, *, steps: bool) -> Category:
    remark = "steg framåt" if steps and code.counts_as_step_forward else ""
    return Category(code.code, label, kind, remark=remark)


@per_team(
    "participants.referrers",
    title="Aktualiserade eller hänvisade av",
    definition="Insatsens deltaganden under perioden efter vem som aktualiserat eller hänvisat dem.",
    base="insatsens deltaganden",
)
def referrers_of_team(book: Book, team: str) -> Table:
    """Count a team's participations by referrer."""
    cube = one_each(book, intervention=team)
    codes = book.scope.once(codes_by_use).get(("referrer", team), [])
    missing = cube.where(referrer="").cell()
    table = _coded(
        codes, lambda code: cube.where(referrer=code).cell(), "Aktualiserad av", COUNT, steps=False, missing=missing
    )
    return _with_shares(table)


def _with_shares(table: Table) -> Table:
    sheet = Sheet(list(table.columns), table.row_title, list(table.rows), dict(table.cells))
    sheet.share_column(SHARE, COUNT.key, TOTAL.key)
    return sheet.table()


@per_team(
    "participants.results",
    title="Resultat",
    definition="Resultat för deltaganden som avslutats under perioden. Ett deltagande kan ha två resultat; "
    "båda räknas, så summan kan vara större än antalet avslutade.",
    base="resultat av insatsens avslutade deltaganden",
)
def results_of_team(book: Book, team: str) -> Table:
    """Count a team's outcomes, first and second."""
    cube = ended(book, intervention=team)
    codes = book.scope.once(codes_by_use).get(("outcome", team), [])

    def cell(code: str) -> Cell:
        return total([cube.where(outcome=code).cell(), cube.where(outcome_2=code).cell()])

    return _coded(
        codes,
        cell,
        "Resultat",
        Category("count", "Antal resultat"),
        steps=True,
        missing=cube.where(outcome="", outcome_2="").cell(),
    )
