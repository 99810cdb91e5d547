"""What the office does with a follow-up report: gives it back with the reason, or approves it."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Case, CaseKind, Direction
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.outbox import write_mail
from finsam.funding.access import owner_path
from finsam.funding.actions.progress import IDENTITY_NUMBER, lock_intervention, sections_in
from finsam.funding.models import ProgressReport, ProgressState, ProgressVersion, Writer
from finsam.funding.printing.progress import progress_pdf
from finsam.funding.queries.progress_reports import application_of, intervention_of, report_name, reports_of, writers_of
from finsam.funding.rules.states import PROGRESS, check_next
from finsam.kernel.identity import looks_like_identity_number

NOT_SENT = "Rapporten är inte inlämnad, så den kan varken lämnas tillbaka eller godkännas. Läs in sidan igen."


@transaction.atomic
def return_report(*, association: Association, by: Person, report: ProgressReport, reason: str) -> ProgressVersion:
    """Give the report back to be put right; the writers are told why. Raises ValueError with a Swedish sentence."""
    report = _held(association, report)
    check_next(PROGRESS, report.state, ProgressState.RETURNED, NOT_SENT)
    if not reason.strip():
        raise ValueError("Skriv vad som behöver rättas, så att de som skriver vet vad de ska göra.")
    if looks_like_identity_number(reason):
        raise ValueError(IDENTITY_NUMBER)
    version = _last(report)
    version.returned_at, version.returned_by, version.return_reason = timezone.now(), by, reason.strip()
    version.save(update_fields=["returned_at", "returned_by", "return_reason"])
    report.state = ProgressState.RETURNED
    report.save(update_fields=["state"])
    for writer in writers_of(report):
        _write(association, report, writer, "Rätta", f"behöver rättas:\n\n{reason.strip()}\n\nRätta och skicka igen")
    audit.record(
        association, "funding.report.returned", report_name(report), by=by, report=report.pk, version=version.number
    )
    return version


@transaction.atomic
def approve_report(*, association: Association, by: Person, report: ProgressReport) -> ProgressReport:
    """Approve the report: it is kept as a document of the application's case and changes never more.

    Raises ValueError with a Swedish sentence when it is not sent.
    """
    report = _held(association, report)
    check_next(PROGRESS, report.state, ProgressState.APPROVED, NOT_SENT)
    now, version = timezone.now(), _last(report)
    application, intervention = application_of(report), intervention_of(report)
    content = progress_pdf(association, report, version, sections_in(report), made_at=now)
    document = register_document(
        association=association, by=by, case=_case(association, by, report), direction=Direction.INCOMING,
        title=f"{report_name(report)}, {intervention.title}"[:200], counterpart=application.applicant[:120],
        dated_on=timezone.localdate(version.sent_at),
        incoming=Incoming(f"uppfoljning-{intervention.key}-{report.asked.period_to}.pdf", content),
    )  # fmt: skip
    report.state, report.approved_at, report.approved_by, report.document = ProgressState.APPROVED, now, by, document
    report.save(update_fields=["state", "approved_at", "approved_by", "document"])
    lock_intervention(association, intervention, timezone.localdate(now))
    for writer in writers_of(report):
        _write(association, report, writer, "Godkänd", "är godkänd. Tack. Du kan läsa den här")
    audit.record(
        association, "funding.report.approved", report_name(report), by=by, report=report.pk, document=document.pk
    )
    return report


def _last(report: ProgressReport) -> ProgressVersion:
    return report.versions.order_by("-number")[0]


def _case(association: Association, by: Person, report: ProgressReport) -> Case:
    """The application's case; an application that came before the diary gets one of its own."""
    application = application_of(report)
    if application.case is None:
        application.case = open_case(
            association=association, by=by, title=application.title, kind=CaseKind.FOLLOW_UP,
            opened_on=timezone.localdate(), counterpart=application.applicant[:120],
        )  # fmt: skip
        application.save(update_fields=["case"])
    return application.case


def _write(association: Association, report: ProgressReport, writer: Writer, word: str, text: str) -> None:
    url = f"{settings.ORIGIN}{owner_path(association, writer, 'owner-report', report.pk)}"
    name = report_name(report)
    write_mail(
        association=association, to=writer.email, subject=f"{word}: {name}, {intervention_of(report).title}",
        text=f"Hej {writer.name},\n\n{name} för {intervention_of(report).title} {text}:\n\n{url}\n\n{association.name}",
        about=f"progress:{report.pk}",
    )  # fmt: skip


def _held(association: Association, report: ProgressReport) -> ProgressReport:
    ProgressReport.objects.select_for_update().get(association=association, pk=report.pk)
    return reports_of(association).get(pk=report.pk)
