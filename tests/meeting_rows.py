"""One row of every table of cases, signing and meetings that a plain meeting does not fill: for the wall's own tests."""

from datetime import UTC, date, datetime, timedelta

from meeting_world import COMING, HELD

from finsam.cases.models import Document, ReleasedDocument, ReleaseRequest, RetentionClass
from finsam.core.models import Association, Mail, Member, Person, Provision, Seat
from finsam.core.tenancy import within
from finsam.meetings.models import (
    Absence,
    Adjuster,
    Attendee,
    Ballot,
    ChangeRequest,
    Conflict,
    DelegatedDecision,
    Discharge,
    Ground,
    Item,
    Majority,
    Masking,
    Meeting,
    Minutes,
    Motion,
    MotionKind,
    Notice,
    Opened,
    PartyPosition,
    Presence,
    Reservation,
    SpeakerRequest,
    Standing,
    Summons,
    TextModule,
    Vote,
)
from finsam.signing.models import Approval, Certificate, Seal, Signing

DAY, MOMENT = date(2025, 1, 1), datetime(2025, 1, 1, tzinfo=UTC)


def fill_tables(association: Association) -> None:
    """Give the association a row of each. What they say is of no account."""
    with within(association):
        person = Person.objects.create(email="granne@finsam.test", name="Vattna Grannström")
        one = {"association": association}
        document = Document.objects.get(**one)
        seat = Seat.objects.filter(**one).first()
        held, coming = (Meeting.objects.get(**one, held_on=day) for day in (HELD, COMING))
        item = Item.objects.filter(**one, meeting=held).first()
        member = Member.objects.filter(**one).first()
        Provision.objects.create(**one, key="adjust_days", value="10", valid_from=date(2040, 1, 1))
        Mail.objects.create(**one, to=person.email, person=person, subject="Prov", text="Prov")
        RetentionClass.objects.create(**one, key="prov", name="Prov")
        request = ReleaseRequest.objects.create(**one, asked_on=DAY, asked_for="Prov")
        ReleasedDocument.objects.create(**one, request=request, document=document)
        certificate = Certificate.objects.create(
            **one, fingerprint="prov", certificate=b"", valid_until=MOMENT + timedelta(days=1)
        )
        signing = Signing.objects.create(**one, about="prov:1", title="Prov", content_hash="prov")
        Approval.objects.create(**one, signing=signing, order=1, person=person, role="prov")
        Seal.objects.create(
            **one, signing=signing, file=document.file, sha256="prov", certificate=certificate, sealed_at=MOMENT
        )
        attendee = Attendee.objects.create(**one, meeting=held, seat=seat)
        Presence.objects.create(**one, attendee=attendee)
        Absence.objects.create(**one, meeting=coming, seat=seat)
        Summons.objects.create(**one, meeting=coming, seat=seat, instead_of=seat)
        Opened.objects.create(**one, meeting=coming, person=person)
        Conflict.objects.create(**one, item=item, seat=seat, ground=Ground.OTHER, text="Prov")
        Majority.objects.create(**one, key="prov", name="Prov", numerator=2, denominator=3, valid_from=DAY)
        PartyPosition.objects.create(**one, item=item, party="Prov", standing=Standing.FOR)
        Motion.objects.create(**one, item=item, seat=seat, kind=MotionKind.APPROVE)
        ballot = Ballot.objects.create(**one, item=item, question="Prov?")
        Vote.objects.create(**one, ballot=ballot, seat=seat, choice="yes")
        Reservation.objects.create(**one, item=item, seat=seat, announced_at=MOMENT)
        SpeakerRequest.objects.create(**one, item=item, seat=seat)
        TextModule.objects.create(**one, label="Prov", text="prov")
        DelegatedDecision.objects.create(**one, year=2025, number=1, decided_on=DAY, what="Prov", by="Prov")
        Discharge.objects.create(**one, year=2024, member=member)
        Adjuster.objects.create(**one, meeting=held, seat=seat)
        Minutes.objects.create(**one, meeting=held)
        ChangeRequest.objects.create(**one, item=item, by=person, text="Prov")
        Masking.objects.create(**one, meeting=held, phrase="Prov", why="prov")
        Notice.objects.create(**one, meeting=held, member=member)
