"""A version of the budget, decided or not: its table, and what it is weighed by before it is decided (R2-R6)."""

from functools import partial

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, difference, quotient, total
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import PERCENT
from finsam.kernel.swedish import MONTHS, amount
from finsam.money.budget_facts import BUDGET_VERSIONS, version_keys
from finsam.money.contribution_facts import CONTRIBUTIONS, contributors_of
from finsam.money.equity_facts import equity_rule, said_rule
from finsam.money.facts import BUDGET, PLAN, budget_lines
from finsam.money.figures.equity import ceiling_of
from finsam.money.figures.plan import last_month, plan_table
from finsam.money.figures.shared import COST_GROUPS, has_ledger, kronor
from finsam.money.models import EquityBase, GroupKind

LAW = "21 och 23 §§ lagen (2003:1210) om finansiell samordning"


def _keys(book: Book) -> list[Category]:
    return version_keys(book.scope)


of_version = partial(kronor, source=LAW, per=_keys)


def _version(book: Book, key: str) -> Cube:
    return book.cube(BUDGET_VERSIONS).where(version=key)


@of_version(
    "money.budget_version",
    title="Budget",
    definition="En version av årets budget med plan för de två följande åren, fastställd eller inte, rad för rad, med "
    "beslutade ändringar, resultat och eget kapital. Intäkter är positiva, kostnader negativa.",
    base="versionens rader",
)
def budget_version(book: Book, key: str) -> Table:
    """A version of the year's budget, laid out as the one in force is."""
    return plan_table(book, _version(book, key))


@of_version(
    "money.budget_comparison",
    title="Budget bredvid året före",
    definition="En version av årets budget med plan, rad för rad, bredvid budget och utfall för året före. "
    "Utfallet är det som är bokfört.",
    base="versionens rader; budgeten och huvudboken för året före",
)
def budget_comparison(book: Book, key: str) -> Table:
    """A version beside the budget and the outcome of the year before."""
    before, plan = book.later(-1), _version(book, key)
    earlier = before.table("money.budget_outcome")
    used = {row.key for row in earlier.rows if any(_has(earlier, row.key, c) for c in ("budget", "outcome"))}
    table = plan_table(book, plan, also=used)
    budgeted = bool(before.cube(BUDGET).rows)
    sheet = Sheet([], table.row_title, list(table.rows), dict(table.cells))
    for wanted, column, label in (
        (budgeted, "budget", f"Budget {before.year}"),
        (has_ledger(before), "outcome", f"Utfall {before.year}"),
    ):
        if wanted:
            sheet.columns.append(Category(f"before_{column}", label))
            _beside(sheet, before, earlier, column)
    sheet.columns += table.columns
    sheet.footnotes += _footnotes(before, earlier)
    return sheet.table()


def _has(table: Table, row: str, column: str) -> bool:
    cell = table.cells.get((row, column))
    return cell is not None and cell.value is not None


def _beside(sheet: Sheet, before: Book, earlier: Table, column: str) -> None:
    """Write what the year before says of every row. A sum it does not have is made of the rows above."""
    above: list[str] = []
    for row in sheet.rows:
        if row.kind == "group":
            above = []
            continue
        cell = earlier.cells.get((row.key, column))
        if cell is None and row.kind == "sum":
            cell = total(sheet.cells[key, f"before_{column}"] for key in above)
        sheet.cells[row.key, f"before_{column}"] = cell or NOTHING
        above.append(row.key)
    for key in ("opening_equity", "closing_equity"):
        if any(row.key == key for row in sheet.rows):
            sheet.cells[key, f"before_{column}"] = _equity_before(before, key, column)


def _equity_before(before: Book, key: str, column: str) -> Cell:
    if column == "budget":
        return before.table("money.budget_plan").cells.get((key, str(before.year)), NOTHING)
    whole = key == "closing_equity" and last_month(before) == len(MONTHS)
    return before.cell("money.equity") if whole else NOTHING


def _footnotes(before: Book, earlier: Table) -> list[str]:
    month = last_month(before)
    partly = [f"Utfallet {before.year} är bokfört till och med {MONTHS[month - 1]}."] if 0 < month < len(MONTHS) else []
    rests = [f"{row.label.lower()} {amount(int(earlier.cell(row.key, 'outcome').value or 0))}"
             for row in earlier.rows if row.key.startswith("rest ")]  # fmt: skip
    return [*partly, *([f"I resultatet {before.year} finns också {', '.join(rests)} kronor."] if rests else [])]


@partial(of_version, unit=PERCENT, decimals=1)(
    "money.budget_share",
    title="Administrationens andel i budgeten",
    definition="Budgeterade kostnader för kansli, styrelse, revision och annan administration, delat med alla "
    "budgeterade kostnader.",
    base="versionens kostnader",
)
def budget_share(book: Book, key: str) -> Table:
    """Administration's share of the costs of a version, year by year (R6)."""
    plan = _version(book, key)
    sheet = Sheet(_years(book, plan), "Andel")
    kinds = [str(kind) for kind in COST_GROUPS]
    sheet.row(
        Category("administration", "Administrationens andel"),
        [
            quotient(
                _given(plan, year.key, group_kind=GroupKind.ADMINISTRATION.value),
                _given(plan, year.key, group_kind=kinds),
            )
            for year in sheet.columns
        ],
    )
    return sheet.table()


def _years(book: Book, plan: Cube) -> list[Category]:
    years = [year for year in plan.kept("year") if int(year.key) >= book.year]
    return [Category(y.key, y.label, current=y.key == str(book.year)) for y in years]


def _given(plan: Cube, year: str, **where: object) -> Cell:
    cube = plan.where(year=year, **where)
    return cube.cell("amount") if cube.rows else NOTHING


@of_version(
    "money.budget_equity",
    title="Eget kapital i budgeten",
    definition="Eget kapital vid slutet av varje år enligt en version av budgeten, och det mesta som regeln medger. "
    "Taket räknas på årets beslutade bidrag, eller innan de är beslutade på budgetens intäkter.",
    base="versionens rader och regeln för eget kapital",
)
def budget_equity(book: Book, key: str) -> Table:
    """Equity by the end of each year of a version, and the most that the rule allows (R4, R5)."""
    plan, version = _version(book, key), book.table(f"money.budget_version@{key}")
    sheet = Sheet(_years(book, plan), "Kronor")
    closing = [version.cells.get(("closing_equity", year.key), NOTHING) for year in sheet.columns]
    sheet.row(Category("closing_equity", "Utgående eget kapital"), closing)
    books = [book.later(int(year.key) - book.year) for year in sheet.columns]
    rule = equity_rule(book.scope)
    if rule:
        sheet.row(Category("ceiling", "Tak"), [_ceiling(of_year, plan) for of_year in books])
        pairs = [(sheet.cells["ceiling", y.key], sheet.cells["closing_equity", y.key]) for y in sheet.columns]
        sheet.row(
            Category("room", "Kvar till taket"),
            [difference(most, cell) if cell.value is not None else NOTHING for most, cell in pairs],
        )
        if rule.floor_ore is not None:
            sheet.row(Category("floor", "Golv"), [of_year.cell("money.equity_floor") for of_year in books])
        sheet.footnotes += [said_rule(rule)]
    return sheet.table()


def _ceiling(of_year: Book, plan: Cube) -> Cell:
    """What the rule in force by the end of a year allows."""
    rule = equity_rule(of_year.scope)
    if rule is None:
        return NOTHING
    income = _given(plan, str(of_year.year), group_kind=GroupKind.INCOME.value)
    decided = _decided(of_year) if rule.base == EquityBase.CONTRIBUTIONS else NOTHING
    return ceiling_of(rule, income if decided.value is None else decided)


def _decided(book: Book) -> Cell:
    """The contributions that are decided for a year; does not apply before they are."""
    return book.cell("money.contributions", "total", "now") if book.cube(CONTRIBUTIONS).rows else NOTHING


@of_version(
    "money.budget_contributions",
    title="Bidragen i budgeten",
    definition="Bidragen i en version av årets budget mot de beslutade. Bidragen är de intäktsrader som pekar ut en "
    "bidragsgivares konto. Pekar ingen rad ut något sådant räknas budgetens alla intäkter.",
    base="versionens intäkter och beslutade medlemsbidrag",
)
def budget_contributions(book: Book, key: str) -> Table:
    """The contributions of a version against those that are decided (R1)."""
    plan, year = _version(book, key), str(book.year)
    accounts = {row.ledger_account for row in book.scope.once(contributors_of)} - {""}
    lines = {name for name, line in book.scope.once(budget_lines).items() if accounts & set(line.accounts)}
    which = {"budget_line": lines} if lines else {"group_kind": GroupKind.INCOME.value}
    sheet = Sheet([Category(year, year, current=True)], "Kronor")
    sheet.row(Category("budgeted", "Bidrag i budgeten"), [_given(plan, year, **which)])
    sheet.row(Category("decided", "Beslutade bidrag"), [_decided(book)])
    cells = sheet.cells["budgeted", year], sheet.cells["decided", year]
    unknown = any(cell.value is None for cell in cells)
    sheet.row(Category("difference", "Skillnad", "sum"), [NOTHING if unknown else difference(*cells)])
    return sheet.table()


@kronor(
    "money.budget_changes",
    title="Beslutade ändringar i budgeten",
    definition="Den budget som gäller för året, rad för rad: som den fastställdes, vad beslut om omdisponering har "
    "flyttat, och vad som gäller nu.",
    base="budgetens rader",
)
def budget_changes(book: Book) -> Table:
    """Original, transfers and what holds, for each line of the budget in force (R14)."""
    cube = book.cube(PLAN).where(year=str(book.year))
    sheet = Sheet([Category("original", "Fastställd")], "Kronor")
    columns = {"original": {"part": "decided"}, "transfers": {"part": "transfer"}, "in_force": {}}
    sheet.columns = [
        Category("original", "Fastställd"),
        Category("transfers", "Omdisponerat", signed=True),
        Category("in_force", "Gäller nu", current=True),
    ]
    for line in cube.kept("budget_line"):
        parts = [cube.where(budget_line=line.key, **where) for where in columns.values()]
        sheet.row(line, [one.cell("amount") if one.rows else NOTHING for one in parts])
    return sheet.table()
