"""The assessment of an application until it is put to the board, and the letter that tells what came of it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from funding_rows import ASSESSED_TITLE, YEAR
from world import Seated, SignedIn

from finsam.core.models import Association, Body, Mail, Member, Person, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.funding.actions.letters import send_letter
from finsam.funding.actions.positions import ask_positions, take_position
from finsam.funding.models import Application, Assessment, Checklist, Position, Writer
from finsam.funding.rules.considerations import SHIPPED, as_text, parse_questions
from finsam.funding.rules.proposals import Weighed, clause, faults_of
from finsam.meetings.actions.before_agenda import add_case
from finsam.meetings.models import Item, ItemState, Meeting, PartyPosition

PATH = "/sydnarke/ansokningar/2/"


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    return signed_in(sydnarke, SeatRole.DIRECTOR)


@pytest.fixture
def application(sydnarke: Association) -> Iterator[Application]:
    with within(sydnarke):
        yield Application.objects.select_related("case").get(association=sydnarke, title=ASSESSED_TITLE)


def said(**more: str) -> dict[str, str]:
    """The whole form, filled in."""
    return {
        "summary": "Ansökan gäller ett känt behov.", "policy": "Ryms i policyn.", "recommendation": "grant",
        "reason": "", "prepared_on": "", "version": "0", "verdict-ansvar": "yes", "comment-ansvar": "Klart inom.",
        "line": "", f"amount-{YEAR}": "1 000 000",
    } | more  # fmt: skip


def test_the_assessment_is_saved_and_two_who_write_at_once_never_overwrite(
    director: Client, application: Application
) -> None:
    assert director.post(f"{PATH}bedomning/", said()).status_code == 302
    kept = Assessment.objects.get(application=application)
    assert (kept.summary, kept.version) == ("Ansökan gäller ett känt behov.", 1)
    assert [row.amount_ore for row in kept.amounts.all()] == [1_000_000_00]
    late = director.post(f"{PATH}bedomning/", said(summary="Något annat."))
    assert late.status_code == 422
    assert "Någon annan har ändrat bedömningen" in late.content.decode()
    assert "Något annat." in late.content.decode()


def test_an_identity_number_is_refused_and_what_was_typed_is_still_there(director: Client) -> None:
    answer = director.post(f"{PATH}bedomning/", said(summary="Gäller 19121212-1212."))
    assert answer.status_code == 422
    assert "ser ut som ett personnummer" in answer.content.decode()
    assert "Gäller 19121212-1212." in answer.content.decode()


def test_it_is_put_to_the_board_when_nothing_is_missing(director: Client, application: Application) -> None:
    answer = director.post(f"{PATH}bedomning/till-styrelsen/", follow=True).content.decode()
    assert "Skriv bedömningen i korthet" in answer
    line = Assessment.objects.get(application=application).line_id
    director.post(f"{PATH}bedomning/", said(line=str(line)))
    director.post(f"{PATH}bedomning/till-styrelsen/")
    application.refresh_from_db()
    case = application.case
    assert case is not None
    assert (application.state, case.awaits) == ("proposed", Body.BOARD)
    told = " ".join(case.proposal.split())
    assert told == "bevilja Prov kommun 1 000 000 kr för Provansökan inkommen under 2024"
    paper = case.documents.get(title="Bedömning och ställningstaganden")
    assert paper.file is not None
    assert bytes(paper.file.content).startswith(b"%PDF-")


def test_positions_go_with_the_case_to_the_agenda_and_follow_until_it_begins(
    sydnarke: Association, application: Application, seated: Seated
) -> None:
    by = seated(sydnarke, SeatRole.DIRECTOR)
    assessment = Assessment.objects.get(application=application)
    members = list(Member.objects.filter(association=sydnarke).order_by("position"))
    Position.objects.filter(application=application).delete()
    ask_positions(
        association=sydnarke, by=by, application=application, assessment=assessment, members=members,
        together="kommunrepresentanterna", due_on=date(2024, 3, 1), today=date(2024, 2, 1),
    )  # fmt: skip
    rows = {row.party: row for row in Position.objects.filter(application=application)}
    assert list(rows).count("kommunrepresentanterna") == 1
    assert len(rows) == len([one for one in members if one.kind != "municipality"]) + 1
    state = next(row for row in rows.values() if row.member)
    same = {"association": sydnarke, "by": by, "on": date(2024, 2, 2)}
    with pytest.raises(ValueError, match="varför ni är emot"):
        take_position(position=state, standing="against", reason=" ", **same)
    take_position(position=state, standing="against", reason="Metoden är otydlig.", **same)
    meeting = Meeting.objects.get(association=sydnarke, held_on=date(2030, 11, 22))
    assert application.case is not None
    item = add_case(association=sydnarke, by=by, meeting=meeting, case=application.case)
    told = {row.party: (row.standing, row.reason) for row in PartyPosition.objects.filter(item=item)}
    assert told[state.party] == ("against", "Metoden är otydlig.")
    assert told["kommunrepresentanterna"] == ("not_received", "")
    take_position(position=rows["kommunrepresentanterna"], standing="for", reason="", **same)
    assert PartyPosition.objects.get(item=item, party="kommunrepresentanterna").standing == "for"
    Item.objects.filter(pk=item.pk).update(state=ItemState.BEGUN, number=400, series="board-2030")
    take_position(position=rows["kommunrepresentanterna"], standing="none", reason="", **same)
    assert PartyPosition.objects.get(item=item, party="kommunrepresentanterna").standing == "for"


def test_a_party_takes_its_own_position_and_nobody_elses(
    sydnarke: Association, application: Application, seated: Seated, client: Client
) -> None:
    person: Person = seated(sydnarke, SeatRole.PREPARATORY_MEMBER)
    own, other = Member.objects.filter(association=sydnarke).order_by("position")[:2]
    Seat.objects.filter(person=person).update(member=own, body=Body.PREPARATORY)
    mine, theirs = (
        Position.objects.create(association=sydnarke, application=application, member=one, party=one.name)
        for one in (own, other)
    )
    client.force_login(person)
    assert client.get(f"{PATH}underlag/part/{theirs.pk}/").status_code == 403
    assert "Ta ställning till" in client.get("/").content.decode()
    refused = client.post(f"{PATH}underlag/part/{mine.pk}/", {"standing": "against", "reason": ""})
    assert refused.status_code == 422
    assert client.post(f"{PATH}underlag/part/{mine.pk}/", {"standing": "for", "reason": ""}).status_code == 302
    mine.refresh_from_db()
    assert (mine.standing, mine.taken_by) == ("for", person)


def test_the_municipalities_position_is_taken_by_one_of_them_and_not_by_an_authority(
    sydnarke: Association, application: Application, seated: Seated, client: Client
) -> None:
    person: Person = seated(sydnarke, SeatRole.PREPARATORY_MEMBER)
    shared = Position.objects.create(association=sydnarke, application=application, party="kommunrepresentanterna")
    client.force_login(person)
    for kind, answer in (("state", 403), ("municipality", 200)):
        own = Member.objects.filter(association=sydnarke, kind=kind).order_by("position").first()
        Seat.objects.filter(person=person).update(member=own, body=Body.PREPARATORY)
        assert client.get(f"{PATH}underlag/part/{shared.pk}/").status_code == answer
        assert ("Ta ställning</a>" in client.get(f"{PATH}underlag/").content.decode()) == (answer == 200)


def test_a_rejection_is_told_with_its_reasons_once(
    sydnarke: Association, application: Application, seated: Seated, client: Client
) -> None:
    from django.utils import timezone
    from test_grant_decisions import section

    from finsam.funding.actions.decisions import follow_item

    by = seated(sydnarke, SeatRole.DIRECTOR)
    with pytest.raises(ValueError, match="inte avgjort"):
        send_letter(association=sydnarke, by=by, application=application, now=timezone.now())
    follow_item(sydnarke, section(application, "rejected", "avslå ansökan"), by)
    first = send_letter(association=sydnarke, by=by, application=application, now=timezone.now())
    again = send_letter(association=sydnarke, by=by, application=application, now=timezone.now())
    assert first == again
    letters = Mail.objects.filter(about=f"application:{application.pk}", attachment_name="besked.pdf")
    writers = Writer.objects.filter(application=application)
    assert sorted(letters.values_list("to", flat=True)) == sorted(writers.values_list("email", flat=True))
    assert all("Metoden är otydlig." in text for text in letters.values_list("text", flat=True))
    own = f"/sydnarke/projektagare/{writers[0].key}/"
    assert "Metoden är otydlig." in client.get(own).content.decode()
    assert client.get(f"{own}besked/").content.startswith(b"%PDF")


def test_the_checklist_is_made_in_versions_and_an_assessment_keeps_its_own(
    director: Client, application: Application
) -> None:
    text = as_text(SHIPPED) + "\nFinns det någon som tar över?"
    answer = director.post(
        "/sydnarke/ansokningar/overvaganden/", {"text": text, "valid_from": "2024-01-01", "source": "§ 12"}
    )
    assert answer.status_code == 302
    assert Checklist.objects.filter(association=application.association).count() == 2
    page = director.get(f"{PATH}bedomning/").content.decode()
    assert "Finns det någon som tar över?" not in page


def test_a_question_that_stays_keeps_its_key() -> None:
    changed = parse_questions(as_text(SHIPPED[1:]) + "\nEn ny fråga?", SHIPPED)
    assert [one.key for one in changed[:-1]] == [one.key for one in SHIPPED[1:]]
    assert changed[-1].key not in {one.key for one in SHIPPED}
    with pytest.raises(ValueError, match="står två gånger"):
        parse_questions("Samma?\nSamma?", [])


def test_what_is_missing_is_told_all_at_once() -> None:
    nothing = Weighed("received", "", "", "", 2, {}, {2024: 100}, has_line=False)
    assert len(faults_of(nothing)) == 3
    over = Weighed("received", "Kort.", "grant", "", 0, {2024: 200}, {2024: 100}, has_line=True)
    (told,) = faults_of(over)
    assert " ".join(told.split()).startswith("För 2024 föreslår du 2 kr, men 1 kr är sökt.")
    rejected = Weighed("received", "Kort.", "reject", " ", 0, {}, {}, has_line=False)
    assert faults_of(rejected) == ["Ett avslag behöver skäl. De går till den sökande."]


def test_the_clause_names_the_applicant_the_amount_and_the_year() -> None:
    told = clause("grant", applicant="Lindesbergs kommun", title="Coachingteamet", amounts={2022: 3_083_460_00})
    assert " ".join(told.split()) == "bevilja Lindesbergs kommun 3 083 460 kr för Coachingteamet under 2022"
    assert clause("none", applicant="A", title="B", amounts={}) == ""
