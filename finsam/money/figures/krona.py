"""Follow the krona: from who paid to what it was used for, and what each participant cost."""

from finsam.figures.book import Book
from finsam.figures.registry import Protects, figure
from finsam.figures.rules.cells import difference, quotient, total
from finsam.figures.rules.cubes import TOTAL
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import KRONOR, KRONOR_PER_PERSON, PARTICIPATIONS
from finsam.money.facts import BUDGET, LEDGER
from finsam.money.figures.shared import COST_GROUPS, kronor
from finsam.money.models import GroupKind


@kronor(
    "money.sources",
    title="Varifrån pengarna kom",
    definition="Årets bokförda intäkter efter bidragsgivare; det som inte är medlemsbidrag efter konto.",
    base="verksamhetens intäkter",
)
def sources(book: Book) -> Table:
    """The year's income by who paid it."""
    cube = book.cube(LEDGER).where(side="income")
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Källa")
    for contributor in cube.kept("contributor"):
        sheet.row(contributor, [cube.where(contributor=contributor.key).cell("amount", sign=-1)])
    for account in cube.where(contributor="").kept("account"):
        sheet.row(account, [cube.where(contributor="", account=account.key).cell("amount", sign=-1)])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()


@kronor(
    "money.uses",
    title="Vad pengarna användes till",
    definition="Årets bokförda kostnader efter budgetens rader, finansiella poster, och det som blev över.",
    base="verksamhetens kostnader, finansiella poster och årets resultat",
)
def uses(book: Book) -> Table:
    """The year's costs by line, and what was left; sums to the income when the year made a surplus."""
    cube = book.cube(LEDGER)
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Till")
    spent = cube.where(side="cost")
    for line in spent.kept("budget_line"):
        sheet.row(line, [spent.where(budget_line=line.key).cell("amount")])
    rest = spent.where(budget_line="")
    if rest.rows:
        sheet.row(Category("rest", "Utan rad i budgeten"), [rest.cell("amount")])
    sheet.row(Category("financial", "Finansnetto"), [cube.where(side="financial").cell("amount")])
    sheet.row(Category("result", "Årets resultat"), [book.cell("money.result")])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()


# cost of the interventions


@kronor(
    "money.cost_by_pool",
    title="Kostnad per kostnadspool",
    definition="Bokförda kostnader på de objekt som poolens insatser har i huvudboken.",
    base="kostnader på poolernas objekt",
)
def cost_by_pool(book: Book) -> Table:
    """The booked cost of each cost pool."""
    cube = book.cube(LEDGER).where(side="cost")
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Pool")
    for pool in cube.kept("pool"):
        mine = cube.where(pool=pool.key)
        objects = sorted({row["ledger_object"] for row in mine.rows})
        sheet.row(pool, [total(mine.where(ledger_object=code).cell("amount") for code in objects)])
    return sheet.table()


@figure(
    "money.cost_per_participant",
    title="Kostnad per deltagare",
    definition="Poolens bokförda kostnad, delad med alla deltagare i poolens insatser, även volymregistrerade.",
    unit=KRONOR_PER_PERSON,
    base="alla deltaganden i poolens insatser",
    source="Huvudboken (SIE) och registreringarna; regel R36b",
    protects=Protects.PEOPLE,
)
def cost_per_participant(book: Book) -> Table:
    """Divide each pool's cost by its heads: 3 518 and 24 431 kr in 2019."""
    costs_, heads = book.table("money.cost_by_pool"), book.table("participants.heads_by_pool")
    columns = [
        Category("cost", "Kostnad", unit=KRONOR),
        Category("heads", "Deltagare", unit=PARTICIPATIONS),
        Category("each", "Per deltagare", current=True),
    ]
    sheet = Sheet(columns, "Insatser")
    known = {row.key for row in heads.rows}
    for pool in (row for row in costs_.rows if row.key in known):
        cost, count = costs_.cell(pool.key, "amount"), heads.cell(pool.key, "count")
        sheet.row(pool, [cost, count, quotient(cost, count)])
    return sheet.table()


# what is planned, for a year that nothing is booked in


@kronor(
    "money.planned_sources",
    title="Varifrån pengarna ska komma",
    definition="Årets budgeterade intäkter, rad för rad.",
    base="intäktsraderna i den budget som gäller",
)
def planned_sources(book: Book) -> Table:
    """The year's budgeted income by line."""
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Källa")
    cube = book.cube(BUDGET).where(group_kind=GroupKind.INCOME)
    for line in cube.kept("budget_line"):
        sheet.row(Category(line.key, line.label), [cube.where(budget_line=line.key).cell("whole_year")])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()


@kronor(
    "money.planned_uses",
    title="Vad pengarna ska användas till",
    definition="Årets budgeterade kostnader, rad för rad, finansiella poster, och det som budgeten lämnar över.",
    base="kostnadsraderna i den budget som gäller, finansiella poster och budgeterat resultat",
)
def planned_uses(book: Book) -> Table:
    """The year's budgeted costs by line, and what is left over; sums to the budgeted income."""
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Till")
    cube = book.cube(BUDGET).where(group_kind=[*COST_GROUPS, GroupKind.FINANCIAL])
    for line in cube.kept("budget_line"):
        sheet.row(Category(line.key, line.label), [cube.where(budget_line=line.key).cell("whole_year", sign=-1)])
    spent = total(sheet.cells[row.key, "amount"] for row in sheet.rows)
    result = difference(book.cell("money.planned_sources", TOTAL.key, "amount"), spent)
    if cube.rows:
        sheet.row(Category("result", "Budgeterat resultat"), [result])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()
