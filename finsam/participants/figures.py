"""The numbers that registrations and activities can tell."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from finsam.figures.book import Book
from finsam.figures.registry import Protects, figure
from finsam.figures.rules.cells import Cell, quotient, total
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.figures.rules.units import KRONOR, KRONOR_PER_PERSON, PARTICIPATIONS, PERCENT
from finsam.interventions.facts import TARGETS
from finsam.participants.facts import ACTIVITIES, REGISTRATIONS, codes_of
from finsam.participants.models import Code
from finsam.participants.rules.classes import UNKNOWN

COUNT = Category("count", "Antal")
SHARE = Category("share", "Andel", unit=PERCENT, decimals=1)
PERSONAL = ["personal", "anonymous"]  # one row each; volume has neither sex nor outcome

people = partial(
    figure, unit=PARTICIPATIONS, protects=Protects.PEOPLE, source="Registreringar utan identitet; regel R35"
)


def _one_each(book: Book, **where: Any) -> Cube:
    return book.cube(REGISTRATIONS).where(kind=PERSONAL, **where)


def teams(book: Book) -> Sequence[Category]:
    """The interventions where people are registered one by one."""
    return _one_each(book).kept("intervention")


def _counts(cube: Cube, dimension: str, title: str, *, shares: bool = True, base: str = TOTAL.key) -> Table:
    """Count by one dimension, with the total and each one's share of it."""
    sheet = Sheet([COUNT], title)
    for category in cube.kept(dimension):
        sheet.row(category, [cube.where(**{dimension: category.key}).cell()])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    if shares:
        sheet.share_column(SHARE, COUNT.key, base)
    return sheet.table()


@people(
    "participants.total",
    title="Deltagare i individinriktade insatser",
    definition="Deltaganden som pågått någon dag under perioden: personregistrerade, anonyma och volymregistrerade. "
    "Den som deltagit i två insatser räknas i båda.",
    base="alla deltaganden i individinriktade insatser",
)
def total_participants(book: Book) -> Table:
    """Count all participations of the period."""
    return number(book.cube(REGISTRATIONS).cell())


@people(
    "participants.registered",
    title="Deltagare registrerade en och en",
    definition="Deltaganden som pågått någon dag under perioden, personregistrerade eller anonyma.",
    base="deltaganden registrerade en och en; volym räknas inte",
)
def registered(book: Book) -> Table:
    """Count the participations that have a row each."""
    return number(_one_each(book).cell())


@people(
    "participants.by_kind",
    title="Deltagare efter registreringssätt",
    definition="Med personuppgifter hos den myndighet som ansvarar, anonymt (skyddad identitet) eller bara som antal.",
    base="alla deltaganden i individinriktade insatser",
)
def by_kind(book: Book) -> Table:
    """Count by kind of registration."""
    return _counts(book.cube(REGISTRATIONS), "kind", "Registreringssätt")


@people(
    "participants.against_target",
    title="Deltagare mot budgeterat antal",
    definition="Deltaganden under året bredvid det antal som insatsen budgeterats för.",
    base="alla deltaganden i individinriktade insatser",
)
def against_target(book: Book) -> Table:
    """Lay outcome beside target for each individual intervention."""
    cube, targets = book.cube(REGISTRATIONS), book.cube(TARGETS).where(direction="individual")
    met = {c.key for c in (*cube.kept("intervention"), *targets.kept("intervention"))}
    sheet = Sheet([Category("target", "Budget"), Category("outcome", "Deltagare", current=True)], "Insats")
    for row in (c for c in cube.categories["intervention"] if c.key in met):
        sheet.row(row, [targets.where(intervention=row.key).cell(), cube.where(intervention=row.key).cell()])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    return sheet.table()


@people(
    "participants.by_sex",
    title="Deltagare efter kön",
    definition="Deltaganden under perioden efter registrerat kön. Volymregistrerade har inget känt kön.",
    base="alla deltaganden i individinriktade insatser",
)
def by_sex(book: Book) -> Table:
    """Count each intervention's participations by sex."""
    return book.cube(REGISTRATIONS).table("intervention", "sex", row_title="Insats")


@people(
    "participants.sex_share",
    title="Kvinnor och män",
    definition="Deltaganden med känt kön.",
    base="deltaganden med känt kön",
)
def sex_share(book: Book) -> Table:
    """Count by sex with shares of those whose sex is known."""
    return _counts(book.cube(REGISTRATIONS).where(sex=["woman", "man"]), "sex", "Kön")


@people(
    "participants.by_municipality",
    title="Deltagare efter hemvist",
    definition="Deltaganden under perioden efter hemkommun. Volymregistrerade har ingen känd hemvist.",
    base="alla deltaganden i individinriktade insatser",
)
def by_municipality(book: Book) -> Table:
    """Count each intervention's participations by municipality."""
    return book.cube(REGISTRATIONS).table("intervention", "municipality", row_title="Insats")


@people(
    "participants.municipality_share",
    title="Hemvist",
    definition="Deltaganden registrerade en och en efter hemkommun. Skyddad identitet står för sig.",
    base="deltaganden registrerade en och en",
)
def municipality_share(book: Book) -> Table:
    """Count by municipality with shares."""
    return _counts(_one_each(book), "municipality", "Kommun")


@people(
    "participants.by_age",
    title="Ålder",
    definition="Den ålder som fylls under året, för deltaganden registrerade en och en.",
    base="deltaganden registrerade en och en",
)
def by_age(book: Book) -> Table:
    """Count by age band with shares."""
    return _counts(_one_each(book), "age", "Ålder")


@people(
    "participants.flow",
    title="Flöde genom insatserna",
    definition="Kvar: började före perioden. Nya: började i den. Avslutade: slutade i den. Pågår: övriga.",
    base="deltaganden registrerade en och en",
)
def flow(book: Book) -> Table:
    """Count those kept, new, ended and going on, for each team."""
    columns = [("inflow", "kept"), ("inflow", "new"), ("outflow", "ended"), ("outflow", "ongoing")]
    cube = _one_each(book)
    labels = {c.key: c for name in ("inflow", "outflow") for c in cube.categories[name]}
    sheet = Sheet([labels[key] for _, key in columns], "Insats")
    for team in teams(book):
        sheet.row(team, [cube.where(intervention=team.key, **{name: key}).cell() for name, key in columns])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    return sheet.table()


def _new(book: Book) -> Cube:
    return _one_each(book, inflow="new")


@people(
    "participants.new_by_age",
    title="Nya deltagare efter ålder",
    definition="Den ålder som fylls under året, för deltaganden som började i perioden.",
    base="nya deltaganden registrerade en och en",
)
def new_by_age(book: Book) -> Table:
    """Count new participations by age band."""
    return _counts(_new(book), "age", "Ålder")


@people(
    "participants.new_by_support",
    title="Nya deltagare efter tid i offentlig försörjning",
    definition="Hur länge den som började i perioden haft offentlig försörjning före starten.",
    base="nya deltaganden registrerade en och en",
)
def new_by_support(book: Book) -> Table:
    """Count new participations by years of public support."""
    return _counts(_new(book), "support_years", "Tid")


@people(
    "participants.new_by_education",
    title="Nya deltagare efter utbildning",
    definition="Längsta utbildning hos den som började i perioden.",
    base="nya deltaganden registrerade en och en",
)
def new_by_education(book: Book) -> Table:
    """Count new participations by education."""
    return _counts(_new(book), "education", "Utbildning")


def _share_of_new(book: Book, **where: Any) -> Table:
    return number(quotient(_new(book).where(**where).cell(), _new(book).cell()))


share = partial(figure, unit=PERCENT, protects=Protects.PEOPLE, source="Registreringar utan identitet; regel R35")


@share(
    "participants.new_young_share",
    title="Andel nya deltagare 16–29 år",
    definition="Nya deltaganden av dem som fyller 16–29 år under året, delat med alla nya deltaganden.",
    base="nya deltaganden registrerade en och en",
)
def new_young_share(book: Book) -> Table:
    """Share of the new who are 16-29."""
    return _share_of_new(book, age="16_29")


@share(
    "participants.new_long_support_share",
    title="Andel nya deltagare med minst tre år i offentlig försörjning",
    definition="Nya deltaganden av dem som haft offentlig försörjning i tre år eller mer, delat med alla nya.",
    base="nya deltaganden registrerade en och en",
)
def new_long_support_share(book: Book) -> Table:
    """Share of the new with three years of public support or more."""
    return _share_of_new(book, support_years=["3-5", "6+"])


@share(
    "participants.new_short_education_share",
    title="Andel nya deltagare med högst grundskola",
    definition="Nya deltaganden av dem vars längsta utbildning är högst grundskola, delat med alla nya.",
    base="nya deltaganden registrerade en och en",
)
def new_short_education_share(book: Book) -> Table:
    """Share of the new with at most compulsory school."""
    return _share_of_new(book, education=["less_than_compulsory", "compulsory"])


def _ended(book: Book, **where: Any) -> Cube:
    return _one_each(book, outflow="ended", **where)


@people(
    "participants.exits",
    title="Avslutade deltagare efter resultat",
    definition="Avslutade deltaganden efter den första av klasserna som något av deltagandets resultat hör till. "
    "Resultat utan klass, som stöd till socialtjänsten, står sist och ingår inte i andelarnas bas.",
    base="avslutade deltaganden vars resultat hör till en klass",
)
def exits(book: Book) -> Table:
    """Count those ended by exit class; the shares are of those that have a class."""
    cube = _ended(book)
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


def _outflow(cube: Cube, rows: Sequence[Category], dimension: str, title: str) -> Table:
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
    definition="Avslutade deltaganden, och de som tog ett steg framåt enligt insatsens resultatkoder. "
    "Beviljad sjuk- eller aktivitetsersättning räknas för sig.",
    base="avslutade deltaganden registrerade en och en",
)
def ended_by_team(book: Book) -> Table:
    """Count those ended, with steps forward, by team."""
    return _outflow(_ended(book), teams(book), "intervention", "Insats")


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
    return _one_each(book).table("party", "intervention", row_title="Part")


@people(
    "participants.paths",
    title="Vägen genom teamen",
    definition="Steg framåt och annat avslut enligt insatsens resultatkoder; kvar är de som inte avslutats i perioden.",
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
        cube = _one_each(book, intervention=team.key)
        ended = cube.where(outflow="ended")
        cells = [
            ended.where(steps="yes").cell(),
            cube.where(outflow="ongoing").cell(),
            ended.where(steps=["no", ""]).cell(),
        ]
        sheet.row(team, cells)
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    return sheet.table()


per_team = partial(people, per=teams)


@per_team(
    "participants.sex",
    title="Könsfördelning",
    definition="Insatsens deltaganden under perioden efter kön.",
    base="insatsens deltaganden",
)
def sex_of_team(book: Book, team: str) -> Table:
    """Count a team's participations by sex."""
    return _counts(_one_each(book, intervention=team), "sex", "Kön")


@per_team(
    "participants.residence",
    title="Hemvist",
    definition="Insatsens deltaganden under perioden efter hemkommun.",
    base="insatsens deltaganden",
)
def residence_of_team(book: Book, team: str) -> Table:
    """Count a team's participations by municipality."""
    return _counts(_one_each(book, intervention=team), "municipality", "Kommun")


def _places(cube: Cube, book: Book) -> list[Category]:
    """Every municipality met in any team, so that the teams' tables have the same rows; protected only if met."""
    met = {c.key for c in _one_each(book).kept("municipality")} - {"protected", UNKNOWN}
    return cube.kept("municipality", also=met)


@per_team(
    "participants.inflow",
    title="Inflöde",
    definition="Deltaganden kvar från före perioden och nya i den, efter hemkommun.",
    base="insatsens deltaganden",
)
def inflow_of_team(book: Book, team: str) -> Table:
    """Count a team's kept and new participations by municipality."""
    cube = _one_each(book, intervention=team)
    sheet = Sheet(list(cube.categories["inflow"]), "Kommun")
    for place in _places(cube, book):
        here = cube.where(municipality=place.key)
        sheet.row(place, [here.where(inflow=column.key).cell() for column in sheet.columns])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    return sheet.table()


@per_team(
    "participants.outflow",
    title="Utflöde",
    definition="Avslutade deltaganden efter hemkommun, och de som tog ett steg framåt enligt insatsens resultatkoder.",
    base="insatsens avslutade deltaganden",
)
def outflow_of_team(book: Book, team: str) -> Table:
    """Count a team's ended participations by municipality."""
    cube = _one_each(book, intervention=team)
    return _outflow(cube.where(outflow="ended"), _places(cube, book), "municipality", "Kommun")


def _coded(codes: Sequence[Code], cell: Any, title: str, column: Category, *, steps: bool) -> Table:
    """A table of codes under their printed labels; a label of several parts gets a row that sums them."""
    sheet = Sheet([column], title)
    labels: dict[str, list[Code]] = {}
    for code in codes:
        labels.setdefault(code.label, []).append(code)
    for label, parts in labels.items():
        if len(parts) == 1 and not parts[0].part:
            sheet.row(_category(parts[0], label, "item", steps=steps), [cell(parts[0].code)])
            continue
        cells = [cell(part.code) for part in parts]
        sheet.row(Category(label, label), [total(cells)])
        for part, its in zip(parts, cells, strict=True):
            sheet.row(_category(part, part.part or label, "part", steps=steps), [its])
    tops = [row.key for row in sheet.rows if row.kind == "item"]
    sheet.sum(TOTAL.key, TOTAL.label, tops, TOTAL.kind)
    return sheet.table()


def _category(code: Code, label: str, kind: Any, *, steps: bool) -> Category:
    remark = "steg framåt" if steps and code.counts_as_step_forward else ""
    return Category(code.code, label, kind, remark=remark)


@per_team(
    "participants.referrers",
    title="Aktualiserade eller hänvisade av",
    definition="Insatsens deltaganden under perioden efter vem som aktualiserat eller hänvisat dem.",
    base="insatsens deltaganden",
)
def referrers_of_team(book: Book, team: str) -> Table:
    """Count a team's participations by referrer."""
    cube = _one_each(book, intervention=team)
    codes = codes_of(book.association, "referrer", team)
    sheet = _coded(codes, lambda code: cube.where(referrer=code).cell(), "Aktualiserad av", COUNT, steps=False)
    return _with_shares(sheet)


def _with_shares(table: Table) -> Table:
    sheet = Sheet(list(table.columns), table.row_title, list(table.rows), dict(table.cells))
    sheet.share_column(SHARE, COUNT.key, TOTAL.key)
    return sheet.table()


@per_team(
    "participants.results",
    title="Resultat",
    definition="Resultat för deltaganden som avslutats under perioden. Ett deltagande kan ha två resultat; "
    "båda räknas, så summan kan vara större än antalet avslutade.",
    base="resultat av insatsens avslutade deltaganden",
)
def results_of_team(book: Book, team: str) -> Table:
    """Count a team's outcomes, first and second."""
    cube = _ended(book, intervention=team)
    codes = codes_of(book.association, "outcome", team)

    def cell(code: str) -> Cell:
        return total([cube.where(outcome=code).cell(), cube.where(outcome_2=code).cell()])

    return _coded(codes, cell, "Resultat", Category("count", "Antal resultat"), steps=True)


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
