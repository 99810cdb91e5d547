"""Idag: what waits for a person in every association, grouped by when, and the weeks to come."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from finsam.core.access import associations_of, permissions_of
from finsam.core.models import Association, Person
from finsam.core.rules.deadlines import coming
from finsam.core.rules.permissions import Permission
from finsam.core.tenancy import within
from finsam.funding.queries.acts import funding_acts
from finsam.home.today_words import counted_days, short, summed_up, when
from finsam.kernel.swedish import capital, weekday
from finsam.meetings.models import Meeting, MeetingState
from finsam.meetings.queries.acts import ActDue, acts_for
from finsam.meetings.records import meeting_key
from finsam.meetings.stages import address_of
from finsam.meetings.words import meeting_name
from finsam.money.queries.acts import money_acts
from finsam.money.queries.budget_acts import coming_budgets, decided_deadlines
from finsam.reports.queries.acts import report_acts
from finsam.reports.queries.listing import reports_to_read
from finsam.ui.charts import Bend, BendKind, Caption, both, river
from finsam.ui.parts import Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

WEEKS = timedelta(weeks=6)


@dataclass(frozen=True)
class Act:
    """Something to do: when, what, why, and the button that begins it."""

    when: str
    what: str
    why: str
    action: str
    url: str
    filled: bool = False  # only the first of the page


@dataclass(frozen=True)
class Group:
    """Acts of one time."""

    title: str
    acts: Sequence[Act]
    late: bool = False


@dataclass(frozen=True)
class Owed:
    """What somebody else is to do."""

    who: str
    what: str
    when: str
    url: str


@dataclass(frozen=True)
class TodayPage:
    """What waits for a person."""

    title: str
    state: str
    tabs: Sequence[Tab]
    river: SafeString
    weeks: ShownTable | None
    groups: Sequence[Group]
    owed: Sequence[Owed]
    read: Sequence[Act]
    associations: Sequence[tuple[str, str, str]]


@dataclass
class Waiting:
    """What waits in one association."""

    association: Association
    acts: list[ActDue] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    bends: list[Bend] = field(default_factory=list)
    read: list[Act] = field(default_factory=list)


def today_page(person: Person, today: date, chosen: str = "") -> TodayPage:
    """Gather what waits for a person, in all associations or the chosen one."""
    every = [_waiting(association, person, today) for association in associations_of(person)]
    shown = [one for one in every if one.association.slug == chosen] or every
    groups = _groups([act for one in shown for act in one.acts], today)
    bends = _merged([bend for one in shown for bend in one.bends])
    return TodayPage(
        title=weekday(today),
        state=summed_up(today, [(group.title, len(group.acts)) for group in groups]),
        tabs=_tabs(every, chosen) if len(every) > 1 else [],
        river=_river(today, bends),
        weeks=_weeks(bends) if bends else None,
        groups=groups,
        owed=[owed for one in shown for owed in one.owed],
        read=[act for one in shown for act in one.read],
        associations=[_row(one.association) for one in every],
    )


def _row(association: Association) -> tuple[str, str, str]:
    return association.name, association.purpose, reverse("overview", args=[association.slug])


def _waiting(association: Association, person: Person, today: date) -> Waiting:
    found = Waiting(association)
    with within(association):
        permissions = permissions_of(person, association)
        acts = acts_for(association, person, permissions, today)
        budgets = coming_budgets(association, today)
        money = money_acts(association, permissions, today, budgets)
        funding = funding_acts(association, person, permissions, today)
        reports = reports_to_read(association)
        signing = report_acts(association, acts.turns)
    if Permission.SEE_ASSOCIATION in permissions:
        found.bends = [_bend(association, meeting) for meeting in acts.meetings if meeting.held_on <= today + WEEKS]
    name = association.short_name
    found.acts = [replace(act, why=f"{name} · {act.why}") for act in (*acts.own, *funding, *money, *signing)]
    found.owed = [Owed(owed.who, f"{name} · {owed.what}", owed.when, owed.url) for owed in acts.awaited]
    if Permission.SEE_ASSOCIATION not in permissions:  # a project owner, who has only what is their own
        return found
    for on, what, law in coming(today):
        place = reverse("money", args=[association.slug])
        if what in decided_deadlines(budgets):
            continue
        if what not in {act.what for act in money}:  # said already, with what there is to do
            found.acts.append(ActDue(on, what, f"{name} · {law}", "Visa pengarna", place))
        if on <= today + WEEKS:
            found.bends.append(Bend(on, short(on), f"{what} (lag)", "law", place))
    found.read = [
        Act("att läsa", title, f"{name} · {detail.lower()}", "Läs rapporten", url) for title, detail, url in reports
    ]
    return found


def _bend(association: Association, meeting: Meeting) -> Bend:
    label = f"{capital(meeting_name(meeting))}, {association.short_name}"
    url = address_of("meeting", association, meeting_key(meeting))
    kind: BendKind = "open" if meeting.state == MeetingState.PLANNED else "sure"
    return Bend(meeting.held_on, short(meeting.held_on), label, kind, url)


def _merged(bends: Sequence[Bend]) -> list[Bend]:
    """What the law wants of all associations on a day stands once."""
    once = {(bend.on, bend.label): bend for bend in bends}
    return sorted(once.values(), key=lambda bend: bend.on)


def _tabs(every: Sequence[Waiting], chosen: str) -> list[Tab]:
    slugs = {one.association.slug for one in every}
    home = reverse("today")
    tabs = [Tab("Alla", home, current=chosen not in slugs, count=sum(len(one.acts) for one in every))]
    for one in every:
        slug = one.association.slug
        tabs.append(Tab(one.association.short_name, f"{home}?forbund={slug}", slug == chosen, len(one.acts)))
    return tabs


def _groups(acts: Sequence[ActDue], today: date) -> list[Group]:
    sunday = today + timedelta(days=6 - today.weekday())
    parts: dict[str, list[ActDue]] = {"Försenat": [], "I dag": [], "Den här veckan": [], "Sedan": []}
    for act in sorted(acts, key=lambda act: act.due or date.max):
        due = act.due
        soon = due is not None and due <= sunday
        late = due is not None and due < today
        title = "Försenat" if late else "I dag" if due == today else "Den här veckan" if soon else "Sedan"
        parts[title].append(act)
    shown = [(title, rows) for title, rows in parts.items() if rows]
    return [
        Group(title, [_act(act, today, filled=act is shown[0][1][0]) for act in rows], late=title == "Försenat")
        for title, rows in shown
    ]


def _act(act: ActDue, today: date, *, filled: bool) -> Act:
    return Act(when(act.due, today), act.what, act.why, act.action, act.url, filled)


def _river(today: date, bends: Sequence[Bend]) -> SafeString:
    """Draw the six weeks; the list under it says the same."""
    told = [f"{bend.day}: {bend.label}" for bend in bends] or ["inget"]
    caption = Caption("floden", "Sex veckor framåt", ". ".join(told))
    drawn = [Bend(today, "I dag", capital(counted_days(today)), "today"), *bends]
    return mark_safe(both(lambda theme: river(today, drawn, caption, theme=theme)))  # noqa: S308  our own drawing


def _weeks(bends: Sequence[Bend]) -> ShownTable:
    rows = [ShownRow([ShownCell(bend.day), ShownCell(bend.label)]) for bend in bends]
    return ShownTable("Sex veckor framåt", [ShownColumn("Dag", "date"), ShownColumn("Vad", "words")], rows)
