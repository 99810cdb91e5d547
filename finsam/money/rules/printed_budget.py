"""A printed budget made ready to be kept: signs the same way, what the opening equity says apart, its sums judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from finsam.money.rules.budget_table import PrintedBudget, PrintedRow, costs_are_positive, turned
from finsam.money.rules.budget_words import is_closing_equity, is_opening_equity, says_costs
from finsam.money.rules.stated_sums import Verdict, judge
from finsam.money.rules.sum_readings import COST_KINDS, Document, Item, Stated


@dataclass(frozen=True)
class Ready:
    """A budget as it can be kept: income positive, costs negative. `is_turned`: the file wrote costs without minus."""

    lines: Sequence[PrintedRow]
    sums: Sequence[Stated]
    items: Sequence[Item]
    is_turned: bool
    unit: int

    @property
    def verdicts(self) -> list[Verdict]:
        """What is said of every sum, each year."""
        return judge(self.items, self.sums, self.unit)


def made_ready(printed: PrintedBudget, kinds: Mapping[str, str]) -> Ready:
    """Turn costs where the file has them without minus, and part sums from lines. `kinds` says what each group is."""
    is_turned = costs_are_positive(printed.lines, kinds)
    lines: list[PrintedRow] = []
    sums: list[Stated] = [Stated(row.position, row.group, row.label, row.amounts) for row in printed.sums]
    for row in printed.lines:
        kind = kinds.get(row.group, "administration")
        line = turned(row) if is_turned and _is_cost(row, kind) else row
        if kind == "closing_balance" and is_closing_equity(row.label) and not row.is_typed:
            sums.append(Stated(row.position, row.group, row.label, row.amounts))
            continue
        if kind == "closing_balance" and is_opening_equity(row.label):
            first = min(row.amounts)
            line = replace(row, amounts={first: row.amounts[first]})
            if later := {year: ore for year, ore in row.amounts.items() if year != first}:
                sums.append(Stated(row.position, row.group, row.label, later))
        lines.append(line)
    items = [Item(x.position, x.group, kinds.get(x.group, "administration"), x.label, x.amounts) for x in lines]
    sums.sort(key=lambda one: one.position)
    if is_turned:
        sums = _turned_sums(items, sums)
    return Ready(lines, sums, items, is_turned, printed.unit)


def _is_cost(row: PrintedRow, kind: str) -> bool:
    if kind == "financial":
        return says_costs(row.label) and sum(row.amounts.values()) > 0
    return kind in COST_KINDS


def _turned_sums(items: Sequence[Item], sums: Sequence[Stated]) -> list[Stated]:
    """Turn the sums that are of costs, and those that agree with their lines only when turned."""
    turned_all = [replace(one, amounts={year: -ore for year, ore in one.amounts.items()}) for one in sums]
    document = Document(items, turned_all)
    chosen = []
    for as_written, other in zip(sums, turned_all, strict=True):
        reading, written = document.reading_of(other), document.reading_of(as_written)
        agrees = document.agreement(as_written, written) if written else 0
        agrees_turned = document.agreement(other, reading) if reading else 0
        turn = agrees_turned > agrees or bool(agrees_turned == agrees and reading and reading.costs_only)
        chosen.append(other if turn else as_written)
    return chosen


def judged(printed: PrintedBudget, kinds: Mapping[str, str]) -> list[Verdict]:
    """Judge the sums of a budget as it stands in a file."""
    return made_ready(printed, kinds).verdicts
