"""The office's list of applications: where each stands, its two clocks, what is late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse

from finsam.cases.queries import SECRET, may_read
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.funding.models import Application, ApplicationState
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.application_clocks import Timing, agreement_clock, answer_clock, days, timing_of
from finsam.funding.rules.clocks import Clock, ClockState
from finsam.kernel.swedish import NOTHING, amount
from finsam.ui.parts import Chip, Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

WAITS = (ApplicationState.RECEIVED, ApplicationState.INCOMPLETE, ApplicationState.PROPOSED)
FILTERS: dict[str, tuple[str, frozenset[ApplicationState]]] = {
    "vantar": ("Väntar på beslut", frozenset(WAITS)),
    "kompletteras": ("Ska kompletteras", frozenset({ApplicationState.INCOMPLETE})),
    "beviljade": ("Beviljade", frozenset({ApplicationState.GRANTED})),
    "avslagna": ("Avslagna", frozenset({ApplicationState.REJECTED})),
    "atertagna": ("Återtagna", frozenset({ApplicationState.WITHDRAWN})),
}
"""The filters by their word in the address."""
LATE = "forsenade"


@dataclass(frozen=True)
class ApplicationsPage:
    """The list. `drafts` are those the office fills in itself: name, second line, address."""

    title: str
    window_title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    chips: Sequence[Chip]
    clear_url: str
    count: str
    table: ShownTable | None
    nothing: str
    drafts: Sequence[tuple[str, str, str]]
    begun: str
    new_url: str
    calls_url: str
    apply_url: str


def applications_page(
    association: Association, permissions: Collection[Permission], asked: str, today: date
) -> ApplicationsPage:
    """Return the list, of those in the state asked for. Must be called within the association."""
    keeps = Permission.KEEP_FUNDING in permissions
    every = list(_received(association))
    timing = timing_of(association, every, today)
    chosen = _chosen(every, timing, asked)
    drafts = _drafts(association) if keeps else []
    own = [one for one in drafts if not one["writers"]]
    base = reverse("applications", args=[association.slug])
    late = sum(_is_late(one, timing) for one in every)
    return ApplicationsPage(
        title="Ansökningar",
        window_title=", ".join(filter(None, ["Ansökningar", _labels().get(asked, "").lower()])),
        state=_state(every, late),
        crumbs=funding_crumbs(association, Link("Ansökningar")),
        tabs=funding_tabs(association, "applications"),
        chips=_chips(base, asked, every, late),
        clear_url=base if asked in FILTERS or asked == LATE else "",
        count=f"{len(chosen)} av {len(every)}" if len(chosen) < len(every) else "",
        table=_table(association, chosen, timing, permissions) if chosen else None,
        nothing="Inga ansökningar stämmer med filtret." if every else "Ingen ansökan har kommit in än.",
        drafts=[
            (one["title"], one["applicant"], reverse("application", args=[association.slug, one["pk"]])) for one in own
        ],
        begun=_begun(len(drafts) - len(own)),
        new_url=reverse("application-new", args=[association.slug]) if keeps else "",
        calls_url=reverse("calls", args=[association.slug]),
        apply_url=reverse("apply", args=[association.slug]),
    )


def _received(association: Association) -> QuerySet[Application]:
    rows = Application.objects.filter(association=association).exclude(received_on=None)
    rows = rows.select_related("case").defer("case__search", "case__summary", "case__proposal")
    return rows.annotate(sought=Sum("sources__amount_ore", filter=Q(sources__name="")))


def _drafts(association: Association) -> list[dict[str, Any]]:
    """Drafts, each once, with one of those who write in it or None."""
    rows = Application.objects.filter(association=association, state=ApplicationState.DRAFT).order_by("-pk")
    return [dict(row) for row in rows.values("pk", "title", "applicant", "writers").distinct("pk")]


def _chosen(every: Sequence[Application], timing: Timing, asked: str) -> list[Application]:
    if asked == LATE:
        return [one for one in every if _is_late(one, timing)]
    states = FILTERS[asked][1] if asked in FILTERS else frozenset(ApplicationState)
    return [one for one in every if one.state in states]


def _is_late(one: Application, timing: Timing) -> bool:
    """Tell whether the association owes an answer or an agreement whose day has passed."""
    return any(clock and clock.late for clock in (answer_clock(one, timing), agreement_clock(one, timing)))


def _state(every: Sequence[Application], late: int) -> str:
    waits = sum(one.state in WAITS for one in every)
    said = f"{waits or 'Inga'} väntar på beslut"
    return f"{said}, {late} {'är försenad' if late == 1 else 'är försenade'}" if late else said


def _chips(base: str, asked: str, every: Sequence[Application], late: int) -> list[Chip]:
    if not every:
        return []
    labels = {key: label for key, label in _labels().items() if key != LATE or late or asked == LATE}
    return [
        Chip(label, base if asked == key else f"{base}?lage={key}", on=asked == key) for key, label in labels.items()
    ]


def _labels() -> dict[str, str]:
    return {LATE: "Försenade"} | {key: label for key, (label, _) in FILTERS.items()}


def _table(
    association: Association, rows: Sequence[Application], timing: Timing, permissions: Collection[Permission]
) -> ShownTable:
    columns = [
        ShownColumn("Ansökan", "words"), ShownColumn("Inkommen", "date"), ShownColumn("Läge", "words"),
        ShownColumn("Svar", "words"), ShownColumn("Avtal", "words"), ShownColumn("Sökt"),
    ]  # fmt: skip
    shown = [_row(association, one, timing, permissions) for one in rows]
    return ShownTable("Ansökningar", columns, shown, unit="sökt i kronor")


def _row(association: Association, one: Application, timing: Timing, permissions: Collection[Permission]) -> ShownRow:
    readable = one.case is None or may_read(one.case, permissions)
    url = reverse("application", args=[association.slug, one.pk]) if readable else ""
    number = one.case.diary_number if one.case else ""
    sought: int = getattr(one, "sought", None) or 0
    return ShownRow(
        [
            ShownCell(one.title if readable else SECRET, url),
            ShownCell(str(one.received_on)),
            ShownCell(one.get_state_display()),
            clock_cell(answer_clock(one, timing)),
            clock_cell(agreement_clock(one, timing)),
            ShownCell(amount(sought) if readable else NOTHING),
        ],
        remark=" · ".join(filter(None, [one.applicant if readable else "", number])),
    )


def clock_cell(one: Clock | None) -> ShownCell:
    """Write a clock in a cell: when at the latest, or how it went. Late is amber."""
    if one is None or one.state == ClockState.STOPPED:
        return ShownCell(NOTHING)
    if one.late:
        return ShownCell(f"{days(one.days_late)} försenat", tone="worse")
    if one.done_on:
        return ShownCell("I tid" if one.state == ClockState.MET else f"{days(one.days_late)} för sent")
    return ShownCell(f"Senast {one.due_on}")


def _begun(count: int) -> str:
    if not count:
        return ""
    return "Ett utkast skrivs just nu av en sökande." if count == 1 else f"{count} utkast skrivs just nu av sökande."
