"""Reads of the interventions' pages: everything about one in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import book_of_year, year_links
from finsam.funding.places import funding_crumbs
from finsam.funding.queries.krona import KronaShown, intervention_krona
from finsam.home.intervention_goals import GoalsPart, goals_part
from finsam.home.intervention_history import HistoryPart, history_part
from finsam.home.intervention_money import MoneyPart, money_part
from finsam.home.intervention_people import PeoplePart, ResultsPart, people_part, results_part, surveys_of
from finsam.home.intervention_team import TeamPart, TransitionPart, team_part, transition_part
from finsam.home.intervention_work import ReportsPart, WorkPart, reports_part, sources_table, work_part
from finsam.interventions.models import Direction, Intervention
from finsam.interventions.queries.whole import Whole, whole_intervention
from finsam.kernel.swedish import day
from finsam.ui.parts import Fact, Link, Tab
from finsam.ui.tables import ShownTable

WHOLE = "allt"
VIEWS = {
    WHOLE: "Hela bilden",
    "teamet": "Teamet",
    "deltagare": "Deltagare",
    "pengar": "Pengar",
    "rapporter": "Rapporter",
    "avtal": "Avtal och beslut",
    "historik": "Historik",
}
"""The views of an intervention by what they are called in its address."""


@dataclass(frozen=True)
class InterventionPage:
    """One intervention in one of its views; what the view does not show is None or empty."""

    title: str
    window_title: str
    state: str
    crumbs: Sequence[Link]
    years: Sequence[Link]
    tabs: Sequence[Tab]
    view: str
    lead: str
    facts: Sequence[Fact]
    edit: "EditLinks | None"
    not_under_way: str
    krona: KronaShown | None = None
    goals: GoalsPart | None = None
    money: MoneyPart | None = None
    sources: ShownTable | None = None
    team: TeamPart | None = None
    transition: TransitionPart | None = None
    people: PeoplePart | None = None
    results: ResultsPart | None = None
    tables: Sequence[ShownTable] = ()
    surveys: ShownTable | None = None
    reports: ReportsPart | None = None
    work: WorkPart | None = None
    history: HistoryPart | None = None


@dataclass(frozen=True)
class EditLinks:
    """Where each part is changed, for who keeps the interventions."""

    facts: str
    parties: str
    team: str
    steering: str
    goals: str
    sources: str
    transition: str


@dataclass
class _Asked:
    """What a view is composed from."""

    book: Book
    whole: Whole
    permissions: frozenset[Permission]
    today: date
    parts: dict[str, object] = field(default_factory=dict)

    @property
    def association(self) -> Association:
        return self.book.association

    @property
    def row(self) -> Intervention:
        return self.whole.row


def intervention_page(
    association: Association, key: str, asked_year: str, view: str, permissions: frozenset[Permission], today: date
) -> InterventionPage | None:
    """Return an intervention's page in a view; None when there is no such intervention or view."""
    whole = whole_intervention(association, key)
    if whole is None or view not in VIEWS:
        return None
    book = book_of_year(association, asked_year)
    asked = _Asked(book, whole, permissions, today)
    PARTS[view](asked)
    row, label = whole.row, VIEWS[view]
    may_edit = Permission.KEEP_FUNDING in permissions
    return InterventionPage(
        title=row.title,
        window_title=_dated(row.title if view == WHOLE else f"{label}, {row.title}", book.year),
        state=_state(row),
        crumbs=_crumbs(association, row),
        years=_years(book, row, view),
        tabs=_tabs(book, row, view, asked.parts.get("reports")),
        view=view,
        lead=row.purpose,
        facts=_facts(whole),
        edit=_edit_links(association, row) if may_edit else None,
        not_under_way="" if _runs(row, book) else f"Insatsen pågick inte {book.year}.",
        **asked.parts,  # type: ignore[arg-type]
    )


def _dated(title: str, year: int) -> str:
    return title if title.endswith(str(year)) else f"{title} {year}"


def _runs(row: Intervention, book: Book) -> bool:
    return (row.since or date.min) <= book.period.end and (row.until or date.max) >= book.period.start


def _state(row: Intervention) -> str:
    return " · ".join(filter(None, [f"{row.get_direction_display()} insats", _period(row), row.owner]))


def _period(row: Intervention) -> str:
    if row.since and row.since == row.until:
        return day(row.since)
    if row.since and row.until:
        return f"{day(row.since)} – {day(row.until)}"
    return f"från {day(row.since)}" if row.since else f"till {day(row.until)}" if row.until else ""


def _crumbs(association: Association, row: Intervention) -> list[Link]:
    lists = reverse("interventions", args=[association.slug])
    return funding_crumbs(association, Link(_plural(row.direction), f"{lists}#{row.direction}"), Link(row.title))


def _plural(direction: str) -> str:
    return "Individinriktade" if direction == Direction.INDIVIDUAL else "Strukturövergripande"


def _years(book: Book, row: Intervention, view: str) -> list[Link]:
    """The years there are figures for and the intervention was under way in, and the one that is shown."""
    first, last = (row.since or date.min).year, (row.until or date.max).year
    links = [link for link in year_links(book, "interventions") if first <= int(link.label) <= last or not link.url]
    url = reverse("intervention", args=[book.association.slug, row.key])
    told = f"&vy={view}" if view != WHOLE else ""
    return [Link(link.label, f"{url}?ar={link.label}{told}" if link.url else "") for link in links]


def _tabs(book: Book, row: Intervention, view: str, reports: object) -> list[Tab]:
    url = f"{reverse('intervention', args=[book.association.slug, row.key])}?ar={book.year}"
    counted = len(reports.reports) if isinstance(reports, ReportsPart) else 0
    return [
        Tab(
            label,
            url if name == WHOLE else f"{url}&vy={name}",
            name == view,
            counted or None if name == "rapporter" else None,
        )
        for name, label in VIEWS.items()
    ]


def _facts(whole: Whole) -> list[Fact]:
    row = whole.row
    parties = ", ".join(party.name for party in whole.parties) or row.partners
    said = [
        ("Form", row.form), ("Målgrupp", row.target_group), ("Mål i ord", "" if whole.goals else row.goal),
        ("Parter", parties), ("Ägare", f"{row.owner} ({row.owner_number})" if row.owner_number else row.owner),
        ("Finansiär", row.funder), ("Egen bedömning", row.fulfilment),
    ]  # fmt: skip
    return [Fact(term, text) for term, text in said if text]


def _edit_links(association: Association, row: Intervention) -> EditLinks:
    names = ("edit", "parties", "team", "steering", "goals", "sources", "transition")
    return EditLinks(*(reverse(f"intervention-{name}", args=[association.slug, row.key]) for name in names))


# the views


def _whole_view(asked: _Asked) -> None:
    asked.parts["krona"] = intervention_krona(asked.book, asked.row, asked.permissions)
    _goals(asked)
    asked.parts["money"] = money_part(asked.book, asked.row, asked.permissions)
    asked.parts["team"] = team_part(asked.whole, asked.today)
    _people(asked)
    asked.parts["surveys"] = surveys_of(asked.book, asked.row)
    asked.parts["transition"] = transition_part(asked.whole)
    asked.parts["sources"] = sources_table(asked.whole.sources)
    asked.parts["reports"] = reports_part(asked.association, asked.row, asked.today, year=asked.book.year)


def _goals(asked: _Asked) -> None:
    may_edit = Permission.KEEP_FUNDING in asked.permissions
    asked.parts["goals"] = goals_part(asked.book, asked.whole, may_edit=may_edit)


def _people(asked: _Asked) -> None:
    asked.parts["people"] = people_part(asked.book, asked.row)
    asked.parts["results"] = results_part(asked.book, asked.row)


def _team_view(asked: _Asked) -> None:
    asked.parts["team"] = team_part(asked.whole, asked.today)


def _people_view(asked: _Asked) -> None:
    _people(asked)
    asked.parts["surveys"] = surveys_of(asked.book, asked.row)


def _money_view(asked: _Asked) -> None:
    asked.parts["money"] = money_part(asked.book, asked.row, asked.permissions)
    asked.parts["sources"] = sources_table(asked.whole.sources)
    asked.parts["transition"] = transition_part(asked.whole)


def _reports_view(asked: _Asked) -> None:
    asked.parts["reports"] = reports_part(asked.association, asked.row, asked.today)


def _work_view(asked: _Asked) -> None:
    asked.parts["work"] = work_part(asked.association, asked.row, asked.whole.sources)


def _history_view(asked: _Asked) -> None:
    work = work_part(asked.association, asked.row, asked.whole.sources)
    asked.parts["history"] = history_part(asked.association, asked.row, work, asked.today)


PARTS: dict[str, Callable[[_Asked], None]] = {
    WHOLE: _whole_view,
    "teamet": _team_view,
    "deltagare": _people_view,
    "pengar": _money_view,
    "rapporter": _reports_view,
    "avtal": _work_view,
    "historik": _history_view,
}
