"""What a decision does to the budget's line, to equity and to administration's share, computed from the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, difference, negated, total
from finsam.figures.shown import open_url
from finsam.kernel.periods import Period
from finsam.kernel.swedish import NOTHING as DASH
from finsam.kernel.swedish import amount, kr, percent
from finsam.money.facts import BUDGET, budget_lines
from finsam.money.figures.scenarios import Scenario, scenario
from finsam.money.models import BudgetLine
from finsam.money.rules.scenarios import Changes
from finsam.money.rules.scenarios import Grant as Assumed
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable


@dataclass(frozen=True)
class MoneyAfter:
    """The table of what the decision does, a column a year, and what to notice in words."""

    table: ShownTable
    warnings: Sequence[str]
    remark: str


@dataclass(frozen=True)
class _Year:
    year: int
    asked: int
    budget: Cell
    decided: Cell
    left: Cell
    after: Cell


def money_after(
    association: Association, line: BudgetLine | None, amounts: Mapping[int, int], *, granted: bool
) -> MoneyAfter | None:
    """Return what granting the amounts (öre by year) does; None when there is nothing to grant.

    The part that the line has room for is in the budget already, so it moves neither equity nor administration's share;
    what goes beyond it does. When it is `granted` already, what is left is what is left after it.
    """
    years = sorted(year for year, ore in amounts.items() if ore)
    if not years:
        return None
    book = Book(association, Period.year(years[0]))
    key = next((key for key, one in budget_lines(book.scope).items() if line and one.pk == line.pk), "")
    told = [_told(book.of(Period.year(year)), key, year, amounts[year], granted=granted) for year in years]
    beyond = {one.year: _beyond(one) for one in told if not granted}
    found = scenario(book, Changes(grants=[Assumed({year: ore for year, ore in beyond.items() if ore}, key)]))
    return MoneyAfter(
        table=_table(association, line, told, found),
        warnings=[*_warnings(told, line, granted=granted), *_passed(found)],
        remark="" if found.years else f"Det finns ingen fastställd budget för {years[0]} att räkna eget kapital på.",
    )


def _told(book: Book, key: str, year: int, asked: int, *, granted: bool) -> _Year:
    cube = book.cube(BUDGET).where(budget_line=key)
    budget = negated(cube.cell("whole_year")) if key and cube.rows else NOTHING
    table = book.table("money.commitments")
    known = f"line {key}" in {row.key for row in table.rows}
    decided = table.cell(f"line {key}", "decided") if known else Cell(0)
    left = difference(budget, decided) if budget.value is not None else NOTHING
    after = left if granted or left.value is None else total([left, Cell(-asked)])
    return _Year(year, asked, budget, decided, left, after)


def _beyond(one: _Year) -> int:
    """How much of what is asked the line has no room for."""
    left = max(0, int(one.left.value or 0))
    return max(0, one.asked - left)


def _warnings(told: Sequence[_Year], line: BudgetLine | None, *, granted: bool) -> list[str]:
    if line is None:
        return ["Ingen rad i budgeten är vald, så det går inte att se hur mycket som är kvar."]
    said = []
    for one in told:
        if one.budget.value is None:
            said.append(f"{line.label} har ingen budget för {one.year}.")
        elif (one.after.value or 0) < 0:
            word = "Beslutet går" if granted else "Förslaget går"
            said.append(f"{word} {kr(-int(one.after.value or 0))} utöver vad raden {line.label} har kvar {one.year}.")
    return said


def _passed(found: Scenario) -> list[str]:
    return [
        f"{one.year} blir eget kapital {kr(int(one.by))} {'över taket' if one.is_ceiling else 'under golvet'}"
        + (", som i planen redan." if one.already else ".")
        for one in found.passed
    ]


def _table(association: Association, line: BudgetLine | None, told: Sequence[_Year], found: Scenario) -> ShownTable:
    def money(cell: Cell) -> ShownCell:
        worse = cell.value is not None and cell.value < 0
        text = DASH if cell.value is None else amount(int(cell.value))
        return ShownCell(text, open_url(association, cell.address), "worse" if worse else "")

    def of_plan(one: _Year, row: str) -> Cell:
        return found.cell(one.year, row) if one.year in found.tables else NOTHING

    rows = [
        ShownRow([ShownCell("Beloppet"), *(ShownCell(amount(one.asked)) for one in told)]),
        ShownRow(
            [ShownCell("Budget på raden"), *(money(one.budget) for one in told)], remark=line.label if line else ""
        ),
        ShownRow([ShownCell("Redan beslutat"), *(money(one.decided) for one in told)]),
        ShownRow([ShownCell("Kvar på raden i dag"), *(money(one.left) for one in told)]),
        ShownRow([ShownCell("Kvar efter beslutet"), *(money(one.after) for one in told)], "sum"),
    ]
    if found.tables:
        rows += [
            ShownRow([ShownCell("Eget kapital vid årets slut"), *(money(of_plan(one, "equity")) for one in told)]),
            ShownRow([ShownCell("Tak för eget kapital"), *(money(of_plan(one, "ceiling")) for one in told)]),
            ShownRow([ShownCell("Golv för eget kapital"), *(money(of_plan(one, "floor")) for one in told)]),
            ShownRow([ShownCell("Administrationens andel"), *(_share(of_plan(one, "administration")) for one in told)]),
        ]
    columns = [ShownColumn("Kronor", "words"), *(ShownColumn(str(one.year)) for one in told)]
    return ShownTable("Pengarna efter beslutet", columns, rows)


def _share(cell: Cell) -> ShownCell:
    return ShownCell(DASH if cell.value is None else percent(cell.value, 1))
