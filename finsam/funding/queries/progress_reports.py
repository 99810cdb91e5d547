"""Follow-up reports with all that is asked of them on pages: whose, what for, which days."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from finsam.core.models import Association
from finsam.funding.models import Application, ProgressReport, ProgressState, Writer
from finsam.funding.queries.progress_figures import said_span
from finsam.interventions.models import Intervention

WRITTEN = (ProgressState.DRAFT, ProgressState.RETURNED)
"""The states in which the owner is the one to do something."""


def reports_of(association: Association) -> QuerySet[ProgressReport]:
    """Return the reports with agreement, application, intervention and writers. Two queries."""
    writing = Prefetch(
        "asked__agreement__grant__application__writers",
        Writer.objects.filter(association=association, ended_at=None),
        to_attr="active_writers",
    )
    return (
        ProgressReport.objects.filter(association=association)
        .select_related(
            "template",
            "asked__agreement__grant__application__case",
            "asked__agreement__grant__intervention__association",
        )
        .prefetch_related(writing)
        .order_by("asked__due_on", "pk")
    )


def application_of(report: ProgressReport) -> Application:
    """Return the application that the report follows up."""
    return report.asked.agreement.grant.application


def intervention_of(report: ProgressReport) -> Intervention:
    """Return the intervention that the report is about."""
    return report.asked.agreement.grant.intervention


def writers_of(report: ProgressReport) -> list[Writer]:
    """Return those who write it, of a report from `reports_of`."""
    found: list[Writer] = application_of(report).active_writers  # type: ignore[attr-defined]
    return found


def report_name(report: ProgressReport) -> str:
    """Return "Kvartalsrapport april-juni 2030", with a real dash."""
    asked = report.asked
    return f"{asked.get_kind_display()} {said_span(asked.period_from, asked.period_to)}"


def is_late(report: ProgressReport, today: date) -> bool:
    """Tell whether it should have been sent."""
    return report.state in WRITTEN and report.asked.due_on < today
