"""The page of a year's contributions: how far they have come, who pays what, what is called in, and other income."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.figures.book import Book
from finsam.figures.queries import book_of_year, year_links
from finsam.figures.registry import fact_years, latest_year
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Table
from finsam.figures.shown import shown_table
from finsam.kernel.periods import Period
from finsam.kernel.swedish import SPACE, capital, number
from finsam.meetings.queries.register import section_of
from finsam.money.contribution_facts import CONTRIBUTIONS
from finsam.money.figures.contributions import shares_of
from finsam.money.models import ContributionRound
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.queries.contribution_calls import CallsPart, Ticked, calls_part
from finsam.money.queries.contribution_words import PARTS, ROUND, Said, lead_of, moments_of
from finsam.money.rules.contribution_stages import AMOUNT_STAGES
from finsam.money.rules.contributions import KRONA, PARTIES, fraction_words
from finsam.ui.charts import Caption, Part, Stack, both, shares
from finsam.ui.parts import Fact, Link, Moment, Tab
from finsam.ui.tables import ShownTable

OTHER = "money.other_income"


@dataclass(frozen=True)
class Picture:
    """A chart with the table it is drawn from."""

    svg: SafeString
    table: ShownTable


@dataclass(frozen=True)
class ContributionsPage:
    """A year's contributions. Links to what can be done are empty for who may not, or when it cannot be done."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    tabs: Sequence[Tab]
    stages: Sequence[Moment]
    amounts: Sequence[Link]  # where the amounts of each stage are written
    lead: Sequence[Said]
    picture: Picture | None
    facts: Sequence[Fact]
    table: ShownTable | None
    calls: CallsPart | None
    other: ShownTable | None
    nothing: str
    keeps: bool
    next: Link  # what is to be done now
    coming: Link  # the round of the year after
    shares_url: str
    contributors_url: str


def contributions_book(association: Association, asked: str, today: date) -> Book:
    """Return the book of the year asked for, else of this year when it has contributions, else of the latest."""
    if asked:
        return book_of_year(association, asked)
    book = Book(association, Period.year(today.year))
    years = book.scope.once(fact_years)
    return book if book.year in years["contributions"] else book.of(Period.year(latest_year(years, book.year)))


def round_of(association: Association, year: int) -> ContributionRound | None:
    """Return the year's round with the § it is decided in."""
    rows = ContributionRound.objects.filter(association=association, year=year)
    return rows.select_related("decided_in__meeting").first()


def contributions_page(book: Book, *, keeps: bool, today: date, ticked: Ticked | None = None) -> ContributionsPage:
    """Lay out a year's contributions. `keeps`: the reader may write."""
    association, row = book.association, round_of(book.association, book.year)
    section = _section(association, row, today)
    urls = _urls(association, book.year) if keeps else {}
    table = book.table(ROUND)
    stages = moments_of(book, row, section, urls, is_over=book.year < today.year)
    return ContributionsPage(
        title=f"Bidrag {book.year}",
        state=association.name,
        crumbs=money_crumbs(association),
        years=year_links(book, "contributions"),
        tabs=money_tabs(association, "contributions"),
        stages=stages,
        amounts=[Link(stage.word, urls[stage.column]) for stage in AMOUNT_STAGES.values() if urls],
        lead=lead_of(book, is_over=book.year < today.year),
        picture=_picture(book),
        facts=_facts(book, row, section),
        table=None if table.is_empty else shown_table(book, ROUND, _told(table)),
        calls=calls_part(association, book.year, today, keeps=keeps, ticked=ticked),
        other=None if book.table(OTHER).is_empty else shown_table(book, OTHER),
        nothing=f"Inga bidrag är skrivna för {book.year} än." if table.is_empty else "",
        keeps=keeps,
        next=_next(book, row, stages, today) if keeps else Link(""),
        coming=_coming(book, today) if keeps else Link(""),
        shares_url=reverse("contribution-shares", args=[association.slug, book.year]) if keeps else "",
        contributors_url=reverse("contributors", args=[association.slug]),
    )


def _section(association: Association, row: ContributionRound | None, today: date) -> Link:
    if not row or not row.decided_in or not row.decided_in.number:
        return Link("")
    return section_of(association, row.decided_in, provisions_of(association, today).text("section_prefix"))


def _urls(association: Association, year: int) -> Mapping[str, str]:
    slug = association.slug
    urls = {
        stage.column: reverse("contribution-amounts", args=[slug, year, stage.address])
        for stage in AMOUNT_STAGES.values()
    }
    return {**urls, "called": reverse("contribution-call", args=[slug, year])}


def _facts(book: Book, row: ContributionRound | None, section: Link) -> list[Fact]:
    found = _share_facts(book)
    towns = [fact for fact in book.cube(CONTRIBUTIONS).rows if fact["kind"] == "municipality"]
    if row and len(towns) > 1:
        found.append(Fact("Kommunernas del", row.get_basis_display()))
    if row and row.index_percent is not None:
        said = f"{number(row.index_percent.normalize(), signed=True)}{SPACE}%"
        found.append(Fact("Uppräkning", ", ".join(filter(None, [said, row.index_source]))))
    if row and section.label:
        found.append(
            Fact("Beslutat i", f"{section.label}, {row.decided_in.title if row.decided_in else ''}", section.url)
        )
    if row and row.remark:
        found.append(Fact("Anmärkning", row.remark))
    return found


def _share_facts(book: Book) -> list[Fact]:
    """The parties' shares of the year, or what is wrong with them."""
    if not book.cube(CONTRIBUTIONS).rows:
        return []
    try:
        shares = shares_of(book)
    except ValueError as error:
        return [Fact("Parternas andelar", str(error))]
    return [Fact(capital(PARTIES[kind]), fraction_words(share)) for kind, share in shares.items()]


def _told(table: Table) -> Table:
    """The table without columns that say nothing."""
    told = {column for (_, column), cell in table.cells.items() if cell.value is not None}
    return replace(table, columns=[column for column in table.columns if column.key in told])


def _picture(book: Book) -> Picture | None:
    """Draw the parties' parts on one scale, each parted in what has come in, what is called in and what is not."""
    table = book.table(PARTS)
    rows = [row for row in table.rows if row.key in PARTIES]
    stacks = [Stack(row.label, _parts(table, row.key), _words(table.cell(row.key, "amount"))) for row in rows]
    stacks = [stack for stack in stacks if sum(part.value for part in stack.parts) > 0]
    if not stacks or any(part.value < 0 for stack in stacks for part in stack.parts):
        return None
    caption = Caption("bidragen", f"Parternas bidrag {book.year}", _spoken(stacks))
    drawn = both(lambda theme: shares(stacks, caption, absolute=True, theme=theme))
    return Picture(mark_safe(drawn), shown_table(book, PARTS, _told(table)))  # noqa: S308  our own drawing


def _parts(table: Table, kind: str) -> tuple[Part, ...]:
    cells = {column.key: table.cell(kind, column.key) for column in table.columns}
    if cells["received"].value is None:
        return (Part("Bidrag", _kronor(cells["amount"]), _words(cells["amount"]), tone="s1"),)
    return (
        Part("Inkommet", _kronor(cells["received"]), _words(cells["received"]), tone="s1"),
        Part("Rekvirerat, inte inkommet", _kronor(cells["open"]), _words(cells["open"]), tone="s2"),
        Part("Inte rekvirerat", _kronor(cells["uncalled"]), _words(cells["uncalled"]), tone="s4"),
    )


def _kronor(cell: Cell) -> int:
    return int(cell.value or 0) // KRONA


def _words(cell: Cell) -> str:
    return number(_kronor(cell))


def _spoken(stacks: Sequence[Stack]) -> str:
    said = [f"{stack.label}: " + ", ".join(part.spoken for part in stack.parts) for stack in stacks]
    return ". ".join(said)


def _next(book: Book, row: ContributionRound | None, stages: Sequence[Moment], today: date) -> Link:
    """What is to be done now with a year that is not over."""
    if book.year < today.year:
        return Link("")
    if not row and book.table(ROUND).is_empty:
        return _begin(book, book.year)
    url = next((stage.url for stage in stages if stage.state == "now"), "")
    words = ("Skriv äskade belopp", "Skriv tilldelade belopp", "Skriv beslutade belopp", "Rekvirera bidragen")
    acts = dict(zip(_urls(book.association, book.year).values(), words, strict=True))
    return Link(acts[url], url) if url else Link("")


def _begin(book: Book, year: int) -> Link:
    return Link(f"Börja {year} års bidrag", reverse("contribution-shares", args=[book.association.slug, year]))


def _coming(book: Book, today: date) -> Link:
    """The first of this year and the next that has no contributions, unless it is the one that is shown."""
    known = book.scope.once(fact_years)["contributions"]
    year = next((year for year in (today.year, today.year + 1) if year not in known), 0)
    return _begin(book, year) if year and year != book.year else Link("")
