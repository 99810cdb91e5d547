"""The numbers that the interventions can tell."""

from collections.abc import Sequence

from finsam.figures.book import Book
from finsam.figures.registry import Protects, facts_named, figure, figure_named
from finsam.figures.rules.cells import NOTHING, Cell, negated, quotient, total
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.figures.rules.units import INTERVENTIONS as UNIT
from finsam.figures.rules.units import KRONOR, PARTICIPATIONS, PERCENT
from finsam.interventions.facts import INTERVENTIONS, interventions_of
from finsam.interventions.models import Intervention

REGISTERED = ["personal", "anonymous"]  # those with a row each
COSTS = ["interventions", "administration"]  # the groups of the budget whose lines are costs
CLASSES = ["work_study_jobseeking", "continued_rehabilitation", "sick", "other"]


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


# money


def costed(book: Book) -> Sequence[Category]:
    """The interventions that have objects in the ledger, and were under way in the period."""
    here = {row["intervention"] for row in book.cube(INTERVENTIONS).rows}
    rows = book.scope.once(interventions_of)
    return [Category(row.key, row.title) for row in rows if row.ledger_objects and row.key in here]


@figure(
    "interventions.money",
    title="Utfall mot budget",
    definition="Bokförda kostnader på insatsens objekt i huvudboken, mot budgeten på de rader som har samma objekt. "
    "Delar insatsen kostnadspool med andra står de också med, och summan av dem.",
    unit=KRONOR,
    base="kostnader på objekten, och gällande budget",
    source="Huvudboken (SIE) och budgeten; regel R7 och R36b",
    per=costed,
)
def money(book: Book, key: str) -> Table:
    """Lay the cost of an intervention, and of those that share its pool, beside the budget; costs positive."""
    sheet = Sheet([Category("budget", "Budget"), Category("outcome", "Utfall", current=True)], "Insats")
    for row in sharing(book, key):
        sheet.row(Category(row.key, row.title), [_budget(book, row), _outcome(book, row)])
    if len(sheet.rows) > 1:
        sheet.sum("total", "Tillsammans", [row.key for row in sheet.rows], "total")
    sheet.difference_column(Category("left", "Kvar"), "budget", "outcome")
    used = Category("share", "Andel", unit=PERCENT)
    sheet.columns.append(used)
    for line in sheet.rows:
        sheet.cells[line.key, "share"] = quotient(sheet.cells[line.key, "outcome"], sheet.cells[line.key, "budget"])
    return sheet.table()


def sharing(book: Book, key: str) -> list[Intervention]:
    """The intervention first, then the others with objects in the ledger that share its cost pool."""
    rows = book.scope.once(interventions_of)
    mine = next(row for row in rows if row.key == key)
    others = [r for r in rows if mine.pool and r.pool == mine.pool and r.key != key and r.ledger_objects]
    return [mine, *others]


def _budget(book: Book, row: Intervention) -> Cell:
    cube = book.cube(facts_named("budget")).where(ledger_object=row.ledger_objects, group_kind=COSTS)
    return negated(cube.cell("amount")) if cube.rows else NOTHING


def _outcome(book: Book, row: Intervention) -> Cell:
    cube = book.cube(facts_named("ledger")).where(side="cost")
    return total(cube.where(ledger_object=code).cell("amount") for code in row.ledger_objects)


# what it led to


def with_exits(book: Book) -> Sequence[Category]:
    """The interventions where people are registered one by one."""
    return book.keys(figure_named("participants.outflow"))


@figure(
    "interventions.step_share",
    title="Andel avslutade med steg framåt",
    definition="Avslutade deltaganden som registrerats med ett steg framåt, delat med insatsens alla avslutade, efter "
    "hemkommun. Gränserna kring en andel av få personer är vida (Wilsons intervall, 95 %).",
    unit=PARTICIPATIONS,
    base="insatsens avslutade deltaganden",
    source="Registreringar utan identitet; regel R35",
    protects=Protects.PEOPLE,
    per=with_exits,
)
def step_share(book: Book, key: str) -> Table:
    """Share the ended of an intervention by whether they took a step, municipality by municipality."""
    outflow = book.table(f"participants.outflow@{key}")
    columns = [Category("ended", "Avslutade"), Category("steps", "Steg framåt")]
    sheet = Sheet([*columns, Category("share", "Andel", unit=PERCENT, current=True)], "Kommun")
    for row in outflow.rows:
        ended, steps = outflow.cell(row.key, "ended"), outflow.cell(row.key, "steps")
        sheet.row(row, [ended, steps, quotient(steps, ended)])
    return sheet.table()


@figure(
    "interventions.work_share",
    title="Andel till arbete, studier eller aktivt arbetssökande",
    definition="Insatsens avslutade deltaganden i klassen arbete, studier eller aktivt arbetssökande, delat med dem "
    "vars resultat hör till en klass.",
    unit=PERCENT,
    base="insatsens avslutade deltaganden vars resultat hör till en klass",
    source="Registreringar utan identitet; regel R35",
    protects=Protects.PEOPLE,
    per=with_exits,
)
def work_share(book: Book, key: str) -> Table:
    """Share of an intervention's ended who went to work, studies or active job seeking."""
    ended = book.cube(facts_named("registrations")).where(kind=REGISTERED, outflow="ended", intervention=key)
    return number(quotient(ended.where(exit_class=CLASSES[:1]).cell(), ended.where(exit_class=CLASSES).cell()))
