"""The statements and their notes (LKBR 5-8 ch.)."""

from collections.abc import Sequence
from itertools import takewhile

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, combined, difference, negated, total
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.kernel.swedish import amount
from finsam.money.facts import LEDGER
from finsam.money.figures.shared import both_years, kronor, note_of, used_line, year_columns
from finsam.money.rules.statements import (
    ASSET_SECTIONS,
    BY_KEY,
    RESULT_SECTIONS,
    Section,
    StatementLine,
    in_sections,
)


@kronor(
    "money.income_statement",
    title="Resultaträkning",
    definition="Årets intäkter och kostnader efter resultaträkningens rader. Kontot som för årets resultat till "
    "balansräkningen är inte med. Intäkter är positiva, kostnader negativa.",
    base="alla bokförda resultatkonton",
)
def income_statement(book: Book) -> Table:
    """The income statement of the year and the year before (LKBR 5 ch.)."""
    sheet = Sheet(year_columns(book), "Kronor")

    def line(key: str) -> None:
        sheet.row(
            Category(key, BY_KEY[key].label, note=note_of(book, key)), [used_line(b, key) for b in both_years(book)]
        )

    for key in ("income", "costs", "depreciation"):
        line(key)
    sheet.sum("net_cost", "Verksamhetens nettokostnad", ["income", "costs", "depreciation"])
    sheet.sum("operating_result", "Verksamhetens resultat", ["net_cost"])
    for key in ("financial_income", "financial_costs"):
        line(key)
    sheet.sum(
        "result_after_financial",
        "Resultat efter finansiella poster",
        ["operating_result", "financial_income", "financial_costs"],
    )
    line("extraordinary")
    sheet.sum("result", "Årets resultat", ["result_after_financial", "extraordinary"], "total")
    return sheet.table()


def _one(book: Book, row: str) -> Table:
    return number(book.cell("money.income_statement", row, "now"))


@kronor(
    "money.income",
    title="Verksamhetens intäkter",
    definition="Verksamhetens intäkter i resultaträkningen.",
    base="intäktskonton",
)
def income(book: Book) -> Table:
    """The year's income."""
    return _one(book, "income")


@kronor(
    "money.costs",
    title="Verksamhetens kostnader",
    definition="Verksamhetens kostnader i resultaträkningen, som positivt belopp.",
    base="kostnadskonton",
)
def costs(book: Book) -> Table:
    """The year's costs, positive."""
    return number(negated(book.cell("money.income_statement", "costs", "now")))


@kronor(
    "money.result", title="Årets resultat", definition="Årets resultat i resultaträkningen.", base="alla resultatkonton"
)
def result(book: Book) -> Table:
    """The year's result."""
    return _one(book, "result")


def _closing(book: Book, line: str) -> Cell:
    """A line of the balance sheet when the period ends: assets positive, equity and debts positive."""
    cube = book.cube(LEDGER)
    if not cube.rows:
        return NOTHING
    sign = 1 if BY_KEY[line].section in ASSET_SECTIONS else -1
    cell = cube.where(line=line).cell("amount", sign=sign)
    return total([cell, _not_closed(cube)]) if line == "result_of_year" and _not_closed(cube).value else cell


def _not_closed(cube: Cube) -> Cell:
    """The part of the result that has not been moved to the balance sheet: all of it until the year is closed."""
    lines = [line.key for line in in_sections(*RESULT_SECTIONS, Section.CLOSING)]
    return cube.where(line=lines).cell("amount", sign=-1)


def _opening(book: Book, line: str) -> Cell:
    cube = book.cube(LEDGER)
    sign = 1 if BY_KEY[line].section in ASSET_SECTIONS else -1
    return cube.where(line=line, opening="yes").cell("amount", sign=sign) if cube.rows else NOTHING


def _used_lines(book: Book) -> set[str]:
    return {row["line"] for b in both_years(book) for row in b.cube(LEDGER).rows}


def _shown_lines(book: Book, *sections: Section) -> list[StatementLine]:
    optional = {"investments"}
    used = _used_lines(book)
    return [line for line in in_sections(*sections) if line.key not in optional or line.key in used]


@kronor(
    "money.balance_sheet",
    title="Balansräkning",
    definition="Tillgångar, eget kapital, avsättningar och skulder vid årets slut.",
    base="alla bokförda balanskonton",
)
def balance_sheet(book: Book) -> Table:
    """The balance sheet when the year ends and a year before (LKBR 6 ch.)."""
    columns = [
        Category("now", str(book.period.end), current=True),
        Category("before", str(book.previous.period.end)),
    ]
    sheet = Sheet(columns, "Kronor")
    sheet.group("assets_heading", "Tillgångar")
    _balance_lines(sheet, book, Section.FIXED_ASSETS)
    current = _balance_lines(sheet, book, Section.CURRENT_ASSETS)
    sheet.sum("current_assets", "Summa omsättningstillgångar", current)
    sheet.sum("assets", "Summa tillgångar", ["fixed_assets", "current_assets"], "total")
    sheet.group("financing_heading", "Eget kapital, avsättningar och skulder")
    sheet.sum("equity", "Summa eget kapital", _balance_lines(sheet, book, Section.EQUITY))
    others = _balance_lines(sheet, book, Section.PROVISIONS, Section.LIABILITIES)
    sheet.sum("financing", "Summa eget kapital, avsättningar och skulder", ["equity", *others], "total")
    return sheet.table()


def _balance_lines(sheet: Sheet, book: Book, *sections: Section) -> list[str]:
    lines = _shown_lines(book, *sections)
    used = _used_lines(book) | {"result_of_year"}
    for line in lines:
        cells = [_closing(b, line.key) if line.key in used else NOTHING for b in both_years(book)]
        sheet.row(Category(line.key, line.label, note=note_of(book, line.key)), cells)
    return [line.key for line in lines]


def _at_end(book: Book, row: str) -> Table:
    return number(book.cell("money.balance_sheet", row, "now"))


@kronor(
    "money.balance_total",
    title="Balansomslutning",
    definition="Summan av tillgångarna vid årets slut.",
    base="tillgångskonton",
)
def balance_total(book: Book) -> Table:
    """Total assets when the year ends."""
    return _at_end(book, "assets")


@kronor(
    "money.equity",
    title="Eget kapital",
    definition="Eget kapital vid årets slut: årets resultat och det som samlats före.",
    base="eget kapital i balansräkningen",
)
def equity(book: Book) -> Table:
    """Equity when the year ends (R4: opening and result)."""
    return _at_end(book, "equity")


@kronor(
    "money.cash", title="Kassa och bank", definition="Likvida medel vid årets slut.", base="konton för kassa och bank"
)
def cash(book: Book) -> Table:
    """Cash when the year ends."""
    return number(_cash(book))


def _cash(book: Book) -> Cell:
    return total(_closing(book, line) for line in ("investments", "cash"))


def _change(book: Book, *sections: Section, without: Sequence[str] = ()) -> Cell:
    """What the lines of the sections brought in cash: assets falling, debts rising."""
    terms: list[tuple[int, Cell]] = []
    for line in in_sections(*sections):
        sign = -1 if line.section in ASSET_SECTIONS else 1
        if line.key not in without:
            terms += [(sign, _closing(book, line.key)), (-sign, _opening(book, line.key))]
    return combined(terms)


@kronor(
    "money.cash_flow",
    title="Kassaflödesanalys",
    definition="Hur likvida medel förändrats: årets resultat, det som inte påverkar kassan, förändringen av fordringar "
    "och skulder, investeringar och finansiering. Summan prövas mot kassans förändring i balansräkningen.",
    base="förändringen av alla balanskonton",
)
def cash_flow(book: Book) -> Table:
    """The cash flow analysis of the year and the year before (LKBR 8 ch.)."""
    sheet = Sheet(year_columns(book), "Kronor")
    both = both_years(book)

    def row(key: str, label: str, cells: list[Cell]) -> None:
        sheet.row(Category(key, label), [cell if cell.value else NOTHING for cell in cells])

    sheet.row(
        Category("result", "Årets resultat"),
        [book.table("money.income_statement").cell("result", y) for y in ("now", "before")],
    )
    row(
        "adjustment",
        "Justering för poster utan kassapåverkan",
        [negated(used_line(b, "depreciation")) for b in both],
    )
    sheet.sum(
        "before_working_capital", "Medel från verksamheten före förändring av rörelsekapital", ["result", "adjustment"]
    )
    row(
        "receivables",
        "Förändring av kortfristiga fordringar",
        [_change(b, Section.CURRENT_ASSETS, without=["cash", "investments"]) for b in both],
    )
    row(
        "liabilities",
        "Förändring av kortfristiga skulder",
        [_change(b, Section.LIABILITIES, without=["long_liabilities"]) for b in both],
    )
    sheet.sum(
        "operating",
        "Kassaflöde från den löpande verksamheten",
        ["before_working_capital", "receivables", "liabilities"],
    )
    row(
        "investing",
        "Kassaflöde från investeringsverksamheten",
        [difference(_change(b, Section.FIXED_ASSETS), negated(used_line(b, "depreciation"))) for b in both],
    )
    row(
        "financing",
        "Kassaflöde från finansieringsverksamheten",
        [_change(b, Section.PROVISIONS, Section.LIABILITIES, without=["short_liabilities"]) for b in both],
    )
    sheet.sum("flow", "Årets kassaflöde", ["operating", "investing", "financing"])
    sheet.row(
        Category("cash_opening", "Likvida medel vid årets början"),
        [total(_opening(b, line) for line in ("investments", "cash")) for b in both],
    )
    sheet.sum("cash_closing", "Likvida medel vid årets slut", ["flow", "cash_opening"], "total")
    for column, its in zip(sheet.columns, both, strict=True):
        gap = difference(_cash(its), sheet.cells["cash_closing", column.key])
        if gap.value:
            sheet.footnotes.append(f"{column.label}: {amount(int(gap.value))} kr av kassans förändring saknar rad här.")
    return sheet.table()


def notes(book: Book) -> list[Category]:
    """The notes that accounts belong to, called by the line they explain or by what their accounts have in common."""
    cube = book.cube(LEDGER)
    return [Category(note.key, f"Not {note.key}. {_note_title(cube, note.key)}") for note in cube.kept("note")]


def _note_title(cube: Cube, note: str) -> str:
    rows = cube.where(note=note).rows
    lines = {row["line"] for row in rows}
    whole = len(lines) == 1 and all(row["note"] == note for row in cube.where(line=lines).rows)
    names = {row["note_item"] for row in rows}
    common = "".join(letters[0] for letters in takewhile(lambda each: len(set(each)) == 1, zip(*names, strict=False)))
    shared = common.partition(",")[0].strip()
    if whole or not shared or len(names) == 1:
        return BY_KEY[min(lines)].label
    return shared


@kronor(
    "money.note",
    title="Not",
    definition="Beloppen bakom en rad i resultat- eller balansräkningen, efter det som kontona är mappade till.",
    base="konton som hör till noten",
    per=notes,
)
def note(book: Book, key: str) -> Table:
    """A note to the statements: its items this year and the year before."""
    of_result = {line.key for line in in_sections(*RESULT_SECTIONS)}
    columns = year_columns(book)
    items = {c.key: c for b in both_years(book) for c in b.cube(LEDGER).where(note=key).kept("note_item")}
    ordered = [c for c in book.cube(LEDGER).categories["note_item"] if c.key in items]
    sheet = Sheet(columns, "Kronor")
    for item in ordered:
        cells = []
        for b in both_years(book):
            cube = b.cube(LEDGER).where(note=key, note_item=item.key)
            line = cube.rows[0]["line"] if cube.rows else ""
            cost = line in of_result and line != "income"
            sign = 1 if cost or (line and BY_KEY[line].section in ASSET_SECTIONS) else -1
            cells.append(cube.cell("amount", sign=sign) if cube.rows else NOTHING)
        if any(cell.value for cell in cells):
            sheet.row(item, cells)
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()
