"""The decision of a § is the grant or the rejection: nobody enters it twice, and what stands on it holds it."""

from collections.abc import Iterator
from datetime import date

import pytest
from funding_rows import ASSESSED_TITLE, DAY, HELD, ORE, YEAR

from finsam.core.models import Association, Body
from finsam.core.tenancy import within
from finsam.funding.actions.decisions import follow_all, follow_item
from finsam.funding.models import Agreement, Application, Assessment, Grant, ProposedAmount
from finsam.funding.rules.grants import decided_amounts
from finsam.funding.rules.proposals import granted_in
from finsam.interventions.models import Intervention
from finsam.meetings.models import Decision, Item, ItemKind, ItemState, Meeting


@pytest.fixture
def inside(sydnarke: Association) -> Iterator[Association]:
    with within(sydnarke):
        yield sydnarke


@pytest.fixture
def application(inside: Association) -> Application:
    return Application.objects.get(association=inside, title=ASSESSED_TITLE)


def section(application: Application, outcome: str, *texts: str, state: str = ItemState.CLOSED) -> Item:
    """A § of the board about the application."""
    association = application.association
    meeting, _ = Meeting.objects.get_or_create(association=association, body=Body.BOARD, held_on=date(2024, 2, 9))
    place = Item.objects.filter(meeting=meeting).count()
    item = Item.objects.create(
        association=association, meeting=meeting, position=place, kind=ItemKind.FUNDING, title="Ansökan",
        case=application.case, outcome=outcome, state=state, series="board-2024", number=90 + place,
        reasons="Metoden är otydlig.",
    )  # fmt: skip
    for position, text in enumerate(texts):
        Decision.objects.create(association=association, item=item, position=position, text=text)
    return item


def amounts(application: Application) -> dict[int, int]:
    grant = Grant.objects.get(application=application)
    return dict(grant.amounts.values_list("year", "amount_ore"))


def test_a_closed_section_grants_what_was_sought_and_makes_the_intervention(application: Application) -> None:
    item = section(application, "approved", "bevilja ansökan")
    follow_item(application.association, item, None)
    application.refresh_from_db()
    assert (application.state, application.decided_in, application.decided_on) == (
        "granted", item, date(2024, 2, 9),
    )  # fmt: skip
    assert amounts(application) == {YEAR: ORE}
    made = application.intervention
    assert made is not None
    assert (made.title, made.owner) == (application.title, application.applicant)
    assert [goal.text for goal in made.goals.all()] == ["Provmål"]


def test_as_proposed_grants_the_proposed_amount_and_a_proposed_rejection_rejects(application: Application) -> None:
    ProposedAmount.objects.filter(assessment__application=application).update(amount_ore=900_000_00)
    follow_item(application.association, section(application, "as_proposed", "bevilja ansökan"), None)
    assert amounts(application) == {YEAR: 900_000_00}
    Assessment.objects.filter(application=application).update(recommendation="reject")
    follow_item(application.association, section(application, "as_proposed", "avslå ansökan"), None)
    application.refresh_from_db()
    assert application.state == "rejected"


def test_the_amount_that_the_decision_says_is_what_counts(application: Application) -> None:
    item = section(application, "amended", "bevilja Provs kommun 750 000 kr för 2024", "uppdra åt förbundschefen")
    follow_item(application.association, item, None)
    assert amounts(application) == {YEAR: 750_000_00}
    assert Decision.objects.get(item=item, position=0).amount_ore == 750_000_00


def test_changes_without_an_amount_are_refused(application: Application) -> None:
    with pytest.raises(ValueError, match="inte hur mycket som beviljas"):
        follow_item(application.association, section(application, "amended", "bevilja ansökan i del"), None)


def test_a_section_taken_up_again_takes_the_grant_with_it(application: Application) -> None:
    item = section(application, "approved", "bevilja ansökan")
    follow_item(application.association, item, None)
    made = Application.objects.get(pk=application.pk).intervention_id
    item.state = ItemState.BEGUN
    item.save()
    follow_item(application.association, item, None)
    application.refresh_from_db()
    assert (application.state, application.decided_in, application.answered_on) == ("proposed", None, DAY)
    assert not Grant.objects.filter(application=application).exists()
    assert not Intervention.objects.filter(pk=made).exists()


def test_an_agreement_holds_its_decision(inside: Association) -> None:
    agreement = Agreement.objects.filter(association=inside).first()
    assert agreement is not None
    item = agreement.grant.decided_in
    item.state = ItemState.BEGUN
    item.save()
    with pytest.raises(ValueError, match="Ett avtal är skrivet på beslutet"):
        follow_item(inside, item, None)
    assert Grant.objects.filter(pk=agreement.grant_id).exists()


def test_a_rejection_makes_no_grant_and_adjourned_or_referred_back_decides_nothing(application: Application) -> None:
    association = application.association
    for outcome in ("adjourned", "referred_back"):
        follow_item(association, section(application, outcome, "bordlägga ansökan"), None)
        application.refresh_from_db()
        assert application.decided_in is None
    follow_item(association, section(application, "rejected", "avslå ansökan"), None)
    application.refresh_from_db()
    assert application.state == "rejected"
    assert not Grant.objects.filter(application=application).exists()


def test_a_body_that_is_not_the_board_grants_nothing(application: Application) -> None:
    item = section(application, "approved", "bevilja ansökan")
    Meeting.objects.filter(pk=item.meeting_id).update(body=Body.PREPARATORY)
    follow_item(application.association, Item.objects.select_related("meeting").get(pk=item.pk), None)
    application.refresh_from_db()
    assert application.decided_in is None


def test_a_section_that_only_reports_on_the_case_decides_nothing(application: Application) -> None:
    item = section(application, "approved", "godkänna rapporten")
    Item.objects.filter(pk=item.pk).update(kind=ItemKind.REPORT)
    follow_item(application.association, Item.objects.select_related("meeting").get(pk=item.pk), None)
    assert follow_all(application.association) == 0
    application.refresh_from_db()
    assert application.decided_in is None


def test_decisions_that_came_another_way_are_followed_once(application: Application) -> None:
    section(application, "approved", "bevilja ansökan")
    assert follow_all(application.association) == 1
    assert follow_all(application.association) == 0
    assert amounts(application) == {YEAR: ORE}


def test_the_first_application_was_granted_by_its_section(inside: Association) -> None:
    assert Application.objects.filter(association=inside, state="granted", decided_on=HELD).count() == 1


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("bevilja Lindesbergs kommun 3 083 460 kr för Coachingteamet under 2022", 3_083_460_00),
        ("att bevilja 48 000 kronor, varav 12 000 kr för utbildning", 48_000_00),
        ("bevilja 1\u202f200,50 kr", 1_200_50),
        ("avslå ansökan om 200 000 kr", None),
        ("bevilja ansökan för 2022", None),
    ],
)
def test_the_amount_of_an_att_sats_is_read_from_its_words(text: str, ore: int | None) -> None:
    assert granted_in(text) == ore


def test_a_stated_amount_is_shared_over_the_years_without_losing_an_ore() -> None:
    found = decided_amounts(outcome="amended", proposed={}, sought={2022: 200_00, 2023: 100_00}, stated=100_01)
    assert found == {2022: 66_67, 2023: 33_34}
    with pytest.raises(ValueError, match="inte vilka år"):
        decided_amounts(outcome="approved", proposed={}, sought={}, stated=100)
