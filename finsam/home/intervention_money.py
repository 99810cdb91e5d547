"""The money of an intervention: outcome against budget, and whom it shares its cost with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.safestring import SafeString

from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.rules.tables import Table
from finsam.figures.shown import open_url, shown_table
from finsam.home.intervention_words import Said, drawn, figure, items, known
from finsam.interventions.models import Intervention
from finsam.kernel.amounts import round_half_up
from finsam.kernel.swedish import amount, number
from finsam.money.queries.voucher_filter import Asked
from finsam.ui.charts import Caption, Gauge
from finsam.ui.charts.gauge import gauge
from finsam.ui.parts import Link
from finsam.ui.tables import ShownTable

MILLION = 100_000_000


@dataclass(frozen=True)
class MoneyPart:
    """The answer in a sentence, its picture, what has to be read with it, and the table behind."""

    said: Sequence[Said]
    art: SafeString | str
    links: Sequence[Link]
    together: Sequence[Said]
    others: str
    each: Sequence[Said]
    table: ShownTable | None
    nothing: str = ""
    lacks_objects: bool = False


def money_part(book: Book, row: Intervention, permissions: frozenset[Permission]) -> MoneyPart:
    """Tell what an intervention has cost against its budget, and what is left."""
    name = f"interventions.money@{row.key}"
    table = known(book, name)
    if table is None or table.is_empty:
        return MoneyPart([], "", [], [], "", [], None, _missing(book, row), not row.ledger_objects)
    return MoneyPart(
        said=list(_said(book, name, row.key, table)),
        art=_art(book, row, table),
        links=_links(book, row, permissions),
        together=list(_together(book, name, table)),
        others=_others(row, table),
        each=list(_each(book, row)),
        table=_in_amber(shown_table(book, name)),
    )


def _in_amber(shown: ShownTable) -> ShownTable:
    """Mark what is over budget."""
    rows = [
        replace(row, cells=[replace(cell, tone="worse" if cell.text.startswith("−") else "") for cell in row.cells])
        for row in shown.rows
    ]
    return replace(shown, rows=rows)


def _missing(book: Book, row: Intervention) -> str:
    if not row.ledger_objects:
        return "Insatsen har inget objekt i huvudboken, så kostnaden kan inte skiljas ut."
    return f"Varken budget eller bokförda kostnader finns för {book.year}."


def _said(book: Book, name: str, key: str, table: Table) -> Iterator[Said]:
    budget, outcome = table.cell(key, "budget"), table.cell(key, "outcome")
    if outcome.value is None:
        yield from (Said("Inget är bokfört än. Budgeten är "), figure(book, name, key, "budget"), Said("."))
        return
    yield figure(book, name, key, "outcome")
    if budget.value is None or not budget.value:
        yield Said(" är bokfört. Insatsen har ingen egen rad i budgeten.")
        return
    yield from (Said(" av "), figure(book, name, key, "budget"), Said(", "))
    share = figure(book, name, key, "share")
    yield from (Said(share.text.replace("%", "procent"), share.url), Said(" av budgeten."))


def _art(book: Book, row: Intervention, table: Table) -> SafeString | str:
    budget, outcome, left = (table.cell(row.key, column).value for column in ("budget", "outcome", "left"))
    if not budget or budget < 0 or outcome is None or outcome < 0 or left is None:
        return ""
    rest = f"{amount(abs(int(left)))} kr {'kvar' if left >= 0 else 'över'}"
    shown = Gauge(
        int(outcome),
        _millions(outcome),
        frame=int(budget),
        frame_written=_millions(budget),
        left=rest,
        href=open_url(book.association, table.cell(row.key, "left").address),
    )
    caption = Caption(f"pengar-{row.key}", "Utfall mot budget", f"{_millions(outcome)} av {_millions(budget)}, {rest}")
    return drawn(lambda theme: gauge(shown, caption, theme=theme))


def _millions(ore: int | Fraction) -> str:
    if -MILLION < ore < MILLION:
        return f"{number(round_half_up(Fraction(ore, MILLION) * 1000, 0))} tkr"
    return f"{number(round_half_up(Fraction(ore, MILLION), 2))} mkr"


def _links(book: Book, row: Intervention, permissions: frozenset[Permission]) -> list[Link]:
    if Permission.OPEN_LEDGER not in permissions:
        return []
    return [Link("Verifikationer", Asked(year=str(book.year), intervention=row.key).url(book.association))]


def _others(row: Intervention, table: Table) -> str:
    return " och ".join(one.label for one in items(table) if one.key != row.key)


def _together(book: Book, name: str, table: Table) -> Iterator[Said]:
    """Say what the others of the pool have cost, and what all of it is against the budget."""
    others = [one for one in list(items(table))[1:] if table.cell(one.key, "outcome").value is not None]
    for one in others:
        yield from (figure(book, name, one.key, "outcome"), Said(f" bokfördes på {one.label}"))
        yield Said(". " if table.cell(one.key, "budget").value else ", som saknar egen budget. ")
    if not others or table.cell("total", "outcome").value is None:
        return
    yield from (Said("Tillsammans "), figure(book, name, "total", "outcome"))
    left = table.cell("total", "left").value
    if left is None:
        yield Said(".")
        return
    words = figure(book, name, "total", "left")
    yield from (Said(", "), Said(words.text.lstrip("−"), words.url), Said(" kvar." if left >= 0 else " över."))


def _each(book: Book, row: Intervention) -> Iterator[Said]:
    """Write the cost per participant with the division written out."""
    for name, key, columns in (
        ("money.cost_per_participant", row.pool, ("cost", "heads", "each")),
        ("participants.structural_cost", row.key, ("total_cost", "count", "per_head")),
    ):
        table = known(book, name)
        if not key or table is None or (key, columns[2]) not in table.cells:
            continue
        if not table.cell(key, columns[2]).shown:
            continue
        cost, heads, each = (figure(book, name, key, column) for column in columns)
        yield from (each, Said(": "), cost, Said(" ÷ "), heads, Said("."))
        return
