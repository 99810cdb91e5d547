"""The office's list of follow-up reports: late ones first, who still has to report, what waits to be read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.funding.models import ProgressReport, ProgressState
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.progress_reports import (
    application_of,
    intervention_of,
    is_late,
    report_name,
    reports_of,
    writers_of,
)
from finsam.kernel.swedish import day, listed
from finsam.ui.parts import Chip, Link, Tab


@dataclass(frozen=True)
class ReportRow:
    """A report in the list."""

    name: str
    detail: str
    aside: str
    url: str
    late: bool


@dataclass(frozen=True)
class ReportsPage:
    """Every report, in groups of what waits for whom."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    chips: Sequence[Chip]
    clear_url: str
    groups: Sequence[tuple[str, Sequence[ReportRow], bool]]
    filtered: bool
    points_url: str
    template_url: str


GROUPS = ("Försenade", "Att läsa", "Ska lämnas", "Godkända")


def reports_page(
    association: Association, permissions: Collection[Permission], today: date, *, key: str = "", state: str = ""
) -> ReportsPage:
    """Return the list, of one intervention or in one state when asked for."""
    every, slug = list(reports_of(association)), association.slug
    shown = [
        report
        for report in every
        if (not key or intervention_of(report).key == key) and (not state or _group(report, today) == state)
    ]
    grouped = [(name, [_row(r, today, slug) for r in shown if _group(r, today) == name]) for name in GROUPS]
    url = reverse("progress-reports", args=[slug])
    return ReportsPage(
        title="Uppföljning",
        state=_said(every, today),
        crumbs=funding_crumbs(association, Link("Uppföljning")),
        tabs=funding_tabs(association, "progress-reports"),
        chips=_chips(url, every, today, key, state),
        clear_url=url if key or state else "",
        groups=[(name, rows, name == "Försenade") for name, rows in grouped if rows],
        filtered=bool(key or state),
        points_url=reverse("action-points", args=[slug]),
        template_url=reverse("report-template", args=[slug]) if Permission.KEEP_FUNDING in permissions else "",
    )


def _group(report: ProgressReport, today: date) -> str:
    if report.state == ProgressState.APPROVED:
        return "Godkända"
    if report.state == ProgressState.SENT:
        return "Att läsa"
    return "Försenade" if is_late(report, today) else "Ska lämnas"


def _said(every: Sequence[ProgressReport], today: date) -> str:
    counts = {name: sum(_group(report, today) == name for report in every) for name in GROUPS}
    late = "försenad" if counts["Försenade"] == 1 else "försenade"
    words = {"Försenade": late, "Att läsa": "att läsa", "Ska lämnas": "ska lämnas"}
    said = [f"{counts[name]} {word}" for name, word in words.items() if counts[name]]
    return ", ".join(said) or "Inget väntar"


def _row(report: ProgressReport, today: date, slug: str) -> ReportRow:
    group, due = _group(report, today), day(report.asked.due_on)
    writers = listed([writer.name for writer in writers_of(report)])
    said = [application_of(report).applicant]
    if group in {"Försenade", "Ska lämnas"}:
        said.append(f"skrivs av {writers}" if writers else "ingen har en länk att skriva med")
        said += ["återlämnad"] if report.state == ProgressState.RETURNED else ["påbörjad"] if report.revision else []
    moment = report.approved_at if group == "Godkända" else report.sent_at
    aside = (
        f"senast {due}" if group in {"Försenade", "Ska lämnas"} or moment is None else day(timezone.localdate(moment))
    )
    return ReportRow(
        f"{intervention_of(report).title}: {report_name(report)[:1].lower()}{report_name(report)[1:]}",
        " · ".join(filter(None, said)), aside, reverse("progress-report", args=[slug, report.pk]), group == "Försenade",
    )  # fmt: skip


def _chips(url: str, every: Sequence[ProgressReport], today: date, key: str, state: str) -> list[Chip]:
    titles = {intervention_of(report).key: intervention_of(report).title for report in every}
    met = [name for name in GROUPS if any(_group(report, today) == name for report in every)]

    def to(**asked: str) -> str:
        kept = {name: value for name, value in asked.items() if value}
        return f"{url}?{urlencode(kept)}" if kept else url

    states = [Chip(name, to(insats=key, lage="" if name == state else name), name == state) for name in met]
    if len(titles) < 2:
        return states if len(states) > 1 else []
    chosen = titles.get(key)
    return [
        *states,
        Chip(f"Insats: {chosen}", to(lage=state), on=True)
        if chosen
        else Chip("Insats", choices=[Link(title, to(insats=one, lage=state)) for one, title in titles.items()]),
    ]
