"""Votes by name: only of those who serve, the threshold first, settled by the rules and minuted."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from live_meeting import DAY, KEY, Gathered, opened
from world import Seated, SignedIn

from finsam.core.models import Association, Person, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.during_attendance import Somebody, note_conflict, note_departure
from finsam.meetings.actions.during_items import close_item, fingerprint, save_field
from finsam.meetings.actions.during_votes import (
    add_motion,
    cast_votes,
    open_ballot,
    remove_ballot,
    reset_ballot,
    settle_ballot,
)
from finsam.meetings.models import Ballot, Ground, Item, Majority, MotionKind
from finsam.meetings.queries.during import read_live
from finsam.meetings.queries.during_votes import shown_ballot
from finsam.meetings.rules.ballots import ballot_sentence, standing_words, threshold_words
from finsam.meetings.rules.votes import count_votes

TWO_THIRDS = Fraction(2, 3)


@pytest.fixture(autouse=True)
def inside(sydnarke: Association) -> Iterator[None]:
    with within(sydnarke):
        yield


@pytest.fixture
def by(seated: Seated, sydnarke: Association) -> Person:
    return seated(sydnarke, SeatRole.DIRECTOR)


@pytest.fixture
def made(sydnarke: Association, by: Person) -> Gathered:
    """The meeting with the application begun."""
    return opened(sydnarke, by, begun=3)


def known(association: Association, made: Gathered, by: Person) -> dict[str, object]:
    return {"association": association, "meeting": made.meeting, "by": by}


def voted(association: Association, made: Gathered, by: Person, ballot: Ballot, **choices: str) -> None:
    cast_votes(**known(association, made, by), ballot=ballot.pk, choices={made[name]: c for name, c in choices.items()})


def ballot_on(association: Association, made: Gathered, by: Person, **more: object) -> Ballot:
    return open_ballot(**known(association, made, by), item=made.items[2].pk, question="Ska ansökan bifallas?", **more)


def test_a_vote_is_settled_by_most_and_minuted(sydnarke: Association, made: Gathered, by: Person) -> None:
    ballot = ballot_on(sydnarke, made, by, yes_means="bifall till ansökan")
    voted(sydnarke, made, by, ballot, Åby="no", Ödeby="yes", Bäckby="yes", Viken="yes")
    with pytest.raises(ValueError, match="1 röst saknas"):
        settle_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    voted(sydnarke, made, by, ballot, Forsen="abstain")
    settled = settle_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    assert settled.carried is True
    assert settled.result == "Omröstningen ger 3 Ja, 1 Nej och 1 som avstår. Utfall: bifall till ansökan."
    with pytest.raises(ValueError, match="fastställd"):
        voted(sydnarke, made, by, ballot, Åby="yes")
    reset_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    assert Ballot.objects.get(pk=ballot.pk).votes.count() == 0


def test_the_ordinances_majority_follows_the_kind_of_decision(
    sydnarke: Association, made: Gathered, by: Person
) -> None:
    Majority.objects.create(association=sydnarke, key="finansiering", name="Finansiering", numerator=2, denominator=3,
                            valid_from=DAY)  # fmt: skip
    Item.objects.filter(pk=made.items[2].pk).update(decision_type="finansiering")
    ballot = ballot_on(sydnarke, made, by)
    voted(sydnarke, made, by, ballot, Åby="yes", Ödeby="yes", Bäckby="yes", Viken="no", Forsen="no")
    settled = settle_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    assert (settled.numerator, settled.denominator, settled.carried) == (2, 3, False)
    assert "2/3 av dem som röstar, 4 Ja" in settled.result


def test_a_tie_is_settled_by_the_chair_and_in_an_election_by_lot(
    sydnarke: Association, made: Gathered, by: Person
) -> None:
    tie = {"Åby": "yes", "Ödeby": "yes", "Bäckby": "no", "Viken": "no", "Forsen": "abstain"}
    ballot = ballot_on(sydnarke, made, by)
    voted(sydnarke, made, by, ballot, **tie)
    settled = settle_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    assert (settled.carried, settled.settled_by_lot) == (True, False)
    assert "ordförandens röst avgör" in settled.result
    election = ballot_on(sydnarke, made, by, about_person=True)
    voted(sydnarke, made, by, election, **tie)
    with pytest.raises(ValueError, match="Dra lott"):
        settle_ballot(**known(sydnarke, made, by), ballot=election.pk)
    drawn = settle_ballot(**known(sydnarke, made, by), ballot=election.pk, lot=False)
    assert (drawn.carried, drawn.settled_by_lot) == (False, True)


def test_only_those_who_serve_vote_and_move(sydnarke: Association, made: Gathered, by: Person) -> None:
    ballot = ballot_on(sydnarke, made, by)
    note_conflict(
        **known(sydnarke, made, by), item=made.items[2].pk, seat=made["Viken"], ground=Ground.OTHER, text="Jäv."
    )
    for name in ("Viken", "Åby ersättare"):
        with pytest.raises(ValueError, match="tjänstgör inte"):
            cast_votes(**known(sydnarke, made, by), ballot=ballot.pk, choices={made[name]: "yes"})
    with pytest.raises(ValueError, match="tjänstgör inte"):
        add_motion(
            **known(sydnarke, made, by), item=made.items[2].pk, seat=made["Viken"], kind=MotionKind.REJECT, text=""
        )
    with pytest.raises(ValueError, match="ändringen"):
        add_motion(**known(sydnarke, made, by), item=made.items[2].pk, seat=made["Åby"], kind=MotionKind.AMEND, text="")


def test_the_vote_of_who_has_gone_is_told_of_and_not_counted(sydnarke: Association, made: Gathered, by: Person) -> None:
    ballot = ballot_on(sydnarke, made, by)
    voted(sydnarke, made, by, ballot, Åby="no", Ödeby="yes", Bäckby="yes", Viken="yes", Forsen="no")
    note_departure(**known(sydnarke, made, by), who=Somebody(seat=made["Viken"]), first=made.items[2])
    live = read_live(sydnarke, made.meeting, item=made.items[2].pk)
    shown = shown_ballot(live.record, live.item, live.item.ballots.all()[0], "sydnarke")
    assert (shown.voted, [piece.label for piece in shown.pieces]) == ("4 av 4 har röstat", ["Ja 2", "Nej 2"])
    assert "Viken" in shown.fallen
    settled = settle_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    assert (settled.carried, settled.votes.count()) == (False, 4)


def test_one_vote_at_a_time_and_none_in_a_body_that_cannot_decide(
    sydnarke: Association, made: Gathered, by: Person
) -> None:
    ballot = ballot_on(sydnarke, made, by)
    with pytest.raises(ValueError, match="pågår redan"):
        ballot_on(sydnarke, made, by)
    voted(sydnarke, made, by, ballot, Åby="yes")
    with pytest.raises(ValueError, match="Nollställ"):
        remove_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    voted(sydnarke, made, by, ballot, Åby="")
    remove_ballot(**known(sydnarke, made, by), ballot=ballot.pk)
    for name in ("Ödeby", "Bäckby", "Viken"):
        note_departure(**known(sydnarke, made, by), who=Somebody(seat=made[name]), first=made.items[0])
    with pytest.raises(ValueError, match="inte beslutför"):
        ballot_on(sydnarke, made, by)


def test_a_paragraph_with_an_open_vote_is_not_closed(sydnarke: Association, made: Gathered, by: Person) -> None:
    ballot_on(sydnarke, made, by)
    for field, text in (("outcome", "approved"), ("decision", "bevilja")):
        save_field(association=sydnarke, item=made.items[2].pk, field=field, text=text, based_on=fingerprint(""), by=by)
    with pytest.raises(ValueError, match="Voteringen är inte fastställd"):
        close_item(association=sydnarke, meeting=made.meeting, item=made.items[2].pk, by=by)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "majority", "words"),
    [
        (2, 3, 1, TWO_THIRDS, "Två Ja hittills. Frågan faller även om den som är kvar röstar Ja."),
        (5, 1, 0, TWO_THIRDS, "Fem Ja hittills. Frågan får bifall även om den som är kvar röstar Nej."),
        (2, 2, 0, None, "Två Ja hittills. Tre har inte röstat."),
        (4, 0, 0, None, "Fyra Ja hittills. Frågan får bifall även om alla som är kvar röstar Nej."),
        (1, 5, 0, None, "Ett Ja hittills. Frågan faller även om den som är kvar röstar Ja."),
        (3, 4, 0, None, "Tre Ja. Frågan faller."),
    ],
)
def test_how_a_vote_of_seven_stands(yes: int, no: int, abstain: int, majority: Fraction | None, words: str) -> None:
    cast = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    count = count_votes(dict(enumerate(cast)), 7, None, majority=majority)
    assert standing_words(count, majority) == words


def test_the_threshold_is_said_before_the_result() -> None:
    assert threshold_words(count_votes({}, 7, None, majority=TWO_THIRDS), TWO_THIRDS) == "5 Ja krävs (2/3 av 7)"
    assert threshold_words(count_votes({}, 7, None), None) == "4 Ja räcker (enkel majoritet)"
    lost = count_votes({1: "no", 2: "no"}, 2, None)
    assert ballot_sentence(lost, None, "", "") == "Omröstningen ger 0 Ja, 2 Nej. Utfall: frågan faller."


def test_a_vote_runs_from_its_page(signed_in: SignedIn, sydnarke: Association, made: Gathered) -> None:
    director: Client = signed_in(sydnarke, SeatRole.DIRECTOR)
    item = made.items[2].pk
    opening = reverse("ballot-open", args=["sydnarke", KEY, item])
    assert director.post(opening, {"question": ""}).status_code == 422
    director.post(opening, {"question": "Ska ansökan bifallas?"})
    ballot = Ballot.objects.get(item=item)
    at = {name: reverse(f"ballot-{name}", args=["sydnarke", KEY, ballot.pk]) for name in ("vote", "settle", "reset")}
    part = director.post(at["vote"], {f"rost-{made['Åby']}": "yes"}, headers={"hx-request": "true"}).content.decode()
    assert "1 av 5 har röstat" in part
    assert "<html" not in part
    refused = director.post(at["vote"], {f"rost-{made['Åby ersättare']}": "yes"}, headers={"hx-request": "true"})
    assert "tjänstgör inte" in refused.content.decode()
    assert director.post(at["settle"]).status_code == 422
    director.post(at["vote"], {f"rost-{made[name]}": "no" for name in ("Ödeby", "Bäckby", "Viken", "Forsen")})
    assert director.post(at["settle"]).status_code == 302
    assert "Utfall: frågan faller" in director.get(f"/sydnarke/moten/{KEY}/mote/?punkt=3").content.decode()
