"""The calling goes to everybody with all papers; what comes later is marked and sent; calling off is told."""

from datetime import date, time, timedelta

import pytest
from board_seats import sit
from django.test import Client
from django.utils import timezone
from world import SignedIn

from finsam.cases.models import Case, Direction, Document
from finsam.core.models import Association, AuditEntry, Body, Mail, Person, Provision, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.before_agenda import add_item, remove_item
from finsam.meetings.actions.before_calling import cancel_and_tell, send_additions, send_calling
from finsam.meetings.models import Annex, Item, ItemKind, Meeting, MeetingState
from finsam.meetings.queries.before_calling import checks
from finsam.meetings.records import read_record

DAY = date(2031, 2, 14)
PATH = "/sydnarke/moten/2031-02-14/kallelse/"


@pytest.fixture
def meeting(sydnarke: Association) -> Meeting:
    """A planned meeting of a board of two members and a substitute, with two items and an annex."""
    with within(sydnarke):
        Seat.objects.filter(association=sydnarke, body=Body.BOARD).update(since=None, until=date(2020, 1, 1))
        for name, role in (("Vass", SeatRole.CHAIR), ("Å", SeatRole.MEMBER), ("Bäck", SeatRole.SUBSTITUTE)):
            sit(sydnarke, name, role)
        made = Meeting.objects.create(association=sydnarke, held_on=DAY, starts_at=time(9), place="Kumla")
        Item.objects.create(association=sydnarke, meeting=made, position=0, kind="opening", title="Mötets öppnande")
        item = Item.objects.create(association=sydnarke, meeting=made, position=1, title="Budget", proposal="anta den")
        Annex.objects.create(association=sydnarke, item=item, document=Document.objects.earliest("pk"), position=0)
    return made


@pytest.fixture
def by(sydnarke: Association) -> Person:
    return Person.objects.create(email="kansli@finsam.test", name="Tuva Källström")


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def test_everybody_is_called_with_the_papers_and_their_own_link(
    meeting: Meeting, sydnarke: Association, by: Person
) -> None:
    with within(sydnarke):
        sent = send_calling(association=sydnarke, by=by, meeting=meeting)
        meeting.refresh_from_db()
        letters = list(Mail.objects.filter(about="meeting:2031-02-14").order_by("pk"))
        assert (sent.people, sent.attached, len(letters)) == (3, True, 3)
        assert (meeting.state, meeting.called_by) == (MeetingState.CALLED, by)
        assert (meeting.calling.direction, meeting.calling.case.kind) == (Direction.OUTGOING, "meeting")
        assert {bytes(one.attachment)[:4] for one in letters} == {b"%PDF"}
        assert len({one.text for one in letters}) == 3
        assert "§\xa01 Mötets öppnande" in letters[0].text
        assert "Du kallas som ersättare." in letters[2].text
        assert "/moten/2031-02-14/forhinder/" in letters[2].text
        assert AuditEntry.objects.filter(action="meetings.calling.sent").count() == 1
        with pytest.raises(ValueError, match="redan skickad"):
            send_calling(association=sydnarke, by=by, meeting=meeting)


def test_a_calling_with_something_secret_is_not_attached_and_its_document_is_secret(
    meeting: Meeting, sydnarke: Association, by: Person
) -> None:
    with within(sydnarke):
        Document.objects.update(secret=True, secrecy_ground="OSL 26 kap. 1 §")
        sent = send_calling(association=sydnarke, by=by, meeting=meeting)
        meeting.refresh_from_db()
        assert not sent.attached
        assert not Mail.objects.exclude(attachment_name="").filter(about="meeting:2031-02-14").exists()
        assert (meeting.calling.secret, meeting.calling.secrecy_ground) == (True, "OSL 26 kap. 1 §")


def test_the_title_of_a_secret_case_is_not_mailed(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        Case.objects.update(secret=True, secrecy_ground="OSL 26 kap. 1 §")
        Item.objects.filter(meeting=meeting, title="Budget").update(
            title="Om någon", case=Case.objects.get(year=2025, number=1)
        )
        send_calling(association=sydnarke, by=by, meeting=meeting)
        texts = Mail.objects.filter(about="meeting:2031-02-14").values_list("text", flat=True)
        assert not [text for text in texts if "Om någon" in text]


def test_what_cannot_be_called_is_refused(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        empty = Meeting.objects.create(association=sydnarke, held_on=DAY + timedelta(days=1))
        with pytest.raises(ValueError, match="Dagordningen är tom"):
            send_calling(association=sydnarke, by=by, meeting=empty)
        Seat.objects.filter(association=sydnarke, body=Body.BOARD).update(person=None)
        with pytest.raises(ValueError, match="Ingen i organet går att kalla"):
            send_calling(association=sydnarke, by=by, meeting=meeting)
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CANCELLED)
        with pytest.raises(ValueError, match="Mötet är inställt"):
            send_calling(association=sydnarke, by=by, meeting=meeting)
        assert not Mail.objects.filter(about="meeting:2031-02-14").exists()


def test_what_is_new_is_told_once(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        send_calling(association=sydnarke, by=by, meeting=meeting)
        with pytest.raises(ValueError, match="Inget har tillkommit"):
            send_additions(association=sydnarke, by=by, meeting=meeting)
        new = add_item(association=sydnarke, by=by, meeting=meeting, title="Remiss", kind=ItemKind.DECISION)
        passing = add_item(association=sydnarke, by=by, meeting=meeting, title="Dagslända", kind=ItemKind.DECISION)
        Annex.objects.create(association=sydnarke, item=new, document=Document.objects.earliest("pk"), position=0)
        remove_item(association=sydnarke, by=by, meeting=meeting, item_id=passing.pk)
        gone = Item.objects.get(meeting=meeting, title="Budget")
        remove_item(association=sydnarke, by=by, meeting=meeting, item_id=gone.pk)
        send_additions(association=sydnarke, by=by, meeting=meeting, message="Läs gärna remissen.")
        text = Mail.objects.filter(subject__startswith="Komplettering").first().text.replace("\xa0", " ")
        assert "Ny punkt: § 2 Remiss" in text
        assert "Ny bilaga 1 till § 2" in text
        assert "Utgår: Budget" in text
        assert "Dagslända" not in text
        assert "Läs gärna remissen." in text
        assert read_record(sydnarke, Meeting.objects.get(pk=meeting.pk)).is_late(new)
        with pytest.raises(ValueError, match="Inget har tillkommit"):
            send_additions(association=sydnarke, by=by, meeting=meeting)


def test_calling_off_is_told_to_those_who_were_called(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        assert cancel_and_tell(association=sydnarke, by=by, meeting=meeting) == 0
        other = Meeting.objects.create(association=sydnarke, held_on=DAY + timedelta(days=1), state="called")
        assert cancel_and_tell(association=sydnarke, by=by, meeting=other) == 3
        assert Mail.objects.filter(subject__startswith="Inställt").count() == 3


def test_the_checks_say_what_is_late_and_lacking_by_the_associations_own_rule(
    meeting: Meeting, sydnarke: Association
) -> None:
    def said(today: date) -> list[str]:
        return [
            one.what.replace("\xa0", " ") for one in checks(read_record(sydnarke, meeting), today=today) if one.wants
        ]

    with within(sydnarke):
        assert said(date(2031, 2, 7)) == ["En punkt saknar föredragande"]
        assert said(date(2031, 2, 8))[0] == "Skulle ha skickats senast 7 februari"
        Provision.objects.create(association=sydnarke, key="calling_days", value="14", valid_from=date(2031, 1, 1))
        assert said(date(2031, 2, 1))[0] == "Skulle ha skickats senast 31 januari"
        Seat.objects.filter(body=Body.BOARD, role=SeatRole.MEMBER).update(person=None)
        assert "En plats har ingen person och får ingen kallelse" in said(date(2031, 1, 1))


def test_the_page_shows_sends_and_refuses(meeting: Meeting, director: Client, sydnarke: Association) -> None:
    page = director.get(PATH).content.decode().replace("\xa0", " ")
    assert "Skicka kallelsen till 3 personer" in page
    assert "en-egen-länk-för-var-och-en" in page
    assert director.get(f"{PATH}forhandsvisning.pdf").content.startswith(b"%PDF")
    assert director.post(PATH).status_code == 302
    assert "Kallelsen är skickad till 3" in director.get("/sydnarke/moten/2031-02-14/").content.decode()
    again = director.post(PATH)
    assert again.status_code == 422
    assert "Inget har tillkommit" in again.content.decode()
    assert director.post(PATH, {"message": "Fika finns."}).status_code == 302
    with within(sydnarke):
        assert Mail.objects.filter(text__contains="Fika finns.").count() == 3
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.PLANNED)
        Item.objects.filter(meeting=meeting).delete()
    refused = director.post(PATH)
    assert refused.status_code == 422
    assert "dagordningen är tom</button>" in refused.content.decode()


def test_the_called_see_the_agenda_and_what_was_added(
    meeting: Meeting, director: Client, signed_in: SignedIn, sydnarke: Association
) -> None:
    director.post(PATH)
    director.post("/sydnarke/moten/2031-02-14/dagordning/lagg-till/", {"title": "Remiss", "kind": "decision"})
    page = signed_in(sydnarke, SeatRole.CHAIR).get("/sydnarke/moten/2031-02-14/").content.decode()
    assert "Remiss" in page
    assert f"tillagd {timezone.localdate().day}" in page
