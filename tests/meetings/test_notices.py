"""Notices on the members' boards: in time, in order, with proof, and announced by letter (R25, R26)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from meeting_world import ANNOUNCED, HELD
from world import SignedIn

from finsam.core.models import Association, AuditEntry, Mail, Member, MemberKind, Person, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.after_notices import note_notice, open_notices, put_up_own
from finsam.meetings.models import Meeting, MeetingState, Minutes, Notice
from finsam.meetings.rules.notices import Posted, check_dates, faults_of, times_of

ADJUSTED = date(2024, 12, 2)
PATH = "/sydnarke/moten/2024-11-22/anslag/"


def times(*put_up: date | None, own: date | None = None) -> object:
    posted = [Posted(day, None) for day in put_up] + [Posted(own, None, counts=False)]
    return times_of(posted, date(2024, 6, 3), announce=2, appeal=21, moves=False)


def test_the_day_to_take_down_counts_from_the_last_boards_notice() -> None:
    found = times(date(2024, 6, 3), date(2024, 6, 4))
    assert (found.announce_by, found.appeal_until, found.take_down_from) == (
        date(2024, 6, 5),
        date(2024, 6, 25),
        date(2024, 6, 26),
    )


def test_nobody_can_say_when_the_appeal_ends_before_every_board_has_its_notice() -> None:
    found = times(date(2024, 6, 3), None)
    assert (found.appeal_until, found.take_down_from) == (None, None)


def test_our_own_board_does_not_move_the_appeal() -> None:
    assert times(date(2024, 6, 3), own=date(2024, 6, 20)).appeal_until == date(2024, 6, 24)


@pytest.mark.parametrize(
    ("notice", "today", "faults"),
    [
        (Posted(date(2024, 6, 4), None), date(2024, 6, 10), []),
        (Posted(date(2024, 6, 6), None), date(2024, 6, 10), ["uppsatt en dag för sent"]),
        (Posted(date(2024, 6, 8), None), date(2024, 6, 10), ["uppsatt 3 dagar för sent"]),
        (Posted(None, None), date(2024, 6, 5), []),
        (Posted(None, None), date(2024, 6, 6), ["skulle ha satts upp senast 5 juni 2024"]),
        (Posted(date(2024, 6, 4), date(2024, 6, 26)), date(2024, 7, 1), []),
        (
            Posted(date(2024, 6, 4), date(2024, 6, 25)),
            date(2024, 7, 1),
            ["nedtaget en dag för tidigt: tiden för överklagande hade inte gått ut"],
        ),
    ],
)
def test_what_is_late_or_too_early_is_said(notice: Posted, today: date, faults: list[str]) -> None:
    said = faults_of(notice, times(date(2024, 6, 3), date(2024, 6, 4)), today)
    assert [fault.replace("\N{NO-BREAK SPACE}", " ") for fault in said] == faults


@pytest.mark.parametrize(
    ("up", "down", "word"),
    [
        (date(2024, 6, 2), None, "justerades"),
        (date(2024, 6, 20), None, "har inte varit än"),
        (None, date(2024, 6, 10), "vilken dag anslaget sattes upp"),
        (date(2024, 6, 5), date(2024, 6, 4), "bytt plats"),
        (date(2024, 6, 5), date(2024, 6, 30), "har inte varit än"),
    ],
)
def test_days_that_cannot_be_true_are_refused_in_words(up: date | None, down: date | None, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        check_dates(up, down, adjusted_on=date(2024, 6, 3), today=date(2024, 6, 15))


def test_a_clock_set_back_is_told_of(sydnarke: Association) -> None:
    with pytest.raises(ValueError, match="Enligt programmets klocka är det 1"):
        check_dates(date(2024, 6, 4), None, adjusted_on=date(2024, 6, 3), today=date(2024, 6, 1))


@pytest.fixture
def adjusted(sydnarke: Association) -> Meeting:
    """A meeting whose minutes were adjusted yesterday; no notices yet."""
    with within(sydnarke):
        meeting = Meeting.objects.get(association=sydnarke, held_on=HELD)
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.ADJUSTED)
        meeting.refresh_from_db()
        yesterday = timezone.localdate() - timedelta(days=1)
        Minutes.objects.create(association=sydnarke, meeting=meeting, adjusted_on=yesterday)
    return meeting


def test_every_municipality_and_region_has_a_notice_and_so_have_we(sydnarke: Association, adjusted: Meeting) -> None:
    with within(sydnarke):
        for _ in range(2):
            made = open_notices(association=sydnarke, meeting=adjusted, by=None)
        boards = Member.objects.filter(kind__in=[MemberKind.MUNICIPALITY, MemberKind.REGION])
        assert {notice.member for notice in made} == {None, *boards}
        assert Notice.objects.filter(meeting=adjusted).count() == len(made)


def test_minutes_that_are_not_adjusted_get_no_notices(sydnarke: Association) -> None:
    with within(sydnarke):
        held = Meeting.objects.get(held_on=HELD)
        with pytest.raises(ValueError, match="inte justerat än"):
            open_notices(association=sydnarke, meeting=held, by=None)


def test_our_own_notice_goes_up_once(sydnarke: Association, adjusted: Meeting, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    answer = browser.post("/sydnarke/moten/2025-09-12/anslag/satt-upp/", follow=True)
    assert "sitter uppe på förbundets anslagstavla" in answer.content.decode()
    with within(sydnarke):
        own = Notice.objects.get(meeting=adjusted, member=None)
        assert own.put_up_on == timezone.localdate()
        with pytest.raises(ValueError, match="redan uppe"):
            put_up_own(association=sydnarke, meeting=adjusted, by=Person.objects.get(email="director@finsam.test"))


@pytest.fixture
def board(sydnarke: Association) -> Notice:
    """The notice of a member of the announced minutes."""
    with within(sydnarke):
        members = Notice.objects.filter(association=sydnarke, meeting__held_on=ANNOUNCED, member__isnull=False)
        return members.select_related("member")[0]


def test_when_a_notice_came_down_and_how_we_know_is_noted(
    sydnarke: Association, board: Notice, signed_in: SignedIn
) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    fields = {"put_up_on": "2024-12-03", "taken_down_on": "2024-12-27", "proof": "registrator, e-post 27 december"}
    answer = browser.post(f"{PATH}{board.pk}/", {f"anslag-{board.pk}-{k}": v for k, v in fields.items()})
    assert answer["Location"] == PATH
    assert "registrator, e-post 27 december" in browser.get(PATH).content.decode()
    with within(sydnarke):
        board.refresh_from_db()
        assert (board.taken_down_on, str(board.noted_by)) == (date(2024, 12, 27), "Flod Dammgren")
        assert AuditEntry.objects.filter(action="meetings.notice.noted").count() == 1


def test_a_refused_day_keeps_what_was_typed(sydnarke: Association, board: Notice, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    fields = {"put_up_on": "2024-12-05", "taken_down_on": "2024-12-03", "proof": "per telefon"}
    answer = browser.post(f"{PATH}{board.pk}/", {f"anslag-{board.pk}-{k}": v for k, v in fields.items()})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "bytt plats" in text
    assert 'value="per telefon"' in text
    assert 'value="2024-12-05"' in text
    with within(sydnarke):
        board.refresh_from_db()
        assert board.put_up_on == date(2024, 12, 3)


def test_a_notice_taken_down_too_early_is_warned_of(sydnarke: Association, board: Notice, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        note_notice(
            association=sydnarke, notice=board, put_up_on=date(2024, 12, 3), taken_down_on=date(2024, 12, 20),
            proof="", by=Person.objects.get(email="director@finsam.test"),
        )  # fmt: skip
    text = browser.get(PATH).content.decode()
    assert f"Anslaget togs ned för tidigt hos {board.member}" in text
    assert "Nedtaget 5 dagar för tidigt" in text


def test_a_letter_goes_to_each_office_with_an_address_and_is_remembered(
    sydnarke: Association, board: Notice, signed_in: SignedIn
) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    answer = browser.post(f"{PATH}skicka/", {f"to-{board.pk}": "registrator@kommun.test"}, follow=True)
    assert "skickat till 1 kansli" in answer.content.decode()
    assert 'value="registrator@kommun.test"' in answer.content.decode()
    with within(sydnarke):
        letter = Mail.objects.get(to="registrator@kommun.test")
        assert "Sätt upp anslaget på er anslagstavla, senast 4\N{NO-BREAK SPACE}december 2024" in letter.text
        assert "/sydnarke/anslagstavla/2024-11-22/" in letter.text


@pytest.mark.parametrize(("to", "word"), [("", "Skriv minst en e-postadress"), ("kommunen", "ingen e-postadress")])
def test_no_letter_goes_without_an_address(
    sydnarke: Association, board: Notice, signed_in: SignedIn, to: str, word: str
) -> None:
    answer = signed_in(sydnarke, SeatRole.DIRECTOR).post(f"{PATH}skicka/", {f"to-{board.pk}": to})
    assert answer.status_code == 422
    assert word in answer.content.decode()
    with within(sydnarke):
        assert not Mail.objects.exclude(subject__startswith="Kallelse").exists()


def test_the_board_reads_the_notices_and_notes_none(sydnarke: Association, board: Notice, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.CHAIR)
    assert "Anteckna" not in browser.get(PATH).content.decode()
    assert browser.post(f"{PATH}{board.pk}/").status_code == 403
    assert browser.post(f"{PATH}skicka/").status_code == 403


def test_the_neighbours_notice_is_not_there(sydnarke: Association, neighbour: Association, signed_in: SignedIn) -> None:
    with within(neighbour):
        other = Notice.objects.filter(association=neighbour)[0]
    assert signed_in(sydnarke, SeatRole.DIRECTOR).post(f"{PATH}{other.pk}/").status_code == 404


def test_nobody_sees_the_page_without_signing_in(client: Client) -> None:
    assert client.get(PATH).status_code == 302
