"""The numbers that the ledger, the budget and the contributions can tell."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from itertools import takewhile

from finsam.figures.book import Book
from finsam.figures.registry import Protects, figure
from finsam.figures.rules.cells import NOTHING, Cell, combined, difference, negated, part, quotient, total
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table, number
from finsam.figures.rules.units import KRONOR, KRONOR_PER_PERSON, PARTICIPATIONS, PERCENT
from finsam.money.facts import BUDGET, CONTRIBUTIONS, LEDGER
from finsam.money.models import EquityBase, EquityRule, GroupKind
from finsam.money.rules.statements import (
    ASSET_SECTIONS,
    BY_KEY,
    RESULT_SECTIONS,
    Section,
    StatementLine,
    in_sections,
)

LAW = "Lag (2018:597) om kommunal bokföring och redovisning; huvudboken (SIE)"
COST_GROUPS = {GroupKind.INTERVENTIONS, GroupKind.ADMINISTRATION}
USE_YEARS = 5

kronor = partial(figure, unit=KRONOR, source=LAW)


def _years(book: Book) -> list[Category]:
    return [Category("now", str(book.year), current=True), Category("before", str(book.year - 1))]


def _both(book: Book) -> list[Book]:
    return [book, book.previous]


def has_ledger(book: Book) -> bool:
    """Whether there is anything booked in the period."""
    return bool(book.cube(LEDGER).rows)


def _result_line(book: Book, line: str) -> Cell:
    """A line of the income statement: income positive, costs negative."""
    cube = book.cube(LEDGER)
    return cube.where(line=line).cell("amount", sign=-1) if cube.rows else NOTHING


def _used(book: Book, line: str) -> Cell:
    """A line that nothing has ever been booked on does not apply."""
    return _result_line(book, line) if book.cube(LEDGER).where(line=line).rows else NOTHING


@kronor(
    "money.income_statement",
    title="Resultaträkning",
    definition="Årets intäkter och kostnader efter resultaträkningens rader. Kontot som för årets resultat till "
    "balansräkningen är inte med. Intäkter är positiva, kostnader negativa.",
    base="alla bokförda resultatkonton",
)
def income_statement(book: Book) -> Table:
    """The income statement of the year and the year before (LKBR 5 ch.)."""
    sheet = Sheet(_years(book), "Kronor")

    def line(key: str) -> None:
        sheet.row(Category(key, BY_KEY[key].label, note=_note_of(book, key)), [_used(b, key) for b in _both(book)])

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


def _note_of(book: Book, line: str) -> str:
    """The note that explains a line: when every account of the line that is used belongs to it."""
    notes = {row["note"] for row in book.cube(LEDGER).where(line=line).rows}
    return notes.pop() if len(notes) == 1 else ""


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


def _shown_lines(book: Book, *sections: Section) -> list[StatementLine]:
    optional = {"investments"}
    used = {row["line"] for b in _both(book) for row in b.cube(LEDGER).rows}
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
    for line in lines:
        used = {row["line"] for b in _both(book) for row in b.cube(LEDGER).rows} | {"result_of_year"}
        cells = [_closing(b, line.key) if line.key in used else NOTHING for b in _both(book)]
        sheet.row(Category(line.key, line.label, note=_note_of(book, line.key)), cells)
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
    sheet = Sheet(_years(book), "Kronor")
    both = _both(book)

    def row(key: str, label: str, cells: list[Cell]) -> None:
        sheet.row(Category(key, label), [cell if cell.value else NOTHING for cell in cells])

    sheet.row(
        Category("result", "Årets resultat"),
        [book.table("money.income_statement").cell("result", y) for y in ("now", "before")],
    )
    row(
        "adjustment", "Justering för poster som inte påverkar kassan", [negated(_used(b, "depreciation")) for b in both]
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
        [difference(_change(b, Section.FIXED_ASSETS), negated(_used(b, "depreciation"))) for b in both],
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
    columns = _years(book)
    items = {c.key: c for b in _both(book) for c in b.cube(LEDGER).where(note=key).kept("note_item")}
    ordered = [c for c in book.cube(LEDGER).categories["note_item"] if c.key in items]
    sheet = Sheet(columns, "Kronor")
    for item in ordered:
        cells = []
        for b in _both(book):
            cube = b.cube(LEDGER).where(note=key, note_item=item.key)
            line = cube.rows[0]["line"] if cube.rows else ""
            cost = line in of_result and line != "income"
            sign = 1 if cost or (line and BY_KEY[line].section in ASSET_SECTIONS) else -1
            cells.append(cube.cell("amount", sign=sign) if cube.rows else NOTHING)
        if any(cell.value for cell in cells):
            sheet.row(item, cells)
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()


# budget and outcome


def _budget(book: Book, **where: object) -> Cell:
    cube = book.cube(BUDGET).where(**where)
    return cube.cell("amount") if cube.rows else NOTHING


def _outcome(book: Book, **where: object) -> Cell:
    return book.cube(LEDGER).where(**where).cell("amount", sign=-1) if has_ledger(book) else NOTHING


BUDGET_COLUMN = Category("budget", "Budget")
OUTCOME_COLUMN = Category("outcome", "Utfall", current=True)
DEVIATION_COLUMN = Category("deviation", "Avvikelse", signed=True)


@kronor(
    "money.budget_outcome",
    title="Budget och utfall",
    definition="Budget, utfall och avvikelse per rad. Kostnader är negativa; avvikelsen är utfall minus budget, "
    "så plus är bättre för ekonomin. Utfallet tas från de objekt och konton som raden pekar ut. "
    "Det som ingen rad pekar ut står på en egen rad.",
    base="budgetens rader och alla bokförda intäkter och kostnader",
)
def budget_outcome(book: Book) -> Table:
    """Budget, outcome and deviation for each line of the budget (R7)."""
    sheet = Sheet([BUDGET_COLUMN, OUTCOME_COLUMN], "Kronor")
    cost_rows, other_rows = _groups(sheet, book)
    sheet.sum("result", "Resultat", [*cost_rows, *other_rows], "total")
    sheet.difference_column(DEVIATION_COLUMN, "outcome", "budget")
    return sheet.table()


def _groups(sheet: Sheet, book: Book) -> tuple[list[str], list[str]]:
    """Write every group with its lines and sum; return the rows that are costs and the rows that are not."""
    sides = {GroupKind.INCOME: "income", GroupKind.FINANCIAL: "financial"}
    costs_left = [g for g in book.cube(BUDGET).categories["group"] if g.note in COST_GROUPS]
    cost_rows: list[str] = []
    other_rows: list[str] = []
    for group in book.cube(BUDGET).categories["group"]:
        kind = GroupKind(group.note)
        if kind is GroupKind.CLOSING_BALANCE:
            continue
        last = kind not in COST_GROUPS or group == costs_left[-1]
        rows = _group(sheet, book, group, _unallocated(book, sides.get(kind, "cost")) if last else NOTHING)
        (cost_rows if kind in COST_GROUPS else other_rows).extend(rows)
        if group in costs_left[-1:] and len(costs_left) > 1:
            sheet.sum("costs", "Summa kostnader", cost_rows)
    return cost_rows, other_rows


def _unallocated(book: Book, side: str) -> Cell:
    cell = _outcome(book, side=side, budget_line="")
    return cell if cell.value else NOTHING


def _group(sheet: Sheet, book: Book, group: Category, unallocated: Cell) -> list[str]:
    cube = book.cube(BUDGET)
    keys = [c for c in cube.categories["budget_line"] if c.note == group.key]
    rows = []
    sheet.group(f"group {group.key}", group.label)
    for line in keys:
        cells = [_budget(book, budget_line=line.key), _outcome_of_line(book, line.key)]
        if any(cell.value is not None for cell in cells):
            sheet.row(Category(line.key, line.label), cells)
            rows.append(line.key)
    if unallocated.value:
        sheet.row(Category(f"rest {group.key}", "Utan rad i budgeten"), [NOTHING, unallocated])
        rows.append(f"rest {group.key}")
    if len(rows) > 1:
        sheet.sum(f"sum {group.key}", f"Summa {group.label.lower()}", rows)
    return rows


def _outcome_of_line(book: Book, key: str) -> Cell:
    cube = book.cube(LEDGER)
    return _outcome(book, budget_line=key) if cube.where(budget_line=key).rows else NOTHING


@kronor(
    "money.operating_account",
    title="Driftredovisning",
    definition="Nettokostnad, intäkter och resultat mot budget, med eget kapital och likvida medel vid årets slut.",
    base="alla bokförda intäkter och kostnader",
)
def operating_account(book: Book) -> Table:
    """The operating account against the budget (LKBR 10 ch.)."""
    sheet = Sheet([OUTCOME_COLUMN, BUDGET_COLUMN], "Kronor")
    budget = book.table("money.budget_outcome")
    groups = book.cube(BUDGET).categories["group"]
    by_kind = {kind: [c.key for c in budget.rows if _kind_of(book, c.key, groups) is kind] for kind in GroupKind}
    income_budget = total(budget.cell(key, "budget") for key in by_kind[GroupKind.INCOME])
    cost_budget = total(budget.cell(key, "budget") for kind in COST_GROUPS for key in by_kind[kind])
    statement = book.table("money.income_statement")
    sheet.row(
        Category("net_cost", "Nettokostnad"), [statement.cell("net_cost", "now"), total([income_budget, cost_budget])]
    )
    sheet.row(Category("income", "Bidrag och andra intäkter"), [statement.cell("income", "now"), income_budget])
    sheet.row(Category("result", "Resultat", "sum"), [statement.cell("result", "now"), budget.cell("result", "budget")])
    sheet.row(
        Category("equity", "Utgående eget kapital"),
        [book.cell("money.equity"), _budget(book, budget_line="Utgående eget kapital")],
    )
    sheet.row(Category("cash", "Likvida medel"), [book.cell("money.cash"), _budget(book, budget_line="Likvida medel")])
    sheet.difference_column(DEVIATION_COLUMN, "outcome", "budget")
    before = book.previous
    sheet.columns.append(Category("before", f"Utfall {book.year - 1}"))
    for key, cell in (
        ("net_cost", before.cell("money.income_statement", "net_cost", "now")),
        ("income", before.cell("money.income")),
        ("result", before.cell("money.result")),
        ("equity", before.cell("money.equity")),
        ("cash", before.cell("money.cash")),
    ):
        sheet.cells[key, "before"] = cell
    return sheet.table()


def _kind_of(book: Book, key: str, groups: Sequence[Category]) -> GroupKind | None:
    line = next((c for c in book.cube(BUDGET).categories["budget_line"] if c.key == key), None)
    group = next((g for g in groups if line and g.key == line.note), None)
    return GroupKind(group.note) if group else None


@kronor(
    "money.missions",
    title="Budget och utfall per uppdrag",
    definition="Insatsernas kostnader efter det uppdrag i verksamhetsplanen som raden hör till, som positiva belopp.",
    base="budgetrader med uppdrag",
)
def missions(book: Book) -> Table:
    """Budget and outcome of each mission of the plan, costs positive."""
    cube = book.cube(BUDGET)
    lines = {
        m.key: [c.key for c in cube.categories["budget_line"] if _mission(book, c.key) == m.key]
        for m in cube.categories["mission"]
    }
    table = book.table("money.budget_outcome")
    known = {row.key for row in table.rows}
    sheet = Sheet([BUDGET_COLUMN, OUTCOME_COLUMN], "Kronor")
    for mission in cube.categories["mission"]:
        keys = [key for key in lines[mission.key] if key in known]
        sheet.row(
            mission, [combined((-1, table.cell(key, column)) for key in keys) for column in ("budget", "outcome")]
        )
    return sheet.table()


def _mission(book: Book, key: str) -> str:
    rows = [*book.cube(BUDGET).rows]
    return next((row["mission"] for row in rows if row["budget_line"] == key), _mission_of_unbudgeted(book, key))


def _mission_of_unbudgeted(book: Book, key: str) -> str:
    kinds = {row["cost_kind"] for row in book.cube(LEDGER).where(budget_line=key).rows}
    return {"individual": "1", "structural": "2"}.get(kinds.pop(), "") if len(kinds) == 1 else ""


@kronor(
    "money.cost_split",
    title="Kostnadernas fördelning",
    definition="Verksamhetens kostnader för individinriktade insatser, strukturövergripande och administration. "
    "Andelarna visas med en decimal så att de blir 100 tillsammans.",
    base="verksamhetens kostnader",
)
def cost_split(book: Book) -> Table:
    """Split the costs by what they were for, with shares (R36b)."""
    cube = book.cube(LEDGER).where(side="cost")
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Kostnader för")
    for kind in cube.kept("cost_kind"):
        sheet.row(kind, [cube.where(cost_kind=kind.key).cell("amount")])
    sheet.sum(TOTAL.key, TOTAL.label, [row.key for row in sheet.rows], "total")
    sheet.share_column(Category("share", "Andel", unit=PERCENT, decimals=1), "amount", TOTAL.key)
    return sheet.table()


percentage = partial(figure, unit=PERCENT, decimals=1, source=LAW)


@percentage(
    "money.administration_share",
    title="Administrationens andel",
    definition="Kostnader för kansli, styrelse, revision och annan administration, delat med alla kostnader. "
    "Utan bokförda kostnader räknas andelen på budgeten.",
    base="verksamhetens kostnader",
)
def administration_share(book: Book) -> Table:
    """Administration's share of the costs (R6)."""
    if has_ledger(book):
        split = book.table("money.cost_split")
        booked = {row.key for row in split.rows}
        administration = split.cell("administration", "amount") if "administration" in booked else NOTHING
        return number(quotient(administration, split.cell("total", "amount")))
    costs_budgeted = _budget(book, group_kind=list(COST_GROUPS))
    return number(quotient(_budget(book, group_kind=GroupKind.ADMINISTRATION.value), costs_budgeted))


# contributions and equity


@kronor(
    "money.contributions",
    title="Medlemsbidrag",
    definition="Beslutade bidrag per bidragsgivare, och varje bidrags andel av alla.",
    base="beslutade medlemsbidrag",
)
def contributions(book: Book) -> Table:
    """The contributions of the year and the year before, with shares (R1)."""
    sheet = Sheet(_years(book), "Bidragsgivare")
    for contributor in book.cube(CONTRIBUTIONS).categories["contributor"]:
        cubes = [b.cube(CONTRIBUTIONS).where(contributor=contributor.key) for b in _both(book)]
        sheet.row(contributor, [cube.cell("amount") if cube.rows else NOTHING for cube in cubes])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    sheet.share_column(Category("share", f"Andel {book.year}", unit=PERCENT, decimals=1), "now", TOTAL.key)
    return sheet.table()


@kronor(
    "money.contributions_by_party",
    title="Medlemsbidrag per part",
    definition="Beslutade bidrag från staten, regionen och kommunerna, och partens andel av alla bidrag.",
    base="beslutade medlemsbidrag",
)
def contributions_by_party(book: Book) -> Table:
    """The contributions of the three parties, with shares (R1)."""
    cube = book.cube(CONTRIBUTIONS)
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Part")
    for kind in cube.kept("kind"):
        sheet.row(kind, [cube.where(kind=kind.key).cell("amount")])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    sheet.share_column(Category("share", "Andel", unit=PERCENT, decimals=2), "amount", TOTAL.key)
    return sheet.table()


@percentage(
    "money.equity_of_contributions",
    title="Eget kapital i procent av medlemsbidragen",
    definition="Eget kapital vid årets slut, delat med årets medlemsbidrag.",
    base="årets medlemsbidrag",
)
def equity_of_contributions(book: Book) -> Table:
    """Equity as a percentage of the year's contributions (R5)."""
    return number(quotient(book.cell("money.equity"), book.cell("money.contributions", "total", "now")))


@percentage(
    "money.equity_of_income",
    title="Eget kapital i procent av alla intäkter",
    definition="Eget kapital vid årets slut, delat med årets alla intäkter.",
    base="verksamhetens intäkter",
)
def equity_of_income(book: Book) -> Table:
    """Equity as a percentage of all income (R5)."""
    return number(quotient(book.cell("money.equity"), book.cell("money.income")))


def _equity_rule(book: Book) -> EquityRule | None:
    rules = EquityRule.objects.filter(association=book.association, valid_from__lte=book.period.end)
    return rules.order_by("-valid_from").first()


@kronor(
    "money.equity_ceiling",
    title="Tak för eget kapital",
    definition="Det mesta eget kapital som regeln medger: en procentsats av medlemsbidragen eller av alla intäkter, "
    "enligt den regel som gällde vid periodens slut.",
    base="regelns bas: medlemsbidragen eller alla intäkter",
)
def equity_ceiling(book: Book) -> Table:
    """The most equity the rule in force allows (R5); does not apply without a rule."""
    rule = _equity_rule(book)
    if not rule:
        return number(NOTHING)
    of_contributions = rule.base == EquityBase.CONTRIBUTIONS
    base = book.cell("money.contributions", "total", "now") if of_contributions else book.cell("money.income")
    return number(part(Fraction(rule.ceiling_percent, 100), base))


@kronor(
    "money.balance_requirement",
    title="Balanskravsutredning",
    definition="Årets resultat, rensat från realisationsvinster. Förbundet har inga sådana poster.",
    base="årets resultat",
)
def balance_requirement(book: Book) -> Table:
    """The result to balance (LKBR 11 ch.)."""
    sheet = Sheet(_years(book), "Kronor")
    table = book.table("money.income_statement")
    sheet.row(Category("result", "Årets resultat"), [table.cell("result", "now"), table.cell("result", "before")])
    sheet.row(Category("gains", "Avgår: realisationsvinster"), [])
    sheet.sum("balance_result", "Balanskravsresultat", ["result", "gains"], "total")
    return sheet.table()


@kronor(
    "money.use_of_contributions",
    title="Användning av tilldelade medel",
    definition="Bidrag, andra intäkter, kostnader, resultat och eget kapital de senaste åren, högst fem.",
    base="alla bokförda intäkter och kostnader",
)
def use_of_contributions(book: Book) -> Table:
    """How the contributions were used over at most five years: the table that the region asks for (R15)."""
    books = [book]
    while len(books) < USE_YEARS and has_ledger(books[-1].previous):
        books.append(books[-1].previous)
    books.reverse()
    sheet = Sheet([Category(str(b.year), str(b.year), current=b is book) for b in books], "Kronor")
    paid = [b.cube(LEDGER).where(side="income") for b in books]
    names = {row["contributor"] for cube in paid for row in cube.rows} - {""}
    sheet.row(
        Category("contributions", "Bidrag från medlemmarna"),
        [cube.where(contributor=names).cell("amount", sign=-1) for cube in paid],
    )
    sheet.row(
        Category("other_income", "Andra intäkter"),
        [cube.where(contributor="").cell("amount", sign=-1) for cube in paid],
    )
    kinds = {kind.key: kind for b in books for kind in b.cube(LEDGER).where(side="cost").kept("cost_kind")}
    for kind in (c for c in book.cube(LEDGER).categories["cost_kind"] if c.key in kinds):
        cubes = [b.cube(LEDGER).where(side="cost", cost_kind=kind.key) for b in books]
        sheet.row(kind, [cube.cell("amount", sign=-1) if cube.rows else NOTHING for cube in cubes])
    sheet.row(
        Category("financial", "Finansiella poster"),
        [b.cube(LEDGER).where(side="financial").cell("amount", sign=-1) for b in books],
    )
    sheet.sum("result", "Resultat", [row.key for row in sheet.rows], "total")
    sheet.row(Category("equity", "Eget kapital vid årets slut"), [b.cell("money.equity") for b in books])
    return sheet.table()


# follow the krona


@kronor(
    "money.sources",
    title="Varifrån pengarna kom",
    definition="Årets bokförda intäkter efter bidragsgivare; det som inte är medlemsbidrag efter konto.",
    base="verksamhetens intäkter",
)
def sources(book: Book) -> Table:
    """The year's income by who paid it."""
    cube = book.cube(LEDGER).where(side="income")
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Källa")
    for contributor in cube.kept("contributor"):
        sheet.row(contributor, [cube.where(contributor=contributor.key).cell("amount", sign=-1)])
    for account in cube.where(contributor="").kept("account"):
        sheet.row(account, [cube.where(contributor="", account=account.key).cell("amount", sign=-1)])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()


@kronor(
    "money.uses",
    title="Vad pengarna användes till",
    definition="Årets bokförda kostnader efter budgetens rader, finansiella poster, och det som blev över.",
    base="verksamhetens kostnader, finansiella poster och årets resultat",
)
def uses(book: Book) -> Table:
    """The year's costs by line, and what was left; sums to the income when the year made a surplus."""
    cube = book.cube(LEDGER)
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Till")
    spent = cube.where(side="cost")
    for line in spent.kept("budget_line"):
        sheet.row(line, [spent.where(budget_line=line.key).cell("amount")])
    rest = spent.where(budget_line="")
    if rest.rows:
        sheet.row(Category("rest", "Utan rad i budgeten"), [rest.cell("amount")])
    sheet.row(Category("financial", "Finansnetto"), [cube.where(side="financial").cell("amount")])
    sheet.row(Category("result", "Årets resultat"), [book.cell("money.result")])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()


# cost of the interventions


@kronor(
    "money.cost_by_pool",
    title="Kostnad per kostnadspool",
    definition="Bokförda kostnader på de objekt som poolens insatser har i huvudboken.",
    base="kostnader på poolernas objekt",
)
def cost_by_pool(book: Book) -> Table:
    """The booked cost of each cost pool."""
    cube = book.cube(LEDGER).where(side="cost")
    sheet = Sheet([Category("amount", "Kronor", current=True)], "Pool")
    for pool in cube.kept("pool"):
        mine = cube.where(pool=pool.key)
        objects = sorted({row["ledger_object"] for row in mine.rows})
        sheet.row(pool, [total(mine.where(ledger_object=code).cell("amount") for code in objects)])
    return sheet.table()


@figure(
    "money.cost_per_participant",
    title="Kostnad per deltagare",
    definition="Poolens bokförda kostnad, delad med alla deltagare i poolens insatser, även volymregistrerade.",
    unit=KRONOR_PER_PERSON,
    base="alla deltaganden i poolens insatser",
    source="Huvudboken (SIE) och registreringarna; regel R36b",
    protects=Protects.PEOPLE,
)
def cost_per_participant(book: Book) -> Table:
    """Divide each pool's cost by its heads: 3 518 and 24 431 kr in 2019."""
    costs_, heads = book.table("money.cost_by_pool"), book.table("participants.heads_by_pool")
    columns = [
        Category("cost", "Kostnad", unit=KRONOR),
        Category("heads", "Deltagare", unit=PARTICIPATIONS),
        Category("each", "Per deltagare", current=True),
    ]
    sheet = Sheet(columns, "Insatser")
    known = {row.key for row in heads.rows}
    for pool in (row for row in costs_.rows if row.key in known):
        cost, count = costs_.cell(pool.key, "amount"), heads.cell(pool.key, "count")
        sheet.row(pool, [cost, count, quotient(cost, count)])
    return sheet.table()


# the plan


@kronor(
    "money.budget_plan",
    title="Budget och plan",
    definition="Budgeten för året och planen för de två följande åren, rad för rad, med resultat och eget kapital. "
    "Eget kapital i planen är det ingående, som budgeten eller bokslutet säger, plus årens resultat.",
    base="budgetens rader",
)
def budget_plan(book: Book) -> Table:
    """The budget of the year and the plan for the two that follow (21 § law 2003:1210; R2, R4)."""
    books = [book, *(book.later(years) for years in (1, 2))]
    books = [b for b in books if b.cube(BUDGET).rows]
    sheet = Sheet([Category(str(b.year), str(b.year), current=b is book) for b in books], "Kronor")
    rows: list[str] = []
    for group in book.cube(BUDGET).categories["group"]:
        if group.note == GroupKind.CLOSING_BALANCE:
            continue
        sheet.group(f"group {group.key}", group.label)
        lines = [c for c in book.cube(BUDGET).categories["budget_line"] if c.note == group.key]
        for line in lines:
            sheet.row(Category(line.key, line.label), [_budget(b, budget_line=line.key) for b in books])
        sheet.sum(f"sum {group.key}", f"Summa {group.label.lower()}", [line.key for line in lines])
        rows += [line.key for line in lines]
    sheet.sum("result", "Resultat", rows, "total")
    _planned_equity(sheet, books)
    return sheet.table()


OPENING_EQUITY = "Ingående eget kapital"


def _planned_equity(sheet: Sheet, books: Sequence[Book]) -> None:
    opening = _budget(books[0], budget_line=OPENING_EQUITY) if books else NOTHING
    if opening.value is None and books and has_ledger(books[0].previous):
        opening = books[0].previous.cell("money.equity")
    if opening.value is None:
        return
    sheet.rows += [
        Category("opening_equity", OPENING_EQUITY),
        Category("closing_equity", "Utgående eget kapital", "sum"),
    ]
    for column in sheet.columns:
        closing = total([opening, sheet.cells["result", column.key]])
        sheet.cells["opening_equity", column.key], sheet.cells["closing_equity", column.key] = opening, closing
        opening = closing
