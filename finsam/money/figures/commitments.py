"""What lines are bound to pay against their budget, and projects with money from others (R1, R7)."""

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, difference, negated, total
from finsam.figures.rules.cubes import TOTAL
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.money.commitment_facts import COMMITMENTS, PROJECTS, external_projects
from finsam.money.facts import BUDGET, LEDGER
from finsam.money.figures.shared import has_ledger, kronor
from finsam.money.rules.commitments import STAGES

COLUMNS = (
    Category("budget", "Budget"),
    Category("decided", "Beslutat", current=True),
    Category("contracted", "Avtalat"),
    Category("claimed", "Rekvirerat"),
    Category("paid", "Betalt"),
    Category("room", "Kvar att besluta", signed=True),
)


@kronor(
    "money.commitments",
    title="Åtaganden",
    definition="Vad budgetens rader är bundna till under året: beslutat, avtalat, rekvirerat och betalt, som positiva "
    "belopp. Kvar att besluta är radens budget minus det som är beslutat; minus betyder mer beslutat än budgeterat.",
    base="beviljade medel, avtal och rekvisitioner; åtaganden inskrivna för hand som inte säger samma sak; gällande "
    "budget för deras rader",
    version=2,
)
def commitments(book: Book) -> Table:
    """Each line with commitments: its budget of the year, the stages, and what is left to decide."""
    cube = book.cube(COMMITMENTS)
    sheet = Sheet(list(COLUMNS), "Rad och åtagande")
    lines = cube.kept("budget_line")
    for line in lines:
        of_line = cube.where(budget_line=line.key)
        for one in of_line.kept("commitment"):
            row = of_line.where(commitment=one.key)
            kind = Category(one.key, one.label, "part", remark=one.remark)
            sheet.row(kind, [NOTHING, *(_stage(row.rows, row.cell(stage), stage) for stage in STAGES)])
        keys = [one.key for one in of_line.kept("commitment")]
        sheet.sum(f"line {line.key}", line.label, keys)
        _room(sheet, book, line)
    if len(lines) > 1:
        sheet.sum(TOTAL.key, "Summa", [f"line {line.key}" for line in lines], "total")
    return sheet.table()


def _stage(rows: object, cell: Cell, stage: str) -> Cell:
    """A stage that nothing has reached does not apply; nothing is not zero."""
    reached = any(row[stage] is not None for row in rows)  # type: ignore[attr-defined]
    return cell if reached else NOTHING


def _room(sheet: Sheet, book: Book, line: Category) -> None:
    cube = book.cube(BUDGET).where(budget_line=line.key)
    budget = negated(cube.cell("whole_year")) if cube.rows else NOTHING
    key = f"line {line.key}"
    sheet.cells[key, "budget"] = budget
    sheet.cells[key, "room"] = difference(budget, sheet.cells[key, "decided"])


@kronor(
    "money.external_projects",
    title="Projekt med pengar från andra",
    definition="Projekt som helt eller delvis betalas av andra än medlemmarna, efter sina objekt i huvudboken. "
    "Intäkter och kostnader är periodens; kvar av bidraget är beviljat minus intäkter i alla år som är inlästa.",
    base="bokfört på projektens objekt",
)
def external_projects_table(book: Book) -> Table:
    """Each project with money from others: granted, income, costs, what is left of the grant."""
    columns = [
        Category("granted", "Beviljat"),
        Category("income", "Intäkter", current=True),
        Category("costs", "Kostnader"),
        Category("result", "Resultat", signed=True),
        Category("left", "Kvar av bidraget", signed=True),
    ]
    sheet = Sheet(columns, "Projekt")
    for project in book.scope.once(external_projects):
        objects = project.ledger_objects
        income, costs = (_booked(book, objects, side) for side in ("income", "cost"))
        of_project = book.cube(PROJECTS).where(project=str(project.pk))
        granted = NOTHING if project.granted_ore is None else of_project.cell("granted")
        received = total(
            _booked(b, objects, "income") for b in _years_of(book, project.since.year if project.since else None)
        )
        sheet.row(
            Category(str(project.pk), project.name, remark=project.funder),
            [granted, income, costs, total([income, costs]), difference(granted, received)],
        )
    return sheet.table()


MOST_YEARS = 6


def _years_of(book: Book, first: int | None) -> list[Book]:
    """The books from a project's first year on, at most six years; each with a ledger."""
    books = [book]
    while len(books) < MOST_YEARS and has_ledger(books[-1].previous) and (first is None or books[-1].year > first):
        books.append(books[-1].previous)
    return books


def _booked(book: Book, objects: list[str], side: str) -> Cell:
    if not objects or not has_ledger(book):
        return NOTHING
    return book.cube(LEDGER).where(side=side, ledger_object=set(objects)).cell("amount", sign=-1)
