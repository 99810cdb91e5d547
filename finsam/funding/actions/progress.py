"""Follow-up reports: opened for the agreement in force, written by the owner, sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association
from finsam.figures.audience import Audience
from finsam.funding.models import (
    AgreementState,
    ProgressReport,
    ProgressState,
    ProgressVersion,
    ReportingDate,
    ReportTemplate,
    Writer,
)
from finsam.funding.queries.progress_figures import book_of, filled_slots, kept_figures
from finsam.funding.rules.report_changes import merged_texts
from finsam.funding.rules.report_text import LONGEST, SHIPPED, Section, keys_of, missing_of, sections_from, sections_of
from finsam.funding.rules.states import PROGRESS, check_next
from finsam.interventions.models import Intervention
from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.identity import looks_like_identity_number

IDENTITY_NUMBER = (
    "Det här ser ut som ett personnummer. Förbundet får inte spara det. Ta bort det och spara igen. "
    "Det du skrev står kvar här."
)
NOT_OPEN = "Rapporten är inlämnad och kan inte ändras. Förbundet kan lämna tillbaka den om något ska rättas."
IN_FORCE = (AgreementState.SIGNED, AgreementState.ENDED)


@dataclass(frozen=True)
class Saved:
    """What saving led to: the report, and the keys of the texts that somebody else had written meanwhile."""

    report: ProgressReport
    clashing: list[str]


def mark_of(text: str) -> str:
    """Return a short mark that tells one text from another."""
    return f"{crc32(text.strip().replace(chr(13), '').encode()):08x}"


def sections_in(report: ProgressReport) -> list[Section]:
    """Return the sections the report asks for, in the version of the template it was opened in."""
    written = sections_from(report.template.sections) if report.template else list(SHIPPED)
    return sections_of(written, report.asked.kind)


@transaction.atomic
def open_reports(association: Association, today: date) -> int:
    """See to it that a report stands for each date of the agreements in force; return how many were opened.

    A report of an agreement that an amendment replaced is moved to the same date of the amendment; without one it is
    taken away if nothing is written in it. May be done at any time. Must be called within the association.
    """
    every = list(ReportingDate.objects.filter(association=association).select_related("agreement"))
    reports = {row.asked_id: row for row in ProgressReport.objects.filter(association=association)}
    wanted = [row for row in every if _is_asked(row, today) and row.pk not in reports]
    idle = [row for row in every if row.pk in reports and not _is_asked(row, today)]
    if not wanted and not idle:
        return 0
    template = ReportTemplate.objects.filter(association=association).first()
    moved = _move(association, wanted, idle, reports)
    opened = [row for row in wanted if row.pk not in moved]
    for row in opened:
        ProgressReport.objects.get_or_create(association=association, asked=row, defaults={"template": template})
    if opened:
        audit.record(association, "funding.reports.opened", by=None, dates=[row.pk for row in opened])
    return len(opened)


def _is_asked(row: ReportingDate, today: date) -> bool:
    agreement = row.agreement
    ended = agreement.ended_on if agreement.state == AgreementState.ENDED else None
    return agreement.state in IN_FORCE and (ended is None or row.period_from <= ended or row.due_on < today)


def _move(
    association: Association,
    wanted: list[ReportingDate],
    idle: list[ReportingDate],
    reports: Mapping[int, ProgressReport],
) -> set[int]:
    """Move what is written for dates that no longer hold, or take it away when nothing is; return the dates met."""
    to = {(row.agreement.grant_id, row.kind, row.period_from, row.period_to): row for row in wanted}
    met: set[int] = set()
    for row in idle:
        report, mine = reports[row.pk], ProgressReport.objects.filter(association=association, asked=row)
        new = to.pop((row.agreement.grant_id, row.kind, row.period_from, row.period_to), None)
        if new:
            mine.update(asked=new)
            met.add(new.pk)
        elif not is_begun(report):
            mine.delete()
    return met


def is_begun(report: ProgressReport) -> bool:
    """Tell whether something is written in the report, has been sent with it, or is noted from it."""
    written = report.state != ProgressState.DRAFT or any(report.texts.values())
    return written or report.versions.exists() or report.action_points.exists()


@transaction.atomic
def save_draft(
    *, association: Association, by: Writer, report: ProgressReport, texts: Mapping[str, str], base: Mapping[str, str]
) -> Saved:
    """Save what a writer has written, joined with what others wrote in other sections meanwhile.

    `base` holds the marks of the texts it was written from. Where both have written nothing is overwritten: those keys
    are told. Raises BadInput with a fault for each text that cannot be kept, ValueError when the report is sent.
    """
    report = _held(association, report)
    if report.state not in {ProgressState.DRAFT, ProgressState.RETURNED}:
        raise ValueError(NOT_OPEN)
    known = set(keys_of(sections_in(report)))
    typed = {key: text.replace("\r\n", "\n").strip() for key, text in texts.items() if key in known}
    if faults := [fault for key, text in typed.items() for fault in _faults(key, text)]:
        raise BadInput(*faults)
    joined, clashing = merged_texts(stored=report.texts, typed=typed, base=base, mark=mark_of)
    if joined != report.texts:
        report.texts = joined
        report.revision += 1
        report.save(update_fields=["texts", "revision"])
        audit.record(
            association,
            "funding.report.saved",
            report,
            by=None,
            report=report.pk,
            writer=by.pk,
            revision=report.revision,
        )
    return Saved(report, clashing)


def _faults(key: str, text: str) -> list[Fault]:
    """What is wrong with a text; `file` of a fault is the text's key."""
    if looks_like_identity_number(text):
        return [Fault(IDENTITY_NUMBER, key)]
    if len(text) > LONGEST:
        return [Fault(f"Högst {LONGEST} tecken. Korta texten, eller lägg det längre i en bilaga.", key)]
    return []


@transaction.atomic
def send_report(*, association: Association, by: Writer, report: ProgressReport, today: date) -> ProgressVersion:
    """Send the report as it is saved: words and figures are kept as a version that never changes.

    Raises BadInput with a fault for each section that must be written, ValueError when it is sent already.
    """
    report = _held(association, report)
    check_next(PROGRESS, report.state, ProgressState.SENT, NOT_OPEN)
    if lacking := missing_of(sections_in(report), report.texts):
        raise BadInput(*(Fault("Skriv något, eller ”Inget att säga”.", one.key) for one in lacking))
    intervention = report.asked.agreement.grant.intervention
    slots = filled_slots(
        book_of(intervention, report.asked.period_from, report.asked.period_to),
        intervention, list(intervention.goals.all()), Audience.PUBLIC,
    )  # fmt: skip
    version = ProgressVersion.objects.create(
        association=association, report=report, number=report.versions.count() + 1, texts=report.texts,
        figures=kept_figures(slots, today), sent_by=by,
    )  # fmt: skip
    report.state, report.sent_at = ProgressState.SENT, timezone.now()
    report.save(update_fields=["state", "sent_at"])
    lock_intervention(association, intervention, today)
    audit.record(
        association, "funding.report.sent", report, by=None, report=report.pk, writer=by.pk, version=version.number
    )
    return version


def lock_intervention(association: Association, intervention: Intervention, today: date) -> None:
    """Let direction and goals stand from the first report on (R9)."""
    Intervention.objects.filter(association=association, pk=intervention.pk, locked_on=None).update(locked_on=today)


def _held(association: Association, report: ProgressReport) -> ProgressReport:
    """Read the report again and hold its row, so that two who change it come one after the other."""
    related = ("template", "asked__agreement__grant__intervention__association")
    rows = ProgressReport.objects.select_for_update(of=("self",)).select_related(*related)
    return rows.get(association=association, pk=report.pk)


def note_reminded(association: Association, report: ProgressReport, today: date) -> None:
    """Note that the writers were reminded."""
    ProgressReport.objects.filter(association=association, pk=report.pk).update(reminded_on=today)
