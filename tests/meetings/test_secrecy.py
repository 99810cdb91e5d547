"""What is secret, a draft, or another meeting's stays with those who may have it, wherever it is asked for."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from meeting_world import ANNOUNCED, COMING, HELD
from world import Seated, SignedIn

from finsam.cases.models import Case, Document
from finsam.core.models import Association, AuditEntry, Body, Mail, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.after_notices import put_up_own
from finsam.meetings.actions.before_agenda import remove_item
from finsam.meetings.actions.before_calling import news_since
from finsam.meetings.actions.during import lock_item
from finsam.meetings.actions.reminders import write_reminders
from finsam.meetings.models import Annex, Decision, Item, ItemKind, Meeting, MeetingState
from finsam.meetings.records import read_record

pytestmark = pytest.mark.django_db

MATTER = "Mottagningsteamet"
GROUND = "OSL 26 kap. 1 §"


def make_secret(association: Association) -> None:
    """Let the second § of every meeting be of a case under secrecy."""
    with within(association):
        case = Case.objects.get(year=2025, number=1)
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
        assert news == f"Utgår: Sekretess, {Case.objects.get(year=2025, number=1).diary_number}"


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


def adjust_and_hide(association: Association) -> None:
    """Let the held meeting be adjusted, with a § of a secret case and its secret paper."""
    make_secret(association)
    with within(association):
        Meeting.objects.filter(held_on=HELD).update(state=MeetingState.ADJUSTED)
        Item.objects.filter(meeting__held_on=HELD, position=1).update(background="Vattnet är grumligt.")
        item = Item.objects.get(meeting__held_on=HELD, position=0)
        Annex.objects.create(association=association, item=item, document=Document.objects.earliest("pk"), position=0)


def test_adjusted_minutes_hide_what_is_secret_from_those_who_may_not_read_it(
    signed_in: SignedIn, sydnarke: Association
) -> None:
    adjust_and_hide(sydnarke)
    coordinator, director = (signed_in(sydnarke, role) for role in (SeatRole.COORDINATOR, SeatRole.DIRECTOR))
    path = f"/sydnarke/moten/{HELD}/protokoll/"
    page = body_of(coordinator, path)
    assert "Sekretess, Sydnärke 2025-1" in page
    assert not any(words in page for words in (MATTER, "grumligt", "bevilja ansökan", "protokoll.pdf"))
    assert coordinator.get(reverse("minutes-file", args=["sydnarke", HELD])).status_code == 403
    page = body_of(director, path)
    assert MATTER in page
    assert "grumligt" in page
    assert director.get(reverse("minutes-file", args=["sydnarke", HELD])).status_code == 200


def test_public_minutes_hide_what_is_secret_though_nobody_has_marked_it(client: Client, sydnarke: Association) -> None:
    path = f"/sydnarke/anslagstavla/{ANNOUNCED}/"
    assert MATTER in body_of(client, path)
    adjust_and_hide(sydnarke)
    page = body_of(client, path)
    assert MATTER not in page
    assert "Sekretess, Sydnärke 2025-1" in page


def test_a_reminder_of_a_decision_under_secrecy_says_nothing_of_it(seated: Seated, sydnarke: Association) -> None:
    seated(sydnarke, SeatRole.DIRECTOR)
    make_secret(sydnarke)
    with within(sydnarke):
        Decision.objects.filter(item__position=1).update(due_on=timezone.localdate() - timedelta(days=2))
        Mail.objects.all().delete()
        write_reminders(sydnarke, timezone.localdate())
        letters = Mail.objects.filter(about__startswith="reminder:decision")
        assert letters
        assert not any(MATTER in one.subject + one.text or "bevilja" in one.text for one in letters)


@pytest.mark.parametrize("page", ["folj", "ordforande"])
def test_a_draft_agenda_is_not_followed(page: str, signed_in: SignedIn, sydnarke: Association) -> None:
    chair = signed_in(sydnarke, SeatRole.CHAIR)
    path = f"/sydnarke/moten/{COMING}/{page}/"
    assert chair.get(path).status_code == 200
    with within(sydnarke):
        Meeting.objects.filter(held_on=COMING).update(state=MeetingState.PLANNED, called_at=None)
    assert chair.get(path).status_code == 302


def test_nothing_is_written_in_a_paragraph_while_its_meeting_is_held(sydnarke: Association) -> None:
    """Sealing holds the meeting: a text saved meanwhile must wait, and is refused when the minutes are adjusted."""
    with within(sydnarke):
        item = Item.objects.filter(meeting__held_on=HELD).first()
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            lock_item(sydnarke, item.pk)
    held = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert [f'"meetings_{kind}"' in sql for kind, sql in zip(("meeting", "item"), held, strict=True)] == [True, True]


def test_papers_of_a_secret_case_are_for_those_who_may_read_it_and_their_reading_is_noted(
    signed_in: SignedIn, sydnarke: Association
) -> None:
    with within(sydnarke):
        annex = Annex.objects.get(item__meeting__held_on=COMING)
        other = Case.objects.create(
            association=sydnarke, year=2025, number=2, diary_number="2025-2", title="Dold", opened_on=COMING,
            secret=True, secrecy_ground=GROUND,
        )  # fmt: skip
        Item.objects.filter(pk=annex.item_id).update(case=other)  # the paper itself lies in an open case
    path = reverse("paper-file", args=["sydnarke", COMING, annex.pk])
    assert signed_in(sydnarke, SeatRole.COORDINATOR).get(path).status_code == 403
    with within(sydnarke):
        Document.objects.update(secret=True, secrecy_ground=GROUND)
    assert signed_in(sydnarke, SeatRole.DIRECTOR).get(path).status_code == 200
    with within(sydnarke):
        assert AuditEntry.objects.filter(action="cases.document.read").exists()
