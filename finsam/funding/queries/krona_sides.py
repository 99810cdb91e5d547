"""Both sides of the krona: who paid, and what it went to. A year that nothing is booked in shows its budget."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.figures.book import Book
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Table
from finsam.figures.shown import open_url
from finsam.kernel.swedish import amount
from finsam.money.facts import budget_lines
from finsam.money.figures.shared import has_ledger
from finsam.money.models import GroupKind
from finsam.ui.charts import Part, Tone

RESULT, ADMINISTRATION = "result", "administration"
_MOST_ADMINISTRATION = 3
"""How many lines of administration stand each for itself; more are one part."""


@dataclass(frozen=True)
class Use:
    """What some of the money went to: the row's key in the figure, and the part as it is drawn (öre)."""

    key: str
    part: Part


@dataclass(frozen=True)
class Sides:
    """Equal sums in öre: what came in, what it went to. `booked`: from the ledger, else from the budget.

    `from_equity` is how much of the left side was taken out of the equity.
    """

    left: Sequence[Part]
    uses: Sequence[Use]
    booked: bool
    figures: tuple[str, str]
    from_equity: int

    @property
    def whole(self) -> int:
        """All the money, in öre."""
        return sum(int(part.value) for part in self.left)

    @property
    def tie(self) -> bool:
        """Whether as much goes out as comes in."""
        return bool(self.left) and self.whole == sum(int(use.part.value) for use in self.uses)


def sides_of(book: Book) -> Sides:
    """Return both sides. What is negative stands on the other side: a deficit is taken out of the equity."""
    booked = has_ledger(book)
    figures = ("money.sources", "money.uses") if booked else ("money.planned_sources", "money.planned_uses")
    came, went = (book.table(name) for name in figures)
    left = [_part(book, label, cell) for _, label, cell in _items(came) if (cell.value or 0) > 0]
    left += [_turned(book, key, label, cell) for key, label, cell in _items(went) if (cell.value or 0) < 0]
    uses = [Use(key, _use(book, key, label, cell)) for key, label, cell in _items(went) if (cell.value or 0) > 0]
    uses += [Use(key, _turned(book, key, label, cell)) for key, label, cell in _items(came) if (cell.value or 0) < 0]
    result = went.cells.get((RESULT, "amount"))
    from_equity = max(0, -int((result.value if result else 0) or 0))
    return Sides(left, _together(book, uses, booked=booked), booked, figures, from_equity)


def _items(table: Table) -> list[tuple[str, str, Cell]]:
    return [(row.key, row.label, table.cell(row.key, "amount")) for row in table.rows if row.kind == "item"]


def _part(book: Book, label: str, cell: Cell, **about: object) -> Part:
    ore = int(cell.value or 0)
    words = label.replace("/", " / ")  # so that a long name can break
    return Part(words, ore, amount(ore), href=open_url(book.association, cell.address), **about)  # type: ignore[arg-type]


def _use(book: Book, key: str, label: str, cell: Cell) -> Part:
    return _part(book, label, cell, tone="amber" if key == RESULT else None)


def _turned(book: Book, key: str, label: str, cell: Cell) -> Part:
    ore, from_equity = -int(cell.value or 0), key == RESULT
    words = "Ur eget kapital" if from_equity else f"{label}, tillbaka"
    tone: Tone | None = "amber" if from_equity else None
    return Part(words, ore, amount(ore), tone=tone, href=open_url(book.association, cell.address))


def _together(book: Book, uses: Sequence[Use], *, booked: bool) -> list[Use]:
    """Let many small lines of administration be one part, that opens to the administration's cost."""
    known = book.scope.once(budget_lines)
    small = [use for use in uses if use.key in known and known[use.key].group.kind == GroupKind.ADMINISTRATION]
    if len(small) <= _MOST_ADMINISTRATION:
        return list(uses)
    ore = sum(int(use.part.value) for use in small)
    cell = book.table("money.cost_split").cells.get((ADMINISTRATION, "amount")) if booked else None
    its = cell if cell and cell.value == ore else None
    href = open_url(book.association, its.address) if its else ""
    one = Use(ADMINISTRATION, Part(f"Administration, {len(small)} rader", ore, amount(ore), href=href))
    kept = [use for use in uses if use not in small]
    place = next((i for i, use in enumerate(kept) if use.key not in known), len(kept))
    return [*kept[:place], one, *kept[place:]]
