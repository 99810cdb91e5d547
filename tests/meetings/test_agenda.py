"""The agenda is made of standing items, waiting cases and own items; it moves, and nobody's words are lost."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from meeting_world import COMING, HELD
from world import Seated, SignedIn

from finsam.cases.models import Case, CaseKind, Direction, Document
from finsam.core.models import Association, Body, Person, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions import before_agenda as agenda
from finsam.meetings.actions.before_annexes import attach_document, detach_document, move_annex
from finsam.meetings.actions.before_items import TEXTS, ChangedMeanwhile, change_item
from finsam.meetings.models import Annex, Item, ItemKind, ItemState, Meeting, MeetingState
from finsam.meetings.queries.before_agenda import lacks, waiting_cases
from finsam.meetings.records import read_record

DAY = date(2031, 2, 14)
PATH = "/sydnarke/moten/2031-02-14/dagordning/"
KINDS = [ItemKind.OPENING, ItemKind.DECISION, ItemKind.REPORT, ItemKind.OTHER, ItemKind.NEXT_MEETING]


@pytest.fixture
def meeting(sydnarke: Association) -> Meeting:
    """A planned meeting with five items: A, B, C, D, E."""
    with within(sydnarke):
        made = Meeting.objects.create(association=sydnarke, held_on=DAY)
        for place, kind in enumerate(KINDS):
            Item.objects.create(association=sydnarke, meeting=made, position=place, kind=kind, title="ABCDE"[place])
    return made


@pytest.fixture
def by(seated: Seated, sydnarke: Association) -> Person:
    return seated(sydnarke, SeatRole.DIRECTOR)


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


def a_case(association: Association, number: int = 7, **more: object) -> Case:
    case = Case.objects.create(
        association=association, year=2030, number=number, diary_number=f"S 2030-{number}", title=f"Ärende {number}",
        opened_on=date(2030, 1, 1), awaits=Body.BOARD, proposal="bifalla", summary="Saken.", **more,
    )  # fmt: skip
    for place in range(2):
        Document.objects.create(
            association=association, case=case, number=place + 1, title=f"Handling {place + 1}",
            direction=Direction.INCOMING, dated_on=date(2030, 1, 1),
        )  # fmt: skip
    return case


def titles(meeting: Meeting) -> str:
    return "".join(item.title for item in Item.objects.filter(meeting=meeting).order_by("position"))


def item(meeting: Meeting, title: str) -> Item:
    return Item.objects.select_related("meeting").get(meeting=meeting, title=title)


def test_items_move_up_and_down_and_stay_at_the_ends(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    def move(title: str, steps: int) -> str:
        agenda.move_item(association=sydnarke, by=by, meeting=meeting, item_id=item(meeting, title).pk, steps=steps)
        return titles(meeting)

    with within(sydnarke):
        assert move("C", -1) == "ACBDE"
        assert move("C", -1) == "CABDE"
        assert move("C", -1) == "CABDE"
        assert move("C", 9) == "ABDEC"


def test_what_has_begun_stays_and_nothing_moves_before_it(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        for number, title in enumerate("AB", 1):
            begun = Item.objects.filter(meeting=meeting, title=title)
            begun.update(state=ItemState.BEGUN, series="board-2031", number=number)
        meeting.state = MeetingState.OPEN
        meeting.save()
        agenda.move_item(association=sydnarke, by=by, meeting=meeting, item_id=item(meeting, "D").pk, steps=-5)
        assert titles(meeting) == "ABDCE"
        for doing in (agenda.move_item, agenda.remove_item):
            more = {"steps": 1} if doing is agenda.move_item else {}
            with pytest.raises(ValueError, match="börjat behandlas"):
                doing(association=sydnarke, by=by, meeting=meeting, item_id=item(meeting, "B").pk, **more)  # type: ignore[operator]


def test_a_removed_item_comes_back_as_it_was_once(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        gone = item(meeting, "B")
        Item.objects.filter(pk=gone.pk).update(
            background="Bakgrund", added_at=datetime(2030, 1, 1, tzinfo=UTC), case=a_case(sydnarke)
        )
        document = Document.objects.filter(case__number=7).first()
        Annex.objects.create(association=sydnarke, item=gone, document=document, position=0, title="Egen titel")
        entry = agenda.remove_item(association=sydnarke, by=by, meeting=meeting, item_id=gone.pk)
        assert titles(meeting) == "ACDE"
        agenda.restore_item(association=sydnarke, by=by, meeting=meeting, entry_id=entry.pk)
        back = item(meeting, "B")
        assert titles(meeting) == "ABCDE"
        assert (back.background, back.added_at.year, back.case.number) == ("Bakgrund", 2030, 7)
        assert [annex.title for annex in back.annexes.all()] == ["Egen titel"]
        with pytest.raises(ValueError, match="redan tillbaka"):
            agenda.restore_item(association=sydnarke, by=by, meeting=meeting, entry_id=entry.pk)


def test_a_waiting_case_brings_its_summary_proposal_and_documents(
    meeting: Meeting, sydnarke: Association, by: Person
) -> None:
    with within(sydnarke):
        case = a_case(sydnarke, kind=CaseKind.ECONOMY, responsible=by)
        assert case.pk in [waiting.id for waiting in waiting_cases(sydnarke, meeting)]
        added = agenda.add_case(association=sydnarke, by=by, meeting=meeting, case=case)
        assert (added.position, added.kind, added.background, added.proposal) == (3, "report", "Saken.", "bifalla")
        assert added.presenters == by.name
        record = read_record(sydnarke, meeting)
        assert list(record.annex_numbers.values()) == ["1.1", "1.2"]
        assert case.pk not in [waiting.id for waiting in waiting_cases(sydnarke, meeting)]
        with pytest.raises(ValueError, match="står redan på dagordningen"):
            agenda.add_case(association=sydnarke, by=by, meeting=meeting, case=case)


def test_cases_that_do_not_wait_for_this_meeting_are_not_offered(meeting: Meeting, sydnarke: Association) -> None:
    with within(sydnarke):
        later = a_case(sydnarke, 8, awaits_on=date(2031, 2, 15))
        closed = a_case(sydnarke, 9, closed_on=date(2030, 2, 1))
        taken = a_case(sydnarke, 10)
        Case.objects.filter(pk=taken.pk).update(awaits=Body.PREPARATORY)
        offered = {waiting.id for waiting in waiting_cases(sydnarke, meeting)}
    assert not offered & {later.pk, closed.pk, taken.pk}


def test_annex_numbers_follow_when_items_and_annexes_move(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    def numbers() -> dict[str, str]:
        record = read_record(sydnarke, meeting)
        return {
            annex.document.title: record.annex_numbers[annex.pk] for one in record.items for annex in one.annexes.all()
        }

    with within(sydnarke):
        first, second = Document.objects.filter(case=a_case(sydnarke)).order_by("number")
        third = Document.objects.filter(case=a_case(sydnarke, 8)).first()
        third.title = "Tredje"
        third.save()
        for document in (first, second):
            attach_document(association=sydnarke, by=by, item=item(meeting, "B"), document=document)
        alone = attach_document(association=sydnarke, by=by, item=item(meeting, "C"), document=third)
        assert numbers() == {"Handling 1": "1.1", "Handling 2": "1.2", "Tredje": "2"}
        agenda.move_item(association=sydnarke, by=by, meeting=meeting, item_id=item(meeting, "C").pk, steps=-1)
        assert numbers() == {"Tredje": "1", "Handling 1": "2.1", "Handling 2": "2.2"}
        last = Annex.objects.get(document=second)
        move_annex(association=sydnarke, by=by, item=item(meeting, "B"), annex_id=last.pk, steps=-1)
        Item.objects.filter(title="B", meeting=meeting).update(annexes_apart=True)
        assert numbers() == {"Tredje": "1", "Handling 2": "2", "Handling 1": "3"}
        detach_document(association=sydnarke, by=by, item=item(meeting, "C"), annex_id=alone.pk)
        assert numbers() == {"Handling 2": "1", "Handling 1": "2"}
        with pytest.raises(ValueError, match="redan bilaga"):
            attach_document(association=sydnarke, by=by, item=item(meeting, "B"), document=first)


def test_the_first_section_is_set_until_one_is_taken(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        agenda.set_first_number(association=sydnarke, by=by, meeting=meeting, number=62)
        meeting.refresh_from_db()
        record = read_record(sydnarke, meeting)
        assert [record.numbers[one.pk] for one in record.items] == [62, 63, 64, 65, 66]
        held = Meeting.objects.get(held_on=HELD)
        with pytest.raises(ValueError, match="redan tagen"):
            agenda.set_first_number(association=sydnarke, by=by, meeting=held, number=1)


def test_a_held_meetings_agenda_stands(sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        held = Meeting.objects.get(held_on=HELD)
        with pytest.raises(ValueError, match="avslutat eller inställt"):
            agenda.add_item(association=sydnarke, by=by, meeting=held, title="Sent", kind="decision")


@pytest.mark.parametrize(
    ("kind", "texts", "said"),
    [
        ("decision", {}, "saknar föredragande och förslag"),
        ("decision", {"presenters": "Chefen"}, "saknar förslag"),
        ("decision", {"presenters": "Chefen", "proposal_note": "Överlåts"}, ""),
        ("opening", {}, ""),
    ],
)
def test_what_an_item_lacks_is_told(kind: str, texts: dict[str, str], said: str) -> None:
    assert lacks(Item(kind=kind, title="X", **texts)) == said


# Two who write


def texts(one: Item, **changed: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in TEXTS} | changed


def test_two_who_write_in_different_texts_both_keep_theirs(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        read = item(meeting, "B")
        for change in ({"background": "En"}, {"proposal": "Två"}):
            change_item(association=sydnarke, by=by, item=read, version=0, wanted=texts(read, **change))
        now = item(meeting, "B")
    assert (now.background, now.proposal, now.version) == ("En", "Två", 2)


def test_two_who_write_in_the_same_text_are_shown_both(meeting: Meeting, sydnarke: Association, by: Person) -> None:
    with within(sydnarke):
        read = item(meeting, "B")
        change_item(
            association=sydnarke, by=by, item=read, version=0, wanted=texts(read, background="En", kind="report")
        )
        with pytest.raises(ChangedMeanwhile) as raised:
            change_item(association=sydnarke, by=by, item=read, version=0, wanted=texts(read, background="Två"))
        assert item(meeting, "B").background == "En"
    assert raised.value.clashes == ["background"]
    assert raised.value.merged["kind"] == "report"
    assert (raised.value.other.name, raised.value.other.now["background"]) == (by.name, "En")


def test_a_change_nobody_kept_account_of_is_never_overwritten(
    meeting: Meeting, sydnarke: Association, by: Person
) -> None:
    with within(sydnarke):
        read = item(meeting, "B")
        Item.objects.filter(pk=read.pk).update(background="Från mötet", version=1)
        with pytest.raises(ChangedMeanwhile):
            change_item(association=sydnarke, by=by, item=read, version=0, wanted=texts(read, title="B2"))


def posted(one: Item, version: int, **changed: object) -> dict[str, object]:
    return {name: value for name, value in texts(one, **changed).items() if value is not False} | {"version": version}


def test_the_page_of_an_item_saves_shows_both_texts_and_takes_the_others(
    meeting: Meeting, sydnarke: Association, director: Client
) -> None:
    with within(sydnarke):
        one = item(meeting, "B")
    path = f"{PATH}{one.pk}/"
    assert director.post(path, posted(one, 0, proposal="att godkänna\n\natt tacka")).status_code == 302
    with within(sydnarke):
        assert item(meeting, "B").proposal == "godkänna\ntacka"
    both = director.post(path, posted(one, 0, proposal="avslå"))
    page = both.content.decode()
    assert both.status_code == 422
    assert "ändrade samma punkt" in page
    assert page.count("avslå") == 2  # in the note and still in the field
    assert 'name="version" value="1"' in page
    taken = director.post(path, posted(one, 1, proposal="avslå") | {"take": "proposal", "clash": "proposal"})
    assert "godkänna\ntacka</textarea>" in taken.content.decode()
    kept = director.post(path, posted(one, 1, proposal="avslå") | {"keep": "proposal", "clash": "proposal"})
    assert "avslå</textarea>" in kept.content.decode()
    assert "ändrade samma punkt" not in kept.content.decode()
    assert director.post(path, posted(one, 1, proposal="avslå")).status_code == 302
    with within(sydnarke):
        assert item(meeting, "B").proposal == "avslå"


def test_an_item_without_a_title_is_refused(meeting: Meeting, sydnarke: Association, director: Client) -> None:
    with within(sydnarke):
        one = item(meeting, "B")
    answer = director.post(f"{PATH}{one.pk}/", posted(one, 0, title="", background="Kvar"))
    assert answer.status_code == 422
    assert "Kvar</textarea>" in answer.content.decode()


# Buttons


def test_the_buttons_of_the_agenda(meeting: Meeting, sydnarke: Association, director: Client) -> None:
    with within(sydnarke):
        case = a_case(sydnarke)
        b = item(meeting, "B")
    assert director.post(f"{PATH}ordning/", {"down": b.pk})["Location"] == f"{PATH}#punkt-{b.pk}"
    director.post(f"{PATH}ordning/", {"remove": b.pk})
    page = director.get(PATH).content.decode()
    assert "”B” är borttagen." in page
    undo = f"{PATH}aterstall/" + page.split(f'action="{PATH}aterstall/')[1].split('"')[0]
    assert director.post(undo).status_code == 302
    assert director.post(undo).status_code == 422
    assert director.post(f"{PATH}arende/{case.pk}/").status_code == 302
    assert director.post(f"{PATH}lagg-till/", {"title": "Egen", "kind": "decision"}).status_code == 302
    assert director.post(f"{PATH}forsta-paragrafen/", {"number": "62"}).status_code == 302
    with within(sydnarke):
        assert titles(meeting) == "ACBÄrende 7EgenDE"
        one = item(meeting, "Ärende 7")
    annex_path = reverse("agenda-annex", args=["sydnarke", DAY, one.pk])
    assert director.post(annex_path).status_code == 422
    with within(sydnarke):
        first, second = one.annexes.order_by("position")
    director.post(f"{annex_path}ordning/", {"down": first.pk})
    director.post(f"{annex_path}ordning/", {"remove": second.pk})
    director.post(annex_path, {"document": second.document_id})
    with within(sydnarke):
        assert [a.document_id for a in one.annexes.order_by("position")] == [first.document_id, second.document_id]


@pytest.mark.parametrize(
    ("where", "sent", "status"),
    [
        ("lagg-till/", {"title": "", "kind": "decision"}, 422),
        ("forsta-paragrafen/", {"number": "noll"}, 422),
        ("ordning/", {}, 404),
        ("ordning/", {"up": "999999"}, 422),
        ("arende/999999/", {}, 404),
        ("aterstall/999999/", {}, 422),
        ("999999/", {"title": "x"}, 404),
    ],
)
def test_what_is_not_there_or_not_filled_in_is_refused(
    where: str, sent: dict[str, str], status: int, meeting: Meeting, director: Client
) -> None:
    assert director.post(PATH + where, sent).status_code == status


def test_the_neighbours_case_and_item_cannot_be_reached(
    meeting: Meeting, neighbour: Association, director: Client
) -> None:
    with within(neighbour):
        case = Case.objects.get(title="Bryggan")
        theirs = Item.objects.filter(meeting__held_on=COMING).first()
    assert director.post(f"{PATH}arende/{case.pk}/").status_code == 404
    assert director.get(f"/sydnarke/moten/{COMING}/dagordning/{theirs.pk}/").status_code == 404


def test_only_those_who_keep_the_meetings_change_the_agenda(
    meeting: Meeting, sydnarke: Association, signed_in: SignedIn
) -> None:
    chair = signed_in(sydnarke, SeatRole.CHAIR)
    assert chair.get(PATH).status_code == 403
    assert chair.post(f"{PATH}lagg-till/", {"title": "Egen", "kind": "decision"}).status_code == 403
