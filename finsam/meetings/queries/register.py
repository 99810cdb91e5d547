"""The register of decisions: what is decided, who carries it out, by when, and what is late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.figures.files import csv_rows, label_cell
from finsam.kernel.amounts import decimal_kronor
from finsam.kernel.swedish import SPACE, amount, capital, day
from finsam.meetings.models import Decision, DelegatedDecision, Item, ItemState, MeetingState
from finsam.meetings.queries.search import READ_DRAFTS
from finsam.meetings.records import meeting_key
from finsam.meetings.rules.follow_up import FollowUp, follow_up
from finsam.ui.parts import Chip, Link, Tab

MOST = 150
TO_DO = Q(done_on=None) & (~Q(responsible="") | Q(due_on__isnull=False))
DONE = Q(done_on__isnull=False)
WORDS: Mapping[FollowUp, str] = {"none": "", "open": "pågår", "late": "försenat", "done": "klart"}


NOT_SECRET = Q(item__case=None) | Q(item__case__secret=False)


def decisions_of(association: Association) -> QuerySet[Decision]:
    """Return every decision made, newest meeting first. Must be called within the association."""
    made = Decision.objects.filter(association=association, item__state=ItemState.CLOSED)
    made = made.exclude(item__meeting__state=MeetingState.CANCELLED).select_related("item__meeting", "item__case")
    return made.order_by("-item__meeting__held_on", "item__position", "position")


def readable_decisions(association: Association, permissions: Collection[Permission]) -> QuerySet[Decision]:
    """Return the decisions somebody may read: under secrecy and in drafts only those with the right to them."""
    made = decisions_of(association)
    if Permission.READ_SECRET not in permissions:
        made = made.filter(NOT_SECRET)
    if not READ_DRAFTS.intersection(permissions):
        made = made.filter(item__meeting__state=MeetingState.ADJUSTED)
    return made


def overdue(association: Association, on: date) -> list[Decision]:
    """Return the decisions that should have been carried out before the day, the oldest first."""
    return list(decisions_of(association).filter(_late(on)).order_by("due_on", "pk"))


def coming_due(association: Association, on: date) -> list[Decision]:
    """Return the decisions to be carried out from the day on, within the association's days of reminder."""
    last = on + timedelta(days=provisions_of(association, on).days("decision_reminder_days"))
    return list(decisions_of(association).filter(TO_DO, due_on__range=(on, last)).order_by("due_on", "pk"))


def follow_up_lines(association: Association, on: date) -> list[str]:
    """Write what the next meeting follows up: what is late, what goes on, and what is done since the last meeting.

    The item they stand in is open, so decisions in secret cases are left out: they stand in the register.
    """
    prefix = provisions_of(association, on).text("section_prefix")
    made = decisions_of(association).filter(NOT_SECRET)
    last = made.filter(item__meeting__held_on__lt=on).values_list("item__meeting__held_on", flat=True).first()
    since = Q(done_on__gte=last) if last else Q(pk=None)
    rows = [
        line_of(association, decision, prefix, on) for decision in made.filter(TO_DO | since).order_by("due_on", "pk")
    ]
    order = ("late", "open", "done")
    return [_told(row) for state in order for row in rows if row.state == state]


def _told(row: "DecisionLine") -> str:
    who = f"{row.responsible}, " if row.responsible else ""
    by_when = f"senast {row.due}, " if row.due else ""
    return f"{row.section.label}, {row.meeting}: {row.text} ({who}{by_when}{row.word})"


def _late(on: date) -> Q:
    return TO_DO & Q(due_on__lt=on)


@dataclass(frozen=True)
class DecisionLine:
    """A decision as the register shows it."""

    id: int
    section: Link
    meeting: str
    matter: str
    text: str
    amount: str
    responsible: str
    due: str
    state: FollowUp
    word: str
    remark: str
    done_url: str
    undone_url: str


def section_of(association: Association, item: Item, prefix: str) -> Link:
    """Return the § of an item and the place in the minutes where it stands."""
    page = reverse("minutes", args=[association.slug, meeting_key(item.meeting)])
    return Link(f"§{SPACE}{prefix}{item.number}", f"{page}#p{item.number}")


def line_of(association: Association, decision: Decision, prefix: str, on: date) -> DecisionLine:
    """Write a decision as the register shows it on the day."""
    item, slug = decision.item, association.slug
    state = follow_up(decision.responsible, decision.due_on, decision.done_on, on)
    return DecisionLine(
        id=decision.pk,
        section=section_of(association, item, prefix),
        meeting=day(item.meeting.held_on),
        matter=item.title,
        text=f"att {decision.text}",
        amount=amount(decision.amount_ore) if decision.amount_ore is not None else "",
        responsible=decision.responsible,
        due=str(decision.due_on or ""),
        state=state,
        word=f"{WORDS[state]} {decision.done_on or ''}".strip(),
        remark=decision.done_remark,
        done_url=reverse("decision-done", args=[slug, decision.pk]),
        undone_url=reverse("decision-undone", args=[slug, decision.pk]),
    )


@dataclass(frozen=True)
class DecisionsPage:
    """The register, or the part of it that is asked for."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    chips: Sequence[Chip]
    clear_url: str
    count: str
    groups: Sequence[tuple[str, Sequence[DecisionLine]]]
    nothing: str
    file_url: str
    keeps: bool
    today: str


@dataclass(frozen=True)
class Asked:
    """Which decisions are asked for: "att-gora", "forsenade", "klara" or all; of a year, or all."""

    shown: str = ""
    year: str = ""

    def of(self, rows: QuerySet[Decision], on: date) -> QuerySet[Decision]:
        """Keep those asked for."""
        kinds = {"att-gora": TO_DO, "forsenade": _late(on), "klara": DONE}
        rows = rows.filter(kinds[self.shown]) if self.shown in kinds else rows
        return rows.filter(item__meeting__held_on__year=int(self.year)) if self.year else rows

    def url(self, association: Association, name: str = "decisions", **other: str) -> str:
        """Return the address of the page with something else asked for."""
        asked = {"visa": self.shown, "ar": self.year} | other
        words = urlencode({key: value for key, value in asked.items() if value})
        return reverse(name, args=[association.slug]) + (f"?{words}" if words else "")


KINDS = (("att-gora", "Att göra"), ("forsenade", "Försenade"), ("klara", "Klara"))
NOTHING = {
    "att-gora": "Inget beslut väntar på att utföras.",
    "forsenade": "Inget beslut är försenat.",
    "klara": "Inget beslut är markerat som klart än.",
}


def asked_for(shown: str, year: str) -> Asked:
    """Read what is asked for in an address; what is not understood asks for all."""
    return Asked(
        shown if shown in NOTHING else "", year if year.isascii() and year.isdigit() and len(year) == 4 else ""
    )


def decisions_page(
    association: Association, asked: Asked, permissions: Collection[Permission], *, on: date
) -> DecisionsPage:
    """Return the register as asked for. Must be called within the association."""
    every = readable_decisions(association, permissions)
    of_year = Asked(year=asked.year).of(every, on)
    counts = of_year.order_by().aggregate(
        **{"att-gora": Count("pk", TO_DO), "forsenade": Count("pk", _late(on)), "klara": Count("pk", DONE)},
        all=Count("pk"),
    )
    rows = asked.of(every, on)
    if asked.shown in {"att-gora", "forsenade"}:
        rows = rows.order_by("due_on", "pk")
    prefix = provisions_of(association, on).text("section_prefix")
    lines = [line_of(association, decision, prefix, on) for decision in rows[:MOST]]
    found = counts[asked.shown or "all"]
    return DecisionsPage(
        title="Beslut",
        state="Vad som är beslutat, vem som utför det och till när",
        crumbs=register_crumbs(association, "Beslut"),
        tabs=register_tabs(association, "decisions"),
        chips=_chips(association, asked, counts, every),
        clear_url=reverse("decisions", args=[association.slug]) if asked != Asked() else "",
        count=f"{MOST} senaste av {found} beslut" if found > MOST else f"{found} beslut",
        groups=_groups(lines, asked),
        nothing=NOTHING.get(asked.shown, "Inga beslut är fattade än. De kommer hit när en paragraf avslutas."),
        file_url=asked.url(association, "decisions-file"),
        keeps=Permission.KEEP_MEETINGS in permissions,
        today=str(on),
    )


def _groups(lines: Sequence[DecisionLine], asked: Asked) -> list[tuple[str, Sequence[DecisionLine]]]:
    """Part by meeting; what is to be done stands by its day instead."""
    if asked.shown in {"att-gora", "forsenade"}:
        return [("", lines)] if lines else []
    return [(meeting, list(group)) for meeting, group in groupby(lines, lambda line: line.meeting)]


def _chips(association: Association, asked: Asked, counts: Mapping[str, int], every: QuerySet[Decision]) -> list[Chip]:
    chips = [
        Chip(
            f"{label} {counts[key]}",
            asked.url(association, visa="" if asked.shown == key else key),
            on=asked.shown == key,
        )
        for key, label in KINDS
    ]
    if asked.year:
        return [*chips, Chip(asked.year, asked.url(association, ar=""), on=True)]
    years = every.order_by("-item__meeting__held_on__year").values_list("item__meeting__held_on__year", flat=True)
    choices = [Link(str(year), asked.url(association, ar=str(year))) for year in years.distinct()]
    return [*chips, Chip("År", choices=choices)] if len(choices) > 1 else chips


def register_crumbs(association: Association, here: str) -> list[Link]:
    """Return the way to a page of the register: Möten, the page."""
    return [Link("Möten", reverse("meetings", args=[association.slug])), Link(here)]


def unreported(association: Association) -> QuerySet[DelegatedDecision]:
    """Return the delegated decisions that no meeting has been told of, the oldest first."""
    rows = DelegatedDecision.objects.filter(association=association, reported_in=None)
    return rows.order_by("year", "number")


def register_tabs(association: Association, current: str) -> list[Tab]:
    """Return the three registers as tabs."""
    waiting = unreported(association).count()
    counted = {"delegated": waiting or None}
    return [
        Tab(label, reverse(name, args=[association.slug]), name == current, counted.get(name))
        for label, name in (
            ("Beslut", "decisions"),
            ("Delegationsbeslut", "delegated"),
            ("Ansvarsfrihet", "discharges"),
        )
    ]


@dataclass(frozen=True)
class RegisterFormPage:
    """A form of the register."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    act: str
    back_url: str
    lead: str = ""


def done_form_page(association: Association, decision: Decision, form: forms.Form) -> RegisterFormPage:
    """Return the page where a decision is marked as carried out."""
    back = reverse("decisions", args=[association.slug])
    item = decision.item
    return RegisterFormPage(
        title=f"Klart: §{SPACE}{item.number}",
        state=f"{item.title} · {day(item.meeting.held_on)}",
        crumbs=[*register_crumbs(association, "")[:-1], Link("Beslut", back), Link(f"§{SPACE}{item.number}")],
        form=form,
        act="Markera som klart",
        back_url=back,
        lead=f"att {decision.text}",
    )


HEADS = ("Möte", "Paragraf", "Ärende", "Beslut", "Belopp, kronor", "Utförs av", "Senast", "Läge", "Klart", "Anmärkning")


def decisions_file(association: Association, asked: Asked, permissions: Collection[Permission], on: date) -> bytes:
    """Write the decisions asked for as CSV, every one. Must be called within the association."""
    prefix = provisions_of(association, on).text("section_prefix")
    rows = asked.of(readable_decisions(association, permissions), on)
    return csv_rows([HEADS, *(_cells(decision, prefix, on) for decision in rows)])


def _cells(decision: Decision, prefix: str, on: date) -> Sequence[str]:
    state = follow_up(decision.responsible, decision.due_on, decision.done_on, on)
    ore = decision.amount_ore
    return [
        str(decision.item.meeting.held_on),
        f"§ {prefix}{decision.item.number}",
        label_cell(decision.item.title),
        label_cell(f"att {decision.text}"),
        decimal_kronor(ore).replace(".", ",") if ore is not None else "",
        label_cell(decision.responsible),
        str(decision.due_on or ""),
        capital(WORDS[state]),
        str(decision.done_on or ""),
        label_cell(decision.done_remark),
    ]
