"""Applications of the year, and whether their two clocks were kept (R8)."""

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import NOTHING, quotient
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import DAYS, PERCENT
from finsam.funding.facts import AGREEMENT, ANSWER, APPLICATIONS, APPLICATIONS_UNIT, STEPS

COLUMNS = (
    Category("count", "Antal", current=True),
    Category("in_time", "I tid"),
    Category("share", "Andel i tid", unit=PERCENT),
    Category("days", "Dagar i snitt", unit=DAYS),
)
REMARKS = {
    ANSWER: "Krav på komplettering, avslag eller beslut, senast två månader från att ansökan kom in",
    AGREEMENT: "Undertecknat senast en månad efter beslutet om finansiering",
}


@figure(
    "funding.applications",
    title="Ansökningar",
    definition="Vad som hände med ansökningar under perioden. Ett första svar är krav på komplettering, avslag eller "
    "beviljande. Det räknas i den period då det avgjordes om tiden hölls: den dag svaret gavs i tid, annars den sista "
    "dagen. Det gäller också avtalen. Dagarna är snittet för dem som fått svaret eller avtalet. Den som tog tillbaka "
    "sin ansökan innan den besvarats räknas inte.",
    unit=APPLICATIONS_UNIT,
    base="ansökningar som skulle ha fått svaret eller avtalet i perioden",
    source="Ansökningarna, besluten och avtalen; regel R8",
)
def applications(book: Book) -> Table:
    """Count each step, and for the two clocks how many were kept of how many, and the days they took."""
    cube = book.cube(APPLICATIONS)
    sheet = Sheet(list(COLUMNS), "Ansökningar")
    for step, label in STEPS.items():
        its = cube.where(step=step)
        is_clock = step in REMARKS
        sheet.row(Category(step, label, remark=REMARKS.get(step, "")), [its.cell()])
        if is_clock and its.rows:
            _clock(sheet, its, step)
    return sheet.table()


def _clock(sheet: Sheet, its: Cube, step: str) -> None:
    in_time, done = its.where(in_time="yes").cell(), its.where(done="yes")
    sheet.cells[step, "in_time"] = in_time
    sheet.cells[step, "share"] = quotient(in_time, sheet.cells[step, "count"])
    sheet.cells[step, "days"] = quotient(done.cell("days"), done.cell()) if done.rows else NOTHING
