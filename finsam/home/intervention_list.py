"""The list of interventions: by direction, with money against budget and participants, those ended apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import book_of_year, year_links
from finsam.funding.places import funding_tabs
from finsam.home.intervention_words import figure, known
from finsam.interventions.facts import interventions_of
from finsam.interventions.models import Direction, Intervention
from finsam.kernel.swedish import NOTHING, day
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

COLUMNS = (
    ShownColumn("Insats", "words"), ShownColumn("Budget"), ShownColumn("Utfall", current=True), ShownColumn("Kvar"),
    ShownColumn("Budgeterade deltagare"), ShownColumn("Deltagare", current=True),
)  # fmt: skip
HEADS = {Direction.INDIVIDUAL: "participants.against_target", Direction.STRUCTURAL: "participants.structural"}
SHORT = 140


@dataclass(frozen=True)
class InterventionGroup:
    """The interventions of a direction."""

    key: str
    title: str
    count: str
    table: ShownTable


@dataclass(frozen=True)
class OtherRow:
    """An intervention that was not under way in the year."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class InterventionsPage:
    """What the association finances."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    tabs: Sequence[Tab]
    groups: Sequence[InterventionGroup]
    coming: Sequence[OtherRow]
    ended: Sequence[OtherRow]
    new_url: str


def interventions_page(
    association: Association, asked_year: str, permissions: frozenset[Permission]
) -> InterventionsPage:
    """List the interventions with the year's money and participants."""
    book = book_of_year(association, asked_year)
    found = book.scope.once(interventions_of)
    ended = [row for row in found if row.until and row.until < book.period.start]
    coming = [row for row in found if row.since and row.since > book.period.end]
    rest = [row for row in found if row not in ended and row not in coming]
    return InterventionsPage(
        title=f"Insatser {book.year}",
        state=association.name,
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        years=year_links(book, "interventions"),
        tabs=funding_tabs(association, "interventions"),
        groups=[group for direction in Direction if (group := _group(book, direction, rest))],
        coming=[_other(association, row, f"från {day(row.since)}") for row in coming if row.since],
        ended=[_other(association, row, f"till {day(row.until)}") for row in ended if row.until],
        new_url=reverse("intervention-new", args=[association.slug]) if Permission.KEEP_FUNDING in permissions else "",
    )


def _group(book: Book, direction: Direction, found: Sequence[Intervention]) -> InterventionGroup | None:
    rows = [row for row in found if row.direction == direction]
    if not rows:
        return None
    title = "Individinriktade insatser" if direction == Direction.INDIVIDUAL else "Strukturövergripande insatser"
    shown = ShownTable(title, COLUMNS, [_row(book, row) for row in rows], unit="kronor och deltagare")
    return InterventionGroup(direction.value, title, str(len(rows)), shown)


def _row(book: Book, row: Intervention) -> ShownRow:
    money = [_cell(book, f"interventions.money@{row.key}", row.key, column) for column in ("budget", "outcome", "left")]
    heads = [_cell(book, HEADS[Direction(row.direction)], row.key, column) for column in ("target", "outcome")]
    url = reverse("intervention", args=[book.association.slug, row.key])
    name = ShownCell(row.title, f"{url}?ar={book.year}")
    return ShownRow([name, *money, *heads], remark=_short(row.form or row.purpose))


def _cell(book: Book, name: str, row: str, column: str) -> ShownCell:
    table = known(book, name)
    if table is None or (row, column) not in table.cells:
        return ShownCell(NOTHING)
    said = figure(book, name, row, column, unit=False)
    worse = column == "left" and said.text.startswith("−")
    return ShownCell(said.text, said.url, "worse" if worse else "", said.reason)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0].rstrip(',.;')} …"


def _other(association: Association, row: Intervention, detail: str) -> OtherRow:
    said = f"{row.get_direction_display()} · {detail}"
    return OtherRow(row.title, said, reverse("intervention", args=[association.slug, row.key]))
