"""The members' contributions: what is asked for, decided, called in and received (R1), and other income apart."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, difference, part, quotient
from finsam.figures.rules.cubes import TOTAL, Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import PERCENT
from finsam.kernel.swedish import capital
from finsam.money.contribution_facts import CONTRIBUTIONS, STAGES, told_shares
from finsam.money.facts import BUDGET, LEDGER, chart_of
from finsam.money.figures.shared import (
    both_years,
    budget_column,
    has_ledger,
    kronor,
    outcome_column,
    year_columns,
)
from finsam.money.models import GroupKind
from finsam.money.rules.contributions import PARTIES, lowest, shares_on

R1 = "5 och 5 a §§ lagen (2003:1210); förbundsordningen; regel R1"
PARTY_SUMS = {"state": "Staten", "region": "Regionerna", "municipality": "Kommunerna"}


@kronor(
    "money.contributions",
    title="Medlemsbidrag",
    definition="Beslutade bidrag per bidragsgivare, och varje bidrags andel av alla.",
    base="beslutade medlemsbidrag",
)
def contributions(book: Book) -> Table:
    """The contributions of the year and the year before, with shares (R1)."""
    sheet = Sheet(year_columns(book), "Bidragsgivare")
    for contributor in book.cube(CONTRIBUTIONS).categories["contributor"]:
        cubes = [b.cube(CONTRIBUTIONS).where(contributor=contributor.key) for b in both_years(book)]
        sheet.row(contributor, [_said(cube, "amount") for cube in cubes])
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
        sheet.row(kind, [_said(cube.where(kind=kind.key), "amount")])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    sheet.share_column(Category("share", "Andel", unit=PERCENT, decimals=2), "amount", TOTAL.key)
    return sheet.table()


def _said(cube: Cube, measure: str) -> Cell:
    """The sum of a measure; does not apply when no row says it."""
    return cube.cell(measure) if any(row[measure] is not None for row in cube.rows) else NOTHING


@kronor(
    "money.contribution_round",
    title="Årets bidrag",
    definition="Vad varje bidragsgivare har begärts på (äskat), fått besked om (tilldelat) och ska betala (beslutat), "
    "vad som är rekvirerat, vad som har kommit in och vad som saknas av det beslutade. Bokfört är det som står på "
    "bidragsgivarens konto i huvudboken. Andelen räknas på det beslutade, annars det tilldelade, annars det äskade. "
    "För en del av ett år räknas det som är rekvirerat och inkommet till och med periodens sista dag.",
    base="medlemsbidrag",
    source=R1,
)
def contribution_round(book: Book) -> Table:
    """Follow each contribution from what is asked for to what has come in, with sums of the parties."""
    cube = book.cube(CONTRIBUTIONS)
    sheet, every = Sheet(list(ROUND_COLUMNS), "Bidragsgivare"), []
    sheet.columns[0] = Category("before", str(book.year - 1))
    for kind, label in PARTY_SUMS.items():
        names = cube.where(kind=kind).kept("contributor")
        for name in names:
            cells = _followed(book, name.key)
            sheet.row(name, [cells.get(column.key, NOTHING) for column in sheet.columns])
        every += [name.key for name in names]
        if len(names) > 1:
            sheet.sum(f"sum {kind}", label, [name.key for name in names])
    sheet.sum(TOTAL.key, "Summa", every, "total")
    _derived(sheet, _column(stage_of(book)))
    return sheet.table()


ROUND_COLUMNS = (
    Category("before", ""),
    Category("requested", "Äskat"),
    Category("announced", "Tilldelat"),
    Category("decided", "Beslutat", current=True),
    Category("change", "Ändring", unit=PERCENT, decimals=1, signed=True),
    Category("share", "Andel", unit=PERCENT, decimals=1),
    Category("called", "Rekvirerat"),
    Category("received", "Inkommet"),
    Category("missing", "Saknas"),
    Category("booked", "Bokfört"),
)


def stage_of(book: Book) -> str:
    """Return how far the year's amounts have come, as the facts' measure: decided, else announced, else requested."""
    rows = book.cube(CONTRIBUTIONS).rows
    return next((stage for stage in reversed(STAGES) if any(row[stage] is not None for row in rows)), "amount")


def _column(stage: str) -> str:
    return "decided" if stage == "amount" else stage


def _followed(book: Book, name: str) -> dict[str, Cell]:
    """A contributor's cells, but for those made of others. Where no calls are kept nothing is known of them."""
    cube = book.cube(CONTRIBUTIONS)
    mine, before = cube.where(contributor=name), book.previous.cube(CONTRIBUTIONS).where(contributor=name)
    calls = any(row["called"] is not None for row in cube.rows)
    booked = book.cube(LEDGER).where(side="income", contributor=name)
    has_account = any(category.key == name for category in booked.categories["contributor"])
    return {
        "before": _said(before, "amount"),
        **{_column(stage): _said(mine, stage) for stage in STAGES},
        **{column: mine.cell(column) for column in ("called", "received") if calls},
        **({"booked": booked.cell("amount", sign=-1)} if has_account and has_ledger(book) else {}),
    }


def _derived(sheet: Sheet, stage: str) -> None:
    """Write the columns that are made of other columns, in every row."""
    whole = sheet.cells[TOTAL.key, stage]
    for row in sheet.rows:
        said, before = sheet.cells[row.key, stage], sheet.cells[row.key, "before"]
        decided, received = sheet.cells[row.key, "decided"], sheet.cells[row.key, "received"]
        sheet.cells[row.key, "share"] = quotient(said, whole)
        if before.value is not None:
            sheet.cells[row.key, "change"] = quotient(difference(said, before), before)
        if received.value is not None:
            sheet.cells[row.key, "missing"] = difference(decided, received)


@kronor(
    "money.contribution_parts",
    title="Parternas bidrag",
    definition="Vad staten, regionen och kommunerna betalar var för sig: det beslutade, annars det tilldelade, annars "
    "det äskade. Den part vars bidrag räcker till den minsta helheten bestämmer vad de andra ska betala efter sina "
    "andelar (ska betala); det som betalas därutöver står som mer än andelen.",
    base="medlemsbidrag",
    source=R1,
)
def contribution_parts(book: Book) -> Table:
    """The three parties' parts beside what their shares say, from the lowest part (R1)."""
    cube, stage = book.cube(CONTRIBUTIONS), stage_of(book)
    calls = any(row["called"] is not None for row in cube.rows)
    sheet = Sheet(list(PARTS_COLUMNS), "Part")
    said = {kind: _said(cube.where(kind=kind), stage) for kind in PARTIES if cube.where(kind=kind).rows}
    due = _due(book, said)
    for kind, cell in said.items():
        party = cube.where(kind=kind)
        called, received = (party.cell(column) if calls else NOTHING for column in ("called", "received"))
        over = difference(cell, due[kind]) if kind in due else NOTHING
        open_, uncalled = (difference(called, received), difference(cell, called)) if calls else (NOTHING, NOTHING)
        label = capital(PARTIES[kind])
        sheet.row(Category(kind, label), [cell, due.get(kind, NOTHING), over, called, received, open_, uncalled])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows], "total")
    return sheet.table()


PARTS_COLUMNS = (
    Category("amount", "Bidrag", current=True),
    Category("due", "Ska betala"),
    Category("over", "Mer än andelen", signed=True),
    Category("called", "Rekvirerat"),
    Category("received", "Inkommet"),
    Category("open", "Ej inkommet"),
    Category("uncalled", "Ej rekvirerat"),
)


def shares_of(book: Book) -> dict[str, Fraction]:
    """Return the parties' shares at the year's beginning. Raises ValueError when they are not one whole."""
    kinds = {row["kind"] for row in book.cube(CONTRIBUTIONS).rows}
    return shares_on(book.scope.once(told_shares), date(book.year, 1, 1), kinds)


def _due(book: Book, said: Mapping[str, Cell]) -> dict[str, Cell]:
    """What each party's share of the smallest whole is; nothing while a part is missing or the shares are wrong."""
    try:
        shares = shares_of(book)
    except ValueError:
        return {}
    parts = {kind: int(cell.value) for kind, cell in said.items() if cell.value is not None and kind in shares}
    if not parts or len(parts) < len(shares):
        return {}
    low = lowest(parts, shares)
    return {kind: part(shares[kind] / shares[low], said[low]) for kind in shares}


@kronor(
    "money.other_income",
    title="Andra intäkter",
    definition="Intäkter som inte är medlemsbidrag: i huvudboken de som inte står på någon bidragsgivares konto, konto "
    "för konto; i budgeten intäktsrader med eget konto eller objekt. Rader utan är medlemsbidragens.",
    base="verksamhetens intäkter utom medlemsbidrag",
)
def other_income(book: Book) -> Table:
    """Income that no member pays, by line of the budget and account (R1: kept apart)."""
    booked = book.cube(LEDGER).where(side="income", contributor="")
    planned = book.cube(BUDGET).where(group_kind=GroupKind.INCOME.value, mapped="yes")
    sheet = Sheet([budget_column(book), outcome_column(book)], "Intäkt")
    members = _member_lines(book)
    lines = [line for line in planned.kept("budget_line") if line.key not in members]
    for line in lines:
        mine = booked.where(budget_line=line.key)
        sheet.row(Category(line.key, line.label), [planned.where(budget_line=line.key).cell("amount"), _income(mine)])
        for account in mine.kept("account"):
            row = Category(f"account {account.key}", f"{account.key} {account.label}", "part")
            sheet.row(row, [NOTHING, _income(mine.where(account=account.key))])
    rest = [row for row in booked.rows if row["budget_line"] not in {line.key for line in lines}]
    for account in booked.kept("account"):
        kept = {row["budget_line"] for row in rest if row["account"] == account.key}
        if kept:
            mine = booked.where(account=account.key, budget_line=kept)
            sheet.row(Category(f"rest {account.key}", f"{account.key} {account.label}"), [NOTHING, _income(mine)])
    sheet.sum(TOTAL.key, "Summa", [row.key for row in sheet.rows if row.kind == "item"], "total")
    return sheet.table()


def _income(cube: Cube) -> Cell:
    return cube.cell("amount", sign=-1)


def _member_lines(book: Book) -> set[str]:
    """The lines of the budget that a contributor's account falls on."""
    chart = book.scope.once(chart_of)
    return {chart.allocation.line("income", account, "") for account in chart.contributors}
