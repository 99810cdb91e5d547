"""The page that tries a decision on the plan: what is assumed, what comes of it, and what it would pass."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from finsam.figures.book import Book
from finsam.figures.queries import year_links
from finsam.figures.rules.tables import Category, Table
from finsam.figures.rules.units import KRONOR, PERCENT
from finsam.figures.shown import open_url
from finsam.kernel.swedish import NOTHING, SPACE, amount
from finsam.money.equity_facts import equity_rule, said_rule
from finsam.money.facts import BUDGET
from finsam.money.figures.equity_years import contribution_lines, plan_of
from finsam.money.figures.scenarios import YEARS, Scenario, scenario
from finsam.money.figures.shared import COST_GROUPS
from finsam.money.forms.equity import ScenarioForm
from finsam.money.pictures import scenario_picture
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.rules.scenarios import Effect, Passed
from finsam.ui.parts import Fact, Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable


@dataclass(frozen=True)
class ScenarioPage:
    """A decision tried on the plan. `nothing` says why there is nothing to try on."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    form: forms.Form
    year: str
    nothing: str
    warnings: Sequence[str]
    is_within: bool
    room: Sequence[Fact]
    picture: SafeString
    table: ShownTable | None
    assumptions: Sequence[Fact]
    rule: str
    clear_url: str


def scenario_form(book: Book, asked: Mapping[str, Any]) -> ScenarioForm:
    """Return the form as asked in the address; of an address that asks nothing the empty one."""
    categories = book.cube(BUDGET).categories
    kinds = {group.key: group.note for group in categories["group"] if group.note in COST_GROUPS}
    lines = [(line.key, line.label, kinds[line.note]) for line in categories["budget_line"] if line.note in kinds]
    years = sorted({int(year) for row, year in plan_of(book) if row == "result"})[:YEARS]
    is_sent = any(value for name, value in asked.items() if name != "ar")
    return ScenarioForm(asked if is_sent else None, lines=lines, years=years)


def scenario_page(book: Book, form: ScenarioForm) -> ScenarioPage:
    """Return what the form's changes make of the plan. Must be called within the association."""
    association = book.association
    found = scenario(book, form.changes)
    rule = equity_rule(book.scope)
    is_tried = any(effect != Effect() for effect in found.effects.values())
    here = reverse("scenario", args=[association.slug])
    return ScenarioPage(
        title=f"Prova ett beslut {book.year}",
        state="Vad händer med budgeten och planen? Ingenting sparas, och adressen kan delas.",
        crumbs=money_crumbs(
            association, Link("Eget kapital", reverse("equity", args=[association.slug])), Link("Prova")
        ),
        tabs=money_tabs(association, "equity"),
        years=year_links(book, "scenario"),
        form=form,
        year=str(book.year),
        nothing="" if found.years else f"Det finns ingen fastställd budget för {book.year} att prova på.",
        warnings=[*(_warning(one) for one in found.passed), *_deficits(found)],
        is_within=bool(found.years) and not found.passed and rule is not None,
        room=list(_room(found, has_floor=rule is not None and rule.floor_ore is not None)),
        picture=mark_safe(scenario_picture(book, found.tables)),  # noqa: S308  drawn by us, every word escaped
        table=_shown(book, found) if found.years else None,
        assumptions=list(_assumptions(book, found)) if is_tried else [],
        rule=said_rule(rule) if rule else "",
        clear_url=f"{here}?ar={book.year}" if form.is_bound else "",
    )


def _kronor(ore: int) -> str:
    return f"{amount(ore)}{SPACE}kr"


def _warning(one: Passed) -> str:
    where = "över taket" if one.is_ceiling else "under golvet"
    already = ", som i planen redan" if one.already else ""
    return f"{one.year} blir eget kapital {_kronor(int(one.by))} {where}{already}."


def _deficits(found: Scenario) -> Iterator[str]:
    """Say of each year that the assumptions bring from balance to deficit (R3)."""
    for year in found.years:
        before, after = (found.cell(year, "result", column).value or 0 for column in ("plan", "after"))
        if after < 0 <= before:
            yield f"{year} blir resultatet {_kronor(int(after))}. Budgeten behöver då säga varför."


def _room(found: Scenario, *, has_floor: bool) -> Iterator[Fact]:
    """Say what could be granted, once, in each year that is not over."""
    limit = "golvet" if has_floor else "noll"
    for year, ore in found.grantable.items():
        words = (
            f"Högst {_kronor(ore)} till, utan att gå under {limit}" if ore else f"Inget mer, utan att gå under {limit}"
        )
        yield Fact(str(year), words)


def _assumptions(book: Book, found: Scenario) -> Iterator[Fact]:
    """Say what is assumed of each year."""
    for year, effect in found.effects.items():
        said = [(effect.income, "intäkter"), (effect.costs, "kostnader")]
        words = [f"{amount(ore, signed=True)}{SPACE}kr {what}" for ore, what in said if ore]
        yield Fact(str(year), ", ".join(words) or "som planen")
    yield Fact("Bidragen i budgeten", ", ".join(contribution_lines(book)) or NOTHING)


def _shown(book: Book, found: Scenario) -> ShownTable:
    """Write the years under one another, each with today's plan, the assumption, and the difference."""
    first = next(iter(found.tables.values()))
    rows: list[ShownRow] = []
    for year, table in found.tables.items():
        rows.append(ShownRow([ShownCell(str(year))], "group"))
        rows += [_row(book, table, row) for row in table.rows if table.cell(row.key, "after").value is not None]
    columns = [ShownColumn("Vid årets slut", "words")]
    columns += [ShownColumn(column.label, current=column.current) for column in first.columns]
    return ShownTable(f"Planen och antagandet {book.year}", columns, rows)


def _row(book: Book, table: Table, row: Category) -> ShownRow:
    unit = row.unit or KRONOR
    label = f"{row.label}, %" if unit is PERCENT else row.label
    cells = [ShownCell(label)]
    for column in table.columns:
        cell = table.cell(row.key, column.key)
        text = NOTHING if cell.value is None else unit.bare(cell.value, row.decimals, signed=column.signed)
        worse = row.key == "room" and column.key != "difference" and (cell.value or 0) < 0
        cells.append(ShownCell(text, open_url(book.association, cell.address), "worse" if worse else ""))
    return ShownRow(cells, "sum" if row.kind == "sum" else "item")
