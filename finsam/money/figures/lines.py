"""The rows of the budget, as every table of budget and outcome lays them out: groups, lines, sums, and what is left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell
from finsam.figures.rules.tables import Category, Sheet
from finsam.money.facts import BUDGET, LEDGER
from finsam.money.figures.shared import has_ledger
from finsam.money.models import GroupKind

SIDES = {GroupKind.INCOME: "income", GroupKind.FINANCIAL: "financial"}  # the other kinds are costs
RESTS = {
    "cost": "Kostnader utan rad i budgeten",
    "income": "Intäkter utan rad i budgeten",
    "financial": "Finansiella poster utan rad i budgeten",
}


def budgeted(book: Book, measure: str = "amount", **where: object) -> Cell:
    """Sum the budget under a condition; does not apply when nothing was budgeted.

    `amount` is what lies in the period's months, `whole_year` the year's.
    """
    cube = book.cube(BUDGET).where(**where)
    return cube.cell(measure) if cube.rows else NOTHING


def outcome_of(book: Book, key: str) -> Cell:
    """What is booked on a line; 0 when it is mapped and nothing is, unknown when nothing says what belongs to it."""
    booked = book.cube(LEDGER).where(budget_line=key).rows
    mapped = book.cube(BUDGET).where(budget_line=key, mapped="yes").rows
    return _outcome(book, budget_line=key) if booked or mapped else NOTHING


def _outcome(book: Book, **where: object) -> Cell:
    return book.cube(LEDGER).where(**where).cell("amount", sign=-1) if has_ledger(book) else NOTHING


@dataclass
class Lines:
    """Writes the lines on a sheet: what stands in the columns for a line, and for what no line points out.

    A line without a cell that applies is left out. What no line points out stands last in the last group of its side,
    or for itself when the side has no group.
    """

    sheet: Sheet
    book: Book
    of_line: Callable[[str], Sequence[Cell]]
    of_rest: Callable[[str, Cell], Sequence[Cell]]  # the row's key, and what is booked
    remark: Callable[[str], str] = lambda _: ""

    def write(self) -> None:
        """Write every group with its lines and sum, the sum of the costs where they have several, and the result."""
        groups = [g for g in self.book.cube(BUDGET).categories["group"] if g.note != GroupKind.CLOSING_BALANCE]
        last = {_side(group): group.key for group in groups}
        cost_rows: list[str] = []
        other_rows: list[str] = []
        for group in groups:
            side = _side(group)
            rows = self._group(group, side if last[side] == group.key else "")
            (cost_rows if side == "cost" else other_rows).extend(rows)
            if side == "cost" and last[side] == group.key and sum(_side(g) == "cost" for g in groups) > 1:
                self.sheet.sum("costs", "Summa kostnader", cost_rows)
        for side in RESTS.keys() - last.keys():
            (cost_rows if side == "cost" else other_rows).extend(self._rest(side))
        self.sheet.sum("result", "Resultat", [*cost_rows, *other_rows], "total")

    def _group(self, group: Category, rest: str) -> list[str]:
        rows = []
        self.sheet.group(f"group {group.key}", group.label)
        for line in (c for c in self.book.cube(BUDGET).categories["budget_line"] if c.note == group.key):
            cells = self.of_line(line.key)
            if any(cell.value is not None for cell in cells):
                self.sheet.row(Category(line.key, line.label, remark=self.remark(line.key)), cells)
                rows.append(line.key)
        rows += self._rest(rest) if rest else []
        if len(rows) > 1:
            self.sheet.sum(f"sum {group.key}", f"Summa {group.label.lower()}", rows)
        return rows

    def _rest(self, side: str) -> list[str]:
        """Write what no line of the side points out, if there is any; return its row."""
        cell = _outcome(self.book, side=side, budget_line="")
        if not cell.value:
            return []
        key = f"rest {side}"
        self.sheet.row(Category(key, RESTS[side]), self.of_rest(key, cell))
        return [key]


def _side(group: Category) -> str:
    return SIDES.get(GroupKind(group.note), "cost")
