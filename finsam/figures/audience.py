"""Who may see what of a table: whole in the association, protected for the public."""

from dataclasses import replace
from enum import StrEnum

from finsam.figures.book import Book
from finsam.figures.models import DisclosureRule
from finsam.figures.registry import (
    Protects,
    Scope,
    figure_named,
)
from finsam.figures.rules.cells import Cell, Quotient
from finsam.figures.rules.disclosure import SECOND, Policy, protected
from finsam.figures.rules.tables import Table
from finsam.kernel.periods import parse_period

DEFAULT_MINIMUM = 5


class Audience(StrEnum):
    """Who a table leaves the association's hands for."""

    ASSOCIATION = "association"
    PUBLIC = "public"


def table_for(book: Book, full_name: str, audience: Audience) -> Table:
    """Return a figure's table as the audience may see it."""
    table = book.table(full_name)
    if audience is Audience.ASSOCIATION or figure_named(full_name).protects is Protects.NOTHING:
        return table
    hidden = protected(table, policy_of(book))
    return replace(hidden, cells={key: _quotient_protected(book, cell) for key, cell in hidden.cells.items()})


def _quotient_protected(book: Book, cell: Cell) -> Cell:
    """Hide a quotient whose numerator or denominator is hidden, or too small, where it stands."""
    if not isinstance(cell.origin, Quotient) or cell.hidden:
        return cell
    parts = (cell.origin.numerator, cell.origin.denominator)
    given_away = any(policy_of(book).is_small(part) or _is_hidden(book, part) for part in parts)
    return replace(cell, hidden=SECOND) if given_away else cell


def _is_hidden(book: Book, part: Cell) -> bool:
    at = part.address
    if at is None or figure_named(at.figure).protects is Protects.NOTHING:
        return False
    its_book = book.of(parse_period(at.period))
    table = protected(its_book.table(at.figure), policy_of(its_book))
    return bool(table.cell(at.row, at.column).hidden)


def policy_of(book: Book) -> Policy:
    """Return the disclosure rule in force when the period ends; without one, nothing under five is shown."""
    in_force = [rule for rule in book.scope.once(_disclosure_rules) if rule.valid_from <= book.period.end]
    return Policy(in_force[-1].minimum, in_force[-1].hides_zero) if in_force else Policy(DEFAULT_MINIMUM)


def _disclosure_rules(scope: Scope) -> list[DisclosureRule]:
    return list(DisclosureRule.objects.filter(association=scope.association).order_by("valid_from"))
