"""A meeting is opened, paused, ended; its §§ take their numbers as they begin; nobody's words are written over."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from live_meeting import DAY, KEY, Gathered, gather, opened
from world import Seated, SignedIn

from finsam.core.models import Association, AuditEntry, Person, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.during import ItemsOpenError, end_meeting, open_meeting, pause_meeting, set_officers
from finsam.meetings.actions.during_items import (
    StaleEditError,
    add_item,
    begin_item,
    close_item,
    fingerprint,
    reopen_item,
    save_field,
)
from finsam.meetings.models import (
    Absence,
    Adjuster,
    Attendee,
    Decision,
    Item,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Outcome,
    Summons,
)

PATH = f"/sydnarke/moten/{KEY}/mote/"


@pytest.fixture(autouse=True)
def inside(sydnarke: Association) -> Iterator[None]:
    with within(sydnarke):
        yield


@pytest.fixture
def by(seated: Seated, sydnarke: Association) -> Person:
    return seated(sydnarke, SeatRole.DIRECTOR)


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def write(association: Association, item: Item, field: str, text: str, by: Person, based_on: str = "") -> None:
    save_field(association=association, item=item.pk, field=field, text=text,
               based_on=based_on or fingerprint(""), by=by)  # fmt: skip


def decide(association: Association, item: Item, by: Person, outcome: str = Outcome.APPROVED) -> None:
    write(association, item, "outcome", outcome, by)
    write(association, item, "decision", "att bifalla", by)


# Opened, paused, ended


def test_those_who_have_not_reported_absence_are_there_when_it_opens(sydnarke: Association, by: Person) -> None:
    made = gather(sydnarke)
    Absence.objects.create(association=sydnarke, meeting=made.meeting, seat=made.seats["Viken"])
    Summons.objects.create(association=sydnarke, meeting=made.meeting, seat=made.seats["Viken ersättare"],
                           instead_of=made.seats["Viken"], accepted=True)  # fmt: skip
    open_meeting(association=sydnarke, meeting=made.meeting, by=by)
    there = set(Attendee.objects.filter(meeting=made.meeting).values_list("seat", flat=True))
    assert {made["Åby"], made["Viken ersättare"]} <= there
    assert not {made["Viken"], made["Åby ersättare"]} & there
    made.meeting.refresh_from_db()
    assert (made.meeting.state, made.meeting.chair_id) == (MeetingState.OPEN, made["Åby"])
    assert made.meeting.secretary.person == by


def test_without_the_chair_another_is_chosen_and_both_can_be_changed(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, absent=("Åby",))
    assert made.meeting.chair_id is None
    set_officers(association=sydnarke, meeting=made.meeting, chair=made["Viken"], secretary=None, by=by)
    made.meeting.refresh_from_db()
    assert (made.meeting.chair_id, made.meeting.secretary_id) == (made["Viken"], None)


def test_a_meeting_under_adjustment_is_not_opened_again(sydnarke: Association, by: Person) -> None:
    made = gather(sydnarke)
    Meeting.objects.filter(pk=made.meeting.pk).update(state=MeetingState.ADJUSTING)
    with pytest.raises(ValueError, match="[Pp]rotokollet"):
        open_meeting(association=sydnarke, meeting=made.meeting, by=by)


def test_nothing_begins_while_the_meeting_is_paused(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by)
    pause_meeting(association=sydnarke, meeting=made.meeting, by=by)
    with pytest.raises(ValueError, match="pausat"):
        begin_item(association=sydnarke, meeting=made.meeting, item=made.items[0].pk, by=by)
    pause_meeting(association=sydnarke, meeting=made.meeting, by=by)
    assert begin_item(association=sydnarke, meeting=made.meeting, item=made.items[0].pk, by=by).number == 1


def test_a_meeting_ends_when_every_item_is_closed_and_says_which_are_not(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    with pytest.raises(ItemsOpenError) as refused:
        end_meeting(association=sydnarke, meeting=made.meeting, by=by)
    assert [item.title for item in refused.value.items] == [item.title for item in made.items]
    Item.objects.filter(meeting=made.meeting).exclude(pk=made.items[0].pk).delete()
    write(sydnarke, made.items[0], "outcome", Outcome.NOTED, by)
    close_item(association=sydnarke, meeting=made.meeting, item=made.items[0].pk, by=by)
    end_meeting(association=sydnarke, meeting=made.meeting, by=by)
    made.meeting.refresh_from_db()
    assert (made.meeting.state, made.meeting.closed_at is not None) == (MeetingState.ENDED, True)
    open_meeting(association=sydnarke, meeting=made.meeting, by=by)
    made.meeting.refresh_from_db()
    assert (made.meeting.state, made.meeting.closed_at) == (MeetingState.OPEN, None)
    assert Attendee.objects.filter(meeting=made.meeting, seat=made["Åby"]).count() == 1


# §§


def test_items_take_their_numbers_as_they_begin_and_stand_where_they_were_treated(
    sydnarke: Association, by: Person
) -> None:
    made = opened(sydnarke, by)
    order = [made.items[i] for i in (0, 3, 1)]
    numbers = [begin_item(association=sydnarke, meeting=made.meeting, item=i.pk, by=by).number for i in order]
    assert numbers == [1, 2, 3]
    again = begin_item(association=sydnarke, meeting=made.meeting, item=order[0].pk, by=by)
    assert again.number == 1
    titles = Item.objects.filter(meeting=made.meeting).order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Punkt 1", "Punkt 4", "Punkt 2", "Punkt 3", "Punkt 5"]


def test_an_item_added_stands_before_those_that_end_a_meeting(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by)
    added = add_item(association=sydnarke, meeting=made.meeting, title="  Ny punkt ", by=by)
    added.refresh_from_db()
    assert (added.title, added.position) == ("Ny punkt", 4)
    with pytest.raises(ValueError, match="rubrik"):
        add_item(association=sydnarke, meeting=made.meeting, title=" ", by=by)


def test_a_closed_paragraph_keeps_its_number_when_it_is_taken_up_again(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    write(sydnarke, made.items[0], "outcome", Outcome.NOTED, by)
    close_item(association=sydnarke, meeting=made.meeting, item=made.items[0].pk, by=by)
    reopen_item(association=sydnarke, meeting=made.meeting, item=made.items[0].pk, by=by)
    item = Item.objects.get(pk=made.items[0].pk)
    assert (item.state, item.number, item.closed_at) == (ItemState.BEGUN, 1, None)


# Two secretaries


def test_two_who_write_in_different_fields_do_not_notice_each_other(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    for field in ("remarks", "sent_to", "reasons"):
        write(sydnarke, made.items[0], field, f"text i {field}", by)
    item = Item.objects.get(pk=made.items[0].pk)
    assert (item.remarks, item.sent_to, item.reasons) == ("text i remarks", "text i sent_to", "text i reasons")


def test_the_second_who_writes_in_the_same_field_is_told_what_stands_there_and_by_whom(
    sydnarke: Association, by: Person
) -> None:
    made = opened(sydnarke, by, begun=1)
    write(sydnarke, made.items[0], "remarks", "den första", by)
    with pytest.raises(StaleEditError) as stale:
        write(sydnarke, made.items[0], "remarks", "den andra", by)
    assert (stale.value.theirs, stale.value.who) == ("den första", by.name)
    write(sydnarke, made.items[0], "remarks", "båda", by, stale.value.based_on)
    assert Item.objects.get(pk=made.items[0].pk).remarks == "båda"


def test_what_is_sent_twice_is_saved_once(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    for _ in range(2):
        write(sydnarke, made.items[0], "decision", "att bifalla\natt betala ut", by)
    written = AuditEntry.objects.filter(association=sydnarke, action="meetings.item.written", detail__field="decision")
    assert written.filter(detail__item=made.items[0].pk).count() == 1


def test_an_att_sats_that_stays_keeps_what_is_to_be_done_about_it(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    write(sydnarke, made.items[0], "decision", "att bifalla\natt betala ut 100 kronor", by)
    Decision.objects.filter(item=made.items[0], position=1).update(responsible="ekonomen", amount_ore=10_000)
    before = fingerprint("att bifalla\natt betala ut 100 kronor")
    write(sydnarke, made.items[0], "decision", "att betala ut 100 kronor\natt tacka\natt bifalla", by, before)
    rows = Decision.objects.filter(item=made.items[0]).values_list("position", "text", "responsible")
    assert list(rows) == [(0, "betala ut 100 kronor", "ekonomen"), (1, "tacka", ""), (2, "bifalla", "")]


@pytest.mark.parametrize(
    ("field", "text"), [("title", " "), ("sent_to", "x" * 301), ("outcome", "nja"), ("state", "x")]
)
def test_what_cannot_be_saved_is_refused(field: str, text: str, sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    with pytest.raises(ValueError):
        write(sydnarke, made.items[0], field, text, by, fingerprint("Punkt 1" if field == "title" else ""))


def test_nothing_is_written_in_adjusted_minutes(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    Meeting.objects.filter(pk=made.meeting.pk).update(state=MeetingState.ADJUSTED)
    with pytest.raises(ValueError, match="justerat"):
        write(sydnarke, made.items[0], "remarks", "för sent", by)


# Pages


def field_post(item: Item, field: str, text: str, based_on: str = "") -> dict[str, str]:
    return {"field": field, "text": text, "based_on": based_on or fingerprint("")}


def test_a_field_saves_itself_and_says_when(director: Client, sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    url = reverse("item-write", args=["sydnarke", KEY, made.items[0].pk])
    asked = {"headers": {"accept": "application/json"}}
    answer = director.post(url, field_post(made.items[0], "remarks", "en rad"), **asked)
    assert (answer.status_code, answer.json()["based_on"]) == (200, fingerprint("en rad"))
    clash = director.post(url, field_post(made.items[0], "remarks", "en annan"), **asked)
    assert (clash.status_code, clash.json()["theirs"]) == (409, "en rad")
    wrong = director.post(url, field_post(made.items[0], "outcome", "nja"), **asked)
    assert (wrong.status_code, wrong.json()["fault"]) == (422, "Det utfallet finns inte.")


def test_without_script_a_clash_is_shown_side_by_side_with_nothing_lost(
    director: Client, sydnarke: Association, by: Person
) -> None:
    made = opened(sydnarke, by, begun=1)
    write(sydnarke, made.items[0], "remarks", "redan här", by)
    answer = director.post(
        reverse("item-write", args=["sydnarke", KEY, made.items[0].pk]),
        {"remarks": "min egen", "base-remarks": fingerprint(""), "act": "save"},
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in text for words in ("min egen", "redan här", "Båda finns kvar"))


def test_without_script_a_wording_is_chosen_by_its_button(director: Client, sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=3)
    url = reverse("item-write", args=["sydnarke", KEY, made.items[2].pk])
    director.post(url, {"act": "wording-1"})
    item = Item.objects.get(pk=made.items[2].pk)
    assert (item.outcome, [d.text for d in item.decisions.all()]) == (Outcome.AS_PROPOSED, ["bevilja ansökan"])


def test_what_is_refused_stays_in_its_field(director: Client, sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=1)
    url = reverse("item-write", args=["sydnarke", KEY, made.items[0].pk])
    answer = director.post(url, {"sent_to": "x" * 301, "base-sent_to": fingerprint("")})
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert "för lång" in answer.content.decode()


def test_a_meeting_runs_from_its_page(director: Client, sydnarke: Association) -> None:
    made = gather(sydnarke)
    assert "Öppna mötet" in director.get(PATH).content.decode()
    director.post(
        f"{PATH}oppna/", {"ticked": "1", "present": [str(made["Åby"]), str(made["Viken"]), str(made["Forsen"])]}
    )
    first = made.items[0]
    director.post(reverse("item-begin", args=["sydnarke", KEY, first.pk]))
    text = director.get(PATH).content.decode()
    assert "3 av 5 tjänstgör, beslutför" in text
    url = reverse("item-write", args=["sydnarke", KEY, first.pk])
    refused = director.post(url, {"act": "close"})
    assert (refused.status_code, "inte avgjord" in refused.content.decode()) == (422, True)
    closed = director.post(url, {"outcome": "noted", "base-outcome": fingerprint(""), "act": "close"})
    assert closed["Location"] == f"{PATH}?punkt=2"
    ended = director.post(f"{PATH}avsluta/")
    assert (ended.status_code, "Punkt 2" in ended.content.decode()) == (422, True)
    assert director.get(PATH, headers={"accept": "application/json"}).json()["meeting"] >= 3


def test_adjusters_are_elected_and_the_next_meeting_planned_from_their_items(
    director: Client, sydnarke: Association, by: Person
) -> None:
    made = opened(sydnarke, by, begun=5)
    adjusters = reverse("adjusters-elect", args=["sydnarke", KEY, made.items[1].pk])
    assert director.post(adjusters, {"seats": [str(made["Åby"])]}).status_code == 422
    director.post(adjusters, {"seats": [str(made["Viken"])]})
    assert [a.seat_id for a in Adjuster.objects.filter(meeting=made.meeting)] == [made["Viken"]]
    assert "justera protokollet" in Decision.objects.get(item=made.items[1]).text
    following = reverse("next-meeting-set", args=["sydnarke", KEY, made.items[4].pk])
    assert director.post(following, {"held_on": DAY.isoformat()}).status_code == 422
    director.post(following, {"held_on": "2031-05-16", "starts_at": "09:00", "ends_at": "12:00", "place": "Stadshuset"})
    director.post(following, {"held_on": "2031-05-23", "starts_at": "09:00"})
    later = Meeting.objects.filter(association=sydnarke, body=made.meeting.body, held_on__gt=DAY)
    assert [str(meeting.held_on) for meeting in later] == ["2031-05-23"]
    assert "23\u00a0maj 2031 klockan 9.00" in Decision.objects.get(item=made.items[4]).text


def test_an_att_sats_gets_its_amount_its_responsible_and_its_day(
    director: Client, sydnarke: Association, by: Person
) -> None:
    made = opened(sydnarke, by, begun=3)
    write(sydnarke, made.items[2], "decision", "att bevilja ansökan", by)
    row = Decision.objects.get(item=made.items[2])
    url = reverse("decision-detail", args=["sydnarke", KEY, row.pk])
    director.post(url, {"amount": "3 083 460 kr", "responsible": "förbundschefen", "due_on": "2031-04-30"})
    row.refresh_from_db()
    assert (row.amount_ore, row.responsible, str(row.due_on)) == (308_346_000, "förbundschefen", "2031-04-30")
    wrong = director.post(url, {"amount": "mycket"})
    assert (wrong.status_code, "Belopp" in wrong.content.decode()) == (422, True)


def test_only_those_who_keep_meetings_write(signed_in: SignedIn, sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by)
    begin = reverse("item-begin", args=["sydnarke", KEY, made.items[0].pk])
    for role in (SeatRole.CHAIR, SeatRole.ECONOMIST, SeatRole.AUDITOR):
        assert signed_in(sydnarke, role).post(begin).status_code == 403
    assert Item.objects.get(pk=made.items[0].pk).number is None


def test_an_item_of_another_meeting_is_not_found(director: Client, sydnarke: Association, by: Person) -> None:
    made: Gathered = opened(sydnarke, by)
    other = Item.objects.filter(association=sydnarke, kind=ItemKind.FUNDING).exclude(meeting=made.meeting).first()
    assert other
    assert director.post(reverse("item-begin", args=["sydnarke", KEY, other.pk])).status_code == 404
