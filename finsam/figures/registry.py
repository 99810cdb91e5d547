"""Every figure and every fact table, by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import CharField, QuerySet, Value

from finsam.core.rules.permissions import Permission
from finsam.figures.rules.cells import Address, Where
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category, Table
from finsam.figures.rules.units import Unit
from finsam.kernel.periods import Period
from finsam.ui.parts import Link

if TYPE_CHECKING:
    from finsam.core.models import Association
    from finsam.figures.book import Book


T = TypeVar("T")


class Protects(StrEnum):
    """Whose privacy disclosure control guards."""

    NOTHING = "nothing"
    PEOPLE = "people"
    ANSWERS = "answers"


@dataclass(frozen=True)
class FactColumn:
    """A column when the rows behind a cell are listed: words, a date, or an amount with a unit.

    `href` gives the page of what a row's word names, or "".
    """

    name: str
    title: str
    unit: Unit | None = None
    is_date: bool = False
    href: Callable[["Association", FactRow], str] | None = None


@dataclass(frozen=True)
class Scope:
    """An association and a period to read facts for; what holds for every period is read once and kept."""

    association: "Association"
    period: Period
    kept: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, load: Callable[["Scope"], T]) -> T:
        """Return what `load` reads, whatever the period, at most once among the scopes that share `kept`."""
        if load not in self.kept:
            self.kept[load] = load(self)
        found: T = self.kept[load]
        return found

    def of(self, period: Period) -> "Scope":
        """Return the scope of another period, sharing what is kept."""
        return Scope(self.association, period, self.kept)


@dataclass(frozen=True)
class Facts:
    """A table of rows that figures count, described once by the room that owns it.

    `read` gives the rows grouped by the dimensions, in one query; `rows` the very same rows one by one, with
    the dimensions and the columns to list; `years` one query, or more, each of one column of years.
    Of facts with very many rows, `rows_where` gives at least those that match any of the conditions, and `listed_at`
    the way to a page where those behind a cell can be searched.
    """

    name: str
    title: str
    read: Callable[[Scope], Cube]
    rows: Callable[[Scope], Sequence[FactRow]]
    columns: Sequence[FactColumn]
    permission: Permission
    measures: dict[str, Unit]
    years: Callable[["Association"], Sequence[QuerySet[Any, Any]]]
    rows_where: Callable[[Scope, Sequence[Where]], Sequence[FactRow]] | None = None
    listed_at: Callable[["Association", Address], Link] | None = None
    planned: bool = False  # whether the rows say what is planned, not what has been


@dataclass(frozen=True)
class Figure:
    """A number, or a table of numbers, with all a reader needs to trust it."""

    name: str
    title: str
    definition: str
    unit: Unit
    base: str
    source: str
    compute: Callable[..., Table]
    protects: Protects = Protects.NOTHING
    decimals: int = 0
    version: int = 1
    per: Callable[["Book"], Sequence[Category]] | None = None

    @property
    def room(self) -> str:
        """The room that owns it."""
        return self.name.partition(".")[0]


@dataclass
class _Registry:
    figures: dict[str, Figure] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    uses: list[Callable[["Association", str], Sequence["Use"]]] = field(default_factory=list)


@dataclass(frozen=True)
class Use:
    """A place where a figure is used."""

    label: str
    href: str


_registry = _Registry()


def figure(name: str, **about: Any) -> Callable[[Callable[..., Table]], Figure]:
    """Register a function as a figure. Keywords are the fields of `Figure`; raises ValueError on a taken name."""

    def register(compute: Callable[..., Table]) -> Figure:
        if name in _registry.figures:
            msg = f"Talet {name} finns redan"
            raise ValueError(msg)
        _registry.figures[name] = Figure(name=name, compute=compute, **about)
        return _registry.figures[name]

    return register


def facts(described: Facts) -> Facts:
    """Register a fact table."""
    _registry.facts[described.name] = described
    return described


def uses(tell: Callable[["Association", str], Sequence[Use]]) -> Callable[["Association", str], Sequence[Use]]:
    """Register a function that tells where a figure (by full name) is used in an association."""
    _registry.uses.append(tell)
    return tell


def uses_of(association: "Association", name: str) -> list[Use]:
    """Return every place where the figure is used."""
    return [use for tell in _registry.uses for use in tell(association, name)]


def all_figures() -> list[Figure]:
    """Return every figure by name."""
    return [_registry.figures[name] for name in sorted(_registry.figures)]


def fact_years(scope: Scope) -> dict[str, list[int]]:
    """Return the years that each fact table has rows for, oldest first, by the fact table's name. One query."""
    asked = [
        years.order_by().annotate(of=Value(described.name, CharField())).distinct()
        for described in _registry.facts.values()
        for years in described.years(scope.association)
    ]
    found: dict[str, set[int]] = {name: set() for name in _registry.facts}
    for year, name in asked[0].union(*asked[1:]) if asked else ():
        found[name].add(int(year))
    return {name: sorted(years) for name, years in found.items()}


def years_of(years: dict[str, list[int]]) -> list[int]:
    """Return every year that any fact table has rows for, oldest first."""
    return sorted({year for those in years.values() for year in those})


def outcome_years(years: dict[str, list[int]]) -> list[int]:
    """Return the years that have outcomes, not only plans, oldest first."""
    return sorted({year for name, those in years.items() if not _registry.facts[name].planned for year in those})


def latest_year(years: dict[str, list[int]], otherwise: int) -> int:
    """Return the last year with outcomes; without any the first that is planned, else the year given."""
    been, known = outcome_years(years), years_of(years)
    return been[-1] if been else known[0] if known else otherwise


def facts_named(name: str) -> Facts:
    """Return a fact table."""
    return _registry.facts[name]


def figure_named(full_name: str) -> Figure:
    """Return the figure of "room.figure" or "room.figure@key". Raises KeyError with a Swedish sentence."""
    name = full_name.partition("@")[0]
    if name not in _registry.figures:
        msg = f"Det finns inget tal som heter {name}. ”finsam figures” visar vilka som finns."
        raise KeyError(msg)
    return _registry.figures[name]
