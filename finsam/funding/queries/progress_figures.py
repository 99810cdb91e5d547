"""The figures a follow-up report opens filled with: an intervention's own, of the report's period, by name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words, open_url, shown_table
from finsam.funding.rules.report_goals import WORDS, Verdict, judged
from finsam.interventions.models import Intervention, InterventionGoal
from finsam.kernel.periods import Period
from finsam.kernel.swedish import NOTHING, listed, months
from finsam.money.rules.months import Month
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

TITLES = {
    "people": "Deltagare",
    "referrers": "Vem som aktualiserat",
    "results": "Resultat",
    "goals": "Mål",
    "answers": "Enkätsvar",
    "money": "Utfall mot budget",
    "cost": "Kostnad per deltagare",
}
MISSING = {
    "people": "Inga deltagare är registrerade för insatsen i perioden. Teamets samordnare registrerar dem.",
    "referrers": "Inga deltagare är registrerade en och en i perioden, så vem som aktualiserat är inte känt. "
    "Teamets samordnare registrerar det.",
    "results": "Inga avslut är registrerade i perioden. Teamets samordnare registrerar resultat när någon slutar.",
    "goals": "Insatsen har inga mål inskrivna. Förbundets kansli skriver in dem från ansökan.",
    "answers": "Inga enkätsvar är redovisade för insatsen. Förbundets kansli redovisar dem när enkäten är gjord.",
    "money": "Inget är budgeterat eller bokfört på insatsen i perioden. Förbundets ekonom läser in huvudboken.",
    "cost": "Kostnad per deltagare kan inte räknas ut än: det kräver bokförd kostnad och registrerade deltagare.",
}
"""What is said where there is no figure: what is missing, and who sees to it."""


@dataclass(frozen=True)
class FilledTable:
    """A figure's table as its reader may see it. `base` says what is counted."""

    figure: str
    shown: ShownTable
    base: str

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept with a version: words only."""
        return {
            "figure": self.figure,
            "caption": self.shown.caption,
            "base": self.base,
            "columns": [{"label": column.label, "kind": column.kind} for column in self.shown.columns],
            "rows": [
                {"cells": [cell.text for cell in row.cells], "kind": row.kind, "remark": row.remark}
                for row in self.shown.rows
            ],
            "footnotes": [*self.shown.footnotes],
        }


@dataclass(frozen=True)
class Filled:
    """What one slot of a report holds: tables, or what is missing. `hidden` explains dashes and hidden counts."""

    slot: str
    tables: Sequence[FilledTable]
    missing: str = ""
    hidden: str = ""

    @property
    def title(self) -> str:
        """What the slot is called."""
        return TITLES[self.slot]


def kept_table(kept: dict[str, Any]) -> FilledTable:
    """Return a table as it was kept with a version."""
    shown = ShownTable(
        caption=kept["caption"],
        columns=[ShownColumn(column["label"], column["kind"]) for column in kept["columns"]],
        rows=[
            ShownRow([ShownCell(text) for text in row["cells"]], row["kind"], row.get("remark", ""))
            for row in kept["rows"]
        ],
        footnotes=kept.get("footnotes", ()),
    )
    return FilledTable(kept["figure"], shown, kept["base"])


@dataclass
class Filler:
    """Fills the slots of a report on an intervention. For the public nothing leads on to the association's pages."""

    book: Book
    intervention: Intervention
    goals: Sequence[InterventionGoal]
    audience: Audience

    def slots(self) -> dict[str, Filled]:
        """Return every slot by name."""
        fill: dict[str, Callable[[], Iterator[FilledTable]]] = {
            "people": self._people, "referrers": self._referrers, "results": self._results, "goals": self._goals,
            "answers": self._answers, "money": self._money, "cost": self._cost,
        }  # fmt: skip
        return {slot: _filled(slot, list(tables())) for slot, tables in fill.items()}

    def _people(self) -> Iterator[FilledTable]:
        yield from self._rows(self.book, "participants.against_target", self.intervention.key)
        yield from self._of_team("participants.sex")
        yield from self._of_team("participants.residence")
        yield from self._rows(self.book, "participants.structural", self.intervention.key)

    def _referrers(self) -> Iterator[FilledTable]:
        yield from self._of_team("participants.referrers")

    def _results(self) -> Iterator[FilledTable]:
        yield from self._rows(self.book, "participants.ended_by_team", self.intervention.key)
        yield from self._of_team("participants.results")

    def _answers(self) -> Iterator[FilledTable]:
        said = self.intervention.title.split()[0].lower()
        groups = [row.key for row in self.book.table("surveys.responses").rows if said in row.label.lower()]
        yield from self._rows(self.book, "surveys.responses", *groups)

    def _money(self) -> Iterator[FilledTable]:
        for book in self._years():
            same = "budget_period" if book.period.end.month == 12 else ""  # of a whole year: its budget once more
            yield from self._rows(book, "money.follow_up_by_intervention", self.intervention.key, without=same)

    def _cost(self) -> Iterator[FilledTable]:
        for book in self._years() if self.intervention.pool else ():
            yield from self._rows(book, "money.cost_per_participant", self.intervention.pool)
        yield from self._rows(self.book, "participants.structural_cost", self.intervention.key)

    def _years(self) -> list[Book]:
        """The books of money: each year from January, since that is how a ledger counts."""
        period = self.book.period
        ends = [min(date(year, 12, 31), period.end) for year in range(period.start.year, period.end.year + 1)]
        return [self.book.of(Month.of(end).period) for end in ends]

    def _of_team(self, name: str) -> Iterator[FilledTable]:
        """A figure told for one intervention at a time."""
        if self.intervention.key in {category.key for category in self.book.keys(figure_named(name))}:
            full_name = f"{name}@{self.intervention.key}"
            yield from self._shown(self.book, full_name, table_for(self.book, full_name, self.audience))

    def _rows(self, book: Book, name: str, *keys: str, without: str = "") -> Iterator[FilledTable]:
        """The intervention's own rows of a figure of all: protected as the whole table is, then cut."""
        table = table_for(book, name, self.audience)
        rows = [row for row in table.rows if row.key in keys and row.kind != "group"]
        cells = {place: cell for place, cell in table.cells.items() if place[0] in keys}
        if rows and any(cell.value is not None for cell in cells.values()):
            columns = [column for column in table.columns if column.key != without]
            yield from self._shown(book, name, replace(table, rows=rows, columns=columns, cells=cells))

    def _shown(self, book: Book, name: str, table: Table) -> Iterator[FilledTable]:
        if table.is_empty:
            return
        inside = self.audience is Audience.ASSOCIATION
        shown = shown_table(book, name, table, linked=inside)
        caption = figure_named(name).title
        if book.period != self.book.period:
            caption = f"{caption}, {months(book.period.start, book.period.end)}"
        yield FilledTable(name, replace(shown, caption=caption, downloads=()), figure_named(name).base)

    def _goals(self) -> Iterator[FilledTable]:
        """The goals with what is measured and what it comes to."""
        if not self.goals:
            return
        columns = [
            ShownColumn("Mål", "words"), ShownColumn("Ska nå", "words"), ShownColumn("Utfall", "number"),
            ShownColumn("Bedömning", "words"),
        ]  # fmt: skip
        rows = [ShownRow([ShownCell(goal.text), *self._measured(goal)]) for goal in self.goals]
        yield FilledTable("goals", ShownTable("Insatsens mål", columns, rows), "målen i ansökan och avtalet")

    def _measured(self, goal: InterventionGoal) -> list[ShownCell]:
        full_name, _, at = goal.figure.partition(":")
        row, _, column = at.partition("/")
        try:
            table = table_for(self.book, full_name, self.audience)
            cell = table.cell(row, column)
        except KeyError:  # no figure, or the period has none for the key
            return [ShownCell(goal.target), ShownCell(NOTHING), ShownCell(WORDS["open"])]
        figure = figure_named(full_name)
        head = next((c for c in table.columns if c.key == column), Category(column, ""))
        unit = head.unit or figure.unit
        value = unit.exact(cell.value) if cell.shown and cell.value is not None else None
        verdict: Verdict = judged(value, goal.at_least)
        url = open_url(self.book.association, cell.address) if self.audience is Audience.ASSOCIATION else ""
        shown = cell_words(figure, head, cell, unit=True)
        said = "För få för att visas" if cell.hidden else WORDS[verdict]
        return [
            ShownCell(goal.target),
            ShownCell(shown, url if cell.shown else "", reason=cell.hidden),
            ShownCell(said),
        ]


def _filled(slot: str, tables: list[FilledTable]) -> Filled:
    if not tables:
        return Filled(slot, (), MISSING[slot])
    texts = [(cell.text, cell.reason) for one in tables for row in one.shown.rows for cell in row.cells[1:]]
    said = []
    if any(text == NOTHING for text, _ in texts):
        said.append("Ett streck betyder att uppgiften saknas eller inte går att räkna ut.")
    if any(reason for _, reason in texts):
        said.append("Små antal visas inte, och inte heller det som skulle avslöja dem, så att ingen kan kännas igen.")
    return Filled(slot, tables, hidden=" ".join(said))


def filled_slots(
    book: Book, intervention: Intervention, goals: Sequence[InterventionGoal], audience: Audience
) -> dict[str, Filled]:
    """Return the figures of an intervention in the book's period by slot, as the audience may see them."""
    return Filler(book, intervention, goals, audience).slots()


def kept_figures(slots: dict[str, Filled], on: date) -> dict[str, Any]:
    """Return the figures as they are kept with a version: as they were shown, and the day."""
    tables = [{"slot": slot, **table.kept()} for slot, filled in slots.items() for table in filled.tables]
    return {"on": str(on), "tables": tables, "missing": {slot: f.missing for slot, f in slots.items() if f.missing}}


def kept_slots(kept: dict[str, Any]) -> dict[str, Filled]:
    """Return the figures of a version by slot, as they were shown."""
    found: dict[str, list[FilledTable]] = {}
    for table in kept.get("tables", ()):
        found.setdefault(table["slot"], []).append(kept_table(table))
    missing = {**MISSING, **kept.get("missing", {})}
    return {slot: _filled(slot, found[slot]) if slot in found else Filled(slot, (), missing[slot]) for slot in TITLES}


def said_span(period_from: date, period_to: date) -> str:
    """Write a report's period: "april–juni 2030", over a turn of the year "november 2029–januari 2030"."""
    if period_from.year == period_to.year:
        return months(period_from, period_to)
    return f"{months(period_from, period_from)}{NOTHING}{months(period_to, period_to)}"


def book_of(intervention: Intervention, period_from: date, period_to: date) -> Book:
    """Return the figures of a report's period."""
    return Book(intervention.association, Period(period_from, period_to))


def all_missing(slots: dict[str, Filled]) -> str:
    """Say in one sentence which figures are missing; "" when none is."""
    missing = [filled.title.lower() for filled in slots.values() if filled.missing]
    return f"Uppgifter saknas om {listed(missing)}." if missing else ""
