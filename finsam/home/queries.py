"""Reads of the first pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from finsam.core.models import Association, Body, Member, OrdinancePoint, Seat, Share
from finsam.core.rules.ordinance import POINTS
from finsam.figures.book import Book
from finsam.figures.queries import book_of_year, year_links
from finsam.figures.registry import figure_named
from finsam.figures.shown import cell_words, open_url, shown_table
from finsam.kernel.swedish import capital
from finsam.reports import charts
from finsam.reports.editions import Edition
from finsam.reports.models import ReportKind
from finsam.ui.parts import Fact, KeyFigure, Link
from finsam.ui.tables import ShownTable


@dataclass(frozen=True)
class Sentence:
    """A sentence of the lead: words around one figure that can be opened."""

    before: str
    text: str
    url: str
    after: str


@dataclass(frozen=True)
class Picture:
    """A chart on a page with the table it is drawn from."""

    title: str
    svg: SafeString
    caption: str
    table: ShownTable


@dataclass(frozen=True)
class OverviewPage:
    """The association at a glance."""

    title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    lead: Sequence[Sentence]
    keys: Sequence[KeyFigure]
    money: Picture | None
    plan: ShownTable | None
    people: Picture | None
    split: Picture | None
    report: Link | None
    about: Sequence[Fact]
    about_url: str


def overview_page(association: Association, asked_year: str) -> OverviewPage:
    """Return the association's overview for a year: money against budget, participants' way, the report."""
    book = book_of_year(association, asked_year)
    slug = association.slug
    members = list(_member_rows(association))
    plan = book.table("money.budget_plan")
    has_outcome = not book.table("money.result").is_empty
    return OverviewPage(
        title=association.short_name,
        state=_state(association, members),
        crumbs=[],
        years=year_links(book, "overview"),
        lead=_lead(book),
        keys=[key for asked in (KEYS if has_outcome else PLAN_KEYS) if (key := _key(book, *asked))],
        money=_picture(book, "budget", MONEY_WIDTH),
        plan=shown_table(book, "money.budget_plan") if not has_outcome and not plan.is_empty else None,
        people=_picture(book, "paths"),
        split=_picture(book, "cost-split", SPLIT_WIDTH),
        report=Link(f"Årsredovisning {book.year}", Edition(ReportKind.ANNUAL_REPORT, book.year).url(association))
        if has_outcome
        else None,
        about=[
            Fact("Medlemmar", ", ".join(member.name for member in members)),
            Fact("Uppgift", association.purpose),
        ],
        about_url=reverse("association", args=[slug]),
    )


MONEY_WIDTH, SPLIT_WIDTH = 760, 540
PLAN_KEYS = (
    ("money.budget_plan", "result", "{year}", "budgeterat resultat, kronor", None),
    (
        "money.budget_plan",
        "closing_equity",
        "{year}",
        "eget kapital vid årets slut, kronor",
        ("money.equity_ceiling", "", "", "tak enligt regeln"),
    ),
    ("money.contributions", "total", "now", "medlemsbidrag, kronor", None),
    ("money.administration_share", "", "", "av kostnaderna är administration", None),
)
KEYS = (
    (
        "participants.total",
        "",
        "",
        "deltagare i individinriktade insatser",
        ("participants.against_target", "total", "target", "budget"),
    ),
    ("participants.work_share", "", "", "till arbete, studier eller aktivt arbetssökande", None),
    ("money.result", "", "", "årets resultat, kronor", ("money.budget_outcome", "result", "budget", "budget")),
    ("money.equity", "", "", "eget kapital, kronor", ("money.equity_ceiling", "", "", "tak enligt regeln")),
    ("money.administration_share", "", "", "av kostnaderna är administration", None),
)


def _key(
    book: Book, name: str, row: str, column: str, label: str, beside: tuple[str, str, str, str] | None
) -> KeyFigure | None:
    column = column.format(year=book.year)
    if (row, column) not in book.table(name).cells:
        return None
    cell = book.cell(name, row, column)
    if cell.value is None or (not cell.value and name.startswith("participants")):
        return None
    figure = figure_named(name)
    value = (
        figure.unit.written(cell.value, figure.decimals)
        if figure.unit.key == "percent"
        else figure.unit.bare(cell.value)
    )
    return KeyFigure(value, label, _beside(book, beside), open_url(book.association, cell.address))


def _beside(book: Book, beside: tuple[str, str, str, str] | None) -> str:
    if not beside or (beside[1], beside[2]) not in book.table(beside[0]).cells:
        return ""
    cell = book.cell(*beside[:3])
    return f"{beside[3]} {figure_named(beside[0]).unit.bare(cell.value)}" if cell.value else ""


def _lead(book: Book) -> list[Sentence]:
    asked = [
        (f"Under {book.year} hade förbundet kostnader på ", "money.costs", " "),
        ("och intäkter på ", "money.income", ". "),
        ("I insatserna deltog ", "participants.total", ". "),
        ("Av de avslutade gick ", "participants.work_share", " till arbete, studier eller aktivt arbetssökande."),
    ]
    sentences = []
    for before, name, after in asked:
        figure, cell = figure_named(name), book.cell(name)
        if cell.value:
            words = cell_words(figure, book.table(name).columns[0], cell, unit=True)
            sentences.append(Sentence(before, words, open_url(book.association, cell.address), after))
    return sentences if len(sentences) > 1 else []


def _picture(book: Book, name: str, width: int = 0) -> Picture | None:
    chart = charts.drawn(book, name)
    if not chart:
        return None
    svg = mark_safe(chart.on_screen(width))  # noqa: S308  drawn by us, every word escaped
    base = figure_named(chart.figures[0]).base
    return Picture(chart.title, svg, f"Bas: {base}.", shown_table(book, chart.figures[-1]))


def _member_rows(association: Association) -> QuerySet[Member]:
    return Member.objects.filter(association=association)


def _state(association: Association, members: Sequence[Member]) -> str:
    counted = f"{len(members)} medlemmar" if members else ""
    seat = f"säte i {association.seat}" if association.seat else ""
    return " · ".join(filter(None, [association.name, counted, seat]))


@dataclass(frozen=True)
class AssociationPage:
    """What the association is: members, shares, seats, ordinance."""

    title: str
    state: str
    crumbs: Sequence[Link]
    about: Sequence[Fact]
    members: Sequence[tuple[str, str]]
    shares: Sequence[tuple[str, str, str]]
    bodies: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
    ordinance: Sequence[tuple[int, str, str]]
    places: Sequence[Link]


def association_page(association: Association, on: date, *, sets: bool) -> AssociationPage:
    """Return the association's own page, with the seats in force on the day. `sets`: may change what stands there."""
    texts = dict(OrdinancePoint.objects.filter(association=association).values_list("number", "text"))
    about = [
        Fact("Namn", association.name),
        Fact("Ändamål", association.purpose),
        Fact("Bildat", association.formed),
        Fact("Organisationsnummer", association.organisation_number),
        Fact("Säte", association.seat),
        Fact("Adress", association.address),
        Fact("Webbplats", association.website, association.website),
    ]
    return AssociationPage(
        title=association.name,
        state="Medlemmar, andelar, uppdrag och förbundsordning",
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        about=[fact for fact in about if fact.text],
        members=[(member.name, member.get_kind_display()) for member in _member_rows(association)],
        shares=[
            (s.get_kind_display(), str(s.fraction), f"från {s.valid_from}")
            for s in Share.objects.filter(association=association).order_by("position")
        ],
        bodies=_bodies(association, on),
        ordinance=[(number, heading, texts.get(number, "")) for number, heading in POINTS.items()],
        places=[
            *([Link("Ändra uppgifterna", reverse("association-details", args=[association.slug]))] if sets else []),
            Link("Uppdrag", reverse("seats", args=[association.slug])),
            Link("Regler", reverse("rules", args=[association.slug])),
        ],
    )


def _bodies(association: Association, on: date) -> list[tuple[str, Sequence[tuple[str, str, str]]]]:
    seats = Seat.objects.in_force(on).filter(association=association).select_related("member", "person")
    bodies: dict[str, dict[tuple[str, str], int]] = {}
    for seat in seats:
        held = seat.person.name if seat.person else ""
        detail = " · ".join(filter(None, [held, seat.member.name if seat.member else "", seat.remark]))
        same = bodies.setdefault(Body(seat.body).label, {})
        key = (capital(seat.get_role_display()), detail)
        same[key] = same.get(key, 0) + 1
    return [
        (body, [(role, detail, f"{count} platser" if count > 1 else "") for (role, detail), count in same.items()])
        for body, same in bodies.items()
    ]
