"""Costs in pace with the budget, cash month by month, and how long it lasts (R7)."""

from fractions import Fraction

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, combined, difference, negated, part, quotient, total
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.figures.rules.units import DAYS
from finsam.kernel.periods import Period
from finsam.kernel.swedish import MONTHS, capital
from finsam.money.equity_facts import covered_month, is_booked_whole
from finsam.money.facts import BUDGET, CASH_LINES, LEDGER
from finsam.money.figures.shared import COST_GROUPS, kronor
from finsam.money.rules.liquidity import Stretch, month_end, stretch_to

BUDGET_COLUMN = Category("budget", "Budget")
OUTCOME_COLUMN = Category("outcome", "Utfall", current=True)
FORECAST_COLUMN = Category("forecast", "Prognos")


def month_rows(until: int = 12) -> list[Category]:
    """Return the months of a year as rows, January first: "01" ... "12"."""
    return [Category(f"{month:02}", capital(MONTHS[month - 1])) for month in range(1, until + 1)]


def to_month(book: Book, month: int) -> Book:
    """Return the book from January to the end of a month of the year the period begins."""
    year = Period.year(book.year)
    return book.of(year if month == 12 else Period(year.start, month_end(book.year, month)))


# costs in pace


@kronor(
    "money.pace",
    title="Kostnader i takt",
    definition="Kostnaderna upplagda månad för månad från januari, som positiva belopp: budget, utfall till och med "
    "den sista bokförda månaden, och därefter prognos. Prognosen når uppföljningens prognos för året i december, och "
    "fördelas på månaderna som budgeten gör.",
    base="budgetens kostnadsrader och alla bokförda kostnader",
)
def pace(book: Book) -> Table:
    """Costs summed up from January, positive: budget, outcome and forecast at the end of each month (R7)."""
    sheet = Sheet([BUDGET_COLUMN, OUTCOME_COLUMN, FORECAST_COLUMN], "Upplagt till och med")
    covered = covered_month(book.scope)
    budgets = [_budgeted_costs(to_month(book, month)) for month in range(1, 13)]
    outcomes = [_booked_costs(book, month, covered) if month <= covered else NOTHING for month in range(1, 13)]
    ahead = _ahead(book, covered, budgets, outcomes)
    for row, *cells in zip(month_rows(), budgets, outcomes, ahead, strict=True):
        sheet.row(row, cells)
    return sheet.table()


def _budgeted_costs(book: Book) -> Cell:
    cube = book.cube(BUDGET).where(group_kind=[kind.value for kind in COST_GROUPS])
    return cube.cell("amount", sign=-1) if cube.rows else NOTHING


def _booked_costs(book: Book, month: int, covered: int) -> Cell:
    cube = to_month(book, covered).cube(LEDGER)
    return cube.where(side="cost", month=list(range(1, month + 1))).cell("amount")


def _ahead(book: Book, covered: int, budgets: list[Cell], outcomes: list[Cell]) -> list[Cell]:
    """The forecast from the last booked month on: what is left until the year's, spread as the budget is."""
    if not 0 < covered < 12:
        return [NOTHING] * 12
    booked = outcomes[covered - 1]
    left = difference(forecast_costs(to_month(book, covered)), booked)
    if left.value is None:
        return [NOTHING] * 12
    begun, whole = (budgets[place].value or 0 for place in (covered - 1, 11))
    found = [NOTHING] * (covered - 1) + [booked]
    for month in range(covered + 1, 13):
        spread = Fraction(month - covered, 12 - covered)
        if whole > begun:
            spread = Fraction((budgets[month - 1].value or 0) - begun) / Fraction(whole - begun)
        found.append(total([booked, part(spread, left)]))
    return found


def forecast_costs(book: Book) -> Cell:
    """The year's costs as the follow-up of the period foretells them, positive."""
    table = book.table("money.follow_up")
    rows = {row.key for row in table.rows}
    if "costs" in rows:
        return negated(table.cell("costs", "forecast"))
    return combined((-1, table.cell(key, "forecast")) for key in _cost_lines(book) if key in rows)


def _cost_lines(book: Book) -> list[str]:
    categories = book.cube(BUDGET).categories
    groups = {group.key for group in categories["group"] if group.note in COST_GROUPS}
    return [*(line.key for line in categories["budget_line"] if line.note in groups), "rest cost"]


# cash


@kronor(
    "money.cash_by_month",
    title="Kassan månad för månad",
    definition="Likvida medel när månaden börjar, vad som kom in och gick ut, och vad som fanns när den slutade. Det "
    "som flyttas mellan två egna konton står både som in och ut. Bara månader som är bokförda.",
    base="konton för kassa, bank och kortfristiga placeringar",
)
def cash_by_month(book: Book) -> Table:
    """Cash in and out in each booked month, and what was left."""
    columns = [Category("opening", "Vid början"), Category("in", "In"), Category("out", "Ut")]
    sheet = Sheet([*columns, Category("closing", "Vid slutet", current=True)], "Månad")
    covered = covered_month(book.scope)
    cube = to_month(book, covered or 12).cube(LEDGER).where(line=CASH_LINES)
    if not is_monthly(book):
        return sheet.table()
    for month, row in enumerate(month_rows(covered), 1):
        of_month = cube.where(month=month)
        flows = [of_month.where(flow="in").cell("amount"), of_month.where(flow="out").cell("amount", sign=-1)]
        sheet.row(row, [_cash_after(cube, month - 1), *flows, _cash_after(cube, month)])
    _year_row(sheet, covered)
    if any(row["kind"] == "movement" for row in cube.rows):
        sheet.footnotes.append("Huvudboken har månadssummor utan verifikationer: in och ut är månadens netto.")
    return sheet.table()


def _cash_after(cube: Cube, month: int) -> Cell:
    return cube.where(month=list(range(month + 1))).cell("amount")


def _year_row(sheet: Sheet, covered: int) -> None:
    """Close the table with the whole stretch: the first month's opening, all that came and went, the last's closing."""
    keys = [row.key for row in sheet.rows]
    label = "Året" if covered == 12 else f"Januari–{MONTHS[covered - 1]}"
    sums = [total(sheet.cells[key, column] for key in keys) for column in ("in", "out")]
    cells = [sheet.cells[keys[0], "opening"], *sums, sheet.cells[keys[-1], "closing"]]
    sheet.row(Category(TOTAL.key, label, "total"), cells)


def is_monthly(book: Book) -> bool:
    """Whether the year's own ledger tells one month from another, and not only the year as a whole."""
    if not covered_month(book.scope):
        return False
    rows = to_month(book, covered_month(book.scope)).cube(LEDGER).rows
    return any(row["kind"] == "voucher" or 0 < row["month"] < 12 for row in rows)


# how long it lasts


def pace_stretch(book: Book) -> Stretch | None:
    """The whole months that the pace of the net cost is taken of: three at least, the last twelve at most."""
    covered = covered_month(book.scope)
    if not covered or not is_monthly(book):
        return None
    before = covered < 12 and is_monthly(book.later(-1)) and is_booked_whole(book.later(-1).scope)
    return stretch_to(book.year, covered, before_is_known=before)


@kronor(
    "money.net_cost",
    title="Kostnad utan bidrag",
    definition="Kostnader och finansiella poster, minus intäkter som inte är medlemsbidrag, utan avskrivningar. De "
    "senaste bokförda månaderna: alla i år, och så många från förra året att de blir tolv, om de är bokförda månad "
    "för månad. Färre än tre månader räcker inte. Pekar inget konto ut bidragen räknas alla intäkter som bidrag.",
    base="kostnader, finansiella poster och andra intäkter de senaste månaderna",
)
def net_cost(book: Book) -> Table:
    """The net cost of the months that the pace is taken of, positive."""
    stretch = pace_stretch(book)
    if stretch is None:
        return number(NOTHING)
    parts = [_net_cost(to_month(book, stretch.months[-1]), stretch.months)]
    parts += [_net_cost(book.later(-1), stretch.months_before)] if stretch.months_before else []
    return number(total(parts))


def _net_cost(book: Book, months: tuple[int, ...]) -> Cell:
    cube = book.cube(LEDGER).where(month=months)
    paying = [cube.where(line="costs"), cube.where(side="financial")]
    if any(row["contributor"] for row in book.cube(LEDGER).where(side="income").rows):
        paying.append(cube.where(side="income", contributor=""))
    return total(one.cell("amount") for one in paying)


@kronor(
    "money.net_cost_per_day",
    title="Kostnad per dag utan bidrag",
    definition="Kostnad utan bidrag de senaste bokförda månaderna, delat med dagarna i dem.",
    base="dagarna i de månader som takten räknas på",
)
def net_cost_per_day(book: Book) -> Table:
    """The net cost of a day, on average."""
    stretch = pace_stretch(book)
    return number(part(Fraction(1, stretch.days), book.cell("money.net_cost")) if stretch else NOTHING)


@kronor(
    "money.cash_days",
    unit=DAYS,
    title="Så länge räcker kassan",
    definition="Likvida medel efter den sista bokförda månaden, delat med kostnaden per dag utan bidrag: så många "
    "dagar räcker kassan om inget mer bidrag kommer. Ett streck när kassan växer ändå, eller för lite är bokfört.",
    base="kostnad per dag utan bidrag",
)
def cash_days(book: Book) -> Table:
    """How many days of net cost the cash covers."""
    each = book.cell("money.net_cost_per_day")
    if each.value is None or each.value <= 0:
        return number(NOTHING)
    return number(quotient(to_month(book, covered_month(book.scope)).cell("money.cash"), each))
