"""The cash month by month to the end of next year, as the contributions are called and the budget spreads (R7)."""

from fractions import Fraction

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, combined, difference, negated, part, total
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.kernel.swedish import MONTHS, capital
from finsam.money.contribution_facts import CONTRIBUTIONS
from finsam.money.equity_facts import covered_month
from finsam.money.facts import BUDGET
from finsam.money.figures.equity_years import contribution_lines
from finsam.money.figures.lines import budgeted
from finsam.money.figures.liquidity import is_monthly, to_month
from finsam.money.figures.shared import kronor
from finsam.money.models import GroupKind
from finsam.money.rules.months import LAST, Month


@kronor(
    "money.cash_forecast",
    title="Kassan framåt",
    definition="Från den sista bokförda månaden till nästa års slut: bidrag som ska komma in, kostnader utan bidrag, "
    "och vad som finns i kassan när månaden slutar. Bidragen kommer den månad de rekvireras; det som inte är "
    "rekvirerat fördelas jämnt på månaderna som är kvar, och utan rekvisitioner kommer de som budgeten "
    "fördelar dem. Resten av året är uppföljningens prognos, nästa år budgetens plan. "
    "Fordringar och skulder väntas vara som de är.",
    base="kassan, uppföljningens prognos, bidragen och budgetens rader",
)
def cash_forecast(book: Book) -> Table:
    """Cash at the end of each month to come, to the end of next year as far as the budget reaches."""
    columns = [Category("in", "Bidrag in"), Category("out", "Kostnader utan bidrag")]
    sheet = Sheet([*columns, Category("closing", "Kassan vid slutet", current=True)], "Månad")
    covered = covered_month(book.scope)
    if not is_monthly(book) or not book.cube(BUDGET).rows:
        return sheet.table()
    cash = to_month(book, covered).cell("money.cash")
    months = [Month(book.year, month) for month in range(covered + 1, LAST + 1)]
    months += [Month(book.year + 1, month) for month in range(1, LAST + 1) if book.later(1).cube(BUDGET).rows]
    for month in months:
        into = _contributions_in(book, month, len([m for m in months if m.year == month.year]))
        out = _rest_of_year(book, month, covered) if month.year == book.year else _planned_cost(book, month)
        cash = combined([(1, cash), (1, into), (-1, out)])
        sheet.row(Category(month.name, f"{capital(MONTHS[month.month - 1])} {month.year}"), [into, out, cash])
    return sheet.table()


def _contributions_in(book: Book, month: Month, months_left: int) -> Cell:
    """What the members are expected to pay in a month."""
    year = book.of(Month(month.year, LAST).period)
    cube = year.cube(CONTRIBUTIONS)
    if not any(row["called"] for row in cube.rows):
        return budgeted(year.of(month.alone), budget_line=contribution_lines(year))
    to_be_called = difference(cube.cell("amount"), cube.cell("called"))
    return combined(
        [
            (1, _called(book, month)),
            (-1, _called(book, month.earlier) if month.month > 1 else NOTHING),
            (1, part(Fraction(1, months_left), to_be_called)),
        ]
    )


def _called(book: Book, month: Month) -> Cell:
    cube = book.of(month.period).cube(CONTRIBUTIONS)
    return cube.cell("called") if cube.rows else NOTHING


def _rest_of_year(book: Book, month: Month, covered: int) -> Cell:
    """A month's part of what the follow-up foretells of the rest of the year, contributions left out; positive."""
    table = to_month(book, covered).table("money.follow_up")
    own = [key for key in contribution_lines(book) if (key, "forecast") in table.cells]
    left = combined(
        [
            *((sign, table.cell("result", column)) for sign, column in ((-1, "forecast"), (1, "outcome"))),
            *((1, table.cell(key, "forecast")) for key in own),
            *((-1, table.cell(key, "outcome")) for key in own),
        ]
    )
    costs = [_planned_cost(book, Month(book.year, m)).value or 0 for m in range(covered + 1, LAST + 1)]
    whole = sum(costs)
    spread = Fraction(1, LAST - covered)
    if whole > 0 and min(costs) >= 0:
        spread = Fraction(costs[month.month - covered - 1]) / Fraction(whole)
    return part(spread, left)


def _planned_cost(book: Book, month: Month) -> Cell:
    """What the budget lets a month cost, other income taken away, contributions left out; positive."""
    own = book.of(month.alone)
    categories = own.cube(BUDGET).categories
    closing = {group.key for group in categories["group"] if group.note == GroupKind.CLOSING_BALANCE}
    paid = {*contribution_lines(own)}
    lines = [line.key for line in categories["budget_line"] if line.note not in closing and line.key not in paid]
    return negated(total([budgeted(own, budget_line=lines)]))
