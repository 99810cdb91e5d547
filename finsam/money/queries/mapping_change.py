"""What an account or an object belongs to, in a form; and what a change of it would do, said before it is made."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from finsam.figures.book import Book
from finsam.figures.registry import Scope
from finsam.figures.rules.units import KRONOR
from finsam.interventions.facts import interventions_of
from finsam.kernel.swedish import listed
from finsam.money.facts import Chart, budget_lines, chart_of
from finsam.money.forms.mapping import AccountForm, MappingForm, ObjectForm
from finsam.money.models import Account, Ledger, LedgerObject, Posting
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.queries.mapping import account_lines, object_lines
from finsam.money.rules.statements import BY_KEY
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

TABLES = {
    "line": "Resultat- och balansräkningen",
    "note": "Noterna",
    "budget_line": "Budget och utfall",
    "pool": "Insatserna",
}
"""Where a change of the mapping is seen, by what decides it."""
NOWHERE = "ingen"


@dataclass(frozen=True)
class ChangePage:
    """A change of the mapping: the form, and once it has been filled in what it would do."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    form: MappingForm
    is_shown: bool
    effect: ShownTable | None
    effect_words: str
    act: str
    back_url: str


@dataclass(frozen=True)
class Effect:
    """What a change does to what is booked: öre by year, where it is seen, from and to."""

    moved: Mapping[tuple[int, str, str, str], int]

    @property
    def words(self) -> str:
        """The years touched, in a sentence."""
        years = sorted({year for year, *_ in self.moved})
        if not years:
            return "Inga bokförda belopp flyttas. Ändringen gäller det som bokförs framöver."
        words = listed([str(year) for year in years])
        return f"Talen för {words} ändras. Rapporter och månader som redan är låsta står kvar som de är."

    @property
    def table(self) -> ShownTable | None:
        """What moves, a row for each year and table."""
        if not self.moved:
            return None
        columns = [ShownColumn("År", "words"), ShownColumn("I", "words"), ShownColumn("Från", "words")]
        columns += [ShownColumn("Till", "words"), ShownColumn("Kronor")]
        rows = [
            ShownRow([ShownCell(str(year)), *map(ShownCell, (TABLES[what], before, after, KRONOR.bare(abs(ore), 2)))])
            for (year, what, before, after), ore in sorted(self.moved.items(), reverse=True)
        ]
        return ShownTable("Det här flyttas", columns, rows)


def effect_of(book: Book, postings: QuerySet[Posting], act: Callable[[], object]) -> Effect:
    """Tell what an action does to the postings' places, by doing it and taking it back. Raises what it raises."""
    before = chart_of(book.scope)
    with transaction.atomic():
        act()
        after = chart_of(Scope(book.association, book.period))
        transaction.set_rollback(True)
    own = Ledger.objects.filter(association=book.association, year=OuterRef("year"))
    rows = postings.filter(Q(ledger__year=F("year")) | ~Exists(own)).order_by()
    moved: dict[tuple[int, str, str, str], int] = defaultdict(int)
    for row in rows.values("year", "account_id", "ledger_object", "kind").annotate(amount=Sum("amount_ore")):
        for what, was, becomes in _moves(before, after, {**row}):
            moved[row["year"], what, was, becomes] += row["amount"]
    return Effect({key: ore for key, ore in moved.items() if ore})


def _moves(before: Chart, after: Chart, row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The places where a group of postings would be seen that are not where it is seen now."""
    was, becomes = _places(before, row), _places(after, row)
    for what in TABLES:
        if was[what] != becomes[what]:
            yield what, was[what] or NOWHERE, becomes[what] or NOWHERE


def _places(chart: Chart, row: dict[str, Any]) -> dict[str, str]:
    placed = chart.classified(row)
    owner = chart.owners.get(row["ledger_object"]) if placed["side"] == "cost" else None
    note = f"Not {placed['note']}, {placed['note_item']}" if placed["note"] else ""
    return {
        "line": BY_KEY[placed["line"]].label,
        "note": note,
        "budget_line": placed["budget_line"],
        "pool": owner.title if owner else "",
    }


# accounts


def account_form(book: Book, account: Account, told: Any = None) -> AccountForm:
    """Return the form of an account, filled in with what holds."""
    lines = account_lines(book)
    line = next((str(line.pk) for line in lines.values() if account.number in line.accounts), "")
    about = {name: getattr(account, name) for name in ("name", "statement_line", "note", "note_item")}
    return AccountForm(told, lines=lines, initial={**about, "budget_line": line})


def account_postings(book: Book, account: Account) -> QuerySet[Posting]:
    """Return what is booked on an account."""
    return Posting.objects.filter(association=book.association, account=account)


# objects


def object_named(book: Book, code: str) -> LedgerObject | None:
    """Return an object: as a file has named it, or one that is used or pointed out without a name."""
    association, scope = book.association, book.scope
    found = LedgerObject.objects.filter(association=association, code=code).first()
    if found:
        return found
    pointed_out = {line.ledger_object for line in scope.once(budget_lines).values()} | {*scope.once(chart_of).owners}
    used = Posting.objects.filter(association=association, ledger_object=code)
    return LedgerObject(association=association, code=code) if code in pointed_out or used.exists() else None


def object_form(book: Book, row: LedgerObject, told: Any = None) -> ObjectForm:
    """Return the form of an object, filled in with what holds."""
    lines = object_lines(book, row.code)
    owner = book.scope.once(chart_of).owners.get(row.code)
    initial = {
        "name": row.name,
        "intervention": owner.key if owner else "",
        "budget_lines": [str(line.pk) for line in lines.values() if line.ledger_object == row.code],
    }
    return ObjectForm(told, lines=lines, interventions=book.scope.once(interventions_of), initial=initial)


def object_postings(book: Book, row: LedgerObject) -> QuerySet[Posting]:
    """Return what is booked on an object."""
    return Posting.objects.filter(association=book.association, ledger_object=row.code)


# the page


def change_page(
    book: Book, what: str, name: str, form: MappingForm, effect: Effect | None, back_url: str
) -> ChangePage:
    """Return the page of a change; without `effect` it has not been shown yet what it does."""
    association = book.association
    page = ChangePage(
        title=f"{what} {name}",
        state=association.name,
        crumbs=money_crumbs(association, Link("Konton och objekt", back_url), Link(name)),
        tabs=money_tabs(association, "ledger"),
        form=form,
        is_shown=False,
        effect=None,
        effect_words="",
        act="Visa vad som ändras",
        back_url=back_url,
    )
    if effect is None:
        return page
    return replace(page, is_shown=True, effect=effect.table, effect_words=effect.words, act="Spara ändringen")
