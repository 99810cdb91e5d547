"""What a vote comes to: R20."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import worked

from finsam.meetings.rules.votes import Count, count_votes

CHAIR = 1
CARRIED = {"carried": True, "lost": False, "open": None}
SHORT = {"yes": True, "no": False, "": None}


def fraction(text: str) -> Fraction | None:
    return None if text == "simple" else Fraction(text)


def votes(yes: int, no: int, abstain: int, chair: str) -> dict[int, str]:
    """By seat, the chair's among them."""
    choices = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    choices.remove(chair)
    return {CHAIR + place: choice for place, choice in enumerate([chair, *choices])}


@pytest.mark.parametrize(("majority", "voting", "needed"), worked("votes", "Majority"))
def test_the_fraction_is_rounded_up(majority: str, voting: str, needed: str) -> None:
    assert count_votes({}, int(voting), CHAIR, majority=fraction(majority)).needed == int(needed)


@pytest.mark.parametrize(
    ("serving", "yes", "no", "abstain", "chair", "majority", "person", "lot", "result", "way"),
    worked("votes", "Serving"),
)
def test_a_vote_comes_to_what_the_page_says(
    serving: str,
    yes: str,
    no: str,
    abstain: str,
    chair: str,
    majority: str,
    person: str,
    lot: str,
    result: str,
    way: str,
) -> None:
    cast = votes(int(yes), int(no), int(abstain), chair)
    found = count_votes(
        cast, int(serving), CHAIR, majority=fraction(majority), about_person=person == "yes", lot=SHORT[lot]
    )
    assert (found.yes, found.no, found.abstain) == (int(yes), int(no), int(abstain))
    assert (found.carried, found.way) == (CARRIED[result], way)


def test_the_chair_may_not_abstain_in_a_tie_and_it_stays_open_until_they_vote() -> None:
    tied = count_votes(votes(2, 2, 1, "abstain"), 5, CHAIR)
    assert tied.chair_must_vote
    assert tied.carried is None
    assert not count_votes(votes(3, 2, 1, "abstain"), 6, CHAIR).chair_must_vote
    assert not count_votes(votes(2, 2, 1, "abstain"), 5, CHAIR, about_person=True).chair_must_vote


def test_a_tie_without_a_chair_among_those_who_serve_stays_open() -> None:
    assert count_votes(votes(2, 2, 0, "yes"), 4, None).carried is None


def test_the_lot_settles_nothing_but_a_tie_about_a_person() -> None:
    assert count_votes(votes(3, 2, 0, "yes"), 5, CHAIR, about_person=True, lot=False).way == "majority"
    assert count_votes(votes(2, 2, 0, "yes"), 4, CHAIR, lot=False).way == "casting_vote"
    assert count_votes(votes(2, 2, 0, "yes"), 4, CHAIR, majority=Fraction(2, 3), lot=True).carried is False


def test_more_votes_than_those_who_serve_are_refused() -> None:
    with pytest.raises(ValueError, match="3 har röstat, men bara 2 tjänstgör"):
        count_votes(votes(2, 1, 0, "yes"), 2, CHAIR)


def test_a_vote_for_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="”kanske” är ingen röst"):
        count_votes({CHAIR: "kanske"}, 2, CHAIR)


CHOICES = st.sampled_from(["yes", "no", "abstain"])
FRACTIONS = st.sampled_from([None, Fraction(2, 3), Fraction(3, 4), Fraction(4, 5), Fraction(501, 1000)])


@given(
    st.dictionaries(st.integers(1, 12), CHOICES, max_size=12),
    st.integers(0, 3),
    FRACTIONS,
    st.booleans(),
    st.sampled_from([None, True, False]),
)
def test_of_every_vote(
    cast: dict[int, str], missing: int, majority: Fraction | None, about_person: bool, lot: bool | None
) -> None:
    serving = len(cast) + missing
    found = count_votes(cast, serving, CHAIR, majority=majority, about_person=about_person, lot=lot)
    assert found.yes + found.no + found.abstain + found.missing == serving  # parts make the whole
    if missing:
        assert found.carried is None
    if majority is not None and not missing:
        assert found.carried is (found.yes >= majority * (found.yes + found.no) and found.yes > 0)
    if found.carried and majority is None:
        assert found.yes >= found.no
    if found.carried is False and majority is None:
        assert found.yes <= found.no


@given(st.dictionaries(st.integers(2, 12), CHOICES, max_size=11), FRACTIONS)
def test_one_more_yes_never_loses_what_was_carried(cast: dict[int, str], majority: Fraction | None) -> None:
    def carried(choice: str) -> Count:
        return count_votes({**cast, CHAIR: choice}, len(cast) + 1, CHAIR, majority=majority)

    if carried("no").carried:
        assert carried("yes").carried
    if carried("yes").carried is False:
        assert carried("no").carried is False


@given(st.dictionaries(st.integers(1, 12), CHOICES, min_size=1, max_size=12))
def test_yes_and_no_changing_places_turns_a_simple_majority(cast: dict[int, str]) -> None:
    turned = {"yes": "no", "no": "yes", "abstain": "abstain"}
    one = count_votes(cast, len(cast), CHAIR)
    other = count_votes({seat: turned[choice] for seat, choice in cast.items()}, len(cast), CHAIR)
    assert (one.carried is None) == (other.carried is None)
    assert one.carried is None or one.carried is not other.carried
