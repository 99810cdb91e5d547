"""Disclosure control of one table: small counts hidden, and enough more that no sum gives them away (rule R37)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from finsam.figures.rules.cells import Address, Cell, Quotient, Sum
from finsam.figures.rules.tables import Table

SMALL = "färre än {minimum}"
SECOND = "dold så att en annan ruta inte kan räknas ut"

Key = tuple[str, str]


@dataclass(frozen=True)
class Policy:
    """Counts from 1 below the minimum are hidden; zero too when `hides_zero`."""

    minimum: int
    hides_zero: bool = False

    def is_small(self, cell: Cell) -> bool:
        """Whether the count itself must not be shown."""
        return isinstance(cell.value, int) and (0 if self.hides_zero else 1) <= cell.value < self.minimum


def protected(table: Table, policy: Policy) -> Table:
    """Return the table with small counts hidden, and others where a sum in the table would give them away."""
    counts = {key: cell for key, cell in table.cells.items() if isinstance(cell.value, int)}
    reasons = {key: SMALL.format(minimum=policy.minimum) for key, cell in counts.items() if policy.is_small(cell)}
    relations = list(_relations(table))
    while further := _given_away(relations, reasons, counts):
        reasons[further] = SECOND
    cells = {
        key: replace(cell, hidden=reasons[key]) if key in reasons else _quotient_hidden(cell, reasons, table)
        for key, cell in table.cells.items()
    }
    return replace(table, cells=cells)


def _relations(table: Table) -> Iterator[frozenset[Key]]:
    """Every set of cells in the table of which one can be computed when the rest are known."""
    places = {id(cell): key for key, cell in table.cells.items()}
    by_address = {cell.address: key for key, cell in table.cells.items() if cell.address}
    for key, cell in table.cells.items():
        if isinstance(cell.origin, Sum):
            terms = [_place(term, places, by_address) for _, term in cell.origin.terms]
            if all(terms):
                yield frozenset([key, *(term for term in terms if term)])


def _place(cell: Cell, places: Mapping[int, Key], by_address: Mapping[Address, Key]) -> Key | None:
    return places.get(id(cell)) or (by_address.get(cell.address) if cell.address else None)


def _given_away(relations: list[frozenset[Key]], hidden: Mapping[Key, str], counts: Mapping[Key, Cell]) -> Key | None:
    """Return the next cell to hide: in a sum with one hidden cell, the smallest shown that is not zero."""
    for relation in relations:
        if len(relation & hidden.keys()) == 1:
            shown = [key for key in relation if key not in hidden and key in counts]
            if shown:
                return min(shown, key=lambda key: (counts[key].value == 0, counts[key].value, key))
    return None


def _quotient_hidden(cell: Cell, hidden: Mapping[Key, str], table: Table) -> Cell:
    if not isinstance(cell.origin, Quotient):
        return cell
    addresses = {table.cells[key].address for key in hidden}
    parts = (cell.origin.numerator, cell.origin.denominator)
    values = {id(table.cells[key]) for key in hidden}
    if any(id(p) in values or (p.address and p.address in addresses) for p in parts):
        return replace(cell, hidden=SECOND)
    return cell
