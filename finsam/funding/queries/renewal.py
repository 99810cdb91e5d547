"""What was promised before and what became of it, for an application that renews an intervention."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Cell
from finsam.figures.shown import cell_words, open_url
from finsam.funding.models import Application, Grant, GrantAmount
from finsam.interventions.models import Intervention
from finsam.kernel.periods import Period
from finsam.kernel.swedish import NOTHING, SPACE, amount, day
from finsam.meetings.records import meeting_key
from finsam.money.models import BudgetLine
from finsam.ui.parts import Link
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

BACK = 3  # years
PEOPLE = ("participants.against_target", "participants.structural")


@dataclass(frozen=True)
class Earlier:
    """The intervention, what was granted to it and by which §, its goals, and the years' results."""

    intervention: Link
    goals: Sequence[tuple[str, str]]
    grants: Sequence[Link]
    table: ShownTable | None


def earlier_of(association: Association, application: Application) -> Earlier | None:
    """Return what is known from before; None for what has not been funded here. Within the association."""
    row = application.intervention
    if row is None or (application.state == "granted" and not _others(association, application).exists()):
        return None
    first = application.starts_on.year if application.starts_on else None
    return Earlier(
        Link(row.title, reverse("intervention", args=[association.slug, row.key])),
        [(goal.text, goal.target) for goal in row.goals.all()] or ([(row.goal, "")] if row.goal else []),
        _grants(association, application),
        _table(association, row, range(first - BACK, first)) if first else None,
    )


def _others(association: Association, application: Application) -> "QuerySet[Grant]":
    grants = Grant.objects.filter(association=association, intervention=application.intervention)
    if application.decided_on:
        grants = grants.filter(decided_on__lt=application.decided_on)
    return grants.exclude(application=application).select_related("decided_in__meeting").order_by("decided_on")


def _grants(association: Association, application: Application) -> list[Link]:
    grants = list(_others(association, application))
    sums: dict[int, list[str]] = {}
    for row in GrantAmount.objects.filter(association=association, grant__in=grants).order_by("year"):
        sums.setdefault(row.grant_id, []).append(f"{amount(row.amount_ore)}{SPACE}kr för {row.year}")
    return [
        Link(
            f"{', '.join(sums.get(grant.pk, []))} ({day(grant.decided_on)}, §{SPACE}{grant.decided_in.number})",
            reverse("meeting", args=[association.slug, meeting_key(grant.decided_in.meeting)]),
        )
        for grant in grants
    ]


def _table(association: Association, row: Intervention, years: range) -> ShownTable | None:
    """Each year's participants against target and money against budget, as far as there are any."""
    lines = set(
        BudgetLine.objects.filter(association=association, ledger_object__in=row.ledger_objects).values_list(
            "label", flat=True
        )
    )
    book = Book(association, Period.year(years[0]))
    told = [(year, _year(book.of(Period.year(year)), row, lines)) for year in years]
    told = [(year, cells) for year, cells in told if any(cell.text != NOTHING for cell in cells)]
    if not told:
        return None
    columns = ["År", "Deltagare", "Målsatt", "Kostnad, kr", "Budget, kr"]
    return ShownTable(
        "Tidigare år",
        [ShownColumn(columns[0], "words"), *(ShownColumn(label) for label in columns[1:])],
        [ShownRow([ShownCell(str(year)), *cells]) for year, cells in told],
    )


def _year(book: Book, row: Intervention, lines: set[str]) -> list[ShownCell]:
    labels = {key.key for key in book.table("money.budget_outcome").rows if key.label in lines}
    people = [_first(book, PEOPLE, {row.key}, column) for column in ("outcome", "target")]
    return [*people, *(_first(book, ("money.budget_outcome",), labels, column) for column in ("outcome", "budget"))]


def _first(book: Book, names: Sequence[str], keys: set[str], column: str) -> ShownCell:
    for name in names:
        table = book.table(name)
        for key in keys:
            cell = table.cells.get((key, column))
            if isinstance(cell, Cell) and cell.value is not None:
                figure = figure_named(name)
                head = next(one for one in table.columns if one.key == column)
                value = replace(cell, value=-cell.value) if name.startswith("money.") else cell
                return ShownCell(cell_words(figure, head, value), open_url(book.association, cell.address))
    return ShownCell(NOTHING)
