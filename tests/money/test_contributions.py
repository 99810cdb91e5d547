"""Sharing a year's contributions: the parts always make the whole (R1)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import worked

from finsam.kernel.amounts import parse_ore
from finsam.kernel.swedish import kr
from finsam.money.rules.contributions import (
    KINDS,
    OF_PARTIES,
    among,
    indexed,
    instalments,
    lowest,
    off_shares,
    parts_from,
    parts_of_whole,
    shares_on,
)

LAW = {"state": Fraction(1, 2), "region": Fraction(1, 4), "municipality": Fraction(1, 4)}
FORMED = date(2008, 11, 1)
AMOUNTS = st.integers(min_value=0, max_value=10**12)
SHARES = st.lists(st.integers(min_value=1, max_value=400), min_size=3, max_size=3).map(
    lambda parts: {kind: Fraction(part, sum(parts)) for kind, part in zip(KINDS, parts, strict=True)}
)


def said_shares(text: str) -> dict[str, Fraction]:
    shares = dict(zip(KINDS, map(Fraction, text.split()), strict=True))
    return {kind: share for kind, share in shares.items() if share}


def ore(cells: list[str]) -> list[int]:
    return [parse_ore(cell) for cell in cells]


@pytest.mark.parametrize("row", worked("contributions", "Given"), ids=lambda row: " ".join(row[:3]))
def test_the_parts_of_the_worked_table(row: list[str]) -> None:
    given_, written, told, *parts = row
    shares = said_shares(told)
    amount = parse_ore(written)
    found = parts_of_whole(amount, shares) if given_ == "whole" else parts_from(given_, amount, shares)
    assert [found.get(kind, 0) for kind in KINDS] == ore(parts)


@pytest.mark.parametrize("row", worked("contributions", "Contributions"), ids=lambda row: row[0])
def test_the_lowest_part_drives_the_pot(row: list[str]) -> None:
    _, *parts, low, over = row
    told = dict(zip(KINDS, ore(parts), strict=True))
    assert lowest(told, LAW) == low
    due = {kind: LAW[kind] / LAW[low] * told[low] for kind in KINDS}
    more = {kind: kr(int(told[kind] - due[kind])) for kind in KINDS if told[kind] > due[kind]}
    assert more == {part.split()[0]: kr(parse_ore(part.split()[1])) for part in over.split(", ") if part}


@pytest.mark.parametrize("row", worked("contributions", "Part"), ids=lambda row: " ".join(row[:3]))
def test_a_part_among_its_contributors(row: list[str]) -> None:
    part, basis, weights, parts = row
    weighed = {name: int(weight) for name, weight in zip("abcd", weights.split(", "), strict=False)}
    if "kr" in parts:
        with pytest.raises(ValueError, match=parts.replace(" ", ".")):
            among(parse_ore(part), basis, weighed, "kommunernas")
    else:
        assert list(among(parse_ore(part), basis, weighed, "kommunernas").values()) == ore(parts.split(", "))


@given(AMOUNTS, SHARES)
def test_the_parts_make_the_whole(whole: int, shares: dict[str, Fraction]) -> None:
    parts = parts_of_whole(whole, shares)
    assert sum(parts.values()) == whole
    assert all(abs(parts[kind] - shares[kind] * whole) < 100 for kind in KINDS)
    assert not off_shares(parts, shares)


@given(AMOUNTS, SHARES, st.sampled_from(KINDS))
def test_a_known_part_stays_and_the_others_follow_it(part: int, shares: dict[str, Fraction], kind: str) -> None:
    parts = parts_from(kind, part, shares)
    assert parts[kind] == part
    whole = sum(parts.values())
    assert all(ore >= 0 for ore in parts.values())
    assert abs(whole - part / shares[kind]) <= 50


@given(AMOUNTS, st.lists(st.integers(min_value=1, max_value=900_000), min_size=2, max_size=30))
def test_the_parts_by_population_make_the_part(part: int, weights: list[int]) -> None:
    shared = among(part, "population", {str(place): weight for place, weight in enumerate(weights)}, "kommunernas")
    assert sum(shared.values()) == part


@given(AMOUNTS, st.sampled_from([1, 2, 4, 12]))
def test_calls_make_the_contribution(amount: int, count: int) -> None:
    calls = instalments(amount, count)
    assert sum(calls) == amount
    assert len(calls) == count
    assert max(calls) - min(calls) <= 100


def test_the_shares_are_the_latest_not_after_the_day() -> None:
    later = [("state", Fraction(2, 5), date(2024, 1, 1)), ("region", Fraction(7, 20), date(2024, 1, 1))]
    told = [*((kind, share, FORMED) for kind, share in LAW.items()), *later]
    assert shares_on(told, date(2023, 12, 31), KINDS) == LAW
    assert shares_on(told, date(2024, 1, 1), KINDS)["state"] == Fraction(2, 5)


def test_without_shares_of_its_own_the_laws_hold() -> None:
    assert shares_on([], FORMED, KINDS) == LAW
    half = Fraction(1, 2)
    assert shares_on([], FORMED, ["state", "municipality"]) == {"state": half, "municipality": half}


@pytest.mark.parametrize(
    ("told", "kinds", "word"),
    [
        ([("state", Fraction(1, 2), FORMED)], ["state"], "inte ett helt"),
        ([(kind, share, FORMED) for kind, share in LAW.items()], ["state", "municipality"], "Regionen ska betala"),
    ],
)
def test_shares_that_do_not_work_are_refused(
    told: list[tuple[str, Fraction, date]], kinds: list[str], word: str
) -> None:
    with pytest.raises(ValueError, match=word):
        shares_on(told, FORMED, kinds)


@pytest.mark.parametrize(
    ("basis", "weights", "word"),
    [
        ("population", {"Åby": 100, "Älvby": None}, "antalet invånare för Älvby"),
        ("population", {"Åby": 100, "Älvby": 0}, "antalet invånare för Älvby"),
        ("agreement", {"Åby": 0, "Älvby": 0}, "mer än noll"),
        ("agreement", {"Åby": None, "Älvby": 1}, "avtalade andelen för Åby"),
        ("fixed", {"Åby": 1, "Älvby": None}, "fasta beloppet för Älvby"),
    ],
)
def test_a_weight_that_is_missing_is_asked_for(basis: str, weights: dict[str, int | None], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        among(100_00, basis, weights, OF_PARTIES["municipality"])


def test_a_party_without_a_share_gives_no_whole() -> None:
    with pytest.raises(ValueError, match="Regionen har ingen andel"):
        parts_from("region", 100, {"state": Fraction(1, 2), "municipality": Fraction(1, 2)})


def test_an_index_raises_to_whole_kronor() -> None:
    assert indexed(3_600_000_00, Fraction("2.1")) == 3_675_600_00
    assert indexed(5_265_999_00, Fraction("-1.5")) == 5_187_009_00
