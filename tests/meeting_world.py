"""A case, a meeting with its papers and a meeting that has been held, in an association of the tests."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from finsam.cases.indexing import index_case, index_document
from finsam.cases.models import Case, CaseKind, Direction, Document, ReleasedDocument, ReleaseRequest, StoredFile
from finsam.core.models import Association, Body, Mail, Member, MemberKind, NumberSeries, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import (
    Annex,
    Attendee,
    Decision,
    Item,
    ItemKind,
    ItemState,
    Majority,
    Meeting,
    MeetingState,
    Minutes,
    Notice,
    Outcome,
    Presence,
    TextModule,
)

ANNOUNCED, HELD, COMING = date(2024, 11, 22), date(2025, 9, 12), date(2030, 11, 22)
CASE = (2025, 1)
PAPER = b"Underlag till styrelsen om forlangning av insatsen.\n"


def seed_meetings(association: Association, matter: str) -> None:
    """Give the association a case about the matter, and meetings: called; held and ended; adjusted and announced."""
    with within(association):
        document = _case(association, matter)
        _rules(association)
        _coming(association, document, matter)
        _held(association, document, matter)
        _announced(association, matter)
        Mail.objects.create(
            association=association, to="ledamot@finsam.test", subject=f"Kallelse, {matter}", text=f"{matter}: välkommen.",
            attachment_name="kallelse.txt", attachment_type="text/plain", attachment=PAPER,
        )  # fmt: skip


def _case(association: Association, matter: str) -> Document:
    case = Case.objects.create(
        association=association, year=CASE[0], number=CASE[1], diary_number=f"{association.short_name} 2025-1",
        title=matter, kind=CaseKind.APPLICATION, opened_on=date(2025, 8, 1), awaits=Body.BOARD,
        proposal="bevilja ansökan", summary=f"{matter}: ansökan om ett års förlängning.",
    )  # fmt: skip
    NumberSeries.objects.create(association=association, name="diary-2025", last=1)
    file = StoredFile.objects.create(
        association=association, sha256=sha256(PAPER).hexdigest(), name="underlag.txt", media_type="text/plain",
        size=len(PAPER), content=PAPER, text=PAPER.decode(),
    )  # fmt: skip
    document = Document.objects.create(
        association=association, case=case, number=1, title=f"Ansökan, {matter}", direction=Direction.INCOMING,
        dated_on=date(2025, 8, 1), counterpart="En kommun", file=file,
    )  # fmt: skip
    request = ReleaseRequest.objects.create(
        association=association, asked_on=date(2025, 8, 20), asked_for=f"Ansökan från {matter}"
    )
    ReleasedDocument.objects.create(association=association, request=request, document=document)
    index_case(case)
    index_document(document, file)
    return document


def _rules(association: Association) -> None:
    """A majority and a wording that no meeting of these tests asks for."""
    Majority.objects.create(
        association=association, key="verksamhetsplan", name="Ändring av verksamhetsplanen", numerator=2, denominator=3,
        source="förbundsordningen punkt 6", valid_from=date(2019, 1, 1),
    )  # fmt: skip
    TextModule.objects.create(
        association=association, kind=ItemKind.CLOSING, label="Tack", outcome=Outcome.NOTED, text="tacka för i dag"
    )


def _coming(association: Association, document: Document, matter: str) -> None:
    meeting = Meeting.objects.create(
        association=association, held_on=COMING, starts_at=time(9), ends_at=time(12), place="Stadshuset",
        state=MeetingState.CALLED, called_at=datetime(2030, 11, 10, 9, tzinfo=UTC), first_number=80,
    )  # fmt: skip
    _item(meeting, 0, ItemKind.OPENING, "Mötets öppnande")
    item = _item(
        meeting, 1, ItemKind.FUNDING, f"Projektansökan {matter}", case=document.case, proposal="bevilja ansökan"
    )
    Annex.objects.create(association=association, item=item, document=document, position=0)
    _item(meeting, 2, ItemKind.NEXT_MEETING, "Nästa sammanträde")


def _held(association: Association, document: Document, matter: str) -> None:
    meeting = Meeting.objects.create(
        association=association, held_on=HELD, starts_at=time(9), place="Stadshuset", state=MeetingState.ENDED,
        called_at=datetime(2025, 9, 1, 9, tzinfo=UTC), opened_at=datetime(2025, 9, 12, 7, 2, tzinfo=UTC),
        closed_at=datetime(2025, 9, 12, 10, tzinfo=UTC),
    )  # fmt: skip
    _treat(meeting, matter)


def _announced(association: Association, matter: str) -> None:
    meeting = Meeting.objects.create(
        association=association, held_on=ANNOUNCED, starts_at=time(9), place="Stadshuset", state=MeetingState.ADJUSTED,
        called_at=datetime(2024, 11, 11, 9, tzinfo=UTC), opened_at=datetime(2024, 11, 22, 8, tzinfo=UTC),
        closed_at=datetime(2024, 11, 22, 11, tzinfo=UTC),
    )  # fmt: skip
    _treat(meeting, matter)
    Minutes.objects.create(association=association, meeting=meeting, adjusted_on=date(2024, 12, 2))
    boards = Member.objects.filter(association=association, kind__in=[MemberKind.MUNICIPALITY, MemberKind.REGION])
    for member in (None, *boards):
        Notice.objects.create(association=association, meeting=meeting, member=member, put_up_on=date(2024, 12, 3))


def _treat(meeting: Meeting, matter: str) -> None:
    """Let the whole board be there and decide two items."""
    association = meeting.association
    seats = Seat.objects.in_force(meeting.held_on).filter(association=association, body=Body.BOARD)
    meeting.chair = seats.filter(role=SeatRole.CHAIR).first()
    meeting.save(update_fields=["chair"])
    series = f"board-{meeting.held_on.year}"
    rows = [
        (ItemKind.OPENING, "Mötets öppnande", Outcome.NOTED, "förklara mötet öppnat"),
        (ItemKind.FUNDING, f"Projektansökan {matter}", Outcome.AS_PROPOSED, "bevilja ansökan"),
    ]
    for position, (kind, title, outcome, text) in enumerate(rows):
        item = _item(
            meeting, position, kind, title, state=ItemState.CLOSED, number=position + 1, series=series,
            outcome=outcome, proposal=text, begun_at=meeting.opened_at, closed_at=meeting.closed_at,
        )  # fmt: skip
        Decision.objects.create(
            association=association, item=item, position=0, text=text,
            responsible="förbundschefen" if position else "", due_on=meeting.held_on + timedelta(days=49) if position else None,
        )  # fmt: skip
    NumberSeries.objects.create(association=association, name=series, last=len(rows))
    for place, seat in enumerate(seats.exclude(role=SeatRole.SUBSTITUTE)):
        attendee = Attendee.objects.create(association=association, meeting=meeting, seat=seat, position=place)
        Presence.objects.create(association=association, attendee=attendee)


def _item(meeting: Meeting, position: int, kind: ItemKind, title: str, **more: object) -> Item:
    return Item.objects.create(
        association_id=meeting.association_id, meeting=meeting, position=position, kind=kind, title=title, **more
    )
