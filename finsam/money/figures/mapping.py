"""What stands on each account and object of the ledger, and what no line of the budget points out."""

from finsam.figures.book import Book
from finsam.figures.registry import Scope
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.money.facts import LEDGER
from finsam.money.figures.shared import kronor
from finsam.money.models import LedgerObject

SIDES = {"cost": "Kostnader", "income": "Intäkter", "financial": "Finansiella poster"}
"""The sides of the result, each an account belongs to one of."""


def objects_of(scope: Scope) -> list[LedgerObject]:
    """Return the objects of the association's ledger."""
    return list(LedgerObject.objects.filter(association=scope.association))


def object_labels(scope: Scope) -> dict[str, str]:
    """Return what each object is called: its code and its name."""
    return {one.code: str(one) for one in scope.once(objects_of)}


@kronor(
    "money.accounts",
    title="Saldon per konto",
    definition="Vad varje konto öppnade med, hur det har ändrats och var det slutar. Debet är positivt, kredit "
    "negativt, som i huvudboken.",
    base="alla bokförda konton",
)
def accounts(book: Book) -> Table:
    """Opening, change and closing of every account used. Debit positive."""
    columns = [Category("opening", "Ingående"), Category("change", "Förändring")]
    sheet, cube = Sheet(columns, "Konto"), book.cube(LEDGER)
    for account in cube.kept("account"):
        its = cube.where(account=account.key)
        label = f"{account.key} {account.label}"
        sheet.row(
            Category(account.key, label),
            [its.where(opening="yes").cell("amount"), its.where(opening="no").cell("amount")],
        )
    sheet.sum_column(Category("closing", "Utgående", current=True))
    return sheet.table()


@kronor(
    "money.objects",
    title="Intäkter och kostnader per objekt",
    definition="Vad som är bokfört på varje objekt i huvudboken. Intäkter är positiva, kostnader negativa.",
    base="bokförda intäkter och kostnader på objekt",
)
def objects(book: Book) -> Table:
    """Income, costs and what is left of every object used."""
    sheet = Sheet([Category("income", "Intäkter"), Category("cost", "Kostnader")], "Objekt")
    cube, labels = book.cube(LEDGER).where(side=set(SIDES)), object_labels(book.scope)
    for code in sorted({row["ledger_object"] for row in cube.rows} - {""}):
        its = cube.where(ledger_object=code)
        income = its.where(side={"income", "financial"}).cell("amount", sign=-1)
        sheet.row(Category(code, labels.get(code, code)), [income, its.where(side="cost").cell("amount", sign=-1)])
    sheet.sum_column(Category("net", "Netto", current=True))
    return sheet.table()


@kronor(
    "money.without_line",
    title="Utan rad i budgeten",
    definition="Bokförda intäkter och kostnader som ingen rad i budgeten pekar ut, efter konto och objekt. "
    "Intäkter är positiva, kostnader negativa.",
    base="bokförda intäkter och kostnader utan rad i budgeten",
)
def without_line(book: Book) -> Table:
    """What no line of the budget points out, by account and object."""
    sheet = Sheet([Category("outcome", "Utfall", current=True)], "Konto och objekt")
    cube, labels = book.cube(LEDGER).where(budget_line=""), object_labels(book.scope)
    for side, heading in SIDES.items():
        of_side = cube.where(side=side)
        rows = sorted({(row["account"], row["account_name"], row["ledger_object"]) for row in of_side.rows})
        if rows:
            sheet.group(side, heading)
        for account, name, code in rows:
            label = f"{name}, objekt {labels.get(code, code)}" if code else name
            cell = of_side.where(account=account, ledger_object=code).cell("amount", sign=-1)
            sheet.row(Category(f"{account} {code}".strip(), label), [cell])
    if sheet.rows:
        sheet.sum("total", "Summa", [row.key for row in sheet.rows if row.kind == "item"], "total")
    return sheet.table()
