"""The year's contributions in words: the lead with its figures, and the stages they have come through."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Table
from finsam.figures.rules.units import Value
from finsam.figures.shown import cell_words, open_url
from finsam.kernel.swedish import MINUS, day
from finsam.money.figures.contributions import shares_of, stage_of
from finsam.money.models import ContributionRound
from finsam.money.rules.contributions import KRONA, OF_PARTIES, PARTIES, fraction_words
from finsam.ui.parts import Link, Moment

SHORTEST_LINE = 2
ROUND, PARTS = "money.contribution_round", "money.contribution_parts"
BEGINS = {"amount": "Medlemmarna betalar ", "announced": "Preliminärt tilldelat är ", "requested": "Äskat är "}


@dataclass(frozen=True)
class Said:
    """Words around one figure that can be opened."""

    before: str
    text: str
    url: str
    after: str = ""


def lead_of(book: Book, *, is_over: bool) -> list[Said]:
    """Say what the members pay, what has come in, and who pays more than the share; nothing without amounts."""
    table, stage = book.table(ROUND), stage_of(book)
    whole = table.cell("total", "decided" if stage == "amount" else stage)
    if whole.value is None:
        return []
    begins = "Medlemmarna betalade " if is_over and stage == "amount" else BEGINS[stage]
    said = [Said(begins, _kr(book, whole), open_url(book.association, whole.address), _after(book, table))]
    return [*said, *_come_in(book, table), *_over(book, book.table(PARTS))]


def _kr(book: Book, cell: Cell) -> str:
    return cell_words(figure_named(ROUND), book.table(ROUND).columns[0], cell, unit=True)


def _after(book: Book, table: Table) -> str:
    """How the whole compares with the year before."""
    change = table.cell("total", "change").value
    if change is None:
        return f" {book.year}. "
    if change == 0:
        return f" {book.year}, lika mycket som {book.year - 1}. "
    column = next(c for c in table.columns if c.key == "change")
    words = cell_words(figure_named(ROUND), column, table.cell("total", "change"), unit=True).lstrip(f"+{MINUS}")
    return f" {book.year}, {words} {'mer' if change > 0 else 'mindre'} än {book.year - 1}. "


def _come_in(book: Book, table: Table) -> Iterator[Said]:
    received, missing = table.cell("total", "received"), table.cell("total", "missing")
    if received.value is None or missing.value is None:
        return
    if missing.value <= 0:
        yield Said("Allt har kommit in: ", _kr(book, received), open_url(book.association, received.address), ". ")
        return
    ends = " har kommit in och " if received.value else " har kommit in; "
    yield Said("", _kr(book, received), open_url(book.association, received.address), ends)
    yield Said("", _kr(book, missing), open_url(book.association, missing.address), " saknas. ")


def _over(book: Book, parts: Table) -> list[Said]:
    """Say who pays a krona or more over the share: "Efter kommunernas del betalar regionen 1 kr mer än ..."."""
    over = {row.key: parts.cell(row.key, "over") for row in parts.rows if row.key in PARTIES}
    more = {kind: cell for kind, cell in over.items() if cell.value is not None and cell.value >= KRONA}
    if not more:
        return []
    shares = shares_of(book)
    low = next(kind for kind, cell in over.items() if cell.value == 0)
    said = []
    for place, (kind, cell) in enumerate(more.items()):
        before = f"Efter {OF_PARTIES[low]} del betalar " if place == 0 else " och "
        after = f" mer än {fraction_words(shares[kind])}"
        said.append(Said(f"{before}{PARTIES[kind]} ", _kr(book, cell), open_url(book.association, cell.address), after))
    last = said.pop()
    return [*said, Said(last.before, last.text, last.url, f"{last.after}.")]


def moments_of(
    book: Book, row: ContributionRound | None, section: Link, urls: Mapping[str, str], *, is_over: bool
) -> Sequence[Moment]:
    """Return the stages of the year's contributions; `urls` leads whoever keeps the money to where each is written.

    Of a year that is over only what is known; nothing when that is a single stage.
    """
    table = book.table(ROUND)
    total = {column.key: table.cell("total", column.key).value for column in table.columns}
    decided = total["decided"] is not None
    uncalled = book.cell(PARTS, "total", "uncalled").value
    done = {
        "requested": total["requested"] is not None or total["announced"] is not None or decided,
        "announced": total["announced"] is not None or decided,
        "decided": decided,
        "called": decided and uncalled is not None and uncalled <= 0,
        "received": decided and total["missing"] is not None and total["missing"] <= 0,
    }
    words = {
        "requested": _dated("Äskat", row.requested_on if row else None),
        "announced": _dated("Preliminärt tilldelat", row.announced_on if row else None),
        "decided": _dated("Beslutat", row.decided_on if row else None)
        + (f", {section.label}" if section.label else ""),
        "called": "Rekvirerat",
        "received": "Inkommet",
    }
    kept = [stage for stage in words if _belongs(stage, total, is_over=is_over)]
    if len(kept) < SHORTEST_LINE:
        return []
    now = next((stage for stage in kept if not done[stage]), "")
    return [
        Moment(
            "",
            words[stage],
            url=urls.get(stage, "") if stage != "called" or stage == now else "",
            state="now" if stage == now else "past" if done[stage] else "coming",
        )
        for stage in kept
    ]


def _belongs(stage: str, total: Mapping[str, Value | None], *, is_over: bool) -> bool:
    """Whether a stage stands on the line: it is known, or may still come."""
    if stage in {"requested", "announced"}:
        return total[stage] is not None or total["decided"] is None
    return stage == "decided" or total["called"] is not None or not is_over


def _dated(word: str, on: date | None) -> str:
    return f"{word} {day(on)}" if on else word
