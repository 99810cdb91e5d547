"""Reads of the papers: the agenda with background, proposals and annexes, and one annex at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from finsam.cases.models import Document, StoredFile
from finsam.cases.queries import SECRET, is_secret, may_read
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.meetings.models import Annex, Item, Meeting
from finsam.meetings.queries.before_meeting import crumbs_of, hides, section_of, section_span, shown_item_title
from finsam.meetings.records import Record, meeting_key, read_record
from finsam.meetings.rules.prose import prose_html
from finsam.meetings.stages import address_of
from finsam.meetings.words import counted, full_day, hours, local_day, meeting_title, short_day
from finsam.ui.parts import Link, Tab

MOST_TEXT = 60_000  # characters of a file's text on a page
PDF = "application/pdf"


@dataclass(frozen=True)
class PaperLine:
    """An annex of an item. Without url there is nothing to read, or not for the reader."""

    number: str
    title: str
    detail: str
    late: str
    url: str


@dataclass(frozen=True)
class PaperItem:
    """An item as a member of the body reads it."""

    anchor: str
    section: str
    title: str
    presenters: str
    late: str
    background: SafeString
    proposal: Sequence[str]
    proposal_by: str
    proposal_note: str
    majority: str
    annexes: Sequence[PaperLine]
    annexes_note: str


@dataclass(frozen=True)
class PapersPage:
    """The papers of a meeting."""

    title: str
    state: str
    crumbs: Sequence[Link]
    items: Sequence[PaperItem]
    running: str
    pdf_url: str
    back_url: str


def papers_page(association: Association, meeting: Meeting, permissions: Collection[Permission]) -> PapersPage:
    """Return the papers, without what is secret to the reader. Must be called within the association."""
    record = read_record(association, meeting)
    case = meeting.case
    calling = meeting.calling
    return PapersPage(
        title=f"Handlingar {short_day(meeting.held_on)} {meeting.held_on.year}",
        state=" · ".join(
            filter(None, [full_day(meeting.held_on), hours(meeting), meeting.place, section_span(record)])
        ),
        crumbs=crumbs_of(association, meeting, Link("Handlingar")),
        items=[_item(record, item, permissions) for item in record.items],
        running=meeting_title(meeting),
        pdf_url=address_of("document-file", association, case.year, case.number, calling.number)
        if case and calling
        else "",
        back_url=reverse("meeting", args=[association.slug, meeting_key(meeting)]),
    )


def _item(record: Record, item: Item, permissions: Collection[Permission]) -> PaperItem:
    hidden = hides(item, permissions)
    return PaperItem(
        anchor=f"punkt-{item.pk}",
        section=section_of(record, item.pk),
        title=shown_item_title(item, permissions),
        presenters="" if hidden else item.presenters,
        late=f"tillagd {local_day(item.added_at)}" if record.is_late(item) else "",
        background=mark_safe(prose_html("" if hidden else item.background)),  # noqa: S308  no HTML gets through it
        proposal=[] if hidden else item.proposal.splitlines(),
        proposal_by=item.proposal_by,
        proposal_note="" if hidden else item.proposal_note,
        majority="Beslutet kräver kvalificerad majoritet." if item.decision_type else "",
        annexes=[_line(record, annex, permissions) for annex in item.annexes.all()],
        annexes_note=item.annexes_note,
    )


def _line(record: Record, annex: Annex, permissions: Collection[Permission]) -> PaperLine:
    readable = may_read(annex.document, permissions)
    file = annex.document.file
    pages = counted(file.pages, "sida", "sidor") if file and file.pages else ""
    url = reverse("paper", args=[record.association.slug, meeting_key(record.meeting), annex.pk])
    return PaperLine(
        number=f"Bilaga {record.annex_numbers[annex.pk]}",
        title=paper_title(annex) if readable else SECRET,
        detail=" · ".join(filter(None, [pages, "sekretess" if readable and is_secret(annex.document) else ""])),
        late=f"tillagd {local_day(annex.added_at)}" if record.is_late(annex) else "",
        url=url if readable and file else "",
    )


def paper_title(annex: Annex) -> str:
    """Return what the annex is called."""
    return annex.title or annex.document.title


@dataclass(frozen=True)
class PaperPage:
    """One annex: pictures of its pages or its text, and the ones beside it."""

    title: str
    state: str
    crumbs: Sequence[Link]
    number: str
    to_item: Link
    tabs: Sequence[Tab]
    pages: Sequence[tuple[int, str]]
    page_count: int
    text: str
    text_remark: str
    file: Link
    before: Link
    after: Link


def find_annex(association: Association, meeting: Meeting, annex: int) -> Annex:
    """Return an annex of the meeting with its document. Raises Http404. Must be called within the association."""
    rows = Annex.objects.filter(association=association, item__meeting=meeting, pk=annex)
    found = (
        rows.select_related("item__case", "document__case").defer("document__search", "document__case__search").first()
    )
    if found is None:
        raise Http404
    return found


def paper_page(
    association: Association, meeting: Meeting, annex: Annex, view: str, permissions: Collection[Permission]
) -> PaperPage:
    """Return one annex. The reader must be one who may read it. Must be called within the association."""
    record = read_record(association, meeting)
    file = _light_file(annex.document, with_text=view == "text")
    args = [association.slug, meeting_key(meeting)]
    path, file_url = reverse("paper", args=[*args, annex.pk]), reverse("paper-file", args=[*args, annex.pk])
    number = f"Bilaga {record.annex_numbers[annex.pk]}"
    pages = (file.pages or 0) if file.media_type == PDF else 0
    as_text = view == "text" or not pages
    before, after = _beside(record, annex, permissions)
    return PaperPage(
        title=f"{number} {paper_title(annex)}",
        state=" · ".join(filter(None, [counted(pages, "sida", "sidor") if pages else "", file.name])),
        crumbs=crumbs_of(association, meeting, Link("Handlingar", reverse("papers", args=args)), Link(number)),
        number=number,
        to_item=Link(
            f"Till {section_of(record, annex.item_id)} {shown_item_title(annex.item, permissions)}",
            f"{reverse('papers', args=args)}#punkt-{annex.item_id}",
        ),
        tabs=[Tab("Sidor", path, not as_text, pages), Tab("Text", f"{path}?visa=text", as_text)] if pages else [],
        pages=[] if as_text else [(page, f"{file_url}?sida={page}") for page in range(1, pages + 1)],
        page_count=pages,
        text=file.text[:MOST_TEXT].strip() if as_text else "",
        text_remark="Texten fortsätter i filen." if as_text and len(file.text) > MOST_TEXT else "",
        file=Link("Hämta filen", file_url),
        before=before,
        after=after,
    )


def _light_file(document: Document, *, with_text: bool) -> StoredFile:
    files = StoredFile.objects.filter(association=document.association_id, pk=document.file_id or 0).defer("content")
    file = (files if with_text else files.defer("content", "text")).first()
    if file is None:
        raise Http404
    return file


def _beside(record: Record, annex: Annex, permissions: Collection[Permission]) -> tuple[Link, Link]:
    """The annexes before and after that can be read, in the order of the agenda."""
    all_of_them = [
        one
        for item in record.items
        for one in item.annexes.all()
        if one.document.file_id and may_read(one.document, permissions)
    ]
    place = [one.pk for one in all_of_them].index(annex.pk)

    def link(at: int) -> Link:
        if not 0 <= at < len(all_of_them):
            return Link("")
        one = all_of_them[at]
        args = [record.association.slug, meeting_key(record.meeting), one.pk]
        return Link(f"Bilaga {record.annex_numbers[one.pk]}", reverse("paper", args=args))

    return link(place - 1), link(place + 1)
