"""What happens by itself with follow-up reports: they are opened, and those who owe one are reminded."""

from datetime import date

from django.conf import settings

from finsam.core import audit
from finsam.core.models import Association
from finsam.core.outbox import write_mail
from finsam.core.provisions import provisions_of
from finsam.core.ticking import job
from finsam.funding.access import owner_path
from finsam.funding.actions.progress import note_reminded, open_reports
from finsam.funding.models import ProgressReport, Writer
from finsam.funding.queries.progress_reports import WRITTEN, intervention_of, report_name, reports_of, writers_of
from finsam.funding.rules.report_reminders import is_to_be_reminded
from finsam.kernel.swedish import day


@job("uppföljningsrapporter öppnade")
def open_what_is_asked(association: Association, today: date) -> int:
    """Open the reports that the agreements in force ask for. Within the association."""
    return open_reports(association, today)


@job("påminnelser om uppföljning skrivna")
def remind_writers(association: Association, today: date) -> int:
    """Remind those who owe a report: before it is due, the day after, and then every two weeks, each time once.

    Returns how many letters were written. Must be called within the association.
    """
    days, written = provisions_of(association, today).days("report_reminder_days"), 0
    for report in reports_of(association).select_for_update(of=("self",)).filter(state__in=WRITTEN):
        if not is_to_be_reminded(report.asked.due_on, days, report.reminded_on, today):
            continue
        writers = writers_of(report)
        for writer in writers:
            _remind(association, report, writer, today)
        note_reminded(association, report, today)
        audit.record(
            association, "funding.report.reminded", report_name(report), by=None, report=report.pk,
            writers=[writer.pk for writer in writers],
        )  # fmt: skip
        written += len(writers)
    return written


def _remind(association: Association, report: ProgressReport, writer: Writer, today: date) -> None:
    name, due = report_name(report), report.asked.due_on
    late = due < today
    said = f"skulle ha kommit senast {day(due)}" if late else f"ska lämnas senast {day(due)}"
    url = f"{settings.ORIGIN}{owner_path(association, writer, 'owner-report', report.pk)}"
    write_mail(
        association=association, to=writer.email,
        subject=f"{'Försenad' if late else 'Påminnelse'}: {name}, {intervention_of(report).title}",
        text=f"Hej {writer.name},\n\n{name} för {intervention_of(report).title} {said}. Talen är redan ifyllda. "
        f"Du skriver varför:\n\n{url}\n\n{association.name}",
        about=f"progress:{report.pk}",
    )  # fmt: skip
