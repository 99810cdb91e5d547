"""Pages of tables: every figure of an association, and a room's figures of a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.opened import said_period
from finsam.figures.registry import (
    Figure,
    all_figures,
    fact_years,
    figure_named,
    latest_year,
    years_of,
)
from finsam.figures.shown import shown_table
from finsam.kernel.periods import YEARS, Period
from finsam.ui.parts import Link
from finsam.ui.tables import ShownTable


@dataclass(frozen=True)
class FiguresPage:
    """Every figure with its definition: what Finsam counts, and how."""

    title: str
    state: str
    crumbs: Sequence[Link]
    figures: Sequence[tuple[str, Sequence[tuple[Figure, Sequence[Link]]]]]


ROOMS = {
    "funding": "Finansiering",
    "interventions": "Insatser",
    "money": "Pengar",
    "participants": "Deltagare",
    "surveys": "Enkäter",
}


def figures_page(book: Book) -> FiguresPage:
    """List every figure by room, with a link to each."""
    association, period = book.association, book.period.name
    rooms: dict[str, list[tuple[Figure, Sequence[Link]]]] = {}
    for figure in all_figures():
        names = (
            [(f"{figure.name}@{key.key}", key.label) for key in book.keys(figure)]
            if figure.per
            else [(figure.name, figure.title)]
        )
        links = [Link(label, reverse("figure", args=[association.slug, name, period])) for name, label in names]
        rooms.setdefault(ROOMS.get(figure.room, figure.room), []).append((figure, links))
    return FiguresPage(
        title=f"Så räknar vi {book.year}",
        state=f"{association.name} · {said_period(book.period)}",
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        figures=list(rooms.items()),
    )


@dataclass(frozen=True)
class TablesSection:
    """A heading with the tables under it."""

    title: str
    tables: Sequence[ShownTable]


@dataclass(frozen=True)
class TablesPage:
    """A room's figures of a year as tables, for rooms whose own page is no more than that."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    sections: Sequence[TablesSection]


def tables_page(book: Book, title: str, address: str, sections: Sequence[tuple[str, Sequence[str]]]) -> TablesPage:
    """Lay out figures under headings; keyed figures ("name@") give a table a key, empty tables are left out."""
    shown = [TablesSection(heading, list(_tables(book, names))) for heading, names in sections]
    return TablesPage(
        title=f"{title} {book.year}",
        state=book.association.name,
        crumbs=[Link(book.association.short_name, reverse("overview", args=[book.association.slug]))],
        years=year_links(book, address),
        sections=[section for section in shown if section.tables],
    )


def _tables(book: Book, names: Sequence[str]) -> Iterable[ShownTable]:
    for name in names:
        figure = figure_named(name)
        keyed = [f"{figure.name}@{key.key}" for key in book.keys(figure)] if name.endswith("@") else [name]
        for full_name in keyed:
            if not book.table(full_name).is_empty:
                yield shown_table(book, full_name)


def year_links(book: Book, address: str) -> list[Link]:
    """Return the years to choose between; the chosen one has no address."""
    slug = book.association.slug
    return [
        Link(str(year), "" if year == book.year else f"{reverse(address, args=[slug])}?ar={year}")
        for year in years_of(book.scope.once(fact_years))[-YEARS_SHOWN:]
    ]


YEARS_SHOWN = 6


def book_of_year(association: Association, asked: str) -> Book:
    """Return the book of the year asked for, else of the latest with outcomes."""
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in YEARS:
        return Book(association, Period.year(int(asked)))
    this_year = Book(association, Period.year(timezone.localdate().year))
    return this_year.of(Period.year(latest_year(this_year.scope.once(fact_years), this_year.year)))
