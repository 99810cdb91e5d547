"""Whether written sums are borne by their items, what they follow from, and what explains them (R4)."""

from collections.abc import Mapping, Sequence

import pytest

from finsam.kernel.swedish import NARROW_SPACE
from finsam.money.rules.stated_sums import Verdict, judge, said, summary
from finsam.money.rules.sum_readings import Item, Stated

KINDS = {
    "Intäkter": "income", "Insatser": "interventions", "Kansli": "administration", "Styrelse": "administration",
    "Finansiella": "financial", "Eget kapital": "closing_balance",
}  # fmt: skip
Line = tuple[str, str, Sequence[int]]
FIRST = 2025


def document(*rows: tuple[str, str, Sequence[int]]) -> list[Verdict]:
    """Judge rows of (group, label, kronor a year), a sum marked with * first in its label."""
    items, sums = [], []
    for position, (group, label, kronor) in enumerate(rows):
        amounts: Mapping[int, int] = {FIRST + place: 100 * krona for place, krona in enumerate(kronor)}
        if label.startswith("*"):
            sums.append(Stated(position, group, label[1:], amounts))
        else:
            items.append(Item(position, group, KINDS[group], label, amounts))
    return judge(items, sums)


def words(*rows: tuple[str, str, Sequence[int]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for verdict in document(*rows):
        found.setdefault(verdict.stated.label, []).append(said(verdict).replace(NARROW_SPACE, " "))
    return found


BASE: list[Line] = [
    ("Intäkter", "Bidrag", [1000, 1000]),
    ("Insatser", "Teamet", [-600, -610]),
    ("Insatser", "Mässan", [-23, -45]),
    ("Kansli", "Lön", [-300, -310]),
    ("Finansiella", "Ränta", [-5, -5]),
]


@pytest.mark.parametrize(
    ("group", "label", "kronor"),
    [
        ("", "Summa intäkter", [1000, 1000]),
        ("Insatser", "Summa", [-623, -655]),
        ("", "Summa insatser", [-623, -655]),
        ("", "Insatser", [-623, -655]),
        ("", "Summa kostnader", [-923, -965]),
        ("", "Verksamhetens kostnader", [-923, -965]),
        ("Total", "Kostnader inkl kansli", [-923, -965]),
        ("Total", "Totalt", [-923, -965]),
        ("", "Rörelseresultat", [77, 35]),
        ("", "Verksamhetens resultat", [77, 35]),
        ("", "Summa finansiella kostnader", [-5, -5]),
        ("", "Årets resultatbudget", [72, 30]),
        ("", "Resultat efter finansiella poster", [72, 30]),
        ("", "Något helt annat", [-928, -970]),  # no word says it: all costs and interest
        ("", "Summa kansli", [-300, -310]),
    ],
)
def test_a_sum_is_read_by_its_label_its_place_or_what_agrees(group: str, label: str, kronor: list[int]) -> None:
    (now, then) = document(*BASE, (group, f"*{label}", kronor))
    assert (now.bears, then.bears) == (True, True)


def test_subtotals_in_a_group_sum_the_rows_since_the_last() -> None:
    told = words(
        ("Insatser", "Teamet", [-600]), ("Insatser", "*Delsumma", [-600]),
        ("Insatser", "Mässan", [-23]), ("Insatser", "Film", [-7]), ("Insatser", "*Delsumma två", [-30]),
        ("Insatser", "*Summa insatser", [-630]),
    )  # fmt: skip
    assert {word for words_ in told.values() for word in words_} == {"Stämmer."}


def test_a_sum_that_nothing_tells_of_is_said_to_be_so() -> None:
    assert words(*BASE, ("", "*Reserv enligt beslut", [-17]))["Reserv enligt beslut"] == [
        "Det går inte att se vad den summerar."
    ]


@pytest.mark.parametrize(
    ("kronor", "why"),
    [
        ([-623, -623], "Raderna ger 32 kr mer. Det är samma belopp som raderna ger 2025."),
        ([-600, -655], "Raderna ger 23 kr mer. Det är beloppet på raden Mässan, som kan ha fallit bort."),
        ([-646, -655], "Raderna ger 23 kr mindre. Det är beloppet på raden Mässan, som kan vara räknad två gånger."),
        ([-632, -655], "Raderna ger 9 kr mindre. Två siffror har bytt plats."),
        ([-628, -655], "Raderna ger 5 kr mindre. En enda siffra skiljer."),
        ([-623, -633], "Raderna ger 22 kr mer. Summan stämmer med Mässan som den är 2025."),
        ([623, -655], "Raderna ger −623 kr, alltså 1 246 kr lägre. Tecknet är omvänt."),
        ([-1007, -655], "Raderna ger 384 kr mindre."),
    ],
)
def test_a_difference_is_told_in_kronor_and_explained_when_it_is_plain(kronor: list[int], why: str) -> None:
    assert why in words(*BASE, ("Insatser", "*Summa insatser", kronor))["Summa insatser"]


def test_a_few_kronor_over_many_rows_may_be_rounding() -> None:
    told = words(*[("Insatser", f"Rad {n}", [-1000 - n]) for n in range(8)], ("Insatser", "*Summa", [-8031]))
    assert told["Summa"] == ["Raderna ger 3 kr mindre. Det kan vara avrundning."]


def test_later_sums_follow_from_the_earlier_error_and_equity_from_every_years() -> None:
    told = words(
        *BASE[:3],
        ("Insatser", "*Summa insatser", [-613, -645]),
        BASE[3], ("", "*Rörelseresultat", [87, 45]), BASE[4], ("", "*Resultat", [82, 40]),
        ("Eget kapital", "Ingående eget kapital", [500]),
        ("Eget kapital", "*Eget kapital UB", [582, 622]),
    )  # fmt: skip
    assert told["Summa insatser"][1] == "Raderna ger 10 kr mer. Summan stämmer med Teamet som den är 2025."
    assert told["Resultat"] == [
        "Raderna ger 72 kr, alltså 10 kr lägre. Följer av Summa insatser 2025, 10 kr.",
        "Raderna ger 30 kr, alltså 10 kr lägre. Följer av Summa insatser 2026, 10 kr.",
    ]
    assert told["Eget kapital UB"][1] == (
        "Raderna ger 602 kr, alltså 20 kr lägre. Följer av Summa insatser 2025 och 2026, 20 kr."
    )


def test_the_sums_together_are_told_in_a_sentence() -> None:
    assert summary([]) == "Det finns inga skrivna summor att pröva."
    right = document(*BASE, ("Insatser", "*Summa", [-623, -655]))
    assert summary(right) == "Alla 2 skrivna summor stämmer med sina rader."
    wrong = document(*BASE, ("Insatser", "*Summa insatser", [-613, -655]), ("", "*Resultat", [82, 30]))
    assert (
        summary(wrong)
        == "2 av 4 skrivna summor stämmer med sina rader. Ett fel ligger i summorna själva, och 1 följer av det."
    )
