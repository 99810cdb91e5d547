"""Measure a year of twelve meetings with fifteen items each: papers, seal, pages, numbers."""

import statistics
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finsam.cases.models import Document
    from finsam.core.models import Association, Seat
    from finsam.meetings.models import Meeting

Row = tuple[str, str, str]
Timed = Callable[..., list[float]]
ITEMS, WRITERS = 15, 50
BACKGROUND = (
    "Insatsen har pågått sedan i våras och når dem den är till för. Utfallet är 221 930 kr bättre än budgeten.\n\n"
    "- Teamet har tagit emot 24 personer.\n- Samtalen hålls varje vecka.\n\n"
    "| Kronor | Budget | Utfall |\n|---|--:|--:|\n| Insatsen | 945 104 | 723 174 |\n\n"
) * 2


def year_of_meetings() -> "Association":
    """Make the year: every meeting held, each item with its decision and a PDF of four pages."""
    from finsam.core.models import Association
    from finsam.core.tenancy import within
    from finsam.meetings.models import Meeting, MeetingState

    association, _ = Association.objects.get_or_create(
        slug="motesar", defaults={"name": "Samordningsförbundet Mötesåret", "short_name": "Mötesåret"}
    )
    with within(association):
        seats = _seats(association)
        document = _document(association)
        numbers = count(1)
        for month in range(1, 13):
            opened = datetime(2021, month, 19, 8, tzinfo=UTC)
            meeting = Meeting.objects.create(
                association=association, held_on=date(2021, month, 19), starts_at=time(9), place="Stadshuset",
                state=MeetingState.ENDED, chair=seats[0], opened_at=opened, closed_at=opened + timedelta(hours=3),
            )  # fmt: skip
            _hold(meeting, seats, document, numbers)
    return association


def _seats(association: "Association") -> list["Seat"]:
    from finsam.core.models import Body, Member, MemberKind, Person, Seat, SeatRole

    director = Person.objects.filter(email="forbundschef@exempel.se").first()
    if director:
        director.associations.add(association)
        Seat.objects.create(
            association=association, body=Body.SECRETARIAT, role=SeatRole.DIRECTOR, person=director, position=99
        )
    seats = []
    for place in range(14):
        member, _ = Member.objects.get_or_create(
            association=association, name=f"Kommun {place % 7}",
            defaults={"kind": MemberKind.MUNICIPALITY, "position": place},
        )  # fmt: skip
        role = SeatRole.CHAIR if not place else SeatRole.MEMBER if place < 7 else SeatRole.SUBSTITUTE
        person = Person.objects.create(email=f"{place}@motesar.test", name=f"Å Vattendroppe {place}")
        seats.append(
            Seat.objects.create(
                association=association, body=Body.BOARD, role=role, member=member, person=person, position=place
            )
        )
    return seats


def _document(association: "Association") -> "Document":
    import typst

    from finsam.cases.models import Case, CaseKind, Direction, Document, StoredFile

    content = typst.compile("\n#pagebreak()\n".join(["= Underlag\n#lorem(400)"] * 4).encode(), format="pdf")
    file = StoredFile.objects.create(
        association=association, sha256="0" * 64, name="underlag.pdf", media_type="application/pdf",
        size=len(content), content=content, pages=4,
    )  # fmt: skip
    case = Case.objects.create(
        association=association, year=2021, number=1, diary_number="M 2021-1", title="Underlag", kind=CaseKind.GENERAL,
        opened_on=date(2021, 1, 1),
    )  # fmt: skip
    return Document.objects.create(
        association=association, case=case, number=1, title="Underlag", direction=Direction.DRAWN_UP,
        dated_on=date(2021, 1, 1), file=file,
    )  # fmt: skip


def _hold(meeting: "Meeting", seats: list["Seat"], document: "Document", numbers: "count[int]") -> None:
    from finsam.meetings.models import Annex, Attendee, Decision, Item, ItemKind, ItemState, Outcome, Presence

    one = {"association": meeting.association}
    for place in range(ITEMS):
        item = Item.objects.create(
            **one, meeting=meeting, position=place, kind=ItemKind.REPORT, title=f"Redovisning nummer {place}",
            series="board-2021", number=next(numbers), state=ItemState.CLOSED, outcome=Outcome.FILED,
            background=BACKGROUND, proposal="lägga redovisningen till handlingarna", begun_at=meeting.opened_at,
        )  # fmt: skip
        Decision.objects.create(**one, item=item, position=0, text="lägga redovisningen till handlingarna")
        Annex.objects.create(**one, item=item, document=document, position=0)
    for place, seat in enumerate(seats):
        attendee = Attendee.objects.create(**one, meeting=meeting, seat=seat, name=str(seat.person), position=place)
        Presence.objects.create(**one, attendee=attendee)


def papers(association: "Association", timed: Timed, ms: Callable[[float], str]) -> list[Row]:
    """Time the calling and the minutes from database to file, and the check of a sealed file."""
    from finsam.core.tenancy import within
    from finsam.meetings.minutes_text import minutes_text
    from finsam.meetings.models import Meeting
    from finsam.meetings.printing import calling_pdf, minutes_pdf
    from finsam.meetings.records import read_record

    seconds = count()

    def moment() -> datetime:  # another second each time, so that nothing is remembered
        return datetime(2021, 12, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))

    with within(association):
        meeting = Meeting.objects.filter(association=association).select_related("chair", "case").earliest("held_on")
        calling = timed(lambda: calling_pdf(read_record(association, meeting), made_at=moment()))
        minutes = timed(
            lambda: minutes_pdf(minutes_text(read_record(association, meeting, deep=True)), made_at=moment())
        )
        file = minutes_pdf(minutes_text(read_record(association, meeting, deep=True)), made_at=moment())
    return [
        ("calling with 15 annexes to PDF, median", ms(statistics.median(calling)), "1 000 ms"),
        ("minutes of 15 items to PDF, median", ms(statistics.median(minutes)), "1 000 ms"),
        ("sealed minutes verified, median", ms(statistics.median(timed(_check(file)))), "1 000 ms"),
    ]


def _check(file: bytes) -> Callable[[], object]:
    import hashlib

    from finsam.pdf.certificates import make_certificate
    from finsam.pdf.seal_checks import check_seal
    from finsam.pdf.seals import seal, sealer_from_pkcs12

    now = datetime.now(UTC)
    made = make_certificate("Samordningsförbundet Mötesåret", "motesar", now, "hemligt")
    sealer = sealer_from_pkcs12(made.pkcs12, "hemligt", "motesar")
    sealed = seal(file, sealer, reason="Protokoll", location="Sverige", sealed_at=now)
    known = {hashlib.sha256(made.certificate).hexdigest()}

    def check() -> object:
        found = check_seal(sealed, lambda _slug: known)
        assert found.holds, found.reason
        return found

    return check


def numbers(association: "Association") -> list[Row]:
    """Let fifty writers take numbers of one series at once."""
    from django.db import connections, transaction

    from finsam.core.models import NumberSeries
    from finsam.core.numbers import next_number
    from finsam.core.tenancy import within

    with within(association):
        NumberSeries.objects.filter(association=association, name="bench").delete()

    def write(_writer: int) -> list[int]:
        try:
            with within(association):
                taken = []
                for _ in range(4):
                    with transaction.atomic():
                        taken.append(next_number(association, "bench"))
                return taken
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        taken = sorted(number for row in pool.map(write, range(WRITERS)) for number in row)
    whole = taken == list(range(1, WRITERS * 4 + 1))
    said = f"{len(taken)} numbers, {'no gap, no double' if whole else 'NOT IN A ROW'}"
    return [(f"{WRITERS} writers taking numbers at once", said, "no gap, no double")]
