"""What follow-up reports and action points want of a person: everything with a button and a last day."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.access import owner_path
from finsam.funding.models import ActionPoint, ProgressReport, ProgressState
from finsam.funding.queries.action_point_rows import points_of
from finsam.funding.queries.progress_reports import (
    WRITTEN,
    application_of,
    intervention_of,
    report_name,
    reports_of,
    writers_of,
)
from finsam.meetings.queries.act_parts import ActDue

SOON = timedelta(days=14)


def report_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person. Must be called within the association.

    Whoever keeps the funding: reports to read, reports that have not come, actions that are near or late. The one
    chosen to judge an action: that. A project owner with an account: the own reports.
    """
    acts: list[ActDue] = []
    keeps = Permission.KEEP_FUNDING in permissions
    if keeps or Permission.RUN_PROJECT in permissions:
        acts += _of_reports(association, person, today, keeps=keeps)
    if Permission.SEE_ASSOCIATION in permissions:
        acts += _of_points(association, person, today, keeps=keeps)
    return acts


def _of_reports(association: Association, person: Person, today: date, *, keeps: bool) -> Iterator[ActDue]:
    late, soon = Q(asked__due_on__lt=today), Q(asked__due_on__lte=today + SOON)
    wanted = Q(state=ProgressState.SENT) | Q(state__in=WRITTEN) & late if keeps else Q(state__in=WRITTEN) & soon
    if keeps:  # who writes them is of no account here
        for report in reports_of(association).filter(wanted).prefetch_related(None):
            yield _to_read(association, report)
        return
    for report in reports_of(association).filter(wanted):
        mine = [writer for writer in writers_of(report) if writer.email.lower() == person.email.lower()]
        if mine:
            yield ActDue(
                report.asked.due_on, f"Skriv {_said(report)}",
                f"{intervention_of(report).title}. Talen är ifyllda, du skriver varför.", "Skriv rapporten",
                owner_path(association, mine[0], "owner-report", report.pk),
            )  # fmt: skip


def _to_read(association: Association, report: ProgressReport) -> ActDue:
    url = reverse("progress-report", args=[association.slug, report.pk])
    title, by = intervention_of(report).title, application_of(report).applicant
    if report.state == ProgressState.SENT:
        return ActDue(None, f"Läs {_said(report)}", f"{title}, från {by}.", "Läs och godkänn", url)
    return ActDue(
        report.asked.due_on, f"{report_name(report)} har inte kommit", f"{title}. {by} är påmind med brev.",
        "Visa rapporten", url,
    )  # fmt: skip


def _of_points(association: Association, person: Person, today: date, *, keeps: bool) -> Iterator[ActDue]:
    judged = Q(verifier=person, done_on__isnull=False)
    near = Q(done_on=None, due_on__lte=today + SOON)
    points = points_of(association).exclude(is_adequate=True).filter(judged | near if keeps else judged)
    for point in points:
        yield _of_point(association, point)


def _of_point(association: Association, point: ActionPoint) -> ActDue:
    url, finding = reverse("action-point", args=[association.slug, point.pk]), _short(point.finding)
    if point.done_on:
        why = f"{point.intervention.title}. Gjort: {point.done_remark}"
        return ActDue(None, f"Bedöm åtgärden: {finding}", why, "Bedöm", url)
    why = f"{point.intervention.title}. {point.owner or 'Ingen utsedd'} gör det."
    return ActDue(point.due_on, f"Åtgärd ska vara klar: {finding}", why, "Visa åtgärden", url)


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:69].rsplit(' ', 1)[0]} …"


def _said(report: ProgressReport) -> str:
    name = report_name(report)
    return name[:1].lower() + name[1:].replace("rapport ", "rapporten ", 1)
