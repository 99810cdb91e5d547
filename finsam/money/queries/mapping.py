"""What every account and object of the ledger belongs to, what nothing points out first; as a page and as a file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.book import Book
from finsam.figures.files import csv_rows, label_cell
from finsam.figures.queries import YEARS_SHOWN
from finsam.figures.registry import fact_years
from finsam.figures.rules.cells import NOTHING as NO_CELL
from finsam.figures.rules.tables import Table
from finsam.figures.rules.units import KRONOR
from finsam.figures.shown import open_url, shown_table
from finsam.kernel.swedish import NOTHING, listed, number
from finsam.money.facts import LEDGER, budget_lines, chart_of
from finsam.money.figures.mapping import objects_of
from finsam.money.models import Account, BudgetLine, GroupKind, LedgerObject
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.rules.allocation import side_of
from finsam.money.rules.statements import BY_LABEL
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

ALONE = "Hör inte till någon"


@dataclass(frozen=True)
class MappingPage:
    """The accounts and the objects, and what no line of the budget points out."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    lead: str
    without_line: ShownTable | None
    accounts: ShownTable | None
    objects: ShownTable | None
    file_url: str
    ledger: Link | None


def mapping_page(book: Book, *, keeps: bool) -> MappingPage:
    """Return the page of a year; `keeps`: whether the reader may change it. Must be called within the association."""
    association = book.association
    without = book.table("money.without_line")
    ledger = next((Link(tab.label, tab.url) for tab in money_tabs(association, "ledger") if tab.current), None)
    return MappingPage(
        title="Konton och objekt",
        state=f"{association.name} · saldon {book.year}",
        crumbs=money_crumbs(association, *([ledger] if ledger else []), Link("Konton och objekt")),
        tabs=money_tabs(association, "ledger"),
        years=_years(book),
        lead=_lead(without),
        without_line=None if without.is_empty else shown_table(book, "money.without_line"),
        accounts=_accounts(book, keeps=keeps),
        objects=_objects(book, keeps=keeps),
        file_url=f"{reverse('ledger-accounts', args=[association.slug])}?som=csv",
        ledger=ledger,
    )


def _years(book: Book) -> list[Link]:
    """The years with a ledger; the chosen one has no address."""
    page = reverse("ledger-accounts", args=[book.association.slug])
    years = book.scope.once(fact_years)[LEDGER.name]
    return [Link(str(year), "" if year == book.year else f"{page}?ar={year}") for year in years[-YEARS_SHOWN:]]


def _lead(without: Table) -> str:
    count = sum(row.kind == "item" for row in without.rows)
    if not count:
        return "Varje bokförd intäkt och kostnad hör till en rad i budgeten."
    words = "ett konto eller objekt" if count == 1 else f"{number(count)} konton och objekt"
    return f"Det finns bokförda belopp på {words} som ingen rad i budgeten pekar ut."


def _accounts(book: Book, *, keeps: bool) -> ShownTable | None:
    accounts = sorted(book.scope.once(chart_of).accounts.values(), key=lambda one: one.number)
    if not accounts:
        return None
    named, sums = lines_naming(book), book.table("money.accounts")
    columns = [
        ShownColumn("Konto", "words"),
        ShownColumn("Rad i resultat- och balansräkningen", "words"),
        ShownColumn("Not", "words"),
        ShownColumn("Rad i budgeten", "words"),
        ShownColumn(f"Saldo {book.year}"),
    ]
    rows = [
        ShownRow(
            [
                ShownCell(str(one), change_url(book.association, "ledger-account", one.number, keeps=keeps)),
                ShownCell(one.statement_line),
                ShownCell(_note(one)),
                ShownCell(listed(named.get(one.number, [])) or _by_object(one)),
                _sum(book, sums, one.number, "closing"),
            ]
        )
        for one in accounts
    ]
    return ShownTable("Konton", columns, rows, unit="kronor, debet positivt", wide=True)


def _by_object(account: Account) -> str:
    return "Objektet avgör" if side_of(BY_LABEL[account.statement_line].key) else ""


def _note(account: Account) -> str:
    return ", ".join(word for word in (account.note and f"Not {account.note}", account.note_item) if word)


def lines_naming(book: Book) -> Mapping[str, list[str]]:
    """Return the lines of the budget that name an account, by its number."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, line in book.scope.once(budget_lines).items():
        for account in line.accounts:
            found[account].append(key)
    return found


def lines_of_objects(book: Book) -> Mapping[str, list[str]]:
    """Return the lines of the budget that an object points out, by its code."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, line in book.scope.once(budget_lines).items():
        if line.ledger_object:
            found[line.ledger_object].append(key)
    return found


def every_object(book: Book) -> dict[str, LedgerObject]:
    """Return the objects that a file has named, and those that are used or pointed out without a name."""
    known = {one.code: one for one in book.scope.once(objects_of)}
    chart, used = book.scope.once(chart_of), book.table("money.objects")
    met = {*known, *chart.owners, *lines_of_objects(book), *(row.key for row in used.rows)}
    return {code: known.get(code) or LedgerObject(association=book.association, code=code) for code in sorted(met)}


def _objects(book: Book, *, keeps: bool) -> ShownTable | None:
    found = every_object(book)
    if not found:
        return None
    chart, sums, lines = book.scope.once(chart_of), book.table("money.objects"), lines_of_objects(book)
    columns = [
        ShownColumn("Objekt", "words"),
        ShownColumn("Insats", "words"),
        ShownColumn("Rad i budgeten", "words"),
        ShownColumn(f"Intäkter {book.year}"),
        ShownColumn(f"Kostnader {book.year}"),
    ]
    rows = []
    for code, one in found.items():
        owner = chart.owners.get(code)
        belongs = listed(lines.get(code, [])) or (ALONE if one.stands_alone else "")
        cells = [
            ShownCell(str(one), change_url(book.association, "ledger-object", code, keeps=keeps)),
            ShownCell(owner.title if owner else ""),
            ShownCell(belongs),
        ]
        rows.append(ShownRow([*cells, *(_sum(book, sums, code, column) for column in ("income", "cost"))]))
    return ShownTable("Objekt", columns, rows, unit="kronor", wide=True)


def _sum(book: Book, table: Table, row: str, column: str) -> ShownCell:
    cell = table.cells.get((row, column), NO_CELL)
    if cell.value is None:
        return ShownCell(NOTHING)
    return ShownCell(KRONOR.bare(cell.value), open_url(book.association, cell.address))


def change_url(association: Association, name: str, key: str, *, keeps: bool = True) -> str:
    """Return where an account or an object is changed; "" to those who may not."""
    return reverse(name, args=[association.slug, key]) if keeps else ""


def object_lines(book: Book, code: str) -> dict[str, BudgetLine]:
    """Return the lines of the budget that an object can point out, by key."""
    lines = outcome_lines(book)
    return {key: line for key, line in lines.items() if not line.accounts and line.ledger_object in {"", code}}


def account_lines(book: Book) -> dict[str, BudgetLine]:
    """Return the lines of the budget that can name accounts, by key."""
    return {key: line for key, line in outcome_lines(book).items() if not line.ledger_object}


def outcome_lines(book: Book) -> dict[str, BudgetLine]:
    """Return the lines of the budget that have an outcome, not a balance, by key."""
    lines = book.scope.once(budget_lines)
    return {key: line for key, line in lines.items() if line.group.kind != GroupKind.CLOSING_BALANCE}


# the file

HEADS = ("Konto", "Kontonamn", "Rad", "Not", "Notpost", "Objekt", "Objektnamn", "Insats", "Budgetrad")


def mapping_file(book: Book) -> bytes:
    """Write the whole mapping as CSV: first every account, then every object."""
    return csv_rows([HEADS, *([label_cell(word) for word in row] for row in _file_rows(book))])


def _file_rows(book: Book) -> Iterator[Sequence[str]]:
    chart, named, pointed = book.scope.once(chart_of), lines_naming(book), lines_of_objects(book)
    for account in sorted(chart.accounts.values(), key=lambda one: one.number):
        about = (account.number, account.name, account.statement_line, account.note, account.note_item)
        yield [*about, "", "", "", ", ".join(named.get(account.number, []))]
    for code, one in every_object(book).items():
        owner = chart.owners.get(code)
        yield ["", "", "", "", "", code, one.name, owner.title if owner else "", ", ".join(pointed.get(code, []))]
