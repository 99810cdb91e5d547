"""The office's page of a follow-up report: figures and words side by side, versions, what may be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.audience import Audience
from finsam.funding.actions.progress import sections_in
from finsam.funding.forms.progress import ReturnForm
from finsam.funding.models import ProgressReport, ProgressState, ProgressVersion
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.action_point_rows import PointRow, office_points, points_of
from finsam.funding.queries.progress_figures import TITLES
from finsam.funding.queries.progress_parts import SectionPart, figures_for, written_parts
from finsam.funding.queries.progress_reports import (
    application_of,
    intervention_of,
    is_late,
    report_name,
    writers_of,
)
from finsam.funding.rules.report_changes import Piece, word_changes
from finsam.funding.rules.report_text import WHY, Section
from finsam.kernel.swedish import day, listed
from finsam.ui.parts import Fact, Link, Tab

STAGES = {"draft": 0, "returned": 0, "sent": 1, "approved": 2}


@dataclass(frozen=True)
class VersionRow:
    """A version: when and by whom it was sent, why it came back, and where it is compared."""

    name: str
    detail: str
    url: str


@dataclass(frozen=True)
class OfficeReportPage:
    """A report as the office reads it. What may not be done now has no form and no address."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    stage: int
    stage_word: str
    late: str
    waits: str
    about: Sequence[Fact]
    parts: Sequence[SectionPart]
    changed: Sequence[str]
    compared: str
    changes: Sequence[tuple[str, Sequence[Piece]]]
    versions: Sequence[VersionRow]
    points: Sequence[PointRow]
    point_url: str
    form: forms.Form | None
    return_url: str
    approve_url: str
    document_url: str


def office_report_page(
    association: Association, permissions: Collection[Permission], report: ProgressReport, today: date, *,
    compare: str = "", form: forms.Form | None = None,
) -> OfficeReportPage:  # fmt: skip
    """Return the page; `compare` is the number of the version to compare the last one with."""
    versions, sections = list(report.versions.select_related("sent_by", "returned_by")), sections_in(report)
    last, keeps = versions[-1] if versions else None, Permission.KEEP_FUNDING in permissions
    figures, older = figures_for(report, Audience.ASSOCIATION, last), _older(versions, compare)
    slug, name, reads = association.slug, report_name(report), keeps and report.state == ProgressState.SENT
    url = reverse("progress-report", args=[slug, report.pk])
    return OfficeReportPage(
        title=f"{name}, {intervention_of(report).title}",
        state=f"{application_of(report).applicant} · lämnas senast {day(report.asked.due_on)}",
        crumbs=funding_crumbs(association, Link("Uppföljning", reverse("progress-reports", args=[slug])), Link(name)),
        tabs=funding_tabs(association, "progress-reports"),
        stage=STAGES[report.state],
        stage_word=report.get_state_display(),
        late=f"Rapporten skulle ha kommit senast {day(report.asked.due_on)}." if is_late(report, today) else "",
        waits=_waits(report, last),
        about=_about(association, report),
        parts=written_parts(sections, figures.slots, last.texts if last else {}),
        changed=[one.said for one in figures.differing],
        compared=f"version {older.number}" if older else "",
        changes=_changes(sections, older, last) if older and last else (),
        versions=[_version(one, versions, url) for one in reversed(versions)],
        points=office_points(association, points_of(association).filter(report=report), today, named=False),
        point_url=f"{reverse('action-point-new', args=[slug])}?rapport={report.pk}" if keeps else "",
        form=(form or ReturnForm()) if reads else None,
        return_url=reverse("progress-return", args=[slug, report.pk]),
        approve_url=reverse("progress-approve", args=[slug, report.pk]) if reads else "",
        document_url=_document_url(association, report),
    )


def _waits(report: ProgressReport, last: ProgressVersion | None) -> str:
    if report.state == ProgressState.DRAFT:
        return "Rapporten är inte inlämnad än. Talen är de som projektägaren ser, men här visas också små antal."
    if report.state == ProgressState.RETURNED and last:
        return (
            f"Återlämnad. Nedan står det som skickades, version {last.number}, och det du bad om: {last.return_reason}"
        )
    return ""


def _about(association: Association, report: ProgressReport) -> list[Fact]:
    application, intervention = application_of(report), intervention_of(report)
    case = application.case
    case_url = reverse("case", args=[association.slug, case.year, case.number]) if case else ""
    said = [
        Fact("Insats", intervention.title, reverse("intervention", args=[association.slug, intervention.key])),
        Fact("Projektägare", application.applicant),
        Fact("Skriver", listed([writer.name for writer in writers_of(report)]) or "Ingen har en länk att skriva med"),
        Fact("Ärende", case.diary_number if case else "", case_url),
        Fact("Påmind", day(report.reminded_on) if report.reminded_on else ""),
    ]
    return [fact for fact in said if fact.text]


def _older(versions: Sequence[ProgressVersion], compare: str) -> ProgressVersion | None:
    """The version to compare the last with: the one asked for, else the one before."""
    earlier = list(versions[:-1])
    asked = next((one for one in earlier if str(one.number) == compare), None)
    return asked or (earlier[-1] if earlier else None)


def _changes(
    sections: Sequence[Section], older: ProgressVersion, last: ProgressVersion
) -> list[tuple[str, Sequence[Piece]]]:
    """What was written differently, by section; a figure's explanation under the section it stands in."""
    named = [
        (f"{one.title}: {TITLES[slot].lower()}" if slot else one.title, f"{WHY}{slot}" if slot else one.key)
        for one in sections
        for slot in ("", *one.slots)
    ]
    return [
        (title, word_changes(older.texts.get(key, ""), last.texts.get(key, "")))
        for title, key in named
        if older.texts.get(key, "") != last.texts.get(key, "")
    ]


def _version(one: ProgressVersion, versions: Sequence[ProgressVersion], url: str) -> VersionRow:
    said = [f"skickad {day(timezone.localdate(one.sent_at))}{f' av {one.sent_by.name}' if one.sent_by else ''}"]
    if one.returned_at:
        said.append(f"återlämnad {day(timezone.localdate(one.returned_at))}: {one.return_reason}")
    older = one is not versions[-1]
    return VersionRow(f"Version {one.number}", ", ".join(said), f"{url}?jamfor={one.number}#andringar" if older else "")


def _document_url(association: Association, report: ProgressReport) -> str:
    document, case = report.document, application_of(report).case
    if document is None or case is None:
        return ""
    return reverse("document-file", args=[association.slug, case.year, case.number, document.number])
