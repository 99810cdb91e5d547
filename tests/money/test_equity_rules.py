"""The rule of the equity: one percentage or brackets, in words, as they are written (R5)."""

from datetime import date
from fractions import Fraction

import pytest

from finsam.money.rules.equity import (
    Bracket,
    ceiling,
    ceiling_words,
    check_brackets,
    parse_brackets,
    part_of,
    rule_words,
    written_brackets,
)

M = 100_000_000  # a million kronor in öre
STEPS = [Bracket(2 * M, 30, None), Bracket(5 * M, 20, None), Bracket(None, None, 120_000_000)]


@pytest.mark.parametrize(
    ("base", "most"),
    [
        (0, 0),
        (M, 30_000_000),
        (2 * M, 60_000_000),  # up to and including
        (2 * M + 100, 40_000_020),  # the whole base lies in the next bracket
        (5 * M, M),
        (9 * M, 120_000_000),
        (7 * M + 1, 120_000_000),  # an amount, exactly, however odd the base
    ],
)
def test_the_bracket_the_whole_base_lies_in_decides(base: int, most: int) -> None:
    assert ceiling(base, 99, STEPS) == most


def test_without_brackets_the_percentage_holds_for_every_base() -> None:
    assert ceiling(360_000_000, 20) == 72_000_000
    assert part_of(0, 20) == Fraction(1, 5)


def test_a_base_above_the_last_bracket_follows_the_last() -> None:
    assert ceiling(9 * M, 99, STEPS[:1]) == 9 * M * Fraction(3, 10)


def test_brackets_are_read_as_they_are_written() -> None:
    assert parse_brackets("2 000 000: 30 %\n5000000:20%\ndäröver: 1 200 000 kr") == STEPS
    assert parse_brackets(written_brackets(STEPS)) == STEPS
    assert parse_brackets(" \n") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30 %", "går inte att förstå"),
        ("2 000 000: 30", ""),  # an amount: thirty kronor
        ("2 000 000: trettio %", "går inte att förstå"),
        ("däröver: 20 %|2000000: 30 %", "Bara det sista"),
        ("2000000: 20 %|1000000: 30 %", "stiga"),
        ("0: 20 %", "över noll"),
        ("däröver: 5000 %", "rimlig"),
    ],
)
def test_nonsense_is_refused(text: str, why: str) -> None:
    if not why:
        assert parse_brackets(text) == [Bracket(2 * M, None, 3000)]
        return
    with pytest.raises(ValueError, match=why):
        parse_brackets(text)


@pytest.mark.parametrize("bracket", [Bracket(M, None, None), Bracket(M, 20, 5), Bracket(M, None, -1)])
def test_a_bracket_says_one_of_percent_and_amount(bracket: Bracket) -> None:
    with pytest.raises(ValueError, match=r"procentsats|noll"):
        check_brackets([bracket])


def test_the_rule_in_words() -> None:
    said = ceiling_words("medlemsbidragen", 20)
    words = rule_words(said, date(2025, 1, 1), 20_000_000, "ägarsamrådet")
    plain = words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert plain == "Högst 20 % av medlemsbidragen, gäller från 2025-01-01, enligt ägarsamrådet. Eget golv 200 000 kr."
    steps = ceiling_words("alla intäkter", 20, STEPS).replace("\N{NO-BREAK SPACE}", " ")
    assert steps.replace("\N{NARROW NO-BREAK SPACE}", " ") == (
        "Högst 30 % till och med 2 000 000 kr, 20 % till och med 5 000 000 kr och 1 200 000 kr däröver, "
        "räknat på alla intäkter"
    )
