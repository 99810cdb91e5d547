"""The numbers that the interventions can tell."""

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import INTERVENTIONS as UNIT
from finsam.interventions.facts import INTERVENTIONS


@figure(
    "interventions.by_direction",
    title="Insatser efter inriktning",
    definition="Insatser som pågått någon dag under perioden.",
    unit=UNIT,
    base="alla förbundets insatser",
    source="Insatsregistret; regel R9",
)
def by_direction(book: Book) -> Table:
    """Count the interventions under way, individual and structural."""
    cube = book.cube(INTERVENTIONS)
    sheet = Sheet([Category("count", "Antal")], "Inriktning")
    for direction in cube.categories["direction"]:
        sheet.row(direction, [cube.where(direction=direction.key).cell()])
    sheet.sum("total", "Totalt", [row.key for row in sheet.rows], "total")
    return sheet.table()
