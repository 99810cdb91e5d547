"""What anybody may read without signing in: the notice board, and minutes without what must not be on the web."""

from datetime import date

import pytest
from django.test import Client
from meeting_world import ANNOUNCED
from world import SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import Attendee, Item, Meeting, Notice, Presence

BOARD = "/sydnarke/anslagstavla/"
MINUTES = f"{BOARD}2024-11-22/"


def read(client: Client, path: str) -> str:
    """The page with ordinary spaces."""
    return client.get(path).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_board_says_what_when_until_when_and_how_to_appeal(client: Client, sydnarke: Association) -> None:
    text = read(client, BOARD)
    assert "Anslaget protokoll, styrelsemöte fredag 22 november 2024" in text
    assert "2 december 2024" in text
    assert "24 december 2024" in text
    assert "förvaltningsrätten inom tre veckor" in text
    assert f'href="{MINUTES}"' in text


def test_an_empty_board_says_when_the_next_minutes_are_expected(client: Client, sydnarke: Association) -> None:
    with within(sydnarke):
        Notice.objects.filter(member=None).update(put_up_on=None)
    text = read(client, BOARD)
    assert "Inget är anslaget just nu. Nästa protokoll väntas efter den 22 november." in text
    assert client.get(MINUTES).status_code == 404


def test_a_notice_that_is_taken_down_leaves_the_board_and_its_minutes_can_still_be_read(
    client: Client, sydnarke: Association
) -> None:
    with within(sydnarke):
        Notice.objects.filter(member=None).update(taken_down_on=date(2024, 12, 30))
    text = read(client, BOARD)
    assert "Inget är anslaget just nu" in text
    assert "Tidigare protokoll" in text
    assert client.get(MINUTES).status_code == 200


def test_a_draft_is_not_public(client: Client, sydnarke: Association) -> None:
    assert client.get(f"{BOARD}2025-09-12/").status_code == 404
    assert client.get(f"{BOARD}1999-01-01/").status_code == 404
    assert client.get(f"{BOARD}hej/").status_code == 404
    assert client.get("/finns-inte/anslagstavla/").status_code == 404


@pytest.fixture
def told(sydnarke: Association) -> Item:
    """A § that says what must not be on the web, and a guest at the meeting."""
    with within(sydnarke):
        meeting = Meeting.objects.get(association=sydnarke, held_on=ANNOUNCED)
        item = Item.objects.filter(meeting=meeting).last()
        Item.objects.filter(pk=item.pk).update(
            background="Vik Bäckström, 850101-1234, nås på 070-123 45 67 eller vik@example.test.",
            reasons="Ansökan når målen.",
        )
        guest = Attendee.objects.create(
            association=sydnarke, meeting=meeting, name="Å Dimfors", role="socialchef", position=90
        )
        Presence.objects.create(association=sydnarke, attendee=guest)
    return item


def test_what_must_not_be_on_the_web_is_left_out_before_anybody_has_decided(client: Client, told: Item) -> None:
    text = read(client, MINUTES)
    for kept_out in ("850101-1234", "070-123 45 67", "vik@example.test", "Vik Bäckström", "Å Dimfors"):
        assert kept_out not in text
    assert "[uppgift borttagen]" in text
    assert "Ansökan når målen." in text


def test_a_withheld_paragraph_shows_its_title_and_decision_only(
    client: Client, told: Item, sydnarke: Association
) -> None:
    with within(sydnarke):
        Item.objects.filter(pk=told.pk).update(withheld=True)
    text = read(client, MINUTES)
    assert told.title in text
    assert "bevilja ansökan" in text
    assert "Ansökan når målen." not in text


def test_a_stranger_sees_the_associations_name_and_nobodys_menus(
    client: Client, sydnarke: Association, neighbour: Association, signed_in: SignedIn
) -> None:
    elsewhere = signed_in(neighbour, SeatRole.VICE_CHAIR)
    for browser in (client, elsewhere):
        for path in (BOARD, MINUTES):
            text = read(browser, path)
            assert "Sydnärke" in text
            assert "Översikt" not in text
            assert "grannforbundet" not in text
            assert "Kontrollera ett dokument" in text


def test_an_insider_keeps_the_associations_menus(sydnarke: Association, signed_in: SignedIn) -> None:
    assert "Översikt" in read(signed_in(sydnarke, SeatRole.CHAIR), BOARD)


def test_visiting_a_strange_board_does_not_change_which_association_one_was_in(
    sydnarke: Association, neighbour: Association, signed_in: SignedIn
) -> None:
    browser = signed_in(neighbour, SeatRole.VICE_CHAIR)
    browser.get("/grannforbundet/")
    browser.get(BOARD)
    assert browser.session["association"] == "grannforbundet"


def test_the_neighbours_notices_are_not_on_our_board(client: Client, neighbour: Association) -> None:
    assert "Bryggan" not in read(client, BOARD)
    assert "Bryggan" not in read(client, MINUTES)
