"""The answer of a month in one paragraph, and the text proposed for the board: words around figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from finsam.figures.book import Book
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import open_url
from finsam.kernel.amounts import kronor
from finsam.kernel.swedish import SPACE, amount
from finsam.money.facts import BUDGET, budget_lines
from finsam.money.figures.forecasts import months_gone
from finsam.money.figures.shared import has_ledger
from finsam.money.queries.follow_up_table import ore_of
from finsam.money.rules.months import LAST, Month

NAMED = 2  # how many lines are named


@dataclass(frozen=True)
class Words:
    """A piece of the paragraph: words, and where they are opened when they are a figure. `worse` is amber."""

    text: str
    url: str = ""
    worse: bool = False


@dataclass(frozen=True)
class Teller:
    """Tells a month in words."""

    book: Book

    @property
    def table(self) -> Table:
        """The follow-up."""
        return self.book.table("money.follow_up")

    def pieces(self) -> Sequence[Words]:
        """Return the answer; of nothing booked and nothing budgeted no words."""
        if has_ledger(self.book):
            return [*self._result(), *self._lines(), *self._year_end()]
        if self.book.cube(BUDGET).rows:
            return [*self._plan(), *self._year_end()]
        return []

    def figure(self, cell: Cell, *, signed: bool = False, plain: bool = False) -> Words:
        """Write a cell in kronor; `plain` without its sign."""
        value = ore_of(cell)
        text = f"{amount(abs(value) if plain else value, signed=signed)}{SPACE}kr"
        return Words(text, open_url(self.book.association, cell.address))

    def _result(self) -> Iterator[Words]:
        row = {key: self.table.cell("result", key) for key in ("outcome", "budget_period", "deviation")}
        yield Words("Resultatet är ")
        yield self.figure(row["outcome"], signed=True)
        if row["budget_period"].value is None:
            yield Words(f". Någon budget för {self.book.year} finns inte. ")
            return
        yield Words(", budgeterat ")
        yield self.figure(row["budget_period"], signed=True)
        if not kronor(ore_of(row["deviation"])):
            yield Words(". Det är som budgeterat. ")
            return
        yield Words(". Det är ")
        yield self.figure(row["deviation"], plain=True)
        yield Words(" bättre än budget. " if ore_of(row["deviation"]) > 0 else " sämre än budget. ")

    def furthest(self) -> list[tuple[Category, Cell]]:
        """Return the lines that deviate most, with their deviations."""
        if self.table.cell("result", "budget_period").value is None:
            return []
        rows = [(row, self.table.cell(row.key, "deviation")) for row in self.table.rows if row.kind == "item"]
        told = [(row, cell) for row, cell in rows if kronor(ore_of(cell))]
        return sorted(told, key=lambda each: -abs(ore_of(each[1])))[:NAMED]

    def _lines(self) -> Iterator[Words]:
        named = self.furthest()
        for place, (row, cell) in enumerate(named):
            yield Words(f"{' och' if place else 'Mest avviker'} {row.label} med ")
            yield self.figure(cell, signed=True)
        if named:
            yield Words(". ")

    def _plan(self) -> Iterator[Words]:
        yield Words(f"Inget är bokfört för {self.book.year} än. Budgeten ger ")
        yield self.figure(self.table.cell("result", "budget_year"), signed=True)
        yield Words(" vid årets slut. ")

    def _year_end(self) -> Iterator[Words]:
        end = self.book.table("money.equity_forecast")
        by = "forecast" if end.cell("closing", "forecast").value is not None else "budget"
        equity, going_on = end.cell("closing", by), months_gone(self.book) < LAST
        foretold = has_ledger(self.book) and going_on and self.table.cell("result", "budget_year").value is not None
        if foretold:
            yield Words("Prognosen ger ")
            yield self.figure(self.table.cell("result", "forecast"), signed=True)
            yield Words(" vid årets slut")
        if equity.value is None:
            yield Words("." if foretold else "")
            return
        yield Words(", och då är eget kapital " if foretold else "Eget kapital är då ")
        yield self.figure(equity)
        yield from self._against_rule(end, by)
        yield Words(".")

    def _against_rule(self, end: Table, by: str) -> Iterator[Words]:
        """Say how equity stands to the ceiling, or the floor when it is below it."""
        equity, floor, room = (end.cell(key, by) for key in ("closing", "floor", "room"))
        if floor.value is not None and ore_of(equity) < ore_of(floor):
            words = self.figure(floor)
            yield Words(", ")
            yield Words(f"under golvet på {words.text}", words.url, worse=True)
        elif room.value is not None:
            words, over = self.figure(room, plain=True), ore_of(room) < 0
            yield Words(", ")
            yield Words(f"{words.text} {'över' if over else 'under'} taket", words.url, worse=over)


def answer(book: Book) -> Sequence[Words]:
    """Return the month in one paragraph."""
    return Teller(book).pieces()


def proposed_summary(book: Book, comments: Mapping[int, str]) -> str:
    """Propose what the director says to the board: the answer, and the comments of the lines that deviate most."""
    teller = Teller(book)
    said = "".join(piece.text for piece in teller.pieces()).strip()
    if not said:
        return ""
    month = Month.ending(book.period)
    lines = book.scope.once(budget_lines)
    named = [(row.label, lines[row.key].pk) for row, _ in teller.furthest() if row.key in lines]
    why = [f"{label}: {comments[pk]}" for label, pk in named if pk in comments]
    return "\n\n".join(
        [f"{said[0].upper()}{said[1:]}".replace("Resultatet är", f"Resultatet för {month.said} är"), *why]
    )
