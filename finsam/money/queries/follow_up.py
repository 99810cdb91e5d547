"""The page of a month's follow-up: how it stands, where the year ends, why, and what is said of it (R7)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.shown import shown_table
from finsam.kernel.swedish import SPACE, capital, day
from finsam.meetings.records import meeting_key
from finsam.money import pictures
from finsam.money.actions.follow_up import as_stands
from finsam.money.equity_facts import covered_to
from finsam.money.facts import budget_in_force, budget_versions
from finsam.money.figures.shared import has_ledger
from finsam.money.forms.follow_up import LineForm, SummaryForm
from finsam.money.models import Budget, LineComment, MonthClosing, Posting, PostingKind
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.queries.follow_up_answer import Words, answer, proposed_summary
from finsam.money.queries.follow_up_line import OpenedLine, opened_line
from finsam.money.queries.follow_up_table import Asked, FollowUpTable, shown_follow_up
from finsam.money.rules.closings import changes
from finsam.money.rules.months import LAST, Month, months_of, said_to
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownTable


@dataclass(frozen=True)
class MonthLink:
    """A month to step to; without a url it is the one shown. `ahead`: nothing is booked in it yet."""

    label: str
    word: str
    url: str
    current: bool
    ahead: bool


@dataclass(frozen=True)
class Steps:
    """The months and years to step between."""

    earlier: Link | None
    months: Sequence[MonthLink]
    years: Sequence[Link]


@dataclass(frozen=True)
class SmallPicture:
    """A picture beside the answer."""

    title: str
    aside: str
    svg: SafeString
    caption: str


@dataclass(frozen=True)
class Closing:
    """Whether the month is closed, what has changed since, and what the director says of it."""

    closed: str
    changed: Sequence[str]
    summary: str
    form: SummaryForm | None
    proposed: bool


@dataclass(frozen=True)
class FollowUpPage:
    """The follow-up of a month."""

    title: str
    state: str
    budget: Link
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    steps: "Steps"
    report_url: str
    keeps: bool
    can_close: bool
    month: str
    act_url: str
    answer: Sequence[Words]
    warnings: Sequence[str]
    pictures: Sequence[SmallPicture]
    table: FollowUpTable | None
    views: Sequence[Link]
    interventions: ShownTable | None
    opened: OpenedLine | None
    closing: Closing
    nothing: "Nothing | None"


@dataclass(frozen=True)
class Nothing:
    """Why there is nothing, and where to begin."""

    text: str
    link: Link


def latest_month(book: Book) -> Month | None:
    """Return the last month with anything booked, else the end of the first year budgeted; None without either."""
    association = book.association
    years = sorted(book.scope.once(covered_to))
    if years:
        booked = Posting.objects.filter(association=association, year=years[-1], ledger__year=years[-1])
        last = booked.exclude(kind=PostingKind.OPENING).aggregate(last=Max("month"))["last"]
        return Month(years[-1], last or 1)
    planned = sorted(year for version in book.scope.once(budget_versions) for year in version.years)
    return Month(planned[0], 12) if planned else None


def follow_up_page(
    asked_book: Book, month: Month | None, permissions: Collection[Permission], asked: Asked, *,
    line_form: LineForm | None = None, summary_form: SummaryForm | None = None, fault: str = "",
) -> FollowUpPage:  # fmt: skip
    """Return the page of a month, else of the latest. Must be called within the association."""
    association, keeps = asked_book.association, Permission.KEEP_MONEY in permissions
    month = month or latest_month(asked_book) or Month.of(asked_book.period.end)
    book = asked_book.of(month.period)
    comments = comments_of(association, month)
    url = reverse("money-month", args=[association.slug, month.name])
    closing = _closing(book, month, comments, keeps=keeps, form=summary_form)
    has_rows = not book.table("money.follow_up").is_empty
    by_intervention = book.table("money.follow_up_by_intervention")
    table = shown_follow_up(book, asked, comments, url) if has_rows else None
    return FollowUpPage(
        title=f"Pengar, {month.said}",
        state=_ledger_state(book, month),
        budget=_budget_state(book),
        crumbs=[*money_crumbs(association), Link("Uppföljning")],
        tabs=money_tabs(association, "money"),
        steps=_steps(book, month),
        report_url=_url("economic-report", association.slug, month.name) if has_rows else "",
        keeps=keeps,
        can_close=keeps and has_ledger(book),
        month=month.word,
        act_url=reverse("money-month-act", args=[association.slug, month.name]),
        answer=answer(book),
        warnings=[fault] if fault else [],
        pictures=_pictures(book) if has_rows else [],
        table=table,
        views=_views(asked, url),
        interventions=shown_table(book, "money.follow_up_by_intervention") if len(by_intervention.rows) > 1 else None,
        opened=opened_line(book, month, asked, comments, form=line_form, keeps=keeps and not closing.closed, url=url),
        closing=closing,
        nothing=None if has_rows else _nothing(book, month),
    )


def comments_of(association: Association, month: Month) -> dict[int, str]:
    """Return the comments of a month by line."""
    rows = LineComment.objects.filter(association=association, year=month.year, month=month.month)
    return dict(rows.values_list("line_id", "text"))


def _ledger_state(book: Book, month: Month) -> str:
    covers = book.scope.once(covered_to).get(month.year)
    if not covers:
        return f"Huvudboken för {month.year} är inte inläst."
    year = f" {covers.year}" if covers.year != month.year else ""
    return f"Huvudboken är inläst till och med {said_to(covers)}{year}."


def _budget_state(book: Book) -> Link:
    """Tell which budget is in force, with the way to the § that decided it."""
    version = budget_in_force(book.scope)
    if not version:
        return Link(f"Ingen budget är fastställd för {book.year}.")
    budget = Budget.objects.select_related("decided_in__meeting").get(association=book.association, pk=version.key)
    item = budget.decided_in
    decided = budget.decided_on or (item.meeting.held_on if item else None)
    words = f"Budget fastställd {day(decided)}" if decided else "Budgeten är fastställd"
    if not item or not item.number:
        return Link(f"{words}.")
    prefix = provisions_of(book.association, item.meeting.held_on).text("section_prefix")
    minutes = reverse("minutes", args=[book.association.slug, meeting_key(item.meeting)])
    return Link(f"{words}, §{SPACE}{prefix}{item.number}.", f"{minutes}#p{item.number}")


def _steps(book: Book, month: Month) -> Steps:
    slug, booked, earlier = book.association.slug, book.scope.once(covered_to), month.earlier
    planned = {year for version in book.scope.once(budget_versions) if version.is_decided for year in version.years}
    years = sorted(booked.keys() | planned | {month.year})

    def url(to: Month) -> str:
        return reverse("money-month", args=[slug, to.name])

    def last(year: int) -> int:
        return min(reached(year), month.month) or month.month

    def reached(year: int) -> int:
        covers = booked.get(year)
        return (covers.month if covers.year == year else LAST) if covers else 0

    return Steps(
        earlier=Link(capital(earlier.word), url(earlier)) if earlier.year in years else None,
        months=[
            MonthLink(m.word[:3], m.word, "" if m == month else url(m), m == month, ahead=m.month > reached(m.year))
            for m in months_of(month.year)
        ],
        years=[Link(str(year), "" if year == month.year else url(Month(year, last(year)))) for year in years],
    )


def _url(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _pictures(book: Book) -> list[SmallPicture]:
    rule = book.table("money.equity_forecast").footnotes
    drawn = (
        ("Kostnader i takt", "mkr, upplagt från januari", pictures.pace_picture(book),
         "Heldraget: utfall. Streckat: prognos. Prickat: budget."),
        ("Hur länge räcker kassan", "mkr", pictures.cash_picture(book), "Streckat: om inget mer bidrag betalas in."),
        ("Eget kapital", "tkr vid årets slut", pictures.equity_picture(book, "money.equity_ahead"), " ".join(rule)),
    )  # fmt: skip
    shown = [
        SmallPicture(title, aside, mark_safe(svg), caption)  # noqa: S308  drawn by us, every word escaped
        for title, aside, svg, caption in drawn
        if svg
    ]
    return shown if len(shown) > 1 else []


def _views(asked: Asked, url: str) -> list[Link]:
    """Return the two ways to see the table, each a link that turns it on or off."""

    def link(label: str, **other: str) -> Link:
        return Link(label, f"{url}{asked.query(rad='', **other)}#uppfoljning")

    return [
        link("Visa alla rader", visa="") if asked.great else link("Bara avvikelser över 10 000", visa="avvikelser"),
        link("Dölj konton", konton="") if asked.accounts else link("Visa konton", konton="1"),
    ]


def _closing(
    book: Book, month: Month, comments: Mapping[int, str], *, keeps: bool, form: SummaryForm | None
) -> Closing:
    row = (
        MonthClosing.objects.filter(association=book.association, year=month.year, month=month.month)
        .select_related("closed_by")
        .first()
    )
    closed = ""
    if row and row.closed_at:
        who = f" av {row.closed_by.name}" if row.closed_by else ""
        closed = f"{capital(month.word)} stängdes {day(timezone.localdate(row.closed_at))}{who}."
    summary = row.summary if row else ""
    proposal = proposed_summary(book, comments) if keeps and not summary and not closed else ""
    editable = keeps and not closed
    return Closing(
        closed=closed,
        changed=_changed(book, row) if row and closed else [],
        summary=summary,
        form=(form or SummaryForm(initial={"summary": summary or proposal})) if editable else None,
        proposed=bool(proposal) and not form,
    )


def _changed(book: Book, row: MonthClosing) -> Sequence[str]:
    table = book.table("money.follow_up")
    labels = {r.key: r.label for r in table.rows if r.kind in {"item", "total"}}
    items = {key: cells for key, cells in row.figures.items() if not key.startswith(("sum ", "costs"))}
    return changes(items, as_stands(book), labels)


def _nothing(book: Book, month: Month) -> Nothing:
    association, latest = book.association, latest_month(book)
    if latest and latest.year != month.year:
        url = reverse("money-month", args=[association.slug, latest.name])
        return Nothing(f"Det finns varken budget eller huvudbok för {month.year}.", Link(f"Visa {latest.said}", url))
    ledger = _url("ledger", association.slug)
    text = "Här kommer budget, utfall och prognos att stå, när budgeten eller huvudboken är inläst."
    return Nothing(text, Link("Läs in huvudboken" if ledger else "", ledger))
