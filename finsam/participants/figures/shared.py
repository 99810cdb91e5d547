"""What the modules of figures share."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from finsam.figures.book import Book
from finsam.figures.registry import Protects, figure
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import PARTICIPATIONS, PERCENT
from finsam.participants.facts import REGISTRATIONS

COUNT = Category("count", "Antal")
SHARE = Category("share", "Andel", unit=PERCENT, decimals=1)
PERSONAL = ["personal", "anonymous"]  # one row each; volume has neither sex nor outcome

people = partial(
    figure, unit=PARTICIPATIONS, protects=Protects.PEOPLE, source="Registreringar utan identitet; regel R35"
)


def one_each(book: Book, **where: Any) -> Cube:
    """The registrations with a row each, personal and anonymous, that match."""
    return book.cube(REGISTRATIONS).where(kind=PERSONAL, **where)


def teams(book: Book) -> Sequence[Category]:
    """The interventions where people are registered one by one."""
    return one_each(book).kept("intervention")


def counted_by(cube: Cube, dimension: str, title: str, *, shares: bool = True, base: str = TOTAL.key) -> Table:
    """Count by one dimension, with the total and each one's share of it."""
    sheet = Sheet([COUNT], title)
    for category in cube.kept(dimension):
        sheet.row(category, [cube.where(**{dimension: category.key}).cell()])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    if shares:
        sheet.share_column(SHARE, COUNT.key, base)
    return sheet.table()


share = partial(figure, unit=PERCENT, protects=Protects.PEOPLE, source="Registreringar utan identitet; regel R35")


def ended(book: Book, **where: Any) -> Cube:
    """The registrations with a row each that ended in the period."""
    return one_each(book, outflow="ended", **where)
