"""The rows of every version of a year's budget, decided or not: what its own tables are counted from."""

from collections.abc import Sequence

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.kernel.periods import Period
from finsam.money.facts import BUDGET, HeldVersion, budget_categories, budget_rows, budget_versions


def version_key(year: int, version: int) -> str:
    """Return the key of a version, as figures are asked for it: "2025-1"."""
    return f"{year}-{version}"


def versions_of_year(scope: Scope) -> list[HeldVersion]:
    """Return the versions of the year's budget that say anything, the first made first."""
    year = scope.period.start.year
    return [held for held in scope.once(budget_versions) if held.year == year]


def version_keys(scope: Scope) -> list[Category]:
    """Return the versions of the year's budget as keys, each with what it is called."""
    states = {"draft": "utkast", "consultation": "samråd", "decided": "fastställd"}
    return [
        Category(version_key(held.year, held.version), f"{held.year}, version {held.version}", note=states[held.state])
        for held in versions_of_year(scope)
    ]


def _rows(scope: Scope) -> Sequence[FactRow]:
    whole = scope.of(Period.year(scope.period.start.year))
    return [
        {**row, "version": version_key(held.year, held.version)}
        for held in versions_of_year(scope)
        for row in budget_rows(whole, held, sorted(held.years))
    ]


def _cube(scope: Scope) -> Cube:
    rows = _rows(scope)
    years = [Category(year, year) for year in sorted({row["year"] for row in rows})]
    categories = {**budget_categories(scope), "year": years, "version": version_keys(scope)}
    return Cube(BUDGET_VERSIONS.name, scope.period.name, rows, categories)


BUDGET_VERSIONS = facts(
    Facts(
        name="budget_versions",
        title="Budgetens versioner",
        read=_cube,
        rows=_rows,
        columns=[FactColumn("version", "Version"), *BUDGET.columns],
        permission=Permission.SEE_ASSOCIATION,
        measures={"amount": KRONOR, "whole_year": KRONOR},
        years=lambda _: [],
        planned=True,
    )
)
