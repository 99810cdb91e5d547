"""Heads that share cost, and the structural activities (R36b)."""

from functools import partial

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import quotient, total
from finsam.figures.rules.cubes import TOTAL
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import KRONOR, KRONOR_PER_PERSON, PARTICIPATIONS
from finsam.interventions.facts import TARGETS
from finsam.participants.facts import ACTIVITIES, REGISTRATIONS
from finsam.participants.figures.shared import COUNT, people


@people(
    "participants.heads_by_pool",
    title="Deltagare som delar kostnad",
    definition="Deltaganden i de insatser som har gemensam kostnad (kostnadspool), alla registreringssätt.",
    base="alla deltaganden i poolens insatser",
)
def heads_by_pool(book: Book) -> Table:
    """Count the heads of each cost pool."""
    cube = book.cube(REGISTRATIONS)
    sheet = Sheet([COUNT], "Pool")
    for pool in cube.kept("pool"):
        parts = [part.cell() for part in cube.where(pool=pool.key).by("intervention").values()]
        sheet.row(pool, [total(parts)])
    return sheet.table()


activities = partial(figure, source="Registrerade aktiviteter; regel R36b")


@activities(
    "participants.structural",
    title="Deltagare i strukturövergripande insatser",
    definition="Antal deltagare vid aktiviteter under perioden, bredvid budgeterat antal. Alla volymregistreras.",
    unit=PARTICIPATIONS,
    base="alla strukturövergripande aktiviteter",
)
def structural(book: Book) -> Table:
    """Lay attendance beside target for each structural activity."""
    cube, targets = book.cube(ACTIVITIES), book.cube(TARGETS)
    sheet = Sheet([Category("target", "Budget"), Category("outcome", "Deltagare", current=True)], "Insats")
    for activity in cube.kept("activity"):
        sheet.row(activity, [targets.where(intervention=activity.key).cell(), cube.where(activity=activity.key).cell()])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    return sheet.table()


@activities(
    "participants.structural_cost",
    title="Kostnad per deltagare i strukturövergripande insatser",
    definition="Kostnaden för alla som delar på aktiviteten, delat med antalet deltagare. "
    "Bredvid står förbundets egen del av kostnaden.",
    unit=KRONOR,
    base="aktiviteter med känd kostnad",
)
def structural_cost(book: Book) -> Table:
    """Divide each activity's whole cost by its attendance."""
    cube = book.cube(ACTIVITIES).where(costed="yes")
    sheet = Sheet(
        [
            Category("total_cost", "Kostnad för alla"),
            Category("own_cost", "Egen del", current=True),
            Category("count", "Deltagare", unit=PARTICIPATIONS),
            Category("per_head", "Per deltagare", unit=KRONOR_PER_PERSON),
        ],
        "Insats",
    )
    for activity in cube.kept("activity"):
        here = cube.where(activity=activity.key)
        cost, heads = here.cell("total_cost"), here.cell()
        sheet.row(activity, [cost, here.cell("own_cost"), heads, quotient(cost, heads)])
    return sheet.table()
