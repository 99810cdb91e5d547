"""The charts a report can name: each drawn from figures' tables, for the screen or the printed page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from finsam.figures.book import Book
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import open_url
from finsam.kernel.amounts import kronor
from finsam.kernel.swedish import amount, number, percent
from finsam.money.pictures import cash_drawing, equity_drawing, pace_drawing
from finsam.ui.charts import (
    PRINT,
    BalanceDay,
    Band,
    Bar,
    Caption,
    Contribution,
    Hub,
    Part,
    Side,
    Stack,
    Stage,
    Stop,
    Theme,
    balance,
    bars,
    both,
    cover,
    share,
    shares,
    stages,
    stream,
)

Draw = Callable[[Theme], str]


@dataclass(frozen=True)
class NamedChart:
    """A chart by name: its title, the figures it is drawn from, and the drawing. None when there is nothing to draw."""

    name: str
    title: str
    figures: Sequence[str]
    draw: Callable[[Book, Caption], Draw | None]
    wide: bool = False


@dataclass(frozen=True)
class DrawnChart:
    """A chart for a book: what it says in words, and the drawing for a surface."""

    name: str
    title: str
    description: str
    figures: Sequence[str]
    drawing: Draw
    wide: bool

    def on_screen(self, width: int = 0) -> str:
        """Return the SVG for wide and narrow screens; `width` (px) fits the wide one to its place."""
        return both(lambda theme: self.drawing(theme.sized(width) if width and not theme.narrow else theme))

    def printed(self) -> str:
        """Return the SVG for paper."""
        return self.drawing(PRINT)


CHARTS: dict[str, NamedChart] = {}


def _chart(
    name: str, title: str, *figures: str, wide: bool = False
) -> Callable[[Callable[[Book, Caption], Draw | None]], None]:
    def register(draw: Callable[[Book, Caption], Draw | None]) -> None:
        CHARTS[name] = NamedChart(name, title, figures, draw, wide)

    return register


def named(name: str) -> NamedChart:
    """Return a chart. Raises KeyError with a Swedish sentence when there is none of the name."""
    if name not in CHARTS:
        msg = f"Det finns inget diagram som heter {name}. De som finns är {', '.join(sorted(CHARTS))}."
        raise KeyError(msg)
    return CHARTS[name]


def drawn(book: Book, name: str) -> DrawnChart | None:
    """Return a chart for the book, or None when it has nothing to show. Raises KeyError on an unknown name."""
    chart = named(name)
    description = f"{chart.title} {book.year}. {_told(book, chart.figures[0])}"
    drawing = chart.draw(book, Caption(f"{name}-{book.year}", f"{chart.title} {book.year}", description))
    return DrawnChart(name, chart.title, description, chart.figures, drawing, chart.wide) if drawing else None


def _told(book: Book, full_name: str) -> str:
    """Say in words what a table says: for those who do not see the picture."""
    table = book.table(full_name)
    column = next((c for c in table.columns if c.current), table.columns[0])
    told = [
        f"{row.label} {_written(table.cells[row.key, column.key])}"
        for row in table.rows
        if row.kind in {"item", "total"} and table.cells[row.key, column.key].value is not None
    ]
    return f"{', '.join(told)}." if told else ""


def _written(cell: Cell) -> str:
    leaf = next(cell.leaves(), None)
    is_money = bool(leaf) and leaf is not None and leaf.measure in {"amount", "total_cost", "own_cost"}
    return f"{amount(int(cell.value or 0))} kr" if is_money else number(int(cell.value or 0))


def _items(table: Table) -> list[Category]:
    return [row for row in table.rows if row.kind == "item"]


def _value(cell: Cell) -> int:
    return int(cell.value or 0)


def _href(book: Book, cell: Cell) -> str:
    return open_url(book.association, cell.address)


def _part(book: Book, label: str, cell: Cell, **about: object) -> Part:
    """A part worth its kronor, to the öre, so that two sides that sum in öre sum in the picture."""
    return Part(label, _value(cell), amount(_value(cell)), href=_href(book, cell), **about)  # type: ignore[arg-type]


@_chart("krona", "Pengarnas väg genom förbundet", "money.sources", "money.uses", wide=True)
def _krona(book: Book, caption: Caption) -> Draw | None:
    sources, uses = book.table("money.sources"), book.table("money.uses")
    inward = [(row.label, sources.cell(row.key, "amount")) for row in _items(sources)]
    outward = [(row.label, uses.cell(row.key, "amount")) for row in _items(uses)]
    deficit = [(label, cell) for label, cell in outward if _value(cell) < 0]
    left = [_part(book, label, cell) for label, cell in inward if _value(cell) > 0]
    left += [
        Part("Ur eget kapital", -_value(c), amount(-_value(c)), tone="amber", href=_href(book, c)) for _, c in deficit
    ]
    right = [
        _part(book, label, cell, tone="amber" if label == "Årets resultat" else None)
        for label, cell in outward
        if _value(cell) > 0
    ]
    if not left or sum(part.value for part in left) != sum(part.value for part in right):
        return None
    hub = Hub(f"{amount(sum(int(part.value) for part in left))} kr", "Förbundet")
    return lambda theme: stream(
        Side(tuple(left), "Varifrån pengarna kom"),
        hub,
        Side(tuple(right), "Vad de användes till"),
        caption,
        theme=theme,
    )


@_chart("cost-split", "Kostnadernas fördelning", "money.cost_split")
def _cost_split(book: Book, caption: Caption) -> Draw | None:
    table = book.table("money.cost_split")
    parts = tuple(
        Part(
            row.label,
            _value(table.cell(row.key, "amount")),
            percent(Fraction(table.cell(row.key, "share").value or 0), 1),
            href=_href(book, table.cell(row.key, "amount")),
        )
        for row in _items(table)
        if _value(table.cell(row.key, "amount")) > 0
    )
    return partial(_shared, parts, caption) if parts else None


def _shared(parts: tuple[Part, ...], caption: Caption, theme: Theme) -> str:
    return share(parts, caption, theme=theme)


@_chart("contributions", "Bidragen från medlemmarna", "money.contributions")
def _contributions(book: Book, caption: Caption) -> Draw | None:
    table = book.table("money.contributions")
    rows = [
        Bar(row.label, kronor(_value(cell)), amount(_value(cell)), href=_href(book, cell))
        for row in _items(table)
        if _value(cell := table.cell(row.key, "now")) > 0
    ]
    return (lambda theme: bars(rows, caption, theme=theme)) if rows else None


@_chart("budget", "Utfall mot budget", "money.budget_outcome")
def _budget(book: Book, caption: Caption) -> Draw | None:
    """The lines that cost: what was used, with the year's budget as a stroke."""
    table = book.table("money.budget_outcome")
    rows = []
    for row in _items(table):
        budget, outcome = (-_value(table.cell(row.key, column)) for column in ("budget", "outcome"))
        if outcome > 0 or budget > 0:
            cell = table.cell(row.key, "outcome")
            beside = f"av {amount(budget)}" if budget > 0 else "utan budget"
            plan = kronor(budget) if budget > 0 else None
            rows.append(Bar(row.label, max(kronor(outcome), 0), amount(outcome), plan, beside, href=_href(book, cell)))
    return (lambda theme: bars(rows, caption, theme=theme)) if any(row.value for row in rows) else None


def _against_target(full_name: str, book: Book, caption: Caption) -> Draw | None:
    table = book.table(full_name)
    rows = []
    for row in _items(table):
        target, outcome = table.cell(row.key, "target"), table.cell(row.key, "outcome")
        beside = f"av {number(_value(target))}" if target.value else ""
        rows.append(
            Bar(row.label, _value(outcome), plan=_value(target) or None, beside=beside, href=_href(book, outcome))
        )
    return (lambda theme: bars(rows, caption, theme=theme)) if any(row.value for row in rows) else None


_chart("targets", "Deltagare mot budgeterat antal", "participants.against_target")(
    partial(_against_target, "participants.against_target")
)
_chart("structural", "Deltagare i strukturövergripande insatser", "participants.structural")(
    partial(_against_target, "participants.structural")
)


def _stacked(full_name: str, known: Sequence[str] | None, book: Book, caption: Caption) -> Draw | None:
    """Stack a table's rows by its columns; with `known` only those columns, and rows that have something in them."""
    table = book.table(full_name)
    columns = [c for c in table.columns if c.kind != "total" and (c.key in known if known else c.key != "unknown")]
    rows = [row for row in table.rows if any(_value(table.cell(row.key, c.key)) for c in columns)]
    stacks = [
        Stack(
            "Alla" if row.kind == "total" else row.label,
            tuple(
                Part(c.label, _value(cell), href=_href(book, cell))
                for c in columns
                for cell in [table.cell(row.key, c.key)]
            ),
        )
        for row in rows
    ]
    return (lambda theme: shares(stacks, caption, theme=theme)) if stacks else None


_chart("sex", "Deltagare efter kön", "participants.by_sex")(partial(_stacked, "participants.by_sex", ["woman", "man"]))
_chart("residence", "Deltagare efter hemkommun", "participants.by_municipality")(
    partial(_stacked, "participants.by_municipality", None)
)


@_chart("exits", "Avslutade deltagare efter resultat", "participants.exits")
def _exits(book: Book, caption: Caption) -> Draw | None:
    table = book.table("participants.exits")
    rows = [
        Bar(
            row.label.partition(":")[0],
            _value(cell),
            beside=percent(Fraction(share_), 1) if share_ else "",
            href=_href(book, cell),
        )
        for row in _items(table)
        if row.key != "unclassified"
        for cell, share_ in [(table.cell(row.key, "count"), table.cell(row.key, "share").value)]
    ]
    return (lambda theme: bars(rows, caption, theme=theme)) if any(row.value for row in rows) else None


PATH_TONES = {"steps": None, "ongoing": "s5", "other": "quiet"}


@_chart(
    "paths",
    "Från den som aktualiserar till resultat",
    "participants.referred_by_party",
    "participants.paths",
    wide=True,
)
def _paths(book: Book, caption: Caption) -> Draw | None:
    referred, paths = book.table("participants.referred_by_party"), book.table("participants.paths")
    teams = _items(paths)
    parties = [row for row in _items(referred) if _value(referred.cell(row.key, "total"))]
    if not teams or not parties:
        return None
    columns = [
        Stage(
            "Aktualiserad av",
            tuple(
                Stop(f"from {row.key}", row.label, href=_href(book, referred.cell(row.key, "total"))) for row in parties
            ),
        ),
        Stage("Insats", tuple(Stop(team.key, team.label) for team in teams)),
        Stage(
            "Läge vid årets slut",
            tuple(
                Stop(f"to {c.key}", c.label, tone=PATH_TONES[c.key], href=_href(book, paths.cell("total", c.key)))  # type: ignore[arg-type]
                for c in paths.columns
            ),
        ),
    ]
    bands = [
        Band(f"from {row.key}", team.key, value)
        for row in parties
        for team in teams
        if (value := _value(referred.cell(row.key, team.key)))
    ]
    bands += [
        Band(team.key, f"to {c.key}", value)
        for team in teams
        for c in paths.columns
        if (value := _value(paths.cell(team.key, c.key)))
    ]
    met = {band.target for band in bands} | {band.source for band in bands}
    columns = [Stage(c.title, tuple(stop for stop in c.stops if stop.key in met)) for c in columns]
    return lambda theme: stages(columns, bands, caption, theme=theme)


@_chart("balance", "Balansräkningen som bild", "money.balance_sheet")
def _balance(book: Book, caption: Caption) -> Draw | None:
    table = book.table("money.balance_sheet")
    days = []
    for column in table.columns:
        if not table.cell("assets", column.key).value:
            continue
        parts = {
            key: _part(book, label, table.cell(key, column.key))
            for key, label in (
                ("fixed_assets", "Anläggningar"),
                ("cash", "Kassa och bank"),
                ("receivables", "Fordringar"),
                ("equity", "Eget kapital"),
                ("provisions", "Avsättningar"),
                ("long_liabilities", "Långfristiga skulder"),
                ("short_liabilities", "Kortfristiga skulder"),
            )
        }
        held = ("fixed_assets", "cash", "receivables")
        assets = tuple(part for key, part in parts.items() if key in held and part.value > 0)
        financing = tuple(part for key, part in parts.items() if key not in held and part.value > 0)
        if sum(p.value for p in assets) == sum(p.value for p in financing):
            days.append(BalanceDay(column.label, assets, financing))
    return (lambda theme: balance(days, caption, theme=theme)) if days else None


@_chart("cost-per-participant", "Kostnad per deltagare", "money.cost_per_participant")
def _cost_per_participant(book: Book, caption: Caption) -> Draw | None:
    table = book.table("money.cost_per_participant")
    rows = [
        Bar(row.label, kronor(_value(cell)), amount(_value(cell)), beside="kr", href=_href(book, cell))
        for row in _items(table)
        for cell in [table.cell(row.key, "each")]
        if cell.value
    ]
    return (lambda theme: bars(rows, caption, theme=theme)) if rows else None


def report_cover(book: Book, title: str) -> tuple[str, str]:
    """Return the cover's streams, one for each source as wide as what it gave, and the words that explain them.

    A year with a ledger shows its booked income, a year without its decided contributions.
    """
    booked = book.table("money.sources")
    decided = book.table("money.contributions")
    members = {row.key for row in _items(decided)}
    table, column = (booked, "amount") if _items(booked) else (decided, "now")
    given = [
        (row.label, _value(table.cell(row.key, column)), table is booked and row.key not in members)
        for row in _items(table)
        if _value(table.cell(row.key, column)) > 0
    ]
    if not given:
        given = [("", 1, False)]
    svg = cover([Contribution(label, value, outside) for label, value, outside in given], Caption("cover", title))
    names = [label.partition(",")[0] if not outside else label.rpartition(", ")[2] for label, _, outside in given]
    total = amount(sum(value for _, value, _ in given))
    words = f"En ström för varje bidrag, så bred som bidraget var: {', '.join(names)}. Tillsammans {total} kr."
    return svg, words if given[0][0] else ""


@_chart("pace", "Kostnader i takt, miljoner kronor", "money.pace")
def _pace(book: Book, _: Caption) -> Draw | None:
    return pace_drawing(book)


@_chart("cash", "Kassan och hur länge den räcker, miljoner kronor", "money.cash_by_month")
def _cash(book: Book, _: Caption) -> Draw | None:
    return cash_drawing(book)


@_chart("equity", "Eget kapital, tusen kronor", "money.equity_over_years")
def _equity(book: Book, _: Caption) -> Draw | None:
    return equity_drawing(book)
