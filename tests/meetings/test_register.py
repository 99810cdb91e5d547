"""The register of decisions: what is shown, what is late, what is marked as done and taken back."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from meeting_world import HELD
from world import Seated, SignedIn

from finsam.cases.models import Case
from finsam.core.models import Association, AuditEntry, Person, Provision, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.register import mark_done, mark_undone
from finsam.meetings.models import Decision, Item, ItemState, Meeting, MeetingState
from finsam.meetings.queries.register import coming_due, decisions_of, follow_up_lines, overdue
from finsam.meetings.rules.follow_up import follow_up

DUE = date(2025, 10, 31)  # of the decision of `meeting_world` that somebody carries out
DAY = timedelta(days=1)


@pytest.fixture
def director(sydnarke: Association, seated: Seated) -> Person:
    return seated(sydnarke, SeatRole.DIRECTOR)


@pytest.fixture
def decision(sydnarke: Association) -> Decision:
    with within(sydnarke):
        rows = Decision.objects.filter(association=sydnarke)
        rows.exclude(item__meeting__held_on=HELD).update(responsible="", due_on=None)
        return rows.get(due_on=DUE)


@pytest.fixture
def keeper(sydnarke: Association, signed_in: SignedIn) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def said(client: Client, path: str = "/sydnarke/beslut/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# Rules


@pytest.mark.parametrize(
    ("responsible", "due", "done", "state"),
    [
        ("", None, None, "none"),
        ("förbundschefen", None, None, "open"),
        ("", DUE, None, "open"),
        ("", DUE - DAY, None, "open"),  # the last day is not late
        ("", DUE - 2 * DAY, None, "late"),
        ("", DUE - 2 * DAY, DUE, "done"),
        ("", None, DUE, "done"),
    ],
)
def test_where_a_decision_stands(responsible: str, due: date | None, done: date | None, state: str) -> None:
    assert follow_up(responsible, due, done, DUE - DAY) == state


@given(st.sampled_from(["", "kansliet"]), st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_a_decision_that_is_late_stays_so_until_it_is_done(
    responsible: str, due: date | None, done: date | None, on: date
) -> None:
    now = follow_up(responsible, due, done, on)
    later = follow_up(responsible, due, done, min(on, date.max - 9 * DAY) + 9 * DAY)
    assert now == later or (now, later) == ("open", "late")


# What others ask for


def test_what_is_late_is_told_from_the_day_after(sydnarke: Association, decision: Decision) -> None:
    with within(sydnarke):
        assert overdue(sydnarke, DUE) == []
        assert overdue(sydnarke, DUE + DAY) == [decision]


def test_what_is_soon_due_is_told_within_the_associations_own_days(sydnarke: Association, decision: Decision) -> None:
    with within(sydnarke):
        assert coming_due(sydnarke, DUE - 14 * DAY) == [decision]
        assert coming_due(sydnarke, DUE - 15 * DAY) == []
        Provision.objects.create(
            association=sydnarke, key="decision_reminder_days", value="30", valid_from=date(2025, 1, 1)
        )
        assert coming_due(sydnarke, DUE - 15 * DAY) == [decision]
        assert coming_due(sydnarke, DUE + DAY) == []


def test_a_decision_not_made_yet_or_of_a_meeting_called_off_is_not_in_the_register(
    sydnarke: Association, decision: Decision
) -> None:
    with within(sydnarke):
        assert decision in decisions_of(sydnarke)
        Item.objects.filter(pk=decision.item_id).update(state=ItemState.BEGUN)
        assert decision not in decisions_of(sydnarke)
        Item.objects.filter(pk=decision.item_id).update(state=ItemState.CLOSED)
        Meeting.objects.filter(held_on=HELD).update(state=MeetingState.CANCELLED)
        assert decision not in decisions_of(sydnarke)


def test_the_next_meeting_follows_up_what_is_late_then_what_goes_on_then_what_is_done(
    sydnarke: Association, decision: Decision, director: Person
) -> None:
    on = DUE + DAY
    with within(sydnarke):
        more = {"association": sydnarke, "item": decision.item}
        Decision.objects.create(**more, position=1, text="köpa in en båt", responsible="kansliet", due_on=on)
        done = Decision.objects.create(**more, position=2, text="måla den", responsible="kansliet")
        mark_done(association=sydnarke, by=director, decision=done, done_on=HELD + DAY, today=on)
        lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in follow_up_lines(sydnarke, on)]
    assert lines == [
        "§ 2, 12 september 2025: att bevilja ansökan (förbundschefen, senast 2025-10-31, försenat)",
        "§ 2, 12 september 2025: att köpa in en båt (kansliet, senast 2025-11-01, pågår)",
        "§ 2, 12 september 2025: att måla den (kansliet, klart 2025-09-13)",
    ]


def test_an_open_item_follows_up_no_decision_in_a_secret_case(sydnarke: Association, decision: Decision) -> None:
    with within(sydnarke):
        assert any("bevilja ansökan" in line for line in follow_up_lines(sydnarke, DUE))
        case = Case.objects.filter(association=sydnarke).first()
        Case.objects.filter(pk=case.pk).update(secret=True, secrecy_ground="OSL 26 kap. 1 §")
        Item.objects.filter(pk=decision.item_id).update(case=case)
        assert not any("bevilja ansökan" in line for line in follow_up_lines(sydnarke, DUE))


# Marking as done


def test_done_and_taken_back_again(sydnarke: Association, decision: Decision, director: Person) -> None:
    with within(sydnarke):
        done = mark_done(
            association=sydnarke, by=director, decision=decision, done_on=DUE, remark=" Skickat. ", today=DUE
        )
        assert (done.done_on, done.done_by, done.done_remark) == (DUE, director, "Skickat.")
        assert overdue(sydnarke, DUE + DAY) == []
        back = mark_undone(association=sydnarke, by=director, decision=decision)
        assert (back.done_on, back.done_by, back.done_remark) == (None, None, "")
        entries = AuditEntry.objects.filter(association=sydnarke, action__startswith="meetings.decision.")
        trail = list(entries.order_by("pk").values_list("action", "detail__remark"))
        assert trail == [("meetings.decision.done", None), ("meetings.decision.undone", "Skickat.")]


@pytest.mark.parametrize(
    ("done_on", "today", "words"),
    [(DUE, DUE - DAY, "har inte varit än"), (HELD - DAY, DUE, "fattades 12")],
)
def test_a_day_that_cannot_be_is_refused(
    done_on: date, today: date, words: str, sydnarke: Association, decision: Decision, director: Person
) -> None:
    with within(sydnarke), pytest.raises(ValueError, match=words):
        mark_done(association=sydnarke, by=director, decision=decision, done_on=done_on, today=today)


def test_what_is_done_cannot_be_done_again_nor_what_is_not_decided(
    sydnarke: Association, decision: Decision, director: Person
) -> None:
    asked = {"association": sydnarke, "by": director, "decision": decision, "done_on": DUE, "today": DUE}
    with within(sydnarke):
        mark_done(**asked)
        with pytest.raises(ValueError, match="redan markerat"):
            mark_done(**asked)
        mark_undone(association=sydnarke, by=director, decision=decision)
        Item.objects.filter(pk=decision.item_id).update(state=ItemState.BEGUN)
        with pytest.raises(ValueError, match="inte avslutad"):
            mark_done(**asked)


# Pages


def test_the_register_tells_what_who_by_when_and_that_it_is_late(keeper: Client, decision: Decision) -> None:
    page = said(keeper)
    for words in ("att bevilja ansökan", "Projektansökan Mottagningsteamet", "förbundschefen", "2025-10-31"):
        assert words in page
    assert '<span class="is-worse">försenat</span>' in page
    assert "/sydnarke/moten/2025-09-12/protokoll/#p2" in page
    assert page.count("Markera klart") == 1  # what nobody carries out has nothing to mark


@pytest.mark.parametrize(
    ("asked", "shown", "nothing"),
    [
        ("?visa=att-gora", True, ""),
        ("?visa=forsenade", True, ""),
        ("?visa=klara", False, "Inget beslut är markerat som klart än."),
        ("?ar=2025", True, ""),
        ("?ar=2019", False, "Inga beslut är fattade än."),
        ("?visa=skräp&ar=²", True, ""),
    ],
)
def test_filters_show_what_they_say(asked: str, shown: bool, nothing: str, keeper: Client, decision: Decision) -> None:
    page = said(keeper, f"/sydnarke/beslut/{asked}")
    assert ("att bevilja ansökan" in page) is shown
    assert nothing in page


def test_a_decision_is_marked_as_done_on_its_page_and_undone_from_the_toast(keeper: Client, decision: Decision) -> None:
    path = f"/sydnarke/beslut/{decision.pk}/klart/"
    assert "att bevilja ansökan" in said(keeper, path)
    answer = keeper.post(path, {"done_on": "2025-10-30", "remark": "Skickat till kommunen"}, follow=True)
    page = " ".join(answer.content.decode().split())
    assert "klart 2025-10-30" in page
    assert "Skickat till kommunen" in page
    undo = f"/sydnarke/beslut/{decision.pk}/inte-klart/"
    assert f'action="{undo}"' in page
    assert "klart 2025-10-30" not in keeper.post(undo, follow=True).content.decode()


def test_a_refusal_stands_on_the_form_and_nothing_typed_is_lost(keeper: Client, decision: Decision) -> None:
    path = f"/sydnarke/beslut/{decision.pk}/klart/"
    answer = keeper.post(path, {"done_on": "2025-09-01", "remark": "Skickat"})
    assert answer.status_code == 422
    assert "kan inte ha blivit klart" in answer.content.decode()
    assert 'value="Skickat"' in answer.content.decode()
    assert keeper.post(path, {"done_on": "snart"}).status_code == 422


def test_a_decision_of_nobody_or_of_the_neighbour_is_not_found(keeper: Client, neighbour: Association) -> None:
    with within(neighbour):
        theirs = Decision.objects.filter(association=neighbour).first()
    assert theirs
    for pk in (theirs.pk, 10**6):
        assert keeper.get(f"/sydnarke/beslut/{pk}/klart/").status_code == 404
        assert keeper.post(f"/sydnarke/beslut/{pk}/inte-klart/").status_code == 404


def test_who_only_reads_gets_no_buttons_and_is_refused(
    sydnarke: Association, signed_in: SignedIn, decision: Decision
) -> None:
    auditor = signed_in(sydnarke, SeatRole.AUDITOR)
    assert "Markera klart" not in said(auditor)
    assert auditor.post(f"/sydnarke/beslut/{decision.pk}/klart/").status_code == 403
    assert auditor.post(f"/sydnarke/beslut/{decision.pk}/inte-klart/").status_code == 403


def test_the_register_as_a_file_has_every_decision_and_no_formula(
    keeper: Client, sydnarke: Association, decision: Decision
) -> None:
    with within(sydnarke):
        Decision.objects.filter(pk=decision.pk).update(responsible="=1+1", amount_ore=308346050)
    answer = keeper.get("/sydnarke/beslut/beslut.csv?visa=forsenade")
    assert answer["Content-Disposition"] == 'attachment; filename="sydnarke-beslut.csv"'
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert dict(zip(head, row, strict=True)) == {
        "Möte": "2025-09-12",
        "Paragraf": "§ 2",
        "Ärende": "Projektansökan Mottagningsteamet",
        "Beslut": "att bevilja ansökan",
        "Belopp, kronor": "3083460,50",
        "Utförs av": "'=1+1",
        "Senast": "2025-10-31",
        "Läge": "Försenat",
        "Klart": "",
        "Anmärkning": "",
    }
