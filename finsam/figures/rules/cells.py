"""A cell: a value that knows what it is made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from finsam.figures.rules.units import Value

Where = Mapping[str, frozenset[object]]


class Address(NamedTuple):
    """Where a cell stands: the figure's name, its period, row and column."""

    figure: str
    period: str
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Rows:
    """Made of rows: those of the facts where every named dimension has one of the values."""

    facts: str
    period: str
    where: tuple[tuple[str, frozenset[object]], ...]
    measure: str
    sign: int = 1


@dataclass(frozen=True)
class Sum:
    """Made of cells, each added or (sign -1) taken away."""

    terms: tuple[tuple[int, "Cell"], ...]


@dataclass(frozen=True)
class Quotient:
    """Made of one cell by another."""

    numerator: "Cell"
    denominator: "Cell"


@dataclass(frozen=True)
class Product:
    """Made of a part (20 %) of a cell."""

    factor: Fraction
    of: "Cell"


@dataclass(frozen=True)
class Cell:
    """A value (None: does not apply), what it is made of, where it stands, and why it is hidden, if it is."""

    value: Value | None
    origin: Rows | Sum | Quotient | Product | None = None
    address: Address | None = None
    hidden: str = ""

    @property
    def shown(self) -> bool:
        """Whether there is a value to show."""
        return self.value is not None and not self.hidden

    def leaves(self) -> Iterator[Rows]:
        """Every selection of rows the cell is made of in the end."""
        match self.origin:
            case Rows():
                yield self.origin
            case Sum(terms):
                for _, cell in terms:
                    yield from cell.leaves()
            case Quotient(numerator, denominator):
                yield from numerator.leaves()
                yield from denominator.leaves()
            case Product(_, of):
                yield from of.leaves()

    def made_of(self, others: Mapping[int, "Cell"]) -> "Cell":
        """Return the cell made of the others in place of those it was made of, by identity."""
        match self.origin:
            case Sum(terms):
                origin: Sum | Quotient | Product = Sum(
                    tuple((sign, others.get(id(cell), cell)) for sign, cell in terms)
                )
            case Quotient(numerator, denominator):
                origin = Quotient(others.get(id(numerator), numerator), others.get(id(denominator), denominator))
            case Product(factor, of):
                origin = Product(factor, others.get(id(of), of))
            case _:
                return self
        return replace(self, origin=origin)

    def at(self, address: Address) -> "Cell":
        """Return the cell standing at an address; a cell keeps the first it was given."""
        return self if self.address else replace(self, address=address)


NOTHING = Cell(None)


def total(cells: Iterable[Cell]) -> Cell:
    """Add cells. Cells that do not apply are left out; of nothing the sum does not apply."""
    return combined((1, cell) for cell in cells)


def difference(cell: Cell, less: Cell) -> Cell:
    """Take one cell from another, nothing counting as zero; does not apply unless the first does."""
    return NOTHING if cell.value is None else combined([(1, cell), (-1, less)])


def combined(terms: Iterable[tuple[int, Cell]]) -> Cell:
    """Add and take away."""
    kept = tuple((sign, cell) for sign, cell in terms if cell.value is not None)
    if not kept:
        return NOTHING
    return Cell(sum(sign * _value(cell) for sign, cell in kept), Sum(kept))


def quotient(numerator: Cell, denominator: Cell) -> Cell:
    """Divide one cell by another; does not apply when the denominator is nothing or zero."""
    if numerator.value is None or not denominator.value:
        return Cell(None, Quotient(numerator, denominator))
    return Cell(Fraction(numerator.value) / Fraction(denominator.value), Quotient(numerator, denominator))


def part(factor: Fraction, of: Cell) -> Cell:
    """Take a part of a cell: 20 % of the contributions."""
    return Cell(None if of.value is None else of.value * factor, Product(factor, of))


def negated(cell: Cell) -> Cell:
    """Turn the sign of a cell."""
    return combined([(-1, cell)])


def _value(cell: Cell) -> Value:
    return 0 if cell.value is None else cell.value
