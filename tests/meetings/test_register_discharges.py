"""The members' approval and discharge, against the published table of § 69 on 19 November 2021 (R29)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from sofint_meeting import HELD, sofint_meeting
from world import Seated, SignedIn

from finsam.core.models import Association, Member, Person, Provision, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.register_discharges import Answer, note_discharge
from finsam.meetings.models import Discharge, Item, Meeting
from finsam.meetings.queries.register_discharges import OpenDischarge, discharges_page, open_discharges
from finsam.meetings.rules.follow_up import MemberDischarge, all_granted, remind_from

AF, FK, LINDESBERG = "Arbetsförmedlingen", "Försäkringskassan", "Lindesbergs kommun"
SEPTEMBER = ("Hällefors kommun", "Nora kommun", "Region Örebro län", "Ljusnarsbergs kommun")
TODAY = date(2021, 11, 25)


@pytest.fixture
def meeting(sofint: Association) -> Iterator[Meeting]:
    with within(sofint):
        Discharge.objects.filter(association=sofint).delete()  # what the demo says of them is another's matter
        yield sofint_meeting(sofint)


@pytest.fixture
def director(sofint: Association, seated: Seated) -> Person:
    return seated(sofint, SeatRole.DIRECTOR)


def note(association: Association, by: Person, member: str, **answer: object) -> Discharge:
    who = Member.objects.get(association=association, name=member)
    return note_discharge(
        association=association, by=by, year=2020, member=who, answer=Answer(granted=True, **answer), today=TODAY
    )


def note_all(association: Association, by: Person, meeting: Meeting) -> None:
    """As the table of § 69 says: what each member decided is known in part, when the board noted it of all."""
    section = {number: Item.objects.get(meeting=meeting, number=number) for number in (68, 69)}
    note(association, by, AF, noted_on=date(2021, 6, 4))
    for member in SEPTEMBER:
        note(association, by, member, noted_on=date(2021, 9, 10))
    note(association, by, FK, decided_on=date(2021, 9, 20), noted_in=section[68])
    note(association, by, LINDESBERG, decided_on=date(2021, 10, 25), report_approved=True, noted_in=section[69])


def page_of(association: Association) -> dict[str, tuple[str, str, str, str, str]]:
    page = discharges_page(association, "2020", on=TODAY, keeps=True)
    return {
        line.member: (line.decided_on, line.approved, line.granted, line.noted_on, line.noted_in.label[2:])
        for line in page.lines
    }


def test_the_published_table_is_written_again(sofint: Association, director: Person, meeting: Meeting) -> None:
    note_all(sofint, director, meeting)
    september = ("", "–", "ja", "2021-09-10", "")
    assert page_of(sofint) == {
        AF: ("", "–", "ja", "2021-06-04", ""),
        **dict.fromkeys(SEPTEMBER, september),
        FK: ("2021-09-20", "–", "ja", "2021-11-19", "68"),
        LINDESBERG: ("2021-10-25", "ja", "ja", "2021-11-19", "69"),
    }
    lead = discharges_page(sofint, "2020", on=TODAY, keeps=True).lead
    assert lead == "Alla har beviljat styrelsen ansvarsfrihet för 2020."
    assert open_discharges(sofint, TODAY) == []


def test_all_have_granted_only_when_no_row_is_open(sofint: Association, director: Person, meeting: Meeting) -> None:
    note_all(sofint, director, meeting)
    note(sofint, director, LINDESBERG, decided_on=date(2021, 10, 25))  # not noted by the board
    lead = discharges_page(sofint, "2020", on=TODAY, keeps=True).lead
    assert "Alla" not in lead
    assert "7 av 7 medlemmar har beviljat" in lead
    assert "Styrelsen har inte antecknat beslutet från Lindesbergs kommun." in lead
    assert open_discharges(sofint, TODAY) == [OpenDischarge(2020, LINDESBERG, "att styrelsen antecknar beslutet")]


def test_members_may_answer_differently(sofint: Association, director: Person, meeting: Meeting) -> None:
    note_all(sofint, director, meeting)
    nora = Member.objects.get(association=sofint, name="Nora kommun")
    refused = Answer(date(2021, 8, 30), report_approved=True, granted=False, noted_on=date(2021, 9, 10))
    note_discharge(association=sofint, by=director, year=2020, member=nora, answer=refused, today=TODAY)
    lead = discharges_page(sofint, "2020", on=TODAY, keeps=True).lead
    assert lead.startswith("6 av 7 medlemmar har beviljat")
    assert "Nora kommun har inte beviljat den." in lead
    assert page_of(sofint)["Nora kommun"] == ("2021-08-30", "ja", "nej", "2021-09-10", "")
    assert open_discharges(sofint, TODAY) == []  # answered and noted: nothing to remind of


def test_what_is_open_is_reminded_of_from_the_associations_own_day(sofint: Association, meeting: Meeting) -> None:
    assert open_discharges(sofint, date(2021, 10, 30)) == []
    assert [row.year for row in open_discharges(sofint, date(2021, 10, 31))] == [2020] * 7
    Provision.objects.create(association=sofint, key="discharge_reminder", value="06-30", valid_from=date(2021, 1, 1))
    waiting = open_discharges(sofint, date(2021, 6, 30))
    assert {row.member for row in waiting} == {AF, FK, LINDESBERG, *SEPTEMBER}
    assert {row.missing for row in waiting} == {"medlemmens beslut"}


@pytest.mark.parametrize(
    ("year", "answer", "words"),
    [
        (2021, Answer(), "är inte slut"),
        (1999, Answer(), "är inte slut"),
        (2020, Answer(granted=True), "Skriv vilken dag"),
        (2020, Answer(report_approved=False), "Skriv vilken dag"),
        (2020, Answer(date(2020, 12, 31), granted=True), "kan inte gälla 2020"),
        (2020, Answer(date(2021, 5, 1), granted=True, noted_on=date(2020, 5, 2)), "Anteckningen"),
        (2020, Answer(date(2021, 11, 26), granted=True), "har inte varit än"),
        (2020, Answer(date(2021, 9, 11), granted=True, noted_on=date(2021, 9, 10)), "innan det fattades"),
    ],
)
def test_what_cannot_be_is_refused(
    year: int, answer: Answer, words: str, sofint: Association, director: Person
) -> None:
    with within(sofint):
        member = Member.objects.get(association=sofint, name=AF)
        before = list(Discharge.objects.filter(association=sofint).values())
        with pytest.raises(ValueError, match=words):
            note_discharge(association=sofint, by=director, year=year, member=member, answer=answer, today=TODAY)
        assert list(Discharge.objects.filter(association=sofint).values()) == before


def test_the_rule_of_rows() -> None:
    granted = MemberDischarge("A", granted=True, noted=True)
    assert all_granted([granted, granted])
    assert not all_granted([])
    assert not all_granted([granted, MemberDischarge("B")])
    assert not all_granted([granted, MemberDischarge("B", granted=False, noted=True)])
    assert not all_granted([granted, MemberDischarge("B", granted=True)])
    assert not MemberDischarge("B", granted=False, noted=True).is_open
    assert remind_from(2020, "10-31") == date(2021, 10, 31)


# Pages


@pytest.fixture
def keeper(sofint: Association, signed_in: SignedIn) -> Client:
    return signed_in(sofint, SeatRole.DIRECTOR)


def test_a_row_is_written_by_form_and_shown(meeting: Meeting, keeper: Client, sofint: Association) -> None:
    member = Member.objects.get(association=sofint, name=FK)
    item = Item.objects.get(meeting=meeting, number=68)
    path = f"/sofint/beslut/ansvarsfrihet/2020/{member.pk}/"
    assert "§ 68, 19" in keeper.get(path).content.decode()
    typed = {"decided_on": "2021-09-20", "report_approved": "", "granted": "ja", "noted_in": item.pk,
             "remark": "Brister ska undanröjas."}  # fmt: skip
    answer = keeper.post(path, typed, follow=True)
    assert answer.redirect_chain == [("/sofint/beslut/ansvarsfrihet/?ar=2020", 302)]
    page = answer.content.decode()
    assert "1 av 7 medlemmar har beviljat" in page
    assert "Brister ska undanröjas." in page
    assert f"/sofint/moten/{HELD}/protokoll/#p68" in page
    kept = keeper.get(path).content.decode()
    assert 'value="2021-09-20"' in kept
    assert f'<option value="{item.pk}" selected>' in kept


def test_a_refusal_stands_on_the_form(keeper: Client, sofint: Association) -> None:
    with within(sofint):
        member = Member.objects.get(association=sofint, name=FK)
    path = f"/sofint/beslut/ansvarsfrihet/2020/{member.pk}/"
    answer = keeper.post(path, {"granted": "ja", "remark": "Bra"})
    assert answer.status_code == 422
    assert "Skriv vilken dag medlemmen beslutade" in answer.content.decode()
    assert 'value="Bra"' in answer.content.decode()
    assert keeper.post(path, {"granted": "kanske"}).status_code == 422
    assert keeper.post(path, {"noted_in": "999999"}).status_code == 422


def test_a_member_of_another_association_is_not_found(keeper: Client, neighbour: Association) -> None:
    with within(neighbour):
        member = Member.objects.filter(association=neighbour).first()
    assert member
    assert keeper.get(f"/sofint/beslut/ansvarsfrihet/2020/{member.pk}/").status_code == 404


def test_who_reads_sees_the_table_without_ways_to_change_it(sofint: Association, signed_in: SignedIn) -> None:
    auditor = signed_in(sofint, SeatRole.AUDITOR)
    page = auditor.get("/sofint/beslut/ansvarsfrihet/").content.decode()
    assert FK in page
    assert "Ändra" not in page
