"""Reads of the interventions' pages: everything about one in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.queries import book_of_year, year_links
from finsam.interventions.models import Direction, Intervention
from finsam.reports.blocks import Block
from finsam.reports.composition import compose_sheet
from finsam.ui.parts import Link


@dataclass(frozen=True)
class InterventionRow:
    """An intervention in the list."""

    title: str
    detail: str
    aside: str
    url: str


@dataclass(frozen=True)
class InterventionsPage:
    """What the association finances, by direction."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    groups: Sequence[tuple[str, Sequence[InterventionRow]]]


def interventions_page(association: Association, asked_year: str) -> InterventionsPage:
    """List the interventions with the year's participants."""
    book = book_of_year(association, asked_year)
    found = list(Intervention.objects.filter(association=association))
    groups = [
        (str(label), [_row(book, row) for row in found if row.direction == value]) for value, label in Direction.choices
    ]
    return InterventionsPage(
        title=f"Insatser {book.year}",
        state=association.name,
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        years=year_links(book, "interventions"),
        groups=[(f"{label}{'e' if label.endswith('d') else ''} insatser", rows) for label, rows in groups if rows],
    )


def _row(book: Book, row: Intervention) -> InterventionRow:
    heads = 0
    for name in ("participants.against_target", "participants.structural"):
        cells = book.table(name).cells
        heads += int(cells[row.key, "outcome"].value or 0) if (row.key, "outcome") in cells else 0
    url = reverse("intervention", args=[book.association.slug, row.key])
    return InterventionRow(
        row.title, row.form or row.purpose, f"{heads} deltagare" if heads else "", f"{url}?ar={book.year}"
    )


@dataclass(frozen=True)
class InterventionPage:
    """One intervention."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    blocks: Sequence[Block]


def intervention_page(association: Association, key: str, asked_year: str) -> InterventionPage | None:
    """Return an intervention's page; None when there is no such intervention."""
    row = Intervention.objects.filter(association=association, key=key).first()
    if row is None:
        return None
    book = book_of_year(association, asked_year)
    return InterventionPage(
        title=row.title,
        state=f"{row.get_direction_display()} insats · {book.year}",
        crumbs=[
            Link(association.short_name, reverse("overview", args=[association.slug])),
            Link("Insatser", reverse("interventions", args=[association.slug])),
            Link(row.title),
        ],
        years=[],
        blocks=compose_sheet(book, row) or [],
    )
