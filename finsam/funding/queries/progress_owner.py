"""The owner's page of a follow-up report: opened filled, to write why; or as it was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField
from django.utils import timezone

from finsam.core.models import Association
from finsam.figures.audience import Audience
from finsam.funding.access import owner_path
from finsam.funding.actions.progress import sections_in
from finsam.funding.forms.progress import ProgressForm
from finsam.funding.models import ProgressReport, ProgressState, Writer
from finsam.funding.queries.action_point_rows import PointRow, owner_points
from finsam.funding.queries.progress_figures import all_missing
from finsam.funding.queries.progress_parts import (
    SectionPart,
    fields_parts,
    figures_for,
    hidden_of,
    last_version,
    paragraphs,
    written_parts,
)
from finsam.funding.queries.progress_reports import WRITTEN, intervention_of, is_late, report_name
from finsam.kernel.swedish import day
from finsam.ui.parts import Fault, Link

STEPS = {"draft": 0, "returned": 0, "sent": 1, "approved": 2}


@dataclass(frozen=True)
class OwnerReportPage:
    """A report to write, or to read when it is sent."""

    title: str
    state: str
    crumbs: Sequence[Link]
    stage: int
    stage_word: str
    late: str
    returned: Sequence[str]  # why it came back, in paragraphs
    returned_on: str
    early: str
    missing: str
    clashes: Sequence[str]
    faults: Sequence[Fault]
    parts: Sequence[SectionPart]
    hidden: Sequence[BoundField]
    is_open: bool
    changed: Sequence[str]  # figures that are not what they were when it was sent
    points: Sequence[PointRow]
    deviation_url: str


def owner_report_page(
    association: Association, writer: Writer, report: ProgressReport, today: date, *, form: ProgressForm | None = None,
    theirs: Mapping[str, str] | None = None, faults: Sequence[Fault] = (),
) -> OwnerReportPage:  # fmt: skip
    """Return the page; `form`, `theirs` and `faults` are what was refused and why."""
    version, is_open = last_version(association, report), report.state in WRITTEN
    figures = figures_for(report, Audience.PUBLIC, None if is_open else version)
    sections, returned = sections_in(report), report.state == ProgressState.RETURNED and version is not None
    form = (form or ProgressForm(None, sections=sections, texts=report.texts)) if is_open else None
    parts = (
        fields_parts(form, figures.slots, theirs or {})
        if form
        else written_parts(sections, figures.slots, version.texts if version else {})
    )
    asked, name = report.asked, report_name(report)
    return OwnerReportPage(
        title=f"{name}: {intervention_of(report).title}",
        state=_state(report),
        crumbs=[Link(writer.application.title, owner_path(association, writer)), Link(name)],
        stage=STEPS[report.state],
        stage_word=report.get_state_display(),
        late=f"Rapporten skulle ha kommit senast {day(asked.due_on)}." if is_late(report, today) else "",
        returned=paragraphs(version.return_reason) if returned and version else (),
        returned_on=day(timezone.localdate(version.returned_at))
        if returned and version and version.returned_at
        else "",
        early=f"Perioden pågår till och med {day(asked.period_to)}. Talen kan ändras till dess."
        if is_open and today <= asked.period_to
        else "",
        missing=all_missing(dict(figures.slots)) if is_open else "",
        clashes=[one.title for one in sections if theirs and one.key in theirs],
        faults=faults,
        parts=parts,
        hidden=hidden_of(form) if form else (),
        is_open=is_open,
        changed=[one.said for one in figures.differing],
        points=owner_points(association, writer, intervention_of(report), today),
        deviation_url=owner_path(association, writer, "owner-deviation", report.pk),
    )


def _state(report: ProgressReport) -> str:
    if report.state in WRITTEN:
        return f"Lämnas senast {day(report.asked.due_on)}. Talen är ifyllda ur förbundets register, du skriver varför."
    sent = f"Inskickad {day(timezone.localdate(report.sent_at))}" if report.sent_at else "Inskickad"
    approved = f", godkänd {day(timezone.localdate(report.approved_at))}" if report.approved_at else ""
    return f"{sent}{approved}. Texter och tal är som när den skickades."
