"""Three small pictures of the money: costs in pace, how long the cash lasts, and equity against its limits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell
from finsam.figures.rules.tables import Table
from finsam.kernel.amounts import round_half_up
from finsam.kernel.swedish import MONTHS, day, number
from finsam.money.equity_facts import covered_month
from finsam.money.figures.equity_years import opening_equity
from finsam.money.figures.liquidity import pace_stretch, to_month
from finsam.money.rules.liquidity import month_end, run_out
from finsam.ui.charts import Caption, Course, Ground, Kind, Limit, Point, Theme, both, course

Draw = Callable[[Theme], str]
MILLION, THOUSAND = 100_000_000, 100_000
"""A million and a thousand kronor, in öre."""
_WORDS_ROOM = 4  # months


def pace_picture(book: Book) -> str:
    """Draw `pace_drawing` for the screen; "" when there is nothing to draw."""
    return _on_screen(pace_drawing(book))


def pace_drawing(book: Book) -> Draw | None:
    """Draw `money.pace`: costs summed up from January, in millions; None without budget and outcome."""
    table = book.table("money.pace")
    if table.is_empty:
        return None
    budget, outcome, forecast = (_monthly(table, column) for column in ("budget", "outcome", "forecast"))
    ahead = bool(forecast)
    courses = [
        Course(budget, Kind.BUDGET, words=_ended("budget", budget), side="above"),
        Course(forecast, Kind.FORECAST, mark="ring", words=_ended("", forecast), side="below"),
        Course(outcome, mark="dot", words=_ended("" if ahead else "utfall", outcome), side="below"),
    ]
    names = [(Fraction(month), MONTHS[month - 1][:3]) for month in (1, 4, 7, 10)]
    ground = Ground((*names, (Fraction(12), "dec")), Fraction(0), Fraction(12))
    said = [_pace_said(book, table)]
    return _drawn("takt", book, "Kostnader i takt", said, ground, courses)


def _monthly(table: Table, column: str) -> tuple[Point, ...]:
    """A column of the pace as points, from nothing at New Year; none where the column says nothing."""
    found = [(int(row.key), table.cell(row.key, column)) for row in table.rows]
    known = tuple(Point(month, _in(cell, MILLION)) for month, cell in found if cell.value is not None)
    return (Point(0, Decimal(0)), *known) if known and known[0].at == 1 else known


def _in(cell: Cell, unit: int) -> Fraction:
    return Fraction(cell.value or 0) / unit


def _written(value: Fraction | Decimal | int, decimals: int = 2) -> str:
    return number(round_half_up(value, decimals))


def _ended(word: str, course_points: Sequence[Point]) -> str:
    return f"{word} {_written(course_points[-1].value)}".strip() if course_points else ""


def _pace_said(book: Book, table: Table) -> str:
    covered = covered_month(book.scope)
    parts = [("budget för året", table.cell("12", "budget")), ("prognos för året", table.cell("12", "forecast"))]
    if covered:
        parts.insert(0, (f"utfall till och med {MONTHS[covered - 1]}", table.cell(f"{covered:02}", "outcome")))
    said = [f"{words} {_written(_in(cell, MILLION))}" for words, cell in parts if cell.value is not None]
    return f"Miljoner kronor: {', '.join(said)}."


def _drawn(
    key: str, book: Book, title: str, said: Sequence[str], ground: Ground, courses: Sequence[Course]
) -> Draw | None:
    caption = Caption(f"{key}-{book.period.name}", f"{title} {book.year}", " ".join(said))
    shown = [one for one in courses if one.points]

    def draw(theme: Theme) -> str:
        return course(ground, shown, caption, theme=theme)

    return draw if shown else None


def _on_screen(drawing: Draw | None) -> str:
    return both(drawing) if drawing else ""


# cash


def cash_run_out(book: Book) -> date | None:
    """Return the day the cash is out if no more contribution comes; None when it lasts, or too little is booked."""
    stretch, net, cash = pace_stretch(book), book.cell("money.net_cost"), cash_now(book)
    if stretch is None or net.value is None or cash.value is None:
        return None
    return run_out(int(cash.value), net.value, stretch.days, stretch.last)


def cash_now(book: Book) -> Cell:
    """Cash at the end of the last month booked."""
    return to_month(book, covered_month(book.scope) or 12).cell("money.cash")


def cash_picture(book: Book) -> str:
    """Draw `cash_drawing` for the screen; "" when there is nothing to draw."""
    return _on_screen(cash_drawing(book))


def cash_drawing(book: Book) -> Draw | None:
    """Draw the cash by month in millions, and to the day it is out without contributions; None without a ledger."""
    return _cash(book, ())


def cash_ahead_picture(book: Book) -> str:
    """Draw the cash as `cash_picture`, and as it is foretold with the contributions to come."""
    rows = book.table("money.cash_forecast").rows
    places = [(int(row.key[:4]) - book.year) * 12 + int(row.key[5:]) for row in rows]
    cells = [book.cell("money.cash_forecast", row.key, "closing") for row in rows]
    ahead = [Point(Fraction(at), _in(cell, MILLION)) for at, cell in zip(places, cells, strict=True)]
    return _on_screen(_cash(book, ahead))


def _cash(book: Book, ahead: Sequence[Point]) -> Draw | None:
    table = book.table("money.cash_by_month")
    months = [int(row.key) for row in table.rows if row.kind == "item"]
    if not months:
        return None
    opening = Point(Fraction(0), _in(table.cell("01", "opening"), MILLION))
    closings = [Point(Fraction(m), _in(table.cell(f"{m:02}", "closing"), MILLION)) for m in months]
    out, now, until = cash_run_out(book), closings[-1], months[-1]
    courses = [
        Course((opening, *closings), water=True, mark="dot", words=_cash_words(now, until), side="right"),
        *_out(book, out, now, until),
    ]
    if ahead:
        words = f"{_written(ahead[-1].value)} med bidrag"
        courses.append(Course((now, *ahead), Kind.FORECAST, mark="ring", words=words, side="above-left"))
    ground = _cash_ground(book.year, max(Fraction(12), *(Fraction(one.points[-1].at) for one in courses)))
    said = [f"Vid slutet av {MONTHS[until - 1]} fanns {_written(now.value)} miljoner kronor."]
    said += [f"Utan fler bidrag räcker kassan till {day(out)}."] if out else []
    said += [f"Med de bidrag som väntas finns {_written(ahead[-1].value)} i slutet av prognosen."] if ahead else []
    return _drawn("kassa", book, "Hur länge räcker kassan", said, ground, courses)


def _out(book: Book, out: date | None, now: Point, until: int) -> list[Course]:
    """The course to the day the cash is out, when it is to come."""
    if not out or out <= month_end(book.year, until):
        return []
    end = Point(_at(out, book.year), Decimal(0))
    words, under = day(out), "kassan är slut"
    return [Course((now, end), Kind.FORECAST, mark="drop", words=words, under=under, warns=True)]


def _cash_words(now: Point, month: int) -> str:
    return f"{_written(now.value)} i {MONTHS[month - 1]}"


def _at(on: date, year: int) -> Fraction:
    """Where a day stands: months since the year began, the day's part of its month added."""
    return (on.year - year) * 12 + on.month - 1 + Fraction(on.day, month_end(on.year, on.month).day)


def _cash_ground(year: int, last: Fraction) -> Ground:
    """Name each half year, to the one after the last point with room for words."""
    halves = int(last + _WORDS_ROOM) // 6 + 1
    names = [(Fraction(6 * half), f"jan {year + half // 2}" if half % 2 == 0 else "juli") for half in range(halves + 1)]
    return Ground(tuple(names), Fraction(0), Fraction(6 * halves))


# equity

EQUITY_YEARS = "money.equity_over_years"


def equity_picture(book: Book, full_name: str = EQUITY_YEARS) -> str:
    """Draw `equity_drawing` for the screen; "" when there is nothing to draw."""
    return _on_screen(equity_drawing(book, full_name))


def equity_drawing(book: Book, full_name: str = EQUITY_YEARS) -> Draw | None:
    """Draw equity over the years in thousands against ceiling and floor; None when nothing is known of it.

    `money.equity_ahead` draws from the beginning of the year on, and reads no other year's ledger.
    """
    table = book.table(full_name)
    if table.is_empty:
        return None
    booked, foretold, planned = (_yearly(table, column) for column in ("equity", "forecast", "budget"))
    before = opening_equity(book)
    opening = (Point(book.year - 1, _in(before, THOUSAND)),) if before.value is not None else ()
    booked = booked or opening
    outside = _is_outside(table, str(book.year))
    is_closed = bool(booked) and booked[-1].at == book.year
    courses = [
        Course(
            (*opening, *planned) if planned else (), Kind.BUDGET, words=_equity_words("budget", planned), side="above"
        ),
        Course(
            (*booked[-1:], *foretold) if foretold else (),
            Kind.FORECAST,
            mark="drop" if outside else "ring",
            words=_equity_words("prognos", foretold),
            warns=outside,
        ),
        Course(
            booked,
            dots=True,
            mark="drop" if is_closed and outside else "dot",
            words=_equity_words("", booked),
            side="below",
            warns=is_closed and outside,
        ),
    ]
    return _drawn("eget-kapital", book, "Eget kapital", [_equity_said(table)], _equity_ground(table, courses), courses)


def _yearly(table: Table, column: str) -> tuple[Point, ...]:
    found = [(int(row.key), table.cell(row.key, column)) for row in table.rows]
    return tuple(Point(year, _in(cell, THOUSAND)) for year, cell in found if cell.value is not None)


def _equity_words(word: str, course_points: Sequence[Point]) -> str:
    written = [word, _written(course_points[-1].value, 0)] if course_points else []
    return " ".join(written if word == "budget" else reversed(written)).strip()


def _is_outside(table: Table, year: str) -> bool:
    """Whether the year's equity, booked or foretold, is above its ceiling or below its floor."""
    equity = next((c for c in (table.cell(year, "equity"), table.cell(year, "forecast")) if c.value is not None), None)
    ceiling, floor = table.cell(year, "ceiling").value, table.cell(year, "floor").value
    if equity is None or equity.value is None:
        return False
    return (ceiling is not None and equity.value > ceiling) or (floor is not None and equity.value < floor)


def _equity_ground(table: Table, courses: Sequence[Course]) -> Ground:
    years = sorted({int(point.at) for one in courses for point in one.points} | {int(row.key) for row in table.rows})
    limits = [
        Limit(found, f"{word} {_written(found[-1].value, 0)}", over=word == "tak")
        for word, column in (("tak", "ceiling"), ("golv", "floor"))
        if (found := _yearly(table, column))
    ]
    air = Fraction(2, 5)
    names = tuple((Fraction(year), str(year)) for year in years)
    return Ground(names, years[0] - air, years[-1] + air, tuple(limits), grid=False)


def _equity_said(table: Table) -> str:
    """Write every year's equity, booked, foretold or planned, for those who do not see the picture."""
    said = [
        f"{row.key} {word} {_written(_in(cell, THOUSAND), 0)}"
        for row in table.rows
        for column, word in (("equity", "utfall"), ("forecast", "prognos"), ("budget", "budget"), ("ceiling", "tak"))
        if (cell := table.cell(row.key, column)).value is not None
    ]
    return f"Tusen kronor vid årets slut: {', '.join(said)}."


def scenario_picture(book: Book, tables: Mapping[int, Table]) -> str:
    """Draw equity of the plan and of what is assumed, in thousands, against the limits that would then hold."""
    planned, after, ceiling, floor = (
        _of_scenario(tables, row, column)
        for row, column in (("equity", "plan"), ("equity", "after"), ("ceiling", "after"), ("floor", "after"))
    )
    if not after:
        return ""
    before = opening_equity(book) if (book.year in tables) else NOTHING
    opening = (Point(book.year - 1, _in(before, THOUSAND)),) if before.value is not None else ()
    outside = any(_out_of(after[-1], edge, sign) for edge, sign in ((ceiling, 1), (floor, -1)))
    courses = [
        Course((*opening, *planned), Kind.BUDGET, words=_equity_words("budget", planned)),
        Course(
            (*opening, *after),
            Kind.FORECAST,
            mark="drop" if outside else "ring",
            words=_equity_words("antaget", after),
            side="right",
            warns=outside,
        ),
    ]
    limits = [
        Limit(found, f"{word} {_written(found[-1].value, 0)}", over=word == "tak")
        for word, found in (("tak", ceiling), ("golv", floor))
        if found
    ]
    years = sorted({int(point.at) for one in courses for point in one.points})
    names = tuple((Fraction(year), str(year)) for year in years)
    ground = Ground(names, years[0] - Fraction(2, 5), years[-1] + Fraction(6, 5), tuple(limits), grid=False)
    said = [f"{point.at}: {_written(point.value, 0)} tusen kronor med antagandet." for point in after]
    return _on_screen(_drawn("prova", book, "Eget kapital med antagandet", said, ground, courses))


def _of_scenario(tables: Mapping[int, Table], row: str, column: str) -> tuple[Point, ...]:
    found = [(year, table.cell(row, column)) for year, table in tables.items()]
    return tuple(Point(year, _in(cell, THOUSAND)) for year, cell in found if cell.value is not None)


def _out_of(last: Point, edge: Sequence[Point], sign: int) -> bool:
    return bool(edge) and sign * (Fraction(last.value) - Fraction(edge[-1].value)) > 0
