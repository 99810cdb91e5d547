"""What is secret, a draft, or another meeting's stays with those who may have it, wherever it is asked for."""

import pytest
from django.test import Client
from django.utils import timezone
from meeting_world import ANNOUNCED, COMING, HELD
from world import Seated, SignedIn

from finsam.cases.models import Case
from finsam.core.models import Association, Body, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.after_notices import put_up_own
from finsam.meetings.actions.before_agenda import remove_item
from finsam.meetings.actions.before_calling import news_since
from finsam.meetings.models import Decision, Item, ItemKind, Meeting, MeetingState
from finsam.meetings.records import read_record

pytestmark = pytest.mark.django_db

MATTER = "Mottagningsteamet"
GROUND = "OSL 26 kap. 1 §"


def make_secret(association: Association) -> None:
    """Let the second § of every meeting be of a case under secrecy."""
    with within(association):
        case = Case.objects.get()
        Item.objects.filter(position=1).update(case=case)
        Case.objects.update(secret=True, secrecy_ground=GROUND)


def body_of(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("path", ["beslut/", "beslut/beslut.csv"])
def test_decisions_under_secrecy_are_for_those_who_may_read_them(
    path: str, signed_in: SignedIn, sydnarke: Association
) -> None:
    coordinator, director = (signed_in(sydnarke, role) for role in (SeatRole.COORDINATOR, SeatRole.DIRECTOR))
    assert MATTER in body_of(coordinator, f"/sydnarke/{path}")
    make_secret(sydnarke)
    assert MATTER not in body_of(coordinator, f"/sydnarke/{path}")
    assert MATTER in body_of(director, f"/sydnarke/{path}")


@pytest.mark.parametrize("path", ["beslut/", "beslut/beslut.csv"])
def test_decisions_in_drafts_are_for_those_who_may_read_drafts(
    path: str, signed_in: SignedIn, sydnarke: Association
) -> None:
    with within(sydnarke):
        Decision.objects.filter(item__meeting__held_on=HELD, item__position=1).update(text="gräva en damm")
    assert "gräva en damm" not in body_of(signed_in(sydnarke, SeatRole.COORDINATOR), f"/sydnarke/{path}")
    assert "gräva en damm" in body_of(signed_in(sydnarke, SeatRole.MEMBER), f"/sydnarke/{path}")


def test_an_agenda_not_called_to_is_found_only_by_those_who_make_it(signed_in: SignedIn, sydnarke: Association) -> None:
    with within(sydnarke):
        Meeting.objects.filter(held_on=COMING).update(state=MeetingState.PLANNED, called_at=None)
        Item.objects.filter(meeting__held_on=COMING, position=1).update(title="Ny vattenränna")
    assert "Ny vattenränna" not in body_of(signed_in(sydnarke, SeatRole.MEMBER), "/sydnarke/sok/?q=vattenränna")
    assert "Ny vattenränna" in body_of(signed_in(sydnarke, SeatRole.DIRECTOR), "/sydnarke/sok/?q=vattenränna")


def test_what_is_taken_off_the_agenda_is_told_without_its_secret_title(seated: Seated, sydnarke: Association) -> None:
    director = seated(sydnarke, SeatRole.DIRECTOR)
    make_secret(sydnarke)
    with within(sydnarke):
        called = timezone.now()
        Meeting.objects.filter(held_on=COMING).update(called_at=called)
        Item.objects.filter(meeting__held_on=COMING).update(added_at=called)
        meeting = Meeting.objects.get(held_on=COMING)
        item = Item.objects.get(meeting=meeting, position=1)
        remove_item(association=sydnarke, by=director, meeting=meeting, item_id=item.pk)
        (news,) = news_since(read_record(sydnarke, meeting), called)
        assert news == f"Utgår: Sekretess, {Case.objects.get().diary_number}"


def test_minutes_of_the_preparatory_group_are_never_public(
    client: Client, signed_in: SignedIn, seated: Seated, sydnarke: Association
) -> None:
    with within(sydnarke):
        Meeting.objects.filter(held_on=ANNOUNCED).update(body=Body.PREPARATORY)
        with pytest.raises(ValueError, match="Bara styrelsens protokoll"):
            put_up_own(
                association=sydnarke, meeting=Meeting.objects.get(held_on=ANNOUNCED),
                by=seated(sydnarke, SeatRole.DIRECTOR),
            )  # fmt: skip
    assert client.get(f"/sydnarke/anslagstavla/beredning-{ANNOUNCED}/").status_code == 404
    assert str(ANNOUNCED) not in body_of(client, "/sydnarke/anslagstavla/")


def test_adjusters_are_elected_only_in_a_paragraph_of_the_meeting(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        Meeting.objects.filter(held_on=HELD).update(state=MeetingState.ENDED)
        Meeting.objects.filter(held_on=COMING).update(state=MeetingState.OPEN)
        theirs = Item.objects.get(meeting__held_on=HELD, position=1)
        Item.objects.filter(pk=theirs.pk).update(kind=ItemKind.ADJUSTER)
    answer = director.post(f"/sydnarke/moten/{COMING}/mote/punkt/{theirs.pk}/justerare/", {"seats": ["1"]})
    assert answer.status_code == 404
