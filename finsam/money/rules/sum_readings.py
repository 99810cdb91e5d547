"""What a sum in a budget can be meant to sum: by its label, by its place, or by what agrees with it (R4)."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from finsam.money.rules.budget_words import (
    is_all_costs,
    is_all_income,
    is_before_financial,
    is_closing_equity,
    is_opening_equity,
    is_result,
    plain,
    same_name,
    says_costs,
    says_financial,
    says_income,
    summed_name,
)

Amount = tuple[int, int]
"""An item's position and a year."""
OPERATING = ("income", "interventions", "administration")
COST_KINDS = ("interventions", "administration")
OUTCOMES = ("result", "equity")


@dataclass(frozen=True)
class Item:
    """A line of the budget: öre by year, income positive, where it stands, and what its group is (`GroupKind`)."""

    position: int
    group: str
    kind: str
    label: str
    amounts: Mapping[int, int]


@dataclass(frozen=True)
class Stated:
    """A sum as it was written: öre by year, and where it stood among the lines and sums."""

    position: int
    group: str
    label: str
    amounts: Mapping[int, int]


@dataclass(frozen=True)
class Reading:
    """What a sum sums: in words, and the items' amounts that make it in a year. `of` is group, result or equity."""

    what: str
    amounts_of: Callable[[int], frozenset[Amount]]
    of: str = "group"
    costs_only: bool = False


@dataclass(frozen=True)
class Document:
    """The items and sums of a budget, and the years it says something about."""

    items: Sequence[Item]
    sums: Sequence[Stated]

    @cached_property
    def years(self) -> list[int]:
        """The years of any item, in order."""
        return sorted({year for item in self.items for year in item.amounts})

    @cached_property
    def _by_position(self) -> Mapping[int, Item]:
        return {item.position: item for item in self.items}

    def ore(self, amounts: Iterable[Amount]) -> int:
        """Add amounts of items; what an item says nothing about is nothing."""
        return sum(self._by_position[position].amounts.get(year, 0) for position, year in amounts)

    def label(self, position: int) -> str:
        """Return the label of the item at a position."""
        return self._by_position[position].label

    def agreement(self, stated: Stated, reading: Reading) -> int:
        """Return in how many years a reading gives exactly what was written. Nothing agreeing with nothing is none."""
        return sum(ore != 0 and self.ore(reading.amounts_of(year)) == ore for year, ore in stated.amounts.items())

    def reading_of(self, stated: Stated) -> Reading | None:
        """Return what a sum is meant to sum, or None when nothing tells.

        What the label says holds, then what the place says, unless it gives the sum in no year and another does in all.
        """
        named, placed, other = (list(found) for found in (self._named(stated), self._placed(stated), self._other()))
        for among in (named, placed):
            best = max(among, key=lambda reading: self.agreement(stated, reading), default=None)
            if best and self.agreement(stated, best):
                return best
        known = sum(ore != 0 for ore in stated.amounts.values())
        every = [*named, *placed, *other]
        best = max(every, key=lambda reading: self.agreement(stated, reading), default=None)
        agreed = self.agreement(stated, best) if best else 0
        if best and agreed and (agreed == known or not named):
            return best
        return next(iter([*named, *placed]), None)

    # by the label

    def _named(self, stated: Stated) -> Iterator[Reading]:
        label = stated.label
        if is_closing_equity(label):
            yield from self._equity("eget kapital vid årets slut: det ingående och årets resultat", closing=True)
        elif is_opening_equity(label):
            yield from self._equity("eget kapital när året börjar: som året före slutar", closing=False)
        elif is_before_financial(label):
            yield from self._of_kinds("intäkter och kostnader före finansiella poster", *OPERATING, of="result")
        elif is_result(label):
            yield from self._of_kinds("alla intäkter och kostnader", *OPERATING, "financial", of="result")
        else:
            yield from self._named_group(label)
            yield from self._named_kind(label)

    def _named_group(self, label: str) -> Iterator[Reading]:
        name = summed_name(label)
        for group in self._groups:
            if any(same_name(one, group) for one in (label, name) if one):
                yield self._group(group)

    def _named_kind(self, label: str) -> Iterator[Reading]:
        if says_financial(label):
            yield from self._of_kinds("finansiella poster", "financial")
        elif is_all_income(label):
            yield from self._of_kinds("alla intäkter", "income")
        elif is_all_costs(label):
            yield from self._of_kinds("alla kostnader före finansiella poster", *COST_KINDS)
        elif says_income(label):
            yield from self._of_kinds("alla intäkter", "income")
        elif says_costs(label) and summed_name(label) is None:
            yield from self._of_kinds("alla kostnader före finansiella poster", *COST_KINDS)

    @cached_property
    def _groups(self) -> list[str]:
        return list(dict.fromkeys(item.group for item in self.items if item.group))

    # by the place

    def _placed(self, stated: Stated) -> Iterator[Reading]:
        before = max((one.position for one in self.sums if one.position < stated.position), default=-1)
        since = [item for item in self.items if before < item.position < stated.position]
        own = [item for item in self.items if plain(item.group) == plain(stated.group) != ""]
        if kept := [item for item in since if item in own]:
            yield self._of(
                f"raderna ovanför i {stated.group}" if len(kept) < len(own) else f"raderna i {stated.group}", kept
            )
        if own:
            yield self._of(f"raderna i {stated.group}", own)
        elif since and summed_name(stated.label) == "":
            yield self._of("raderna ovanför", since)

    # by what agrees

    def _other(self) -> Iterator[Reading]:
        yield from self._of_kinds("alla kostnader före finansiella poster", *COST_KINDS)
        yield from self._of_kinds("alla kostnader", *COST_KINDS, "financial")
        yield from self._of_kinds("alla intäkter", "income")
        yield from self._of_kinds("intäkter och kostnader före finansiella poster", *OPERATING, of="result")
        yield from self._of_kinds("alla intäkter och kostnader", *OPERATING, "financial", of="result")
        for first, last in itertools.combinations(range(len(self._groups) + 1), 2):
            groups = self._groups[first:last]
            words = groups[0] if len(groups) == 1 else f"{groups[0]} till och med {groups[-1]}"
            yield self._of(f"raderna i {words}", [item for item in self.items if item.group in groups])
        yield from self._equity("eget kapital vid årets slut: det ingående och årets resultat", closing=True)

    # readings

    def _group(self, group: str) -> Reading:
        return self._of(f"raderna i {group}", [item for item in self.items if item.group == group])

    def _of_kinds(self, what: str, *kinds: str, of: str = "group") -> Iterator[Reading]:
        if items := [item for item in self.items if item.kind in kinds]:
            yield self._of(what, items, of)

    def _of(self, what: str, items: Sequence[Item], of: str = "group") -> Reading:
        positions = [item.position for item in items]
        costs = all(item.kind in COST_KINDS for item in items)
        return Reading(what, lambda year: frozenset((position, year) for position in positions), of, costs)

    def _equity(self, what: str, *, closing: bool) -> Iterator[Reading]:
        """Equity is what it was when the first year began and the results since."""
        opening = next((i for i in self.items if i.kind == "closing_balance" and is_opening_equity(i.label)), None)
        if not opening:
            return
        first = min(opening.amounts, default=0)
        earning = [item.position for item in self.items if item.kind != "closing_balance"]

        def amounts_of(year: int) -> frozenset[Amount]:
            years = range(first, year + closing)
            return frozenset({(opening.position, first), *itertools.product(earning, years)})

        yield Reading(what, amounts_of, "equity")
