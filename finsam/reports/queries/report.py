"""The page of a report: its text with every figure, how it stands, and where it can be sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association, Body
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import capital, day
from finsam.meetings.models import Meeting
from finsam.meetings.records import meeting_key
from finsam.meetings.stages import address_of
from finsam.meetings.words import meeting_name
from finsam.reports.actions.sending import COMING
from finsam.reports.blocks import Chapter
from finsam.reports.data import report_data
from finsam.reports.editions import Edition
from finsam.reports.forms import MeetingForm, SentForm
from finsam.reports.models import Report, SealedReport, SentReport
from finsam.reports.queries.composed import composed_report, text_of
from finsam.reports.queries.states import ReportState, state_of
from finsam.reports.rules.differences import differences
from finsam.reports.rules.standing import standing_words
from finsam.reports.sealed import sealed_chapters
from finsam.ui.parts import Link

OWN, SHIPPED = "egen text", "efter mallen, utan egen text"


@dataclass(frozen=True)
class Sent:
    """That the report was sent: to whom, and when and which version; leads to the meeting."""

    to: str
    detail: str
    url: str


@dataclass(frozen=True)
class ReportPage:
    """A report as a web document. Forms and addresses of what may not be done are empty."""

    title: str
    state: str
    crumbs: Sequence[Link]
    association: str
    chapters: Sequence[Chapter]
    pdf_url: str
    data_url: str
    typed: Sequence[str]
    stage: int
    stage_word: str
    mark: str
    sent: Sequence[Sent]
    changes: Sequence[str]  # of a sealed one: what has changed since
    sealed_words: str
    edit_url: str
    signing_url: str
    signing_word: str
    send_url: str
    meeting_form: MeetingForm | None
    sent_form: SentForm | None
    no_meeting: str
    opened: bool  # whether the form of what was sent otherwise stands open
    short: bool  # a few pages: without contents beside it, and as wide as its tables want


@dataclass(frozen=True)
class Refused:
    """A form that was refused, as it was filled in."""

    meeting: MeetingForm | None = None
    sent: SentForm | None = None


def report_page(
    association: Association, edition: Edition, permissions: Collection[Permission], refused: Refused | None = None
) -> ReportPage:
    """Return a report's page: what is sealed of it, if anything is, else what the figures say now."""
    refused = refused or Refused()
    report = edition.found(association)
    composed = composed_report(association, edition, text=text_of(report, edition))
    state = state_of(association, report)
    sealed = _sealed(association, report) if state.sealed_at else None
    changes = differences(sealed.content["report"], report_data(composed)) if sealed else []
    writes = Permission.WRITE_REPORT in permissions
    meetings = coming_meetings(association) if writes and not sealed else []
    return ReportPage(
        title=edition.title,
        state=f"{association.name} · {OWN if report and report.text else SHIPPED}",
        crumbs=crumbs_of(association, Link(edition.title)),
        association=association.name,
        chapters=sealed_chapters(sealed.content["report"]) if sealed and changes else composed.chapters,
        pdf_url=edition.page("report_file", association, "pdf"),
        data_url=edition.page("report_file", association, "json"),
        typed=composed.typed,
        stage=state.stage,
        stage_word=state.word,
        mark=mark_of(edition, state),
        sent=[_sent(association, one) for one in state.sent],
        changes=changes,
        sealed_words=_sealed_words(sealed),
        edit_url=edition.page("report-text", association) if writes and state.is_open else "",
        signing_url=edition.page("report-signing", association) if edition.is_signed else "",
        signing_word=_signing_word(state, writes=writes),
        send_url=edition.page("report-send", association),
        meeting_form=(refused.meeting or MeetingForm(meetings)) if meetings else None,
        sent_form=(refused.sent or SentForm(initial={"sent_on": timezone.localdate()}))
        if writes and edition.is_signed and not sealed
        else None,
        no_meeting="" if meetings or not writes or sealed else reverse("meetings", args=[association.slug]),
        opened=refused.sent is not None,
        short=composed.short,
    )


def crumbs_of(association: Association, *further: Link) -> list[Link]:
    """Return the way to a report: the association, the reports, and what follows."""
    return [
        Link(association.short_name, reverse("overview", args=[association.slug])),
        Link("Rapporter", reverse("reports", args=[association.slug])),
        *further,
    ]


def coming_meetings(association: Association) -> list[tuple[int, str]]:
    """Return the meetings of the board that a report can be sent to, the nearest first, as choices."""
    meetings = Meeting.objects.filter(
        association=association, body=Body.BOARD, state__in=COMING, held_on__gte=timezone.localdate()
    ).order_by("held_on")
    return [(one.pk, f"{capital(meeting_name(one))} {day(one.held_on)}") for one in meetings]


def mark_of(edition: Edition, state: ReportState) -> str:
    """Return that a report has been sent without being adopted, if it has (R16)."""
    return standing_words(
        is_signed=edition.is_signed and not state.sealed_at, sent=[(one.to, one.sent_on) for one in state.sent]
    )


def _sealed(association: Association, report: Report | None) -> SealedReport | None:
    return SealedReport.objects.filter(association=association, report=report, sealed_at__isnull=False).first()


def _sealed_words(sealed: SealedReport | None) -> str:
    return f"Sedan {_day_of(sealed)}" if sealed else ""


def _day_of(sealed: SealedReport) -> date:
    return timezone.localdate(sealed.sealed_at)


def _signing_word(state: ReportState, *, writes: bool) -> str:
    if state.sealed_at:
        return "Visa godkännandena"
    if not state.is_open:
        return "Visa undertecknandet"
    return "Lämna för underskrift" if writes else ""


def _sent(association: Association, one: SentReport) -> Sent:
    url = address_of("meeting", association, meeting_key(one.meeting)) if one.meeting else ""
    return Sent(one.to, f"{day(one.sent_on)}, version {one.version}", url or "")
