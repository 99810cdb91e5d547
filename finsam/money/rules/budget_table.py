"""A budget as it stands in a table: groups, lines and sums, read from a sheet however people lay it out."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.identity import looks_like_identity_number
from finsam.kernel.swedish import listed
from finsam.money.rules.budget_grid import Grid, GridCell, GridRow, read_grids
from finsam.money.rules.budget_head import Head, find_head, years_at
from finsam.money.rules.budget_words import (
    as_ore,
    is_closing_equity,
    is_opening_equity,
    is_sum,
    kind_of,
    plain,
    read_amount,
    says_financial,
    says_income,
    summed_name,
)

LONGEST_LABEL, LONGEST_GROUP, LONGEST_TEXT = 160, 80, 400
EQUITY_GROUP, INCOME_GROUP, COST_GROUP, FINANCIAL_GROUP = "Eget kapital", "Intäkter", "Kostnader", "Finansiella poster"
_TYPES = {"sum": "sum", "summa": "sum", "total": "sum", "totalt": "sum", "group": "group", "grupp": "group",
          "rubrik": "group", "heading": "group", "item": "item", "rad": "item", "post": "item",
          "line": "item"}  # fmt: skip
_UNITS = {"kr", "tkr", "sek", "kronor", "mkr", "kkr"}


@dataclass(frozen=True)
class PrintedRow:
    """A line or a sum as it stands: öre by year, the heading it stands under and its place in the file.

    `position` is its number among the lines and sums, from 0.
    """

    position: int
    group: str
    label: str
    amounts: Mapping[int, int]
    is_sum: bool = False
    place: str = ""
    text: str = ""
    ledger_object: str = ""
    accounts: Sequence[str] = ()
    is_typed: bool = False  # the file itself says whether it is a line or a sum


@dataclass(frozen=True)
class PrintedBudget:
    """A budget read from a file, with what was left alone on the way."""

    file: str
    sheet: str
    years: Sequence[int]
    rows: Sequence[PrintedRow]
    unit: int = 1
    unread: Sequence[str] = ()
    skipped: Sequence[str] = ()

    @property
    def lines(self) -> list[PrintedRow]:
        """The rows that are not sums."""
        return [row for row in self.rows if not row.is_sum]

    @property
    def sums(self) -> list[PrintedRow]:
        """The rows that are sums."""
        return [row for row in self.rows if row.is_sum]

    @property
    def groups(self) -> list[str]:
        """The headings with lines under them, in order."""
        return list(dict.fromkeys(row.group for row in self.lines))

    def proposed_kinds(self) -> dict[str, str]:
        """Propose what the lines of each group are, by heading and signs."""
        found = {
            group: kind_of(group, [ore for row in self.lines if row.group == group for ore in row.amounts.values()])
            for group in self.groups
        }
        has_income = "income" in found.values()
        costs_are_negative = any(ore < 0 for row in self.lines for ore in row.amounts.values())
        for group, kind in found.items():
            if kind == "plus":
                found[group] = "income" if costs_are_negative or not has_income else "administration"
                has_income = True
        return found

    def from_year(self, year: int) -> "PrintedBudget":
        """Return the budget of a year: it and the years after. Raises BadInput when the file has nothing of it."""
        if year not in self.years:
            years = listed([str(one) for one in self.years])
            raise BadInput(Fault(f"Filen har budget för {years}, inte för {year}. Välj ett av åren.", self.file))
        kept = [replace(row, amounts={y: ore for y, ore in row.amounts.items() if y >= year}) for row in self.rows]
        return replace(self, years=[y for y in self.years if y >= year], rows=[row for row in kept if row.amounts])


def read_budget(content: bytes, file: str, sheet: str = "") -> PrintedBudget:
    """Read a budget from an Excel or CSV file. Raises BadInput with every fault: then nothing of it may be used."""
    grids = [grid for grid in read_grids(content, file) if not sheet or plain(grid.sheet) == plain(sheet)]
    if sheet and not grids:
        raise BadInput(Fault(f"Filen har inget blad som heter {sheet}.", file))
    found = [(grid, head) for grid in grids if (head := find_head(grid))]
    if not found:
        what = "Hittar inga år i rubriken. Skriv årtalen över beloppen, som 2025 eller Budget 2025."
        raise BadInput(grids[0].fault(what))
    if len(found) > 1:
        names = listed([grid.sheet for grid, _ in found])
        raise BadInput(Fault(f"Det finns budgettabeller på bladen {names}. Skriv vilket blad som ska läsas.", file))
    return _Table(*found[0]).read()


@dataclass
class _Draft:
    """A row on its way: whether it is a sum may hang on the rows before it."""

    label: str
    group: str  # "" when no heading is open above it
    amounts: dict[int, int]
    is_sum: bool
    place: str
    row: GridRow


@dataclass
class _Table:
    """The table of a sheet being read, row by row."""

    grid: Grid
    head: Head
    faults: list[Fault] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    heading: str = ""
    waiting: str = ""  # a row without amounts that is a heading if lines follow

    def read(self) -> PrintedBudget:
        self._refuse_merged()
        bold = self._bold_tells()
        for place in range(self.head.first, len(self.grid.rows)):
            self._refuse_second_table(place)
            self._read_row(self.grid.rows[place], bold=bold)
        self._skip_waiting()
        self._name_groups()
        rows = [self._finished(position, draft) for position, draft in enumerate(self.drafts)]
        self._refuse_doubled(rows)
        if not self.faults and not any(not row.is_sum for row in rows):
            self.faults.append(self.grid.fault("Tabellen har inga rader med belopp under rubriken."))
        if self.faults:
            raise BadInput(*self.faults)
        return PrintedBudget(
            self.grid.file, self.grid.sheet, sorted(self.head.years.values()), rows,
            self.head.unit, self.head.unread, self.skipped,
        )  # fmt: skip

    # what a table may not have

    def _refuse_merged(self) -> None:
        top, last = self.head.row.number, self.grid.rows[-1].number
        for first, end, left, right, name in self.grid.merged:
            if end >= top and first <= last and self.head.read & set(range(left, right + 1)):
                what = "Cellerna är sammanfogade. Välj Dela upp celler i Excel och skriv ett värde i varje."
                self.faults.append(self.grid.fault(what, f"cellerna {name}"))

    def _refuse_second_table(self, place: int) -> None:
        row = self.grid.rows[place]
        cells = [(row.at(column), year) for column, year in self.head.years.items()]
        if any(isinstance(cell.value, Decimal) and cell.value != year for cell, year in cells):
            return
        years = years_at(self.grid, place)
        repeated = [c for c, year in self.head.years.items() if row.at(c).text == str(year)]
        is_head = any(isinstance(row.at(column).value, str) for column in years) or (
            len(repeated) == len(self.head.years) and (len(repeated) > 1 or not self.head.cell(row, "label").text)
        )
        if is_head:
            first = f"den första börjar på rad {self.head.row.number}"
            what = f"Här börjar en tabell till, {first}. Lägg den på ett eget blad."
            raise BadInput(*self.faults, self.grid.fault(what, f"rad {row.number}"))

    def _refuse_doubled(self, rows: Sequence[PrintedRow]) -> None:
        seen: dict[tuple[str, str], PrintedRow] = {}
        for row in rows:
            before = None if row.is_sum else seen.setdefault((plain(row.group), plain(row.label)), row)
            if before is not None and before is not row:
                what = (
                    f"”{row.label}” står redan i {row.group} ({before.place}). Ge dem olika namn, eller lägg ihop dem."
                )
                self.faults.append(self.grid.fault(what, row.place))

    # a row

    def _read_row(self, row: GridRow, *, bold: bool) -> None:
        label, kind = self._label(row), _TYPES.get(plain(self.head.cell(row, "row_type").text), "")
        amounts = self._amounts(row)
        if "group" in self.head.columns and (group := self.head.cell(row, "group").text):
            self.heading = group
        if not amounts:
            self._without_amounts(label, kind, row)
            return
        adds = any(row.at(c).is_sum for c in self.head.years)
        marked = adds or (bold and row.at(self.head.columns["label"]).is_bold)
        if not label and not (adds or kind == "sum"):
            self.faults.append(
                self.grid.fault("Raden har belopp men inget namn. Skriv vad den är.", f"rad {row.number}")
            )
            return
        summing = kind == "sum" if kind in {"sum", "item"} else marked or is_sum(label) or self._adds_up(amounts)
        self._open_heading(summing=summing)
        label = label or f"Summa {self.heading}".strip()
        self.drafts.append(_Draft(label, self.heading, amounts, summing, self._place(row), row))
        if summing and "group" not in self.head.columns and not plain(label).startswith("delsumma"):
            self.heading = ""

    def _label(self, row: GridRow) -> str:
        cell = self.head.cell(row, "label")
        if cell.fault:
            self.faults.append(self.grid.fault(cell.fault, cell.place))
        return re.sub(r"\s+", " ", cell.text).strip()

    def _amounts(self, row: GridRow) -> dict[int, int]:
        found = {}
        for column, year in self.head.years.items():
            cell = row.at(column)
            if plain(cell.text) in _UNITS:
                continue
            try:
                ore = self._amount(cell)
            except ValueError as error:
                self.faults.append(self.grid.fault(str(error), cell.place))
                continue
            if ore is not None:
                found[year] = ore
        beyond = [cell for cell in row.cells[len(self.head.row.cells) :] if cell.text]
        if beyond and not self.grid.sheet:
            what = "Raden har fler värden än rubriken. Är decimalkommat samma tecken som det mellan kolumnerna?"
            self.faults.append(self.grid.fault(what, f"rad {row.number}"))
        return found

    def _amount(self, cell: GridCell) -> int | None:
        if cell.fault:
            raise ValueError(cell.fault)
        if isinstance(cell.value, Decimal):
            return as_ore(cell.value, self.head.unit)
        return read_amount(cell.text, self.head.unit)

    def _without_amounts(self, label: str, kind: str, row: GridRow) -> None:
        if not label:
            return
        if kind in {"item", "sum"}:
            self.skipped.append(label)
            return
        self._skip_waiting()
        self.waiting = label
        if len(label) > LONGEST_GROUP or is_sum(label):  # a remark, or a sum without an amount
            self._skip_waiting()
        del row

    def _skip_waiting(self) -> None:
        if self.waiting:
            self.skipped.append(self.waiting)
        self.waiting = ""

    def _open_heading(self, *, summing: bool) -> None:
        if self.waiting and summing:
            self._skip_waiting()
        elif self.waiting:
            self.heading, self.waiting = self.waiting, ""

    def _adds_up(self, amounts: Mapping[int, int]) -> bool:
        """Whether a row after the sum of a group, under no heading, says what some of the groups before come to."""
        if self.heading or "row_type" in self.head.columns or not self.drafts or not self.drafts[-1].is_sum:
            return False
        lines = [draft for draft in self.drafts if not draft.is_sum]
        starts = [place for place, line in enumerate(lines) if place == 0 or line.group != lines[place - 1].group]
        return any(
            ore and len(lines[start:]) > 1 and abs(ore) == abs(sum(line.amounts.get(year, 0) for line in lines[start:]))
            for year, ore in amounts.items()
            for start in starts
        )

    def _place(self, row: GridRow) -> str:
        return f"rad {row.number}"

    # groups

    def _bold_tells(self) -> bool:
        """Whether bold can mean a sum: when it is for some of the rows, not for most."""
        rows = [r for r in self.grid.rows[self.head.first :] if any(r.at(c).value is not None for c in self.head.years)]
        return 2 * sum(row.at(self.head.columns["label"]).is_bold for row in rows) <= len(rows)

    def _name_groups(self) -> None:
        """Give lines under no heading one: that of equity, of the sum that follows them, or of their words and sign."""
        follows = ""
        for place in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[place]
            if draft.is_sum:
                follows = _group_of_sum(draft.label)
            elif not draft.group:
                draft.group = EQUITY_GROUP if is_opening_equity(draft.label) else follows
            else:
                follows = ""
        for draft in self.drafts:
            if not draft.group and not draft.is_sum:
                draft.group = self._worded(draft)
        for before, draft in itertools.pairwise(self.drafts):
            if draft.is_sum and not draft.group and plain(_group_of_sum(draft.label)) == plain(before.group) != "":
                draft.group = before.group

    def _worded(self, draft: _Draft) -> str:
        if says_financial(draft.label):
            return FINANCIAL_GROUP
        negative = any(ore < 0 for one in self.drafts for ore in one.amounts.values() if not one.is_sum)
        is_income = says_income(draft.label) or (negative and sum(draft.amounts.values()) > 0)
        return INCOME_GROUP if is_income else COST_GROUP

    def _finished(self, position: int, draft: _Draft) -> PrintedRow:
        row, cell = draft.row, self.head.cell
        text, code = cell(row, "text").text, cell(row, "ledger_object").text
        for words, longest in ((draft.label, LONGEST_LABEL), (draft.group, LONGEST_GROUP), (text, LONGEST_TEXT)):
            if looks_like_identity_number(words):
                what = "Det här ser ut som ett personnummer. Förbundet får inte spara det. Ta bort det ur filen."
                self.faults.append(self.grid.fault(what, draft.place))
            if len(words) > longest:
                self.faults.append(
                    self.grid.fault(f"”{words[:30]} …” är längre än {longest} tecken. Korta det.", draft.place)
                )
        accounts = tuple(re.findall(r"[0-9]{3,10}", cell(row, "accounts").text))
        return PrintedRow(
            position,
            draft.group,
            draft.label,
            draft.amounts,
            draft.is_sum,
            draft.place,
            text,
            code,
            accounts,
            is_typed=bool(cell(row, "row_type").text),
        )


def _group_of_sum(label: str) -> str:
    """Return the heading that a sum gives the lines before it that have none: Insatser of "Summa insatser"."""
    name = summed_name(label)
    if not name or is_closing_equity(label):
        return ""
    found = re.search(re.escape(name), label, re.IGNORECASE)
    words = found.group() if found else name
    return words[:1].upper() + words[1:]


# signs


COSTS = frozenset({"interventions", "administration"})


def costs_are_positive(lines: Iterable[PrintedRow], kinds: Mapping[str, str]) -> bool:
    """Whether the file writes costs without minus: every group of costs comes to more than nothing."""
    sums: dict[str, int] = {}
    for line in lines:
        if kinds.get(line.group) in COSTS:
            sums[line.group] = sums.get(line.group, 0) + sum(line.amounts.values())
    known = [ore for ore in sums.values() if ore]
    return bool(known) and all(ore > 0 for ore in known)


def turned(row: PrintedRow) -> PrintedRow:
    """Return a row with the other sign."""
    return replace(row, amounts={year: -ore for year, ore in row.amounts.items()})
