"""The board meeting of SOFINT on 19 November 2021, as its published minutes tell it: §§ 62-79, annexes 1.1-14.

Organisations, matters, amounts and who took part from which § are as published; every person, the times, the wording
and the vote by name in § 73 are made up.
"""

from datetime import UTC, date, datetime, time
from functools import cache

import typst
from django.db.models import Max, QuerySet
from sofint_matters import MATTERS, Matter

from finsam.cases.models import Case, CaseKind, Direction, Document, StoredFile
from finsam.core.models import Association, Body, Member, NumberSeries, Person, Provision, Seat, SeatRole
from finsam.funding.models import Agreement, Application, Claim, Grant, ProgressReport
from finsam.meetings.models import (
    Adjuster,
    Annex,
    Attendee,
    Ballot,
    Choice,
    Decision,
    Discharge,
    Item,
    ItemState,
    Majority,
    Meeting,
    MeetingState,
    Mode,
    Motion,
    MotionKind,
    PartyPosition,
    Presence,
    Reservation,
    Vote,
)
from finsam.money.models import Commitment

HELD = date(2021, 11, 19)
OPENED, CLOSED = datetime(2021, 11, 19, 8, tzinfo=UTC), datetime(2021, 11, 19, 11, tzinfo=UTC)
FIRST = 62
SEATS = (  # those deciding, then the substitutes, in the order of the published cover sheet
    ("Hälla Forsdotter", SeatRole.CHAIR, "Hällefors kommun"),
    ("Regn Örebäck", SeatRole.VICE_CHAIR, "Region Örebro län"),
    ("Flod Strömkvist", SeatRole.MEMBER, "Försäkringskassan"),
    ("Arla Fallström", SeatRole.MEMBER, "Arbetsförmedlingen"),
    ("Ljusna Bergbäck", SeatRole.MEMBER, "Ljusnarsbergs kommun"),
    ("Linde Sjödamm", SeatRole.MEMBER, "Lindesbergs kommun"),
    ("Nore Åslund", SeatRole.MEMBER, "Nora kommun"),
    ("Fjärd Källgren", SeatRole.SUBSTITUTE, "Försäkringskassan"),
    ("Ardenna Dimlund", SeatRole.SUBSTITUTE, "Arbetsförmedlingen"),
    ("Ljung Brunnholm", SeatRole.SUBSTITUTE, "Ljusnarsbergs kommun"),
    ("Lina Viksund", SeatRole.SUBSTITUTE, "Lindesbergs kommun"),
    ("Häger Tjärnberg", SeatRole.SUBSTITUTE, "Hällefors kommun"),
    ("Rörvik Öhav", SeatRole.SUBSTITUTE, "Region Örebro län"),
)
ABSENT = {name for name, role, _ in SEATS if role == SeatRole.SUBSTITUTE} - {"Fjärd Källgren"}
GUESTS = (
    ("Samla Bäckhed", "samordnare", "Coachingteamet", 67),
    ("Norell Iskanal", "socialchef", "Nora kommun", 73),
    ("Lina Enhav", "enhetschef", "Lindesbergs kommun", 73),
)
AGAINST_73 = ("Ljusnarsbergs kommun", "Nora kommun")


def sofint_meeting(association: Association) -> Meeting:
    """Make the meeting, ended and not yet adjusted, with its papers. Must be called within the association."""
    _remove_the_demos(association)
    seats = _seats(association)
    secretary = _secretariat(association, SeatRole.SECRETARY, "Skriva Rännil")
    director = _secretariat(association, SeatRole.DIRECTOR, "Droppa Älvsdotter")
    meeting = Meeting.objects.create(
        association=association, held_on=HELD, starts_at=time(9), ends_at=time(12), state=MeetingState.ENDED,
        place="Kommunstyrelsens Hus, Lindesberg", case=_case(association, "Styrelsens sammanträde 19 november 2021"),
        chair=seats["Hällefors kommun"], secretary=secretary, opened_at=OPENED, closed_at=CLOSED, first_number=FIRST,
        called_at=datetime(2021, 11, 10, 9, tzinfo=UTC),
    )  # fmt: skip
    _rules(association)
    items = [_item(meeting, position, matter) for position, matter in enumerate(MATTERS)]
    NumberSeries.objects.update_or_create(
        association=association, name="board-2021", defaults={"last": FIRST + len(MATTERS) - 1}
    )
    _attendance(meeting, items, seats, [director, secretary])
    _opinions(items[73 - FIRST], seats)
    Adjuster.objects.create(association=association, meeting=meeting, seat=seats["Ljusnarsbergs kommun"])
    return meeting


def _remove_the_demos(association: Association) -> None:
    """The demo's bundle has the same meeting: make room for this one."""
    demos = Meeting.objects.filter(association=association, held_on=HELD)
    Discharge.objects.filter(association=association, noted_in__meeting__in=demos).delete()
    Commitment.objects.filter(association=association, decided_in__meeting__in=demos).update(decided_in=None)
    _remove_what_was_granted(association, demos)
    demos.delete()


def _remove_what_was_granted(association: Association, demos: QuerySet[Meeting]) -> None:
    granted = {"association": association, "grant__decided_in__meeting__in": demos}
    ProgressReport.objects.filter(
        association=association, asked__agreement__grant__decided_in__meeting__in=demos
    ).delete()
    Claim.objects.filter(**granted).delete()
    Agreement.objects.filter(**granted).delete()
    for model in (Grant, Application):
        model.objects.filter(association=association, decided_in__meeting__in=demos).delete()


def _rules(association: Association) -> None:
    Majority.objects.get_or_create(
        association=association, key="finansiering", valid_from=date(2021, 1, 1),
        defaults={"name": "Finansiering av insatser", "numerator": 2, "denominator": 3,
                  "source": "förbundsordningen 9 §"},
    )  # fmt: skip
    Provision.objects.update_or_create(
        association=association, key="kept_at", valid_from=date(2021, 1, 1),
        defaults={"value": "Kommunstyrelsens Hus, Lindesberg"},
    )  # fmt: skip


def _next_position(association: Association) -> int:
    last = Seat.objects.filter(association=association).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _person(association: Association, name: str) -> Person:
    email = f"{name.lower().replace(' ', '.')}@sofint.test"
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": name})
    person.associations.add(association)
    return person


def _seats(association: Association) -> dict[str, Seat]:
    """The board's seats on the day, by member, those of substitutes as "ersättare Nora kommun". Others end before."""
    seats = {}
    board = Seat.objects.in_force(HELD).filter(association=association, body=Body.BOARD)
    Seat.objects.filter(pk__in=board.exclude(person=None)).update(until=date(2021, 11, 18))
    for name, role, organisation in SEATS:
        member, _ = Member.objects.get_or_create(
            association=association, name=organisation, defaults={"kind": "municipality", "position": 99}
        )
        free = board.filter(role=role, person=None)
        seat = free.filter(member=member).first() or free.filter(member=None).first()
        seat = seat or Seat(association=association, body=Body.BOARD, role=role, position=_next_position(association))
        seat.member, seat.person = member, _person(association, name)
        seat.save()
        seats[organisation if role != SeatRole.SUBSTITUTE else f"ersättare {organisation}"] = seat
    board.filter(person=None).update(until=date(2021, 11, 18))
    return seats


def _secretariat(association: Association, role: SeatRole, name: str) -> Seat:
    found = Seat.objects.in_force(HELD).filter(association=association, body=Body.SECRETARIAT, role=role).first()
    seat = found or Seat(
        association=association, body=Body.SECRETARIAT, role=role, position=_next_position(association)
    )
    seat.person = seat.person or _person(association, name)
    seat.save()
    return seat


def _case(association: Association, title: str, kind: CaseKind = CaseKind.MEETING) -> Case:
    last = Case.objects.filter(association=association, year=2021).aggregate(last=Max("number"))["last"] or 0
    NumberSeries.objects.update_or_create(association=association, name="diary-2021", defaults={"last": last + 1})
    return Case.objects.create(
        association=association, year=2021, number=last + 1, diary_number=f"SOFINT 2021-{last + 1}", title=title,
        kind=kind, opened_on=date(2021, 9, 1),
    )  # fmt: skip


def _item(meeting: Meeting, position: int, matter: Matter) -> Item:
    case = _case(meeting.association, matter.title, CaseKind.GENERAL) if matter.annexes else None
    item = Item.objects.create(
        association=meeting.association, meeting=meeting, position=position, kind=matter.kind, title=matter.title,
        case=case, series="board-2021", number=FIRST + position, state=ItemState.CLOSED, outcome=matter.outcome,
        background=matter.background, proposal=matter.proposal, proposal_note=matter.proposal_note,
        annexes_note=matter.annexes_note, annexes_apart=matter.annexes_apart, decision_type=matter.decision_type,
        presenters=matter.presenters, reasons=matter.reasons, sent_to=matter.sent_to,
        begun_at=meeting.opened_at, closed_at=meeting.closed_at,
    )  # fmt: skip
    Item.objects.filter(pk=item.pk).update(added_at=datetime(2021, 11, 9, tzinfo=UTC))
    for place, (text, ore) in enumerate(matter.decisions):
        Decision.objects.create(association=meeting.association, item=item, position=place, text=text, amount_ore=ore)
    for place, title in enumerate(matter.annexes):
        annex = Annex.objects.create(
            association=meeting.association, item=item, document=_document(case, place, title), position=place
        )
        Annex.objects.filter(pk=annex.pk).update(added_at=datetime(2021, 11, 9, tzinfo=UTC))
    return item


def _document(case: Case, place: int, title: str) -> Document:
    content = paper(title)
    file, _ = StoredFile.objects.get_or_create(
        association=case.association, sha256=f"{case.pk:032x}{place:032x}",
        defaults={"name": f"{title}.pdf", "media_type": "application/pdf", "size": len(content), "content": content,
                  "pages": 2},
    )  # fmt: skip
    return Document.objects.create(
        association=case.association, case=case, number=place + 1, title=title, direction=Direction.INCOMING,
        dated_on=date(2021, 10, 27), file=file,
    )  # fmt: skip


@cache
def paper(title: str, pages: int = 2) -> bytes:
    """An annex as PDF: a page with its title, and as many more as asked for."""
    rest = "#pagebreak() #lorem(260)\n" * (pages - 1)
    source = f'#set page(paper: "a4")\n#set text(size: 11pt)\n= {title.replace("§", "")}\n#lorem(180)\n{rest}'
    return typst.compile(source.encode(), format="pdf", timestamp=datetime(2021, 10, 27, tzinfo=UTC))


def _attendance(meeting: Meeting, items: list[Item], seats: dict[str, Seat], staff: list[Seat]) -> None:
    at = {item.number: item for item in items}
    present = [seat for seat in seats.values() if seat.person.name not in ABSENT]
    for place, seat in enumerate([*present, *staff]):
        attendee = Attendee.objects.create(
            association=meeting.association, meeting=meeting, seat=seat, name=seat.person.name, position=place
        )
        vice, far = seat.role == SeatRole.VICE_CHAIR, seat.role == SeatRole.SUBSTITUTE
        Presence.objects.create(
            association=meeting.association, attendee=attendee, first_item=at[72] if vice else None,
            last_item=at[71] if far else None, mode=Mode.DISTANCE if far else Mode.ROOM,
        )  # fmt: skip
    for place, (name, role, organisation, number) in enumerate(GUESTS, 50):
        guest = Attendee.objects.create(
            association=meeting.association, meeting=meeting, name=name, role=role, organisation=organisation,
            position=place,
        )  # fmt: skip
        Presence.objects.create(
            association=meeting.association, attendee=guest, first_item=at[number], last_item=at[number]
        )


def _opinions(item: Item, seats: dict[str, Seat]) -> None:
    """Positions of the parties, motions, vote and reservations in § 73."""
    one = {"association": item.association, "item": item}
    reason = "metodutvecklingen är otydlig och inte något ett förbund kan finansiera"
    positions = [("Kommunerna", "for", ""), ("Region Örebro län", "for", ""), ("Försäkringskassan", "against", reason),
                 ("Arbetsförmedlingen", "none", "")]  # fmt: skip
    for place, (party, standing, why) in enumerate(positions):
        PartyPosition.objects.create(**one, party=party, standing=standing, reason=why, position=place)
    Motion.objects.create(**one, seat=seats["Ljusnarsbergs kommun"], kind=MotionKind.APPROVE, position=0)
    Motion.objects.create(**one, seat=seats["Försäkringskassan"], kind=MotionKind.REJECT, position=1)
    ballot = Ballot.objects.create(
        **one, question="Ska ansökan bifallas?", yes_means="bifall till ansökan", no_means="avslag", numerator=2,
        denominator=3, settled_at=CLOSED, carried=False,
        result="2 ja och 5 nej. Två tredjedelar är 5 av 7. Ansökan är avslagen.",
    )  # fmt: skip
    for organisation, seat in seats.items():
        if not organisation.startswith("ersättare"):
            choice = Choice.YES if organisation in AGAINST_73 else Choice.NO
            Vote.objects.create(association=item.association, ballot=ballot, seat=seat, choice=choice)
    for organisation in AGAINST_73:
        Reservation.objects.create(**one, seat=seats[organisation], announced_at=CLOSED)
