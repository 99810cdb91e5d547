"""What the board has granted for a year, and how far each grant has come."""

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import NOTHING, Cell, difference
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import KRONOR
from finsam.funding.grant_facts import GRANTS, STAGES, reached

SOURCE = "Styrelsens paragrafer, avtalen och rekvisitionerna; regel R8"
COLUMNS = (
    Category("granted", "Beslutat", current=True),
    Category("agreed", "Avtalat"),
    Category("claimed", "Rekvirerat"),
    Category("paid", "Betalt"),
    Category("left", "Kvar av avtalet", signed=True),
)


@figure(
    "funding.grants",
    title="Beviljade medel",
    definition="Vad styrelsen har beviljat för året, insats för insats, och hur långt det har kommit: avtalat enligt "
    "det avtal som gäller, rekvirerat i rekvisitioner vars period slutar under året, och betalt av dem. Utkast och "
    "återlämnade rekvisitioner räknas inte. Kvar av avtalet är avtalat minus rekvirerat.",
    unit=KRONOR,
    base="beviljade belopp för året",
    source=SOURCE,
)
def grants(book: Book) -> Table:
    """Each intervention with its grants, each with its §, and the sum."""
    cube = book.cube(GRANTS)
    sheet = Sheet(list(COLUMNS), "Insats och beslut")
    for intervention in cube.kept("intervention"):
        its = cube.where(intervention=intervention.key)
        sheet.row(intervention, _cells(its))
        for grant in its.kept("grant"):
            part = Category(f"grant-{grant.key}", grant.label, "part", remark=grant.remark)
            sheet.row(part, _cells(its.where(grant=grant.key)))
    items = [row.key for row in sheet.rows if row.kind == "item"]
    if items:
        sheet.sum(TOTAL.key, "Summa", items, "total")
    return sheet.table()


def _cells(cube: Cube) -> list[Cell]:
    stages = {stage: stage_cell(cube, stage) for stage in STAGES}
    return [*stages.values(), difference(stages["agreed"], stages["claimed"])]


def stage_cell(cube: Cube, stage: str) -> Cell:
    """What has come to a stage; a stage that nothing has reached does not apply, it is not zero."""
    return cube.cell(stage) if reached(cube.rows, stage) else NOTHING
