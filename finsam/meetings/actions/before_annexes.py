"""The annexes of an item: documents attached, moved and taken away."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming, title_of
from finsam.cases.models import Case, CaseKind, Direction, Document
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.meetings.actions.before_agenda import open_agenda
from finsam.meetings.models import Annex, Item, Meeting
from finsam.meetings.words import meeting_title


@transaction.atomic
def attach_document(*, association: Association, by: Person, item: Item, document: Document, title: str = "") -> Annex:
    """Make a document an annex of the item, after those it has. Must be called within the association.

    Raises ValueError when it is one already, or the agenda can no longer be changed.
    """
    annexes = _open_annexes(association, item)
    if any(annex.document_id == document.pk for annex in annexes):
        raise ValueError(f"”{document.title}” är redan bilaga till punkten.")
    annex = Annex.objects.create(
        association=association, item=item, document=document, position=len(annexes), title=title
    )
    audit.record(association, "meetings.annex.added", annex, by=by, item=item.pk, document=document.pk)
    return annex


@transaction.atomic
def attach_file(*, association: Association, by: Person, item: Item, incoming: Incoming, title: str = "") -> Annex:
    """Register a file as a document drawn up in the item's case, else the meeting's own, and attach it.

    Must be called within the association. Raises BadInput when the file cannot be kept, ValueError when the agenda can
    no longer be changed.
    """
    _open_annexes(association, item)
    document = register_document(
        association=association,
        by=by,
        case=item.case or meeting_case(association=association, by=by, meeting=item.meeting),
        title=title or title_of(incoming.name),
        direction=Direction.DRAWN_UP,
        dated_on=timezone.localdate(),
        incoming=incoming,
    )
    return attach_document(association=association, by=by, item=item, document=document)


@transaction.atomic
def meeting_case(*, association: Association, by: Person, meeting: Meeting) -> Case:
    """Return the case of the meeting's own documents, opened the first time it is needed."""
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("case")
        .get(association=association, pk=meeting.pk)
    )
    if meeting.case is None:
        meeting.case = open_case(
            association=association,
            by=by,
            title=meeting_title(meeting),
            kind=CaseKind.MEETING,
            opened_on=timezone.localdate(),
        )
        meeting.save(update_fields=["case"])
    return meeting.case


@transaction.atomic
def move_annex(*, association: Association, by: Person, item: Item, annex_id: int, steps: int) -> None:
    """Move an annex up (negative) or down; at an end it stays. Raises ValueError, Annex.DoesNotExist."""
    annexes = _open_annexes(association, item)
    now = next((place for place, annex in enumerate(annexes) if annex.pk == annex_id), None)
    if now is None:
        raise Annex.DoesNotExist
    place = max(0, min(now + steps, len(annexes) - 1))
    annexes.insert(place, annexes.pop(now))
    _set_annex_positions(annexes)
    audit.record(association, "meetings.annex.moved", annexes[place], by=by, item=item.pk, place=place + 1)


@transaction.atomic
def detach_document(*, association: Association, by: Person, item: Item, annex_id: int) -> Annex:
    """Take an annex away; the document stays in its case. Raises ValueError, Annex.DoesNotExist."""
    annexes = _open_annexes(association, item)
    annex = next((annex for annex in annexes if annex.pk == annex_id), None)
    if annex is None:
        raise Annex.DoesNotExist
    audit.record(association, "meetings.annex.removed", annex, by=by, item=item.pk, document=annex.document_id)
    annex.delete()
    _set_annex_positions([one for one in annexes if one.pk])
    return annex


def _open_annexes(association: Association, item: Item) -> list[Annex]:
    open_agenda(association, item.meeting)
    rows = Annex.objects.filter(association=association, item=item).select_related("document")
    return list(rows.order_by("position"))


def _set_annex_positions(annexes: Sequence[Annex]) -> None:
    for place, annex in enumerate(annexes):
        annex.position = place
    Annex.objects.bulk_update(annexes, ["position"])
