"""A version of the budget as a file to work in: Excel with formulas, or CSV. Read in again it says the same."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from finsam.figures.book import Book
from finsam.figures.files import csv_rows, label_cell
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Table
from finsam.kernel.amounts import decimal_kronor
from finsam.money.budget_facts import BUDGET_VERSIONS, version_key
from finsam.money.facts import budget_lines
from finsam.money.figures.plan import OPENING_EQUITY, plan_table
from finsam.money.models import Budget, BudgetLine, GroupKind

GROUP, LINE, SUM = "rubrik", "rad", "summa"
FURTHER = ("Text", "Objekt", "Konton", "Radtyp")


@dataclass(frozen=True)
class OutRow:
    """A row of the file: öre by year, and of a sum, which rows it adds; `before` are rows of the year before."""

    kind: str
    label: str
    group: str
    amounts: Mapping[str, int] = field(default_factory=dict)
    line: BudgetLine | None = None
    text: str = ""
    adds: Sequence[int] = ()  # places of rows
    carries: int | None = None  # the place of the row that it is, a year later


def out_rows(book: Book, budget: Budget) -> tuple[list[str], list[OutRow]]:
    """Return the years and the rows of a version: headings, lines and sums, as its table has them."""
    plan = book.cube(BUDGET_VERSIONS).where(version=version_key(budget.year, budget.version))
    table = plan_table(book, plan)
    years = [column.key for column in table.columns]
    texts = {row["budget_line"]: row["said"] for row in reversed(plan.rows) if row["said"]}
    lines = book.scope.once(budget_lines)
    rows = [*_of_groups(table, years, lines, texts)]
    sums = [place for place, row in enumerate(rows) if row.kind == SUM]
    rows.append(OutRow(SUM, "Resultat", "", _amounts(table, "result", years), adds=sums))
    closing = {
        name: {year: ore for year in years if (ore := _planned(plan, name, year)) is not None}
        for name, line in lines.items()
        if line.group.kind == GroupKind.CLOSING_BALANCE
    }
    return years, [*rows, *_of_balance(table, years, lines, closing, len(rows))]


def _planned(plan: Cube, line: str, year: str) -> int | None:
    cube = plan.where(budget_line=line, year=year)
    return int(cube.cell("amount").value or 0) if cube.rows else None


def _of_groups(
    table: Table, years: Sequence[str], lines: Mapping[str, BudgetLine], texts: Mapping[str, str]
) -> Iterator[OutRow]:
    place, group, adds = 0, "", list[int]()
    for row in table.rows:
        amounts = _amounts(table, row.key, years)
        if row.kind == "group":
            group, adds = row.label, []
            made = OutRow(GROUP, group, group)
        elif row.kind == "item" and row.key in lines and amounts:
            line = lines[row.key]
            made = OutRow(LINE, line.label, group, amounts, line, texts.get(row.key, ""))
            adds.append(place)
        elif row.kind == "sum" and row.key.startswith("sum ") and adds:
            made = OutRow(SUM, row.label, group, amounts, adds=tuple(adds))
        else:
            continue
        yield made
        place += 1


def _of_balance(
    table: Table,
    years: Sequence[str],
    lines: Mapping[str, BudgetLine],
    closing: Mapping[str, Mapping[str, int]],
    at: int,
) -> Iterator[OutRow]:
    """Write what is in hand: equity from what it was, when the version says so, and other balances."""
    kept = {name: amounts for name, amounts in closing.items() if amounts}
    if not kept:
        return
    group = lines[next(iter(kept))].group.label
    yield OutRow(GROUP, group, group)
    for name, amounts in kept.items():
        if lines[name].label == OPENING_EQUITY and ("opening_equity", years[0]) in table.cells:
            opening, given = at + 1, _amounts(table, "opening_equity", years)
            yield OutRow(LINE, OPENING_EQUITY, group, given, lines[name], carries=opening + 1)
            ends = _amounts(table, "closing_equity", years)
            yield OutRow(SUM, "Utgående eget kapital", group, ends, adds=(at - 1, opening))
        else:
            yield OutRow(LINE, lines[name].label, group, amounts, lines[name])


def _amounts(table: Table, row: str, years: Sequence[str]) -> dict[str, int]:
    found = {}
    for year in years:
        cell = table.cells.get((row, year))
        if cell and cell.value is not None:
            found[year] = int(cell.value)
    return found


def _further(row: OutRow) -> list[str]:
    objects = row.line.ledger_object if row.line else ""
    accounts = ", ".join(row.line.accounts) if row.line else ""
    return [label_cell(row.text), objects, accounts, row.kind]


def _heads(years: Sequence[str], first: int) -> list[str]:
    return [f"{'Budget' if int(year) == first else 'Plan'} {year}" for year in years]


def budget_csv(book: Book, budget: Budget) -> bytes:
    """Write a version as CSV: the heading in a column of its own, decimal comma."""
    years, rows = out_rows(book, budget)
    written = [
        [label_cell(row.group), label_cell(row.label), *_written(row, years), *_further(row)]
        for row in rows if row.kind != GROUP
    ]  # fmt: skip
    return csv_rows([["Grupp", "Rad", *_heads(years, budget.year), *FURTHER], *written])


def _written(row: OutRow, years: Sequence[str]) -> list[str]:
    return [decimal_kronor(row.amounts[year]).replace(".", ",") if year in row.amounts else "" for year in years]


# Excel

ABOUT = (
    "Ändra beloppen, texterna och raderna som du vill, spara och läs in filen under Pengar, Budget.",
    "Årtalen i översta raden säger vilket år en kolumn gäller. Lägg till eller ta bort år om det behövs.",
    "Intäkter skrivs som plus och kostnader som minus.",
    "En rad utan belopp är en rubrik. Raderna under hör till den.",
    "Nya rader läggs mellan en rubrik och dess summa. Kopiera Radtyp från raden ovanför.",
    "Summorna räknas av formler. När filen läses in prövas de mot raderna, och raderna gäller.",
    "Text följer med till budgeten. Objekt och konton används för rader som är nya.",
    "Hur beloppen fördelas över månaderna står inte i filen.",
)


def budget_excel(book: Book, budget: Budget) -> bytes:
    """Write a version as a workbook: sums are formulas that carry their values, for programs that only read."""
    years, rows = out_rows(book, budget)
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = f"Budget {budget.year}"
    sheet.append(["Rad", *_heads(years, budget.year), *FURTHER])
    values: dict[str, int] = {}
    for place, row in enumerate(rows):
        sheet.append(
            [label_cell(row.label), *(_cell(row, years, column, place, values) for column in range(len(years)))]
        )
        for offset, word in enumerate(_further(row)):
            sheet.cell(place + 2, len(years) + 2 + offset, word or None)
    _dress(sheet, len(years), rows)
    about: Any = workbook.create_sheet("Så läses den in")
    for line in ABOUT:
        about.append([line])
    about.column_dimensions["A"].width = 100
    out = io.BytesIO()
    workbook.save(out)
    return _with_values(out.getvalue(), values)


def _cell(row: OutRow, years: Sequence[str], column: int, place: int, values: dict[str, int]) -> str | float | None:
    """What stands in a cell; of a formula its value is noted in `values`, öre by the cell's name."""
    year, letter = years[column], get_column_letter(column + 2)
    if year not in row.amounts:
        return None
    if row.adds and (formula := _formula(row.adds, letter)):
        values[f"{letter}{place + 2}"] = row.amounts[year]
        return formula
    if row.carries is not None and column:
        values[f"{letter}{place + 2}"] = row.amounts[year]
        return f"={get_column_letter(column + 1)}{row.carries + 2}"
    ore = row.amounts[year]
    return ore // 100 if ore % 100 == 0 else ore / 100


def _formula(adds: Sequence[int], letter: str) -> str:
    first, last = adds[0], adds[-1]
    if list(adds) == list(range(first, last + 1)) and len(adds) > 1:
        return f"=SUM({letter}{first + 2}:{letter}{last + 2})"
    return f"=SUM({','.join(f'{letter}{place + 2}' for place in adds)})"


def _dress(sheet: Any, years: int, rows: Sequence[OutRow]) -> None:
    """Give the sheet its widths, weights and lines, and let the head stay in sight."""
    sheet.freeze_panes = "B2"
    widths = [44, *[14] * years, 40, 10, 16, 9]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    rule = Side(style="thin")
    for cell in sheet[1]:
        cell.font, cell.border = Font(bold=True), Border(bottom=rule)
        cell.alignment = Alignment(horizontal="right" if 1 < cell.column <= years + 1 else "left")
    for place, row in enumerate(rows):
        for cell in sheet[place + 2]:
            is_number = 1 < cell.column <= years + 1
            cell.font = Font(bold=row.kind != LINE) if cell.column <= years + 1 else Font(color="00666666")
            if is_number:
                cell.number_format = "#,##0" if all(ore % 100 == 0 for ore in row.amounts.values()) else "#,##0.00"
            if row.kind == SUM and cell.column <= years + 1:
                cell.border = Border(top=rule)
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


_FORMULA = re.compile(r'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?')


def _with_values(content: bytes, values: Mapping[str, int]) -> bytes:
    """Write beside every formula of the first sheet what it comes to: openpyxl leaves that to who opens the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            part = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = _FORMULA.sub(
                    lambda found: f"{found[1]}<v>{decimal_kronor(values[found[2]])}</v>", part.decode()
                ).encode()
            made.writestr(name, part)
    return out.getvalue()
