"""A project owner's follow-up reports."""

from datetime import date

from finsam.core.models import Association
from finsam.funding.access import owner_path
from finsam.funding.models import ProgressState, Writer
from finsam.funding.queries.action_point_rows import points_of, stage_now
from finsam.funding.queries.owner_rows import OwnerRow
from finsam.funding.queries.progress_reports import WRITTEN, is_late, report_name, reports_of
from finsam.funding.rules.action_points import WORDS
from finsam.kernel.swedish import day


def report_rows(association: Association, writer: Writer, today: date) -> list[OwnerRow]:
    """Return the owner's follow-up reports, for the page of the application. Must be called within the association.

    Deviations that wait for the owner stand after them. Asks nothing before something is granted.
    """
    application = writer.application
    if application.intervention_id is None:
        return []
    rows = [
        OwnerRow(
            report_name(report),
            f"Lämnas senast {day(report.asked.due_on)}"
            if report.state in WRITTEN
            else f"Skulle lämnas senast {day(report.asked.due_on)}",
            "Försenad" if is_late(report, today) else report.get_state_display(),
            owner_path(association, writer, "owner-report", report.pk),
            is_late(report, today) or report.state == ProgressState.RETURNED,
        )
        for report in reports_of(association).filter(asked__agreement__grant__application=application)
    ]
    points = points_of(association).filter(intervention_id=application.intervention_id, done_on=None)
    return [
        *rows,
        *(
            OwnerRow(
                f"Avvikelse: {point.finding[:80]}",
                point.action or "Ingen åtgärd är bestämd än",
                WORDS[stage_now(point, today)],
                owner_path(association, writer, "owner-action-point", point.pk),
                stage_now(point, today) == "late",
            )
            for point in points.exclude(is_adequate=True)
        ),
    ]
