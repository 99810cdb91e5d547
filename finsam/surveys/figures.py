"""The numbers that the surveys can tell."""

from collections.abc import Sequence

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import NOTHING, Cell, quotient
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.figures.rules.units import ANSWERS, PERCENT, PERSONS
from finsam.surveys.facts import RESPONSES

SOURCE = "Enkäternas svarsredovisning; regel R32"


def _known(cube: Cube, measure: str) -> Cell:
    """A count that was written down; unknown does not apply."""
    return cube.cell(measure) if any(row[measure] is not None for row in cube.rows) else NOTHING


@figure(
    "surveys.responses",
    title="Svar på enkäterna",
    definition="Hur många som tillfrågats, avböjt och svarat i varje grupp. Svarsfrekvensen är svar delat med "
    "tillfrågade, där antalet tillfrågade är känt.",
    unit=PERSONS,
    base="alla grupper som omfattats av årets enkäter",
    source=SOURCE,
)
def responses(book: Book) -> Table:
    """Account for who was asked, declined and answered, group by group."""
    cube = book.cube(RESPONSES)
    columns = [
        Category("asked", "Tillfrågade"),
        Category("declined", "Avböjde"),
        Category("answered", "Svarade", unit=ANSWERS, current=True),
        Category("rate", "Svarsfrekvens", unit=PERCENT),
    ]
    sheet = Sheet(columns, "Grupp")
    for group in cube.kept("group"):
        mine = cube.where(group=group.key)
        asked, answered = _known(mine, "asked"), _known(mine, "answered")
        note = next((row["note"] for row in mine.rows if row["note"]), "")
        cells = [asked, _known(mine, "declined"), answered, quotient(answered, asked)]
        sheet.row(Category(group.key, group.label, remark=note), cells)
    return sheet.table()


def asked_groups(book: Book) -> Sequence[Category]:
    """The groups whose number of asked is known."""
    return book.cube(RESPONSES).where(asked_known="yes").kept("group")


@figure(
    "surveys.response_rate",
    title="Svarsfrekvens",
    definition="Antal svar delat med antal tillfrågade i gruppen.",
    unit=PERCENT,
    base="tillfrågade i gruppen",
    source=SOURCE,
    per=asked_groups,
)
def response_rate(book: Book, group: str) -> Table:
    """Answers by asked of one group (R32): 24 of 39 is 62 %."""
    return number(book.cell("surveys.responses", group, "rate"))
