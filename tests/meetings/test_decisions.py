"""The wordings offered, a text parted into att-satser, and when a § may be closed."""

import pytest

from finsam.meetings.rules.closing import Treated, why_open
from finsam.meetings.rules.text_modules import BY_ITEM, NEED_NO_DECISION, Wording, clauses, shown, wordings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("avslå ansökan", ["avslå ansökan"]),
        ("att avslå ansökan.", ["avslå ansökan"]),
        ("Att bifalla\nATT betala ut", ["bifalla", "betala ut"]),
        ("bifalla\nbetala ut", ["bifalla", "betala ut"]),
        ("att fastställa budgeten med ändringarna\n1. flytta 150 000 kronor", ["fastställa budgeten med ändringarna\n1. flytta 150 000 kronor"]),
        ("att bifalla\natt\n", ["bifalla"]),
        ("attestera fakturan", ["attestera fakturan"]),
    ],
)  # fmt: skip
def test_a_text_is_parted_into_att_satser(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected
    assert clauses(shown(expected)) == expected


def test_the_proposal_comes_first_and_the_matters_wording_before_the_kinds() -> None:
    offered = wordings("report", "economy", "lägga informationen till handlingarna", [])
    assert [one.label for one in offered[:3]] == ["Enligt förslaget", "Godkänd", "Till handlingarna"]
    assert offered[1].text == "godkänna den ekonomiska rapporten"


def test_an_own_wording_takes_the_place_of_a_shipped_one_with_its_label() -> None:
    offered = wordings("funding", "application", "", [Wording("Avslag", "", "avslå ansökan i dess helhet"),
                                                       Wording("Delvis", "amended", "bevilja hälften")])  # fmt: skip
    by_label = {one.label: one for one in offered}
    assert by_label["Avslag"] == Wording("Avslag", "rejected", "avslå ansökan i dess helhet")
    assert offered[-1].label == "Delvis"


@pytest.mark.parametrize("kind", BY_ITEM)
def test_utan_beslut_is_only_offered_where_no_decision_is_needed(kind: str) -> None:
    noted = {one.outcome for one in BY_ITEM[kind]} & {"noted"}
    assert not noted or kind in NEED_NO_DECISION


DECIDED = Treated("funding", "approved", 1, "", quorate=True)


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (DECIDED, ""),
        (Treated("funding", "", 1, "", quorate=True), "inte avgjord"),
        (Treated("funding", "approved", 0, "", quorate=True), "saknar text"),
        (Treated("funding", "noted", 0, "", quorate=True), "behöver ett beslut"),
        (Treated("funding", "rejected", 1, " ", quorate=True), "skriftliga skäl"),
        (Treated("decision", "rejected", 1, "", quorate=True), ""),
        (Treated("funding", "rejected", 1, "Utanför ändamålet.", quorate=True), ""),
        (Treated("funding", "approved", 1, "", quorate=False), "För få"),
        (Treated("information", "noted", 0, "", quorate=False), ""),
        (Treated("information", "filed", 1, "", quorate=False), "För få"),
        (Treated("funding", "approved", 1, "", quorate=True, open_ballots=1), "inte fastställd"),
        (Treated("election", "elected", 1, "", quorate=True, unfilled=True), "lucka"),
    ],
)
def test_a_paragraph_is_closed_when_it_is_decided(item: Treated, why: str) -> None:
    assert why in why_open(item)
    assert bool(why) == bool(why_open(item))
