"""Cases and documents get their numbers, keep what is said of them and refuse what cannot be."""

from datetime import date

import pytest
from world import Seated

from finsam.cases.actions import (
    Handed,
    change_case,
    close_case,
    let_await,
    open_case,
    register_document,
    register_documents,
    reopen_case,
)
from finsam.cases.files import Incoming
from finsam.cases.models import Case, CaseKind, Direction, Document, ReleaseRequest, RetentionClass, StoredFile
from finsam.cases.queries import awaiting
from finsam.cases.releases import answer_request, record_request
from finsam.cases.retention import retention_choices
from finsam.cases.rules.numbers import diary_number
from finsam.core.models import Association, AuditEntry, Body, Person, Provision, SeatRole
from finsam.core.once import new_token
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput

DAY = date(2031, 3, 4)


@pytest.fixture
def person(seated: Seated, provsjo: Association) -> Person:
    return seated(provsjo, SeatRole.DIRECTOR)


@pytest.fixture
def within_provsjo(provsjo: Association):
    with within(provsjo):
        yield provsjo


def opened(association: Association, by: Person, title: str = "Ansökan om metodutveckling", **more: object) -> Case:
    return open_case(association=association, by=by, title=title, **{"opened_on": DAY, **more})


def test_cases_are_numbered_by_year_without_gap(within_provsjo: Association, person: Person) -> None:
    cases = [opened(within_provsjo, person) for _ in range(3)]
    cases.append(opened(within_provsjo, person, opened_on=date(2032, 1, 2)))
    assert [(case.year, case.number) for case in cases] == [(2031, 1), (2031, 2), (2031, 3), (2032, 1)]
    assert cases[0].diary_number == "Provsjö 2031-1"


def test_a_case_that_is_refused_takes_no_number(within_provsjo: Association, person: Person) -> None:
    for wrong in ({"title": " "}, {"title": "a" * 201}, {"secret": True}, {"secret": True, "secrecy_ground": " "}):
        with pytest.raises(BadInput):
            opened(within_provsjo, person, **wrong)
    assert opened(within_provsjo, person).number == 1


def test_the_form_of_the_diary_number_is_the_associations_own_from_its_day(
    within_provsjo: Association, person: Person
) -> None:
    Provision.objects.create(
        association=within_provsjo, key="diary_form", value="Dnr {år}/{nummer}", valid_from=date(2031, 3, 1)
    )
    assert opened(within_provsjo, person, opened_on=date(2031, 2, 28)).diary_number == "Provsjö 2031-1"
    assert opened(within_provsjo, person).diary_number == "Dnr 2031/2"


@pytest.mark.parametrize("form", ["{förbund}", "{år}", "{förbund} {nummer}", ""])
def test_a_form_without_year_or_number_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="saknar"):
        diary_number(form, association="Provsjö", year=2031, number=1)


def test_a_form_sent_twice_opens_one_case(within_provsjo: Association, person: Person) -> None:
    token = new_token()
    first, second = (opened(within_provsjo, person, token=token) for _ in range(2))
    assert first == second
    assert opened(within_provsjo, person, token=new_token()).number == 2


def test_documents_are_numbered_in_their_case(within_provsjo: Association, person: Person) -> None:
    one, other = opened(within_provsjo, person), opened(within_provsjo, person)
    numbers = [
        register_document(
            association=within_provsjo,
            by=person,
            case=case,
            title="Ansökan",
            direction=Direction.INCOMING,
            dated_on=DAY,
        ).number
        for case in (one, one, other, one)
    ]
    assert numbers == [1, 2, 1, 3]


def test_several_files_become_documents_named_after_them_and_a_second_sending_nothing(
    within_provsjo: Association, person: Person
) -> None:
    case, token = opened(within_provsjo, person), new_token()
    handed = Handed(Direction.INCOMING, DAY, "Nora kommun", retention="bevaras")
    files = [Incoming("ansokan_2031.txt", b"Vi ber om medel"), Incoming("budget.csv", b"a;b")]
    for _ in range(2):
        register_documents(
            association=within_provsjo, by=person, case=case, title="", handed=handed, files=files, token=token
        )
    documents = Document.objects.filter(association=within_provsjo, case=case)
    assert [(one.number, one.title, one.file.name) for one in documents] == [
        (1, "Ansokan 2031", "ansokan_2031.txt"),
        (2, "Budget", "budget.csv"),
    ]


def test_one_bad_file_of_several_stops_all_and_every_fault_is_told(within_provsjo: Association, person: Person) -> None:
    case = opened(within_provsjo, person)
    files = [Incoming("a.txt", b"Hej"), Incoming("b.pdf", b""), Incoming("c.exe", b"MZ\0\0")]
    with pytest.raises(BadInput) as refused:
        register_documents(
            association=within_provsjo, by=person, case=case, title="",
            handed=Handed(Direction.INCOMING, DAY), files=files,
        )  # fmt: skip
    assert [fault.file for fault in refused.value.faults] == ["b.pdf", "c.exe"]
    assert not Document.objects.filter(association=within_provsjo, case=case).exists()
    assert not StoredFile.objects.filter(association=within_provsjo, name="a.txt").exists()


def test_a_document_without_title_or_with_secrecy_without_ground_is_refused(
    within_provsjo: Association, person: Person
) -> None:
    case = opened(within_provsjo, person)
    for wrong, said in (({"title": ""}, "Skriv en titel"), ({"title": "Ja", "secret": True}, "vilken bestämmelse")):
        with pytest.raises(BadInput, match=said):
            register_document(
                association=within_provsjo, by=person, case=case, direction=Direction.INCOMING, dated_on=DAY, **wrong
            )


def test_what_the_diary_says_is_changed_but_never_the_number(within_provsjo: Association, person: Person) -> None:
    case = opened(within_provsjo, person, secret=True, secrecy_ground="OSL 26 kap. 1 §")
    case = change_case(association=within_provsjo, by=person, case=case, title="Ny titel", secret=False)
    assert (case.title, case.secret, case.secrecy_ground) == ("Ny titel", False, "")
    told = AuditEntry.objects.filter(association=within_provsjo, action="cases.case.changed").get()
    assert told.detail["title"] == ["Ansökan om metodutveckling", "Ny titel"]
    for name in ("number", "year", "diary_number", "opened_on", "closed_on"):
        with pytest.raises(TypeError):
            change_case(association=within_provsjo, by=person, case=case, **{name: 1})


def test_a_case_waits_for_a_body_until_it_is_closed_and_again_when_that_is_undone(
    within_provsjo: Association, person: Person
) -> None:
    case = opened(within_provsjo, person)
    assert list(awaiting(within_provsjo, Body.BOARD)) == []
    let_await(association=within_provsjo, by=person, case=case, body=Body.BOARD)
    assert list(awaiting(within_provsjo, Body.BOARD)) == [case]
    assert list(awaiting(within_provsjo, Body.PREPARATORY)) == []
    case = close_case(association=within_provsjo, by=person, case=case, on=DAY)
    assert (case.closed_on, case.awaits) == (DAY, "")
    assert list(awaiting(within_provsjo, Body.BOARD)) == []
    with pytest.raises(BadInput, match="Öppna det igen"):
        let_await(association=within_provsjo, by=person, case=case, body=Body.BOARD)
    reopen_case(association=within_provsjo, by=person, case=case, awaits=Body.BOARD)
    assert list(awaiting(within_provsjo, Body.BOARD)) == [case]


def test_a_case_is_not_closed_before_it_was_opened(within_provsjo: Association, person: Person) -> None:
    case = opened(within_provsjo, person)
    with pytest.raises(BadInput, match="före den dag"):
        close_case(association=within_provsjo, by=person, case=case, on=date(2031, 3, 3))


def test_retention_is_proposed_and_written_when_it_is_used(within_provsjo: Association, person: Person) -> None:
    assert [name for _, name in retention_choices(within_provsjo)] == [
        "Bevaras", "Gallras efter 10 år", "Gallras efter 2 år",
    ]  # fmt: skip
    assert not RetentionClass.objects.filter(association=within_provsjo).exists()
    case = opened(within_provsjo, person, retention="gallras-2")
    assert case.retention.years == 2
    assert RetentionClass.objects.filter(association=within_provsjo).count() == 3
    with pytest.raises(BadInput, match="Gallringsklassen finns inte"):
        opened(within_provsjo, person, retention="gallras-3")


def test_a_request_is_logged_without_a_name_and_its_refusal_has_a_ground(
    within_provsjo: Association, person: Person
) -> None:
    case, token = opened(within_provsjo, person), new_token()
    document = register_document(
        association=within_provsjo, by=person, case=case, title="Ansökan", direction=Direction.INCOMING, dated_on=DAY
    )
    for _ in range(2):
        request = record_request(
            association=within_provsjo, by=person, asked_on=DAY, asked_for="Ansökan", documents=[document], token=token
        )
    assert ReleaseRequest.objects.filter(association=within_provsjo).count() == 1
    assert list(request.documents.all()) == [document]

    def answer(outcome: str, on: date = DAY, ground: str = "") -> ReleaseRequest:
        return answer_request(
            association=within_provsjo, by=person, request=request, outcome=outcome, answered_on=on, ground=ground
        )

    for outcome in ("refused", "partly"):
        with pytest.raises(BadInput, match="vilken bestämmelse"):
            answer(outcome)
    with pytest.raises(BadInput, match="före den dag"):
        answer("released", date(2031, 3, 3))
    assert answer("refused", ground="OSL 26 kap. 1 §").answered_by == person
    with pytest.raises(BadInput, match="vad som begärs ut"):
        record_request(association=within_provsjo, by=person, asked_on=DAY, asked_for=" ")


def test_kinds_are_those_of_the_tables(within_provsjo: Association, person: Person) -> None:
    assert opened(within_provsjo, person, kind=CaseKind.REFERRAL).kind == "referral"
    with pytest.raises(ValueError, match="not a valid"):
        opened(within_provsjo, person, kind="annat")
