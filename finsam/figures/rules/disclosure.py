"""Disclosure control of one table: small counts hidden, and enough more that sums do not tell them (rule R37)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from finsam.figures.rules.cells import Address, Cell, Quotient, Sum
from finsam.figures.rules.tables import Table

SMALL = "färre än {minimum}"
SECOND = "dold så att en annan ruta inte kan räknas ut"

Key = tuple[str, str]
Relation = tuple[tuple[Key, int], ...]
"""Cells with a sign each, that together are zero."""


@dataclass(frozen=True)
class Policy:
    """Counts from 1 below the minimum are hidden; zero too when `hides_zero`."""

    minimum: int
    hides_zero: bool = False

    def is_small(self, cell: Cell) -> bool:
        """Whether the count itself must not be shown."""
        return isinstance(cell.value, int) and (0 if self.hides_zero else 1) <= cell.value < self.minimum


def protected(table: Table, policy: Policy) -> Table:
    """Return the table with small counts hidden, and others where the table's sums would give them away."""
    counts = {key: cell for key, cell in table.cells.items() if isinstance(cell.value, int)}
    reasons = {key: SMALL.format(minimum=policy.minimum) for key, cell in counts.items() if policy.is_small(cell)}
    relations = [its for its in dict.fromkeys(_relations(table)) if {key for key, _ in its} <= counts.keys()]
    while further := _one_more(relations, reasons, counts):
        reasons[further] = SECOND
    cells = {
        key: replace(cell, hidden=reasons[key]) if key in reasons else _quotient_hidden(cell, reasons, table)
        for key, cell in table.cells.items()
    }
    return replace(table, cells=cells)


# what sums tell


def _relations(table: Table) -> Iterator[Relation]:
    """Every sum in the table.

    A sum in one column is a sum in every column where its rows stand, and so for rows: a total of totals can be
    reckoned both ways. Columns that balance are as telling as a sum.
    """
    rows = [row.key for row in table.rows if row.kind != "group"]
    columns = [column.key for column in table.columns]
    down: set[tuple[str, tuple[tuple[str, int], ...]]] = set()
    across: set[tuple[str, tuple[tuple[str, int], ...]]] = set()
    for (row, column), terms in _sums(table):
        yield _relation((row, column), terms)
        if all(its == column for (_, its), _ in terms):
            down.add((row, tuple((its, sign) for (its, _), sign in terms)))
        if all(its == row for (its, _), _ in terms):
            across.add((column, tuple((its, sign) for (_, its), sign in terms)))
    for row, parts in down:
        yield from (_relation((row, c), [((its, c), sign) for its, sign in parts]) for c in columns)
    for column, parts in across:
        yield from (_relation((r, column), [((r, its), sign) for its, sign in parts]) for r in rows)
    for left, right in table.balances:
        for row in rows:
            yield tuple(sorted([*(((row, its), 1) for its in left), *(((row, its), -1) for its in right)]))


def _sums(table: Table) -> Iterator[tuple[Key, list[tuple[Key, int]]]]:
    """Each cell that is a sum of other cells of the table, with those and their signs."""
    places = {id(cell): key for key, cell in table.cells.items()}
    by_address: dict[Address, Key] = {cell.address: key for key, cell in table.cells.items() if cell.address}
    for key, cell in table.cells.items():
        if isinstance(cell.origin, Sum):
            terms = [(_place(term, places, by_address), sign) for sign, term in cell.origin.terms]
            if all(place for place, _ in terms):
                yield key, [(place, sign) for place, sign in terms if place]


def _place(cell: Cell, places: Mapping[int, Key], by_address: Mapping[Address, Key]) -> Key | None:
    return places.get(id(cell)) or (by_address.get(cell.address) if cell.address else None)


def _relation(total: Key, terms: Iterable[tuple[Key, int]]) -> Relation:
    return tuple(sorted([(total, -1), *terms]))


# what must be hidden too


def _one_more(relations: Sequence[Relation], hidden: Mapping[Key, str], counts: Mapping[Key, Cell]) -> Key | None:
    """Return one more cell to hide, or None when no hidden cell can be computed from those shown."""
    alone = [its for its in relations if sum(key in hidden for key, _ in its) == 1]
    for relation in alone:
        if candidate := _smallest_shown([relation], hidden, counts):
            return candidate
    for key in _solved(relations, hidden):
        touching = [its for its in relations if any(key == its_key for its_key, _ in its)]
        if candidate := _smallest_shown(touching, hidden, counts):
            return candidate
    return None


def _smallest_shown(relations: Iterable[Relation], hidden: Mapping[Key, str], counts: Mapping[Key, Cell]) -> Key | None:
    """The shown cell of the relations that is smallest without being zero."""
    shown = {key for its in relations for key, _ in its if key not in hidden}
    return min(shown, key=lambda key: (counts[key].value == 0, counts[key].value, key), default=None)


def _solved(relations: Sequence[Relation], hidden: Mapping[Key, str]) -> list[Key]:
    """Return the hidden cells that all sums together determine, by elimination."""
    unknown = sorted({key for its in relations for key, _ in its if key in hidden})
    rows = [[Fraction(dict(its).get(key, 0)) for key in unknown] for its in relations]
    rows = [row for row in rows if any(row)]
    reduced: list[list[Fraction]] = []
    for place in range(len(unknown)):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[place] for value in pivot]
        rows = [_less(row, pivot, place) for row in rows]
        reduced = [*(_less(row, pivot, place) for row in reduced), pivot]
    return [unknown[_only(row)] for row in reduced if sum(map(bool, row)) == 1]


def _less(row: list[Fraction], pivot: list[Fraction], place: int) -> list[Fraction]:
    factor = row[place]
    return [value - factor * its for value, its in zip(row, pivot, strict=True)] if factor else row


def _only(row: Sequence[Fraction]) -> int:
    return next(place for place, value in enumerate(row) if value)


def _quotient_hidden(cell: Cell, hidden: Mapping[Key, str], table: Table) -> Cell:
    if not isinstance(cell.origin, Quotient):
        return cell
    addresses = {table.cells[key].address for key in hidden}
    parts = (cell.origin.numerator, cell.origin.denominator)
    values = {id(table.cells[key]) for key in hidden}
    if any(id(p) in values or (p.address and p.address in addresses) for p in parts):
        return replace(cell, hidden=SECOND)
    return cell
