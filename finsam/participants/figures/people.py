"""Who takes part: kinds, sex, residence, age, education (R35)."""

from typing import Any

from finsam.figures.book import Book
from finsam.figures.rules.cells import quotient
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.interventions.facts import TARGETS
from finsam.participants.facts import REGISTRATIONS
from finsam.participants.figures.shared import counted_by, one_each, people, share, teams


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
    return number(one_each(book).cell())


@people(
    "participants.by_kind",
    title="Deltagare efter registreringssätt",
    definition="Med personuppgifter hos den myndighet som ansvarar, anonymt (skyddad identitet) eller bara som antal.",
    base="alla deltaganden i individinriktade insatser",
)
def by_kind(book: Book) -> Table:
    """Count by kind of registration."""
    return counted_by(book.cube(REGISTRATIONS), "kind", "Registreringssätt")


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
    return counted_by(book.cube(REGISTRATIONS).where(sex=["woman", "man"]), "sex", "Kön")


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
    return counted_by(one_each(book), "municipality", "Kommun")


@people(
    "participants.by_age",
    title="Ålder",
    definition="Den ålder som fylls under året, för deltaganden registrerade en och en.",
    base="deltaganden registrerade en och en",
)
def by_age(book: Book) -> Table:
    """Count by age band with shares."""
    return counted_by(one_each(book), "age", "Ålder")


@people(
    "participants.flow",
    title="Flöde genom insatserna",
    definition="Kvar: började före perioden. Nya: började i den. Avslutade: slutade i den. Pågår: övriga.",
    base="deltaganden registrerade en och en",
)
def flow(book: Book) -> Table:
    """Count those kept, new, ended and going on, for each team."""
    columns = [("inflow", "kept"), ("inflow", "new"), ("outflow", "ended"), ("outflow", "ongoing")]
    cube = one_each(book)
    labels = {c.key: c for name in ("inflow", "outflow") for c in cube.categories[name]}
    sheet = Sheet([labels[key] for _, key in columns], "Insats")
    for team in teams(book):
        sheet.row(team, [cube.where(intervention=team.key, **{name: key}).cell() for name, key in columns])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], TOTAL.kind)
    sheet.balances.append((["kept", "new"], ["ended", "ongoing"]))
    return sheet.table()


def _new(book: Book) -> Cube:
    return one_each(book, inflow="new")


@people(
    "participants.new_by_age",
    title="Nya deltagare efter ålder",
    definition="Den ålder som fylls under året, för deltaganden som började i perioden.",
    base="nya deltaganden registrerade en och en",
)
def new_by_age(book: Book) -> Table:
    """Count new participations by age band."""
    return counted_by(_new(book), "age", "Ålder")


@people(
    "participants.new_by_support",
    title="Nya deltagare efter tid i offentlig försörjning",
    definition="Hur länge den som började i perioden haft offentlig försörjning före starten.",
    base="nya deltaganden registrerade en och en",
)
def new_by_support(book: Book) -> Table:
    """Count new participations by years of public support."""
    return counted_by(_new(book), "support_years", "Tid")


@people(
    "participants.new_by_education",
    title="Nya deltagare efter utbildning",
    definition="Längsta utbildning hos den som började i perioden.",
    base="nya deltaganden registrerade en och en",
)
def new_by_education(book: Book) -> Table:
    """Count new participations by education."""
    return counted_by(_new(book), "education", "Utbildning")


def _share_of_new(book: Book, **where: Any) -> Table:
    return number(quotient(_new(book).where(**where).cell(), _new(book).cell()))


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
