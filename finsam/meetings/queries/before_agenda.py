"""Reads of the agenda while it is made, and of one item with its annexes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.forms import Form
from django.urls import reverse

from finsam.cases.models import Document
from finsam.cases.queries import awaiting
from finsam.core.models import Association
from finsam.meetings.actions.before_agenda import OPEN_STATES
from finsam.meetings.actions.before_items import Other
from finsam.meetings.models import Item, ItemKind, ItemState, Meeting, MeetingState
from finsam.meetings.queries.before_meeting import annexes_in_words, crumbs_of, section_of, section_span
from finsam.meetings.records import Record, meeting_key, read_record
from finsam.meetings.rules.annexes import annex_span
from finsam.meetings.stages import address_of
from finsam.meetings.words import clock, counted, local_day, meeting_title, short_day
from finsam.ui.parts import Link

WITHOUT_PROPOSAL = frozenset(
    {ItemKind.OPENING, ItemKind.ADJUSTER, ItemKind.INFORMATION, ItemKind.OTHER, ItemKind.NEXT_MEETING, ItemKind.CLOSING}
)
"""Kinds that nobody expects a proposal of."""
PRESENTED = frozenset({ItemKind.DECISION, ItemKind.FUNDING, ItemKind.REPORT})
"""Kinds that somebody should present."""
SAYS_ITSELF = WITHOUT_PROPOSAL | {ItemKind.AGENDA, ItemKind.PREVIOUS_MINUTES, ItemKind.FOLLOW_UP, ItemKind.DELEGATED}
"""Kinds whose title says what they are."""


@dataclass(frozen=True)
class DraftLine:
    """An item in the agenda while it is made. `lacks` says what is missing; a begun item cannot be moved."""

    id: int
    section: str
    title: str
    url: str
    detail: str
    annexes: str
    lacks: str
    late: str
    can_move: bool
    can_rise: bool
    can_sink: bool


@dataclass(frozen=True)
class WaitingCase:
    """A case that waits for the body's next meeting."""

    id: int
    title: str
    detail: str
    url: str
    add_url: str


@dataclass(frozen=True)
class AgendaPage:
    """The agenda while it is made, beside the cases that wait."""

    title: str
    state: str
    crumbs: Sequence[Link]
    lines: Sequence[DraftLine]
    waiting: Sequence[WaitingCase]
    new_item: Form
    first_number: Form | None
    is_open: bool
    fault: str
    order_url: str
    add_url: str
    number_url: str
    next_act: Link


def agenda_page(
    association: Association, meeting: Meeting, new_item: Form, first_number: Form, fault: str = ""
) -> AgendaPage:
    """Return the agenda while it is made. Must be called within the association."""
    record = read_record(association, meeting)
    args = [association.slug, meeting_key(meeting)]
    is_open = meeting.state in OPEN_STATES
    calls = meeting.state == MeetingState.PLANNED
    return AgendaPage(
        title=f"Dagordning {short_day(meeting.held_on)} {meeting.held_on.year}",
        state=" · ".join(
            filter(None, [meeting_title(meeting), section_span(record), counted(len(record.items), "punkt", "punkter")])
        ),
        crumbs=crumbs_of(association, meeting, Link("Dagordning")),
        lines=_lines(record, args),
        waiting=waiting_cases(association, meeting) if is_open else [],
        new_item=new_item,
        first_number=first_number if is_open and not record.last_number else None,
        is_open=is_open,
        fault=fault,
        order_url=reverse("agenda-order", args=args),
        add_url=reverse("agenda-add", args=args),
        number_url=reverse("agenda-number", args=args),
        next_act=Link(
            "Granska kallelsen" if calls else "Skicka komplettering", address_of("calling", association, args[1])
        ),
    )


def _lines(record: Record, args: Sequence[str]) -> list[DraftLine]:
    movable = [item.pk for item in record.items if item.state == ItemState.WAITING]
    return [
        DraftLine(
            id=item.pk,
            section=section_of(record, item.pk),
            title=item.title,
            url=reverse("agenda-item", args=[*args, item.pk]),
            detail=" · ".join(
                filter(
                    None,
                    [
                        item.case.diary_number if item.case else "",
                        item.presenters,
                        "" if item.kind in SAYS_ITSELF else item.get_kind_display(),
                    ],
                )
            ),
            annexes=annexes_in_words([record.annex_numbers[a.pk] for a in item.annexes.all()], item.annexes_note),
            lacks=lacks(item),
            late=f"tillagd {local_day(item.added_at)}" if record.is_late(item) else "",
            can_move=item.pk in movable and record.meeting.state in OPEN_STATES,
            can_rise=item.pk in movable[1:],
            can_sink=item.pk in movable[:-1],
        )
        for item in record.items
    ]


def lacks(item: Item) -> str:
    """Write what an item lacks before the calling: a presenter, a proposal, or both."""
    missing = []
    if item.kind in PRESENTED and not item.presenters:
        missing.append("föredragande")
    if item.kind not in WITHOUT_PROPOSAL and not item.proposal and not item.proposal_note:
        missing.append("förslag")
    return f"saknar {' och '.join(missing)}" if missing else ""


def waiting_cases(association: Association, meeting: Meeting) -> list[WaitingCase]:
    """Return the cases that wait for the body and stand on no agenda that is still to be held, oldest first."""
    coming = Item.objects.filter(
        association=association,
        case__isnull=False,
        meeting__state__in=[MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN],
    )
    cases = (
        awaiting(association, meeting.body)
        .filter(Q(awaits_on=None) | Q(awaits_on__lte=meeting.held_on))
        .exclude(pk__in=coming.values("case"))
        .exclude(items__meeting=meeting)
    )
    args = [association.slug, meeting_key(meeting)]
    return [
        WaitingCase(
            id=case.pk,
            title=case.title,
            detail=" · ".join(filter(None, [case.diary_number, case.get_kind_display(), case.counterpart])),
            url=address_of("case", association, case.year, case.number),
            add_url=reverse("agenda-case", args=[*args, case.pk]),
        )
        for case in cases
    ]


@dataclass(frozen=True)
class AnnexLine:
    """An annex of the item. `open_url` shows it."""

    id: int
    number: str
    title: str
    detail: str
    late: str
    open_url: str


@dataclass(frozen=True)
class Clash:
    """A text that two have written."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class ItemPage:
    """One item with its texts and annexes, and, when two have written in it, both texts."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: Form
    clashes: Sequence[Clash]
    clash_words: str
    fault: str
    case_url: str
    annexes: Sequence[AnnexLine]
    annex_span: str
    documents: Sequence[tuple[int, str]]
    upload: Form
    upload_url: str
    annex_url: str
    order_url: str
    before: Link
    after: Link
    back_url: str


def item_page(
    association: Association, meeting: Meeting, item: Item, form: Form, *, upload: Form,
    clashes: Sequence[Clash] = (), other: Other | None = None, fault: str = "",
) -> ItemPage:  # fmt: skip
    """Return the page of one item. Must be called within the association."""
    record = read_record(association, meeting)
    args = [association.slug, meeting_key(meeting)]
    read = next(one for one in record.items if one.pk == item.pk)
    place = list(record.items).index(read)
    taken = {annex.document_id for annex in read.annexes.all()}
    numbers = [record.annex_numbers[a.pk] for a in read.annexes.all()]

    def beside(at: int) -> Link:
        if not 0 <= at < len(record.items):
            return Link("")
        near = record.items[at]
        return Link(f"{section_of(record, near.pk)} {near.title}", reverse("agenda-item", args=[*args, near.pk]))

    return ItemPage(
        title=f"{section_of(record, item.pk)} {read.title}",
        state=" · ".join(filter(None, [meeting_title(meeting), read.case.diary_number if read.case else ""])),
        crumbs=crumbs_of(
            association, meeting, Link("Dagordning", reverse("agenda", args=args)), Link(section_of(record, item.pk))
        ),
        form=form,
        clashes=clashes,
        clash_words=_clash_words(other),
        fault=fault,
        case_url=address_of("case", association, read.case.year, read.case.number) if read.case else "",
        annexes=_annex_lines(record, read),
        annex_span=annex_span(numbers),
        documents=[(d.pk, d.title) for d in _case_documents(association, read) if d.pk not in taken],
        upload=upload,
        upload_url=reverse("agenda-upload", args=[*args, item.pk]),
        annex_url=reverse("agenda-annex", args=[*args, item.pk]),
        order_url=reverse("agenda-annex-order", args=[*args, item.pk]),
        before=beside(place - 1),
        after=beside(place + 1),
        back_url=reverse("agenda", args=args),
    )


def _annex_lines(record: Record, item: Item) -> list[AnnexLine]:
    return [
        AnnexLine(
            id=annex.pk,
            number=record.annex_numbers[annex.pk],
            title=annex.title or annex.document.title,
            detail=file_words(annex.document),
            late=f"tillagd {local_day(annex.added_at)}" if record.is_late(annex) else "",
            open_url=address_of("paper", record.association, meeting_key(record.meeting), annex.pk),
        )
        for annex in item.annexes.all()
    ]


def file_words(document: Document) -> str:
    """Write what file a document has: "underlag.pdf, 12 sidor", and its secrecy."""
    file = document.file
    parts = [file.name if file else "ingen fil"]
    if file and file.pages:
        parts.append(counted(file.pages, "sida", "sidor"))
    if document.secret:
        parts.append("sekretess")
    return ", ".join(parts)


def _case_documents(association: Association, item: Item) -> Sequence[Document]:
    if item.case_id is None:
        return []
    return list(Document.objects.filter(association=association, case=item.case_id).order_by("number"))


def _clash_words(other: Other | None) -> str:
    if other is None:
        return ""
    return f"{other.name} ändrade samma punkt{f' {clock(other.at.time())}' if other.at else ''}."


def clashes_of(form: Form, mine: Mapping[str, Any], theirs: Mapping[str, Any], names: Sequence[str]) -> list[Clash]:
    """Return the texts that two have written, in words."""
    return [
        Clash(name, str(form.fields[name].label), _said(form, name, mine[name]), _said(form, name, theirs[name]))
        for name in names
    ]


def _said(form: Form, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value)) or "(tomt)"
