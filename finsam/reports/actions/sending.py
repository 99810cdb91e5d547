"""A report sent: to a meeting as annex in one step, or to a member before the board has decided (rule R16)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Case, CaseKind, Direction, Document
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.kernel.swedish import day
from finsam.meetings.actions.before_agenda import add_item
from finsam.meetings.actions.before_annexes import attach_document, detach_document
from finsam.meetings.actions.before_items import TEXTS, change_item
from finsam.meetings.models import Annex, Item, ItemKind, ItemState, Meeting, MeetingState
from finsam.meetings.words import meeting_title
from finsam.reports.actions.writing import begin_report
from finsam.reports.blocks import Composed
from finsam.reports.data import report_data
from finsam.reports.editions import Edition
from finsam.reports.models import Report, ReportKind, SentReport
from finsam.reports.printing import Standing, printed_report
from finsam.reports.queries.composed import composed_report, text_of
from finsam.reports.queries.states import state_of
from finsam.reports.rules.standing import standing_words
from finsam.signing.content import content_hash

ITEM_TITLES = {
    ReportKind.ECONOMIC_REPORT: "Ekonomisk rapport",
    ReportKind.HALF_YEAR_ACCOUNTS: "Delårsbokslut",
    ReportKind.ANNUAL_ACCOUNTS: "Årsbokslut",
    ReportKind.ANNUAL_REPORT: "Årsredovisning",
}
PROPOSALS = {
    ReportKind.ECONOMIC_REPORT: "lägga rapporten till handlingarna",
    ReportKind.HALF_YEAR_ACCOUNTS: "godkänna delårsbokslutet",
    ReportKind.ANNUAL_ACCOUNTS: "godkänna årsbokslutet",
    ReportKind.ANNUAL_REPORT: "godkänna årsredovisningen och överlämna den till revisorerna och medlemmarna",
}
COMING = (MeetingState.PLANNED, MeetingState.CALLED)


@dataclass(frozen=True)
class Delivery:
    """What came of sending to a meeting: the item it is annex to, which version, and whether an older one gave way."""

    item: Item
    version: int
    replaced: bool

    @property
    def words(self) -> str:
        """Say what was done."""
        which = "Rapporten" if self.version == 1 else f"Version {self.version} av rapporten"
        older = " Den förra versionen är borttagen ur dagordningen." if self.replaced else ""
        return f"{which} är bilaga till punkten ”{self.item.title}”.{older}"


@transaction.atomic
def send_to_meeting(*, association: Association, by: Person, edition: Edition, meeting: Meeting) -> Delivery:
    """Register the report as a document and make it an annex of the meeting's item for it, made if there is none.

    Must be called within the association. Raises ValueError when the meeting has begun or is cancelled, or the same
    content has been sent to it.
    """
    if meeting.state not in COMING:
        raise ValueError("Mötet har redan börjat eller är inställt. Välj ett möte som är planerat eller kallat.")
    report = begin_report(association=association, by=by, edition=edition)
    earlier = list(SentReport.objects.filter(association=association, report=report))
    composed = composed_report(association, edition, text=text_of(report, edition))
    hashed, version = _version(composed, earlier)
    there = [one for one in earlier if one.meeting_id == meeting.pk]
    if there and there[-1].content_hash == hashed:
        raise ValueError("Rapporten är redan bilaga till mötet, och inget har ändrats sedan dess.")
    document = _document(association, by, report, composed, edition, version)
    item = _item(association, by, report, edition, meeting)
    replaced = meeting.state == MeetingState.PLANNED and _detached(association, by, item, there)
    attach_document(association=association, by=by, item=item, document=document)
    SentReport.objects.create(
        association=association, report=report, version=version, to=meeting_title(meeting), meeting=meeting,
        sent_on=timezone.localdate(), sent_by=by, content_hash=hashed, document=document,
    )  # fmt: skip
    audit.record(association, "reports.report.sent", report, by=by, meeting=meeting.pk, version=version)
    return Delivery(item, version, replaced)


@transaction.atomic
def note_sent(*, association: Association, by: Person, edition: Edition, to: str, sent_on: date) -> SentReport:
    """Note that the report was sent to somebody, and register it as an outgoing document (R16, R42).

    Before the board has decided the document says so. Raises ValueError without a receiver or for a day to come.
    """
    to = " ".join(to.split())
    if not to:
        raise ValueError("Skriv vem rapporten är skickad till.")
    if sent_on > timezone.localdate():
        raise ValueError("Dagen har inte varit än. Ange dagen då rapporten skickades.")
    report = begin_report(association=association, by=by, edition=edition)
    earlier = list(SentReport.objects.filter(association=association, report=report))
    composed = composed_report(association, edition, text=text_of(report, edition))
    hashed, version = _version(composed, earlier)
    sent = SentReport.objects.create(
        association=association, report=report, version=version, to=to, sent_on=sent_on, sent_by=by,
        content_hash=hashed,
    )  # fmt: skip
    sent.document = _document(association, by, report, composed, edition, version, to, sent_on)
    sent.save(update_fields=["document"])
    audit.record(association, "reports.report.sent", report, by=by, to=to, version=version)
    return sent


def report_case(*, association: Association, by: Person | None, report: Report, edition: Edition) -> Case:
    """Return the case of the report, for an economic report that of the year's; opened the first time."""
    if report.case is None:
        others = Report.objects.filter(association=association, kind=report.kind, year=report.year)
        known = others.exclude(case=None).select_related("case").first()
        report.case = known.case if known else _opened(association, by, edition)
        report.save(update_fields=["case"])
    return report.case  # type: ignore[return-value]  # it has just been given one


def _opened(association: Association, by: Person | None, edition: Edition) -> Case:
    economic = edition.kind is ReportKind.ECONOMIC_REPORT
    return open_case(
        association=association, by=by,
        title=f"Ekonomiska rapporter {edition.year}" if economic else edition.title,
        kind=CaseKind.ECONOMY if economic else CaseKind.ANNUAL_REPORT,
        opened_on=timezone.localdate(), proposal=PROPOSALS[edition.kind],
    )  # fmt: skip


def _version(composed: Composed, earlier: list[SentReport]) -> tuple[str, int]:
    """The hash of what the report says now, and which version that is: a new one when it says something else."""
    hashed = content_hash(report_data(composed))
    if not earlier:
        return hashed, 1
    return hashed, earlier[-1].version + (earlier[-1].content_hash != hashed)


def _document(
    association: Association, by: Person, report: Report, composed: Composed, edition: Edition, version: int,
    to: str = "", on: date | None = None,
) -> Document:  # fmt: skip
    """Print the report and register it in its case: drawn up, or with a receiver as sent out."""
    state = state_of(association, report)
    sent = [(one.to, one.sent_on) for one in state.sent]
    standing = Standing(
        subtitle=f"{association.name}. Version {version}, {day(timezone.localdate())}.",
        mark=standing_words(is_signed=edition.is_signed and not state.sealed_at, sent=sent),
    )
    return register_document(
        association=association, by=by, title=edition.title if version == 1 else f"{edition.title}, version {version}",
        direction=Direction.OUTGOING if to else Direction.DRAWN_UP, dated_on=on or timezone.localdate(),
        counterpart=to, case=report_case(association=association, by=by, report=report, edition=edition),
        incoming=Incoming(
            edition.file_name(association, "pdf"),
            printed_report(composed, made_at=timezone.now(), standing=standing),
        ),
    )  # fmt: skip


def _item(association: Association, by: Person, report: Report, edition: Edition, meeting: Meeting) -> Item:
    """The item of the agenda that the report belongs to: of its case, or called so; else a new one."""
    items = list(Item.objects.filter(association=association, meeting=meeting, state=ItemState.WAITING))
    title = ITEM_TITLES[edition.kind]
    item = next((one for one in items if one.case_id == report.case_id), None) or next(
        (one for one in items if one.case_id is None and title.casefold() in one.title.casefold()), None
    )
    if item is None:
        kind = ItemKind.REPORT if edition.kind is ReportKind.ECONOMIC_REPORT else ItemKind.DECISION
        item = add_item(association=association, by=by, meeting=meeting, title=title, kind=kind)
    if item.case_id is None:
        item.case = report.case
        item.save(update_fields=["case"])
    if item.proposal:
        return item
    wanted = {name: getattr(item, name) for name in TEXTS} | {"proposal": PROPOSALS[edition.kind]}
    return change_item(association=association, by=by, item=item, version=item.version, wanted=wanted)


def _detached(association: Association, by: Person, item: Item, earlier: list[SentReport]) -> bool:
    """Take the older versions off an agenda nobody has been sent; tell whether there were any."""
    documents = [one.document_id for one in earlier]
    annexes = Annex.objects.filter(association=association, item=item, document__in=documents)
    ids = list(annexes.values_list("pk", flat=True))
    for pk in ids:
        detach_document(association=association, by=by, item=item, annex_id=pk)
    return bool(ids)
