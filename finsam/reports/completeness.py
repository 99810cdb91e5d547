"""What is looked at before a report is signed: whether its statements tie and its parts are there (rules R14, R15).

Everything is a warning, but a balance sheet that does not balance: that nobody should sign.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from finsam.figures.book import Book
from finsam.figures.rules.cells import Cell
from finsam.kernel.periods import Period
from finsam.kernel.swedish import SPACE, amount, listed, number
from finsam.money.facts import BUDGET
from finsam.reports.blocks import Composed, Heading
from finsam.reports.models import ReportKind

TOLERANCE_ORE = 100  # 1 krona a sum (R14)
STATEMENTS = ("Resultaträkning", "Balansräkning", "Kassaflödesanalys", "Redovisningsprinciper")
REQUIRED = {
    ReportKind.ANNUAL_REPORT: (
        "Översikt över verksamhetens utveckling",
        "Viktiga förhållanden för resultat och ekonomisk ställning",
        "Händelser av väsentlig betydelse",
        "Förväntad utveckling",
        "Väsentliga personalförhållanden",
        "Styrning och uppföljning",
        "God ekonomisk hushållning och ekonomisk ställning",
        "Balanskravsresultat",
        "Användning av tilldelade medel",
        "Kostnadernas fördelning",
        "Driftredovisning",
        *STATEMENTS,
    ),
    ReportKind.ANNUAL_ACCOUNTS: ("Driftredovisning", "Balanskravsutredning", *STATEMENTS),
    ReportKind.HALF_YEAR_ACCOUNTS: ("Prognos för helåret", "Bedömning av balanskravet", *STATEMENTS),
    ReportKind.ECONOMIC_REPORT: (),
}
"""The headings that the law and its recommendations want (LKBR 4 ch.; RKR R15, R17)."""


@dataclass(frozen=True)
class Looked:
    """One thing that was looked at: what, whether it holds, what was found, and whether it stands in the way."""

    what: str
    holds: bool
    found: str
    blocks: bool = False


def looked_at(composed: Composed, kind: ReportKind) -> list[Looked]:
    """Look at everything, in the order of the statements."""
    book = composed.book
    return [*_ties(book), *_opening(book), _budget(book), _headings(composed, REQUIRED[kind]), _typed(composed)]


def in_the_way(looked: Sequence[Looked]) -> str:
    """Return why the report cannot be signed, or nothing."""
    return " ".join(one.found for one in looked if one.blocks and not one.holds)


def _ties(book: Book) -> Iterator[Looked]:
    sheet, flow = book.table("money.balance_sheet"), book.table("money.cash_flow")
    yield _same(
        "Balansräkningens sidor",
        ("tillgångarna", sheet.cell("assets", "now")),
        ("eget kapital, avsättningar och skulder", sheet.cell("financing", "now")),
        blocks=True,
    )
    yield _same(
        "Kassaflödet mot balansräkningen",
        ("kassan i kassaflödesanalysen", flow.cell("cash_closing", "now")),
        ("kassa och bank i balansräkningen", book.cell("money.cash")),
    )


def _opening(book: Book) -> Iterator[Looked]:
    """What the year began with against what the year before ended with."""
    flow, sheet = book.table("money.cash_flow"), book.table("money.balance_sheet")
    before = book.of(Period.year(book.year - 1)).table("money.balance_sheet")
    result, equity = sheet.cell("result_of_year", "now"), sheet.cell("equity", "now")
    ended = before.cell("equity", "now")
    if ended.value is None:
        yield Looked("Ingående värden", holds=False, found=f"Räkenskaperna för {book.year - 1} finns inte här.")
        return
    began = None if equity.value is None else equity.value - (result.value or 0)
    yield _compared("Eget kapital mot förra året", ("ingående eget kapital", began), (_end_of(book), ended.value))
    cash = book.of(Period.year(book.year - 1)).cell("money.cash")
    yield _same("Kassan mot förra året", ("ingående kassa", flow.cell("cash_opening", "now")), (_end_of(book), cash))


def _end_of(book: Book) -> str:
    return f"det utgående {book.year - 1}"


def _same(what: str, one: tuple[str, Cell], other: tuple[str, Cell], *, blocks: bool = False) -> Looked:
    return _compared(what, (one[0], one[1].value), (other[0], other[1].value), blocks=blocks)


def _compared(what: str, one: tuple[str, object], other: tuple[str, object], *, blocks: bool = False) -> Looked:
    """Tell whether two amounts are one within the tolerance; öre."""
    if one[1] is None or other[1] is None:
        return Looked(what, holds=False, found="Det finns inget bokfört att jämföra.", blocks=blocks)
    ours, theirs = int(one[1]), int(other[1])  # type: ignore[call-overload]
    said = f"{amount(ours)}{SPACE}kr"
    if abs(ours - theirs) <= TOLERANCE_ORE:
        return Looked(what, holds=True, found=f"Stämmer: {said}.")
    gap = f"{amount(abs(ours - theirs))}{SPACE}kr"
    found = f"Skiljer {gap}: {one[0]} {said}, {other[0]} {amount(theirs)}{SPACE}kr."
    return Looked(what, holds=False, found=found[:1] + found[1:], blocks=blocks)


def _budget(book: Book) -> Looked:
    holds = bool(book.cube(BUDGET).rows)
    found = f"Budgeten för {book.year} finns." if holds else f"Det finns ingen beslutad budget för {book.year}."
    return Looked("Budget att jämföra med", holds=holds, found=found)


def _headings(composed: Composed, wanted: Sequence[str]) -> Looked:
    there = {chapter.title.casefold() for chapter in composed.chapters}
    there |= {b.text.casefold() for c in composed.chapters for b in c.blocks if isinstance(b, Heading)}
    missing = [title for title in wanted if title.casefold() not in there]
    if missing:
        return Looked("Rubriker som ska finnas", holds=False, found=f"Saknas: {listed(missing)}.")
    return Looked("Rubriker som ska finnas", holds=True, found=f"Alla {number(len(wanted))} finns.")


def _typed(composed: Composed) -> Looked:
    """Numbers written by hand: each a place where text and table could come to disagree (R36)."""
    if not composed.typed:
        return Looked("Tal skrivna för hand", holds=True, found="Inga. Alla tal kommer från förbundets rader.")
    shown = listed(composed.typed[:5]) + (" och fler" if len(composed.typed) > 5 else "")
    return Looked("Tal skrivna för hand", holds=False, found=f"{shown}. Hämta dem ur raderna eller märk dem med typed.")
