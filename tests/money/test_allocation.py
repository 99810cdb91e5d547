"""Which line of the budget a booked amount is the outcome of: nothing is guessed."""

import pytest

from finsam.money.rules.allocation import Allocation, Line, allocation, side_of
from finsam.money.rules.statements import BY_KEY, BY_LABEL, LINES, RESULT_SECTIONS, Section, in_sections


@pytest.fixture
def found() -> Allocation:
    return allocation(
        [
            Line("Bryggan", "interventions", ledger_object="10"),
            Line("Lokal", "administration", accounts=frozenset({"5010"})),
            Line("Kansli", "administration", ledger_object="90"),
            Line("Också Bryggan", "interventions", ledger_object="10"),
            Line("Öppen kostnad", "administration"),
            Line("Bidrag", "income"),
            Line("EU-medel", "income", ledger_object="21"),
            Line("Ränta", "financial"),
            Line("Avgift", "financial"),
        ]
    )


@pytest.mark.parametrize(
    ("statement_line", "account", "ledger_object", "line"),
    [
        ("costs", "4010", "10", "Bryggan"),
        ("costs", "5010", "10", "Lokal"),  # an account named goes before an object
        ("costs", "5010", "", "Lokal"),
        ("costs", "4010", "90", "Kansli"),
        ("depreciation", "7830", "90", "Kansli"),
        ("costs", "4010", "", ""),  # one open line of costs takes nothing: too much would fall there unseen
        ("costs", "4010", "77", ""),
        ("income", "3010", "", "Bidrag"),  # the only open line of income
        ("income", "3910", "21", "EU-medel"),
        ("income", "3910", "10", "Bidrag"),  # an object of the costs says nothing of income
        ("financial_costs", "8410", "", ""),  # two open lines: neither
        ("cash", "1930", "10", ""),
        ("closing", "8990", "10", ""),
    ],
)
def test_an_amount_falls_on_one_line_or_on_none(
    statement_line: str, account: str, ledger_object: str, line: str, found: Allocation
) -> None:
    assert found.line(statement_line, account, ledger_object) == line


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_every_line_of_the_result_and_no_other_has_a_side(line: object) -> None:
    assert bool(side_of(line.key)) == (line.section in RESULT_SECTIONS)  # type: ignore[attr-defined]


def test_a_line_nobody_knows_has_no_side() -> None:
    assert side_of("no such") == ""


def test_lines_are_found_by_key_and_label_and_stand_in_order() -> None:
    assert len(BY_KEY) == len(BY_LABEL) == len(LINES)
    assert [line for section in Section for line in in_sections(section)] == list(LINES)
