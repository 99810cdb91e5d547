"""Which state of a meeting may follow which, and what is said when it may not."""

from itertools import pairwise, product

import pytest

from finsam.meetings.models import MeetingState
from finsam.meetings.rules.states import ALLOWED, check_state


def test_the_table_knows_every_state_and_no_other() -> None:
    assert set(ALLOWED) == set(MeetingState.values)
    assert set().union(*ALLOWED.values()) <= set(MeetingState.values)


@pytest.mark.parametrize(
    "course",
    [
        ["planned", "called", "open", "ended", "adjusting", "adjusted"],
        ["planned", "open", "ended", "open", "ended"],
        ["adjusting", "ended", "adjusting", "adjusted"],
        ["called", "cancelled", "planned", "called"],
    ],
)
def test_a_meeting_may_take_its_course(course: list[str]) -> None:
    for now, wanted in pairwise(course):
        check_state(now, wanted)


@pytest.mark.parametrize(
    ("now", "wanted", "said"),
    [
        ("open", "called", "innan mötet börjat"),
        ("called", "called", "redan skickad"),
        ("adjusting", "open", "Ta tillbaka"),
        ("planned", "ended", "inte börjat"),
        ("open", "adjusting", "när mötet är avslutat"),
        ("ended", "adjusted", "inte under justering"),
        ("ended", "cancelled", "kan inte ställas in"),
        ("adjusted", "open", "justerat och förseglat"),
        ("adjusted", "adjusted", "redan justerat"),
        ("cancelled", "open", "Ta upp det igen först"),
        ("called", "planned", "Bara ett inställt möte"),
    ],
)
def test_a_refusal_says_what_is_in_the_way(now: str, wanted: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_state(now, wanted)


@pytest.mark.parametrize(("now", "wanted"), list(product(MeetingState.values, repeat=2)))
def test_every_pair_is_allowed_or_refused_in_words(now: str, wanted: str) -> None:
    if wanted in ALLOWED[now]:
        check_state(now, wanted)
        return
    with pytest.raises(ValueError, match=r"^[A-ZÅÄÖ].*\.$"):
        check_state(now, wanted)


def test_what_is_adjusted_stays_adjusted() -> None:
    assert ALLOWED["adjusted"] == frozenset()
