"""What became of people: exits, steps forward, the way through the teams."""

from collections.abc import Sequence

from finsam.figures.book import Book
from finsam.figures.rules.cells import Cell, quotient, total
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.participants.figures.shared import COUNT, SHARE, ended, one_each, people, share, teams


@people(
    "participants.exits",
    title="Avslutade deltagare efter resultat",
    definition="Avslutade deltaganden efter den första av klasserna som något av deltagandets resultat hör till. "
    "Resultat utan klass, som stöd till socialtjänsten, står sist och ingår inte i andelarnas bas.",
    base="avslutade deltaganden vars resultat hör till en klass",
)
def exits(book: Book) -> Table:
    """Count those ended by exit class; the shares are of those that have a class."""
    cube = ended(book)
    sheet = Sheet([COUNT], "Resultat")
    classes = cube.categories["exit_class"]
    for category in classes:
        sheet.row(category, [cube.where(exit_class=category.key).cell()])
    sheet.sum("classified", "Avslutade med resultat i en klass", [c.key for c in classes])
    sheet.share_column(SHARE, COUNT.key, "classified")
    unclassified = cube.where(exit_class="").cell()
    if unclassified.value:
        sheet.row(Category("unclassified", "Övriga avslut, utan klass"), [unclassified])
        sheet.rows.append(Category(TOTAL.key, "Alla avslutade", "total"))
        sheet.cells[TOTAL.key, COUNT.key] = total([sheet.cells["classified", COUNT.key], unclassified])
        sheet.cells[TOTAL.key, SHARE.key] = Cell(None)
    return sheet.table()


@share(
    "participants.work_share",
    title="Andel till arbete, studier eller aktivt arbetssökande",
    definition="Avslutade deltaganden i klassen arbete, studier eller aktivt arbetssökande, "
    "delat med alla avslutade vars resultat hör till en klass.",
    base="avslutade deltaganden vars resultat hör till en klass",
)
def work_share(book: Book) -> Table:
    """Share of those ended who went to work, studies or active job seeking: 45 of 189 in 2019."""
    table = book.table("participants.exits")
    return number(quotient(table.cell("work_study_jobseeking", "count"), table.cell("classified", "count")))


ENDED, STEPS, GRANTED = (
    Category("ended", "Avslutade"),
    Category("steps", "Varav steg framåt"),
    Category("granted", "Varav beviljad ersättning"),
)


def outflow_table(cube: Cube, rows: Sequence[Category], dimension: str, title: str) -> Table:
    """Those ended, of which a step forward, of which (when any) granted a compensation."""
    granted = any(row["granted"] == "yes" for row in cube.rows)
    sheet = Sheet([ENDED, STEPS, GRANTED] if granted else [ENDED, STEPS], title)
    for row in rows:
        part = cube.where(**{dimension: row.key})
        sheet.row(
            row, [part.cell(), part.where(steps="yes").cell(), part.where(granted="yes").cell()][: len(sheet.columns)]
        )
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in rows], TOTAL.kind)
    return sheet.table()


@people(
    "participants.ended_by_team",
    title="Avslutade deltagare",
    definition="Avslutade deltaganden, och de som registrerats med ett steg framåt. "
    "Beviljad sjuk- eller aktivitetsersättning räknas för sig.",
    base="avslutade deltaganden registrerade en och en",
)
def ended_by_team(book: Book) -> Table:
    """Count those ended, with steps forward, by team."""
    return outflow_table(ended(book), teams(book), "intervention", "Insats")


@share(
    "participants.step_share",
    title="Andel avslutade som tog ett steg framåt",
    definition="Avslutade deltaganden med steg framåt, delat med alla avslutade i insatserna.",
    base="avslutade deltaganden registrerade en och en",
)
def step_share(book: Book) -> Table:
    """Share of those ended who took a step forward."""
    table = book.table("participants.ended_by_team")
    return number(quotient(table.cell("total", "steps"), table.cell("total", "ended")))


@people(
    "participants.referred_by_party",
    title="Deltagare efter aktualiserande part",
    definition="Deltaganden under perioden efter den part som aktualiserat eller hänvisat dem.",
    base="deltaganden registrerade en och en",
)
def referred_by_party(book: Book) -> Table:
    """Count by referring party and team."""
    return one_each(book).table("party", "intervention", row_title="Part")


@people(
    "participants.paths",
    title="Vägen genom teamen",
    definition="Steg framåt och annat avslut som de registrerats; kvar är de som inte avslutats i perioden.",
    base="deltaganden registrerade en och en",
)
def paths(book: Book) -> Table:
    """Count, for each team, how its participations stand when the period ends."""
    sheet = Sheet(
        [
            Category("steps", "Steg framåt"),
            Category("ongoing", "Kvar vid periodens slut"),
            Category("other", "Annat avslut"),
        ],
        "Insats",
    )
    for team in teams(book):
        cube = one_each(book, intervention=team.key)
        ended = cube.where(outflow="ended")
        cells = [
            ended.where(steps="yes").cell(),
            cube.where(outflow="ongoing").cell(),
            ended.where(steps=["no", ""]).cell(),
        ]
        sheet.row(team, cells)
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    return sheet.table()
