"""Absence is reported from the letter or the page, and the right substitute is called at once (R18)."""

import re
from datetime import date, timedelta

import pytest
from board_seats import sit
from django.test import Client
from django.utils import timezone
from world import SignedIn

from finsam.core.models import Association, Body, Mail, Member, Provision, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.before_absence import answer_summons, report_absence, withdraw_absence
from finsam.meetings.links import absence_token, summons_token
from finsam.meetings.models import Absence, Meeting, MeetingState, Summons
from finsam.meetings.queries.before_attendance import expected_attendance
from finsam.meetings.records import read_record

DAY = date(2031, 2, 14)
PATH = "/sydnarke/moten/2031-02-14/"


@pytest.fixture
def meeting(sydnarke: Association) -> Meeting:
    """A called meeting of a board of three members, each with a substitute; the first member's has a second one."""
    with within(sydnarke):
        Seat.objects.filter(association=sydnarke, body=Body.BOARD).update(since=None, until=date(2020, 1, 1))
        first, second, third = Member.objects.filter(association=sydnarke).order_by("position")[:3]
        sit(sydnarke, "Vass", SeatRole.CHAIR, first)
        sit(sydnarke, "Å", SeatRole.MEMBER, second)
        sit(sydnarke, "Sjö", SeatRole.MEMBER, third)
        sit(sydnarke, "Vik", SeatRole.SUBSTITUTE, first, 4)
        sit(sydnarke, "Bäck", SeatRole.SUBSTITUTE, first, 1)
        sit(sydnarke, "Damm", SeatRole.SUBSTITUTE, second, 2)
        return Meeting.objects.create(
            association=sydnarke, held_on=DAY, state=MeetingState.CALLED, called_at=timezone.now()
        )


def seat(name: str) -> Seat:
    return Seat.objects.select_related("person", "member").get(body=Body.BOARD, person__name=name)


def away(meeting: Meeting, name: str) -> None:
    report_absence(association=meeting.association, by=None, meeting=meeting, seat=seat(name))


def called(meeting: Meeting) -> list[tuple[str, str, bool | None]]:
    rows = Summons.objects.filter(meeting=meeting).order_by("pk").select_related("seat__person", "instead_of__person")
    return [(row.seat.person.name, row.instead_of.person.name, row.accepted) for row in rows]


def letters() -> list[str]:
    return [
        f"{mail.subject.split(':')[0]} {mail.person.name}" for mail in Mail.objects.exclude(person=None).order_by("pk")
    ]


def test_the_same_members_substitute_is_called_in_their_order(meeting: Meeting, sydnarke: Association) -> None:
    with within(sydnarke):
        away(meeting, "Vass")
        away(meeting, "Vass")  # twice is as once
        assert called(meeting) == [("Bäck", "Vass", None)]
        assert letters() == ["Du behövs Bäck"]
        found = Summons.objects.get()
        answer_summons(association=sydnarke, by=None, summons=found, comes=False)
        assert called(meeting) == [("Bäck", "Vass", False), ("Vik", "Vass", None)]
        with pytest.raises(ValueError, match="Någon annan har redan kallats in"):
            answer_summons(association=sydnarke, by=None, summons=found, comes=True)


def test_without_a_substitute_of_the_same_member_the_setting_decides(meeting: Meeting, sydnarke: Association) -> None:
    with within(sydnarke):
        away(meeting, "Sjö")
        assert called(meeting) == []
        withdraw_absence(association=sydnarke, by=None, meeting=meeting, seat=seat("Sjö"))
        Provision.objects.create(association=sydnarke, key="same_member", value="nej", valid_from=date(2031, 1, 1))
        away(meeting, "Sjö")
        assert called(meeting) == [("Bäck", "Sjö", None)]


def test_an_absent_substitute_is_not_called_and_one_called_is_replaced(meeting: Meeting, sydnarke: Association) -> None:
    with within(sydnarke):
        away(meeting, "Bäck")
        away(meeting, "Vass")
        assert called(meeting) == [("Vik", "Vass", None)]
        away(meeting, "Vik")
        assert called(meeting) == [("Vik", "Vass", False)]
        withdraw_absence(association=sydnarke, by=None, meeting=meeting, seat=seat("Bäck"))
        assert called(meeting) == [("Vik", "Vass", False), ("Bäck", "Vass", None)]


def test_whoever_comes_after_all_releases_the_substitute(meeting: Meeting, sydnarke: Association) -> None:
    with within(sydnarke):
        away(meeting, "Vass")
        answer_summons(association=sydnarke, by=None, summons=Summons.objects.get(), comes=True)
        withdraw_absence(association=sydnarke, by=None, meeting=meeting, seat=seat("Vass"))
        assert called(meeting) == []
        assert letters() == ["Du behövs Bäck", "Du behövs inte Bäck"]
        withdraw_absence(association=sydnarke, by=None, meeting=meeting, seat=seat("Vass"))
        assert len(letters()) == 2


@pytest.mark.parametrize("state", [MeetingState.OPEN, MeetingState.CANCELLED])
def test_nothing_is_reported_once_the_meeting_has_begun(
    state: MeetingState, meeting: Meeting, sydnarke: Association
) -> None:
    with within(sydnarke):
        away(meeting, "Vass")
        summons = Summons.objects.get()
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
        for refused in (
            lambda: away(meeting, "Å"),
            lambda: withdraw_absence(association=sydnarke, by=None, meeting=meeting, seat=seat("Vass")),
            lambda: answer_summons(association=sydnarke, by=None, summons=summons, comes=True),
        ):
            with pytest.raises(ValueError, match="Mötet har börjat eller är inställt"):
                refused()


def test_a_seat_of_another_body_is_not_absent(meeting: Meeting, sydnarke: Association) -> None:
    with within(sydnarke):
        other = Seat.objects.filter(body=Body.SECRETARIAT).first()
        with pytest.raises(ValueError, match="gäller inte på mötets dag"):
            report_absence(association=sydnarke, by=None, meeting=meeting, seat=other)


# The links


@pytest.fixture
def link(meeting: Meeting, sydnarke: Association) -> str:
    with within(sydnarke):
        chair = seat("Vass")
    return f"{PATH}forhinder/{absence_token(meeting.pk, chair.pk, chair.person_id)}/"


def test_the_letters_link_works_signed_out_and_only_by_post(
    link: str, meeting: Meeting, sydnarke: Association, client: Client
) -> None:
    shown = client.get(link)
    assert "Jag kan inte komma" in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin"  # stricter, and the browser's own answer would be refused
    assert shown["Cache-Control"] == "private, no-store"
    with within(sydnarke):
        assert not Absence.objects.filter(meeting=meeting).exists()
    client.post(link, {"answer": "away", "remark": "Annat möte"})
    page = client.get(link).content.decode()
    assert "Ditt förhinder är anmält." in page
    assert "Jag kan komma ändå" in page
    with within(sydnarke):
        noted = Absence.objects.select_related("reported_by").get(meeting=meeting)
        assert (noted.remark, noted.reported_by.name) == ("Annat möte", "Vass")
        (letter,) = Mail.objects.exclude(person=None)
    answer = re.search(r"http\S+(/sydnarke/moten/\S+/inkallelse/\S+/)", letter.text)[1]
    assert "Jag kommer" in client.get(answer).content.decode()
    client.post(answer, {"answer": "comes"})
    assert "Du har svarat att du kommer." in client.get(answer).content.decode()
    client.post(link, {"answer": "comes"})
    assert "Du behöver inte tjänstgöra" in client.get(answer).content.decode()
    assert client.post(answer, {"answer": "comes"}).status_code == 200
    with within(sydnarke):
        assert not Summons.objects.filter(meeting=meeting).exists()


def test_a_link_holds_no_longer_when_the_seat_is_anothers_or_the_meeting_over(
    link: str, meeting: Meeting, sydnarke: Association, client: Client
) -> None:
    with within(sydnarke):
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.ENDED, opened_at=timezone.now())
    assert client.post(link, {"answer": "away"}).status_code == 410
    with within(sydnarke):
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CALLED)
        Seat.objects.filter(pk=seat("Vass").pk).update(person=seat("Å").person)
    gone = client.post(link, {"answer": "away"})
    assert gone.status_code == 410
    assert "Länken gäller inte längre" in gone.content.decode()
    with within(sydnarke):
        assert not Absence.objects.filter(meeting=meeting).exists()


def test_a_link_that_is_not_ours_or_of_another_meeting_is_not_found(
    link: str, meeting: Meeting, client: Client
) -> None:
    assert client.get(f"{link[:-2]}x/").status_code == 404
    assert client.get(link.replace("2031-02-14", "2030-11-22")).status_code == 404
    assert client.get(f"{PATH}inkallelse/{absence_token(1, 1, None)}/").status_code == 404
    assert client.get(link.replace("/sydnarke/", "/grannforbundet/")).status_code == 404


def test_yesterdays_meeting_cannot_be_answered(sydnarke: Association, client: Client) -> None:
    with within(sydnarke):
        chair = sit(sydnarke, "Vass", SeatRole.CHAIR)
        day = timezone.localdate() - timedelta(days=1)
        past = Meeting.objects.create(association=sydnarke, held_on=day, state=MeetingState.CALLED)
    token = absence_token(past.pk, chair.pk, chair.person_id)
    assert client.get(f"/sydnarke/moten/{day}/forhinder/{token}/").status_code == 410


def test_a_substitute_may_change_their_mind_until_another_is_called(
    meeting: Meeting, sydnarke: Association, client: Client
) -> None:
    with within(sydnarke):
        away(meeting, "Å")
        summons = Summons.objects.select_related("seat").get()
    path = f"{PATH}inkallelse/{summons_token(summons.pk, summons.seat.person_id)}/"
    client.post(path, {"answer": "away"})
    assert client.post(path, {"answer": "comes"}).status_code == 302  # nobody else of the member could be called
    with within(sydnarke):
        assert called(meeting) == [("Damm", "Å", True)]


# The page of the meeting


def test_who_is_expected_and_whether_the_body_can_decide(
    meeting: Meeting, sydnarke: Association, signed_in: SignedIn
) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        Seat.objects.filter(person__email="director@finsam.test").update(body=Body.SECRETARIAT)
        chair = seat("Vass")
    assert "3 av 3 väntas tjänstgöra, 2 krävs." in director.get(PATH).content.decode()
    director.post(f"{PATH}forhinder/", {"seat": chair.pk, "remark": "Ringde"})
    with within(sydnarke):
        away(meeting, "Sjö")
        away(meeting, "Bäck")
        away(meeting, "Vik")
    page = director.get(PATH).content.decode()
    assert "Styrelsen blir inte beslutför: 1 av 3 väntas tjänstgöra, 2 krävs." in page
    assert "Ringde" in page
    director.post(f"{PATH}forhinder/", {"seat": chair.pk})
    with within(sydnarke):
        assert not Absence.objects.filter(seat=chair).exists()
        record = read_record(sydnarke, meeting)
        rows = expected_attendance(record, chair.person, keeps=False)
    assert {row.name: row.word for row in rows.rows}["Vik"] == "förhinder"
    assert rows.own.act == "Anmäl förhinder"


def test_a_member_reports_for_nobody_else(meeting: Meeting, sydnarke: Association) -> None:
    with within(sydnarke):
        mine, others = seat("Å"), seat("Vass")
    browser = Client()
    browser.force_login(mine.person)
    assert browser.post(f"{PATH}forhinder/", {"seat": others.pk}).status_code == 403
    assert browser.post(f"{PATH}forhinder/", {"seat": mine.pk, "remark": "Något"}).status_code == 302
    assert browser.post(f"{PATH}forhinder/", {"seat": "x"}).status_code == 404
    assert "Jag kan komma ändå" in browser.get(PATH).content.decode()
    with within(sydnarke):
        assert Absence.objects.get(meeting=meeting).seat == mine
