"""Who takes part in an intervention, what it led to, and who answered its surveys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from finsam.figures.book import Book
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import open_url, shown_table
from finsam.home.intervention_words import Said, drawn, figure, items, known
from finsam.interventions.models import Intervention
from finsam.interventions.rules.intervals import Interval, interval, surely_apart
from finsam.interventions.rules.naming import is_named
from finsam.kernel.swedish import listed, number, percent
from finsam.ui.charts import Bar, Caption, Part, bars, share
from finsam.ui.charts.spans import Span, spans
from finsam.ui.tables import ShownCell, ShownTable

FEW = 2


@dataclass(frozen=True)
class Picture:
    """A small chart under its heading, with its table."""

    title: str
    art: SafeString
    table: ShownTable | None
    remark: Sequence[Said] = ()
    aside: str = ""


@dataclass(frozen=True)
class PeoplePart:
    """Who takes part: how many, and by sex, municipality and referrer."""

    aside: str
    pictures: Sequence[Picture]
    said: Sequence[Said] = ()


@dataclass(frozen=True)
class SpanRow:
    """A municipality's share: of how many, and the picture of how sure it is."""

    label: str
    of: str
    of_url: str
    share: str
    url: str
    art: SafeString
    kind: str


@dataclass(frozen=True)
class ResultsPart:
    """What it led to: outcomes that count as a step forward and those that do not, and shares with their limits."""

    aside: str
    pictures: Sequence[Picture]
    rows: Sequence[SpanRow]
    over: str  # the share of all, written over the pictures
    sure: str
    downloads: Sequence[tuple[str, str]]


def people_part(book: Book, row: Intervention) -> PeoplePart | None:
    """Show who took part in the year; None when nobody is registered."""
    asked = [
        ("Kön", f"participants.sex@{row.key}", _sex),
        ("Hemkommun", f"participants.residence@{row.key}", _bars),
        ("Hänvisad av", f"participants.referrers@{row.key}", _bars),
    ]
    found = [picture for title, name, draw in asked if (picture := draw(book, title, name))]
    if not found:
        return _counted(book, row)
    heads = figure(book, f"participants.sex@{row.key}", "total", "count")
    return PeoplePart(heads.text, found)


def _counted(book: Book, row: Intervention) -> PeoplePart | None:
    """Those who are only counted, not registered one by one."""
    for name in ("participants.against_target", "participants.structural"):
        table = known(book, name)
        cell = table.cells.get((row.key, "outcome")) if table else None
        if cell is not None and cell.shown and cell.value:
            heads = figure(book, name, row.key, "outcome")
            rest = Said(" har räknats. De registreras inte en och en, så kön, hemkommun och resultat är inte kända.")
            return PeoplePart("", [], [heads, rest])
    return None


def _sex(book: Book, title: str, name: str) -> Picture | None:
    table = known(book, name)
    if table is None or table.is_empty:
        return None
    plural = {"woman": "Kvinnor", "man": "Män"}
    parts = tuple(
        Part(plural.get(row.key, row.label), int(cell.value or 0), href=_href(book, cell))
        for row in items(table)
        if (cell := table.cell(row.key, "count")).shown and cell.value
    )
    if not parts:
        return None
    caption = Caption(name.replace(".", "-").replace("@", "-"), title, _told(table))
    art = drawn(lambda theme: share(parts, caption, theme=replace(theme, text=theme.small)))
    return Picture(title, art, shown_table(book, name), list(_compared(book, name, table)))


def _compared(book: Book, name: str, table: Table) -> Iterator[Said]:
    """Write the women's share beside that of the whole association."""
    whole = known(book, "participants.sex_share")
    if whole is None or ("woman", "share") not in whole.cells or ("woman", "share") not in table.cells:
        return
    yield figure(book, name, "woman", "share")
    yield Said(" kvinnor. I förbundets alla insatser ")
    yield figure(book, "participants.sex_share", "woman", "share")
    yield Said(".")


def _bars(book: Book, title: str, name: str) -> Picture | None:
    table = known(book, name)
    rows = _rows(book, table) if table else []
    return Picture(title, _drawn(name, title, rows), shown_table(book, name)) if rows else None


def _rows(book: Book, table: Table) -> list[Bar]:
    found = [(row.label, table.cell(row.key, "count")) for row in items(table)]
    shown = [Bar(label, int(c.value or 0), href=_href(book, c)) for label, c in found if c.shown and c.value]
    return sorted(shown, key=lambda bar: -bar.value)


def _drawn(name: str, title: str, rows: Sequence[Bar], suffix: str = "") -> SafeString:
    key = f"{name}{suffix}".replace(".", "-").replace("@", "-")
    caption = Caption(key, title, ", ".join(f"{bar.label} {bar.written}" for bar in rows))
    return drawn(lambda theme: bars(rows, caption, theme=theme))


def _href(book: Book, cell: Cell) -> str:
    return open_url(book.association, cell.address)


def _told(table: Table) -> str:
    cells = [(row.label, table.cell(row.key, "count")) for row in items(table)]
    return ", ".join(f"{label} {number(int(cell.value or 0))}" for label, cell in cells if cell.shown)


# what it led to


def results_part(book: Book, row: Intervention) -> ResultsPart | None:
    """Show the outcomes of those who ended in the year; None when nobody did."""
    name, share_name = f"participants.results@{row.key}", f"interventions.step_share@{row.key}"
    results, shares = known(book, name), known(book, share_name)
    if results is None or shares is None or not shares.cell("total", "ended").value:
        return None
    counted, other = _parted(book, results)
    pictures = [
        Picture(title, _drawn(name, title, found, end), table, aside=number(sum(int(bar.value) for bar in found)))
        for title, found, end, table in (
            ("Räknas som steg framåt", counted, "-steg", None),
            ("Räknas inte", other, "-annat", shown_table(book, name)),
        )
        if found
    ]
    ended = figure(book, share_name, "total", "ended", unit=False).text
    told = figure(book, name, "total", "count", unit=False).text
    rows = _shares(shares)
    return ResultsPart(
        aside=f"{ended} avslutade, {told} resultat",
        pictures=pictures,
        rows=_span_rows(book, shares, rows),
        over=f"alla {figure(book, share_name, 'total', 'share').text}",
        sure=_sure({row.label: found for row, found in rows.items() if row.kind == "item"}),
        downloads=shown_table(book, share_name).downloads,
    )


def _parted(book: Book, table: Table) -> tuple[list[Bar], list[Bar]]:
    """Part the outcomes by whether they count as a step; an outcome whose parts differ stands as its parts."""
    counted: list[Bar] = []
    other: list[Bar] = []
    for row, parts in _with_parts(table):
        steps = {part.remark for part in parts} if parts else {row.remark}
        for one in [row] if len(steps) == 1 else parts:
            cell = table.cell(one.key, "count")
            if cell.shown and cell.value:
                label = one.label[:1].upper() + one.label[1:]
                is_step = steps == {"steg framåt"} if one is row else one.remark == "steg framåt"
                bar = Bar(label, int(cell.value), href=_href(book, cell), tone="river" if is_step else "s4")
                (counted if is_step else other).append(bar)
    return sorted(counted, key=lambda bar: -bar.value), sorted(other, key=lambda bar: -bar.value)


def _with_parts(table: Table) -> Iterator[tuple[Category, list[Category]]]:
    rows = [row for row in table.rows if row.kind in {"item", "part"}]
    for place, row in enumerate(rows):
        if row.kind == "item":
            following = rows[place + 1 :]
            end = next((i for i, one in enumerate(following) if one.kind == "item"), len(following))
            yield row, following[:end]


def _shares(table: Table) -> dict[Category, Interval]:
    found = {}
    for row in table.rows:
        ended, steps = table.cell(row.key, "ended"), table.cell(row.key, "steps")
        if ended.shown and steps.shown and ended.value:
            found[row] = interval(int(steps.value or 0), int(ended.value))
    return found


def _span_rows(book: Book, table: Table, rows: dict[Category, Interval]) -> list[SpanRow]:
    overall = next((float(found.share) for row, found in rows.items() if row.kind == "total"), None)
    pictures = spans([_span(row, found) for row, found in rows.items()], "andel", beside=overall)
    return [
        SpanRow(
            label="Alla" if row.kind == "total" else row.label,
            of=f"{table.cell(row.key, 'steps').value} av {table.cell(row.key, 'ended').value}",
            of_url=_href(book, table.cell(row.key, "steps")),
            share=percent(found.share),
            url=_href(book, table.cell(row.key, "share")),
            art=mark_safe(art),  # noqa: S308  drawn by us, every word escaped
            kind=row.kind,
        )
        for (row, found), art in zip(rows.items(), pictures, strict=True)
    ]


def _span(row: Category, found: Interval) -> Span:
    if row.kind == "total":
        return Span(f"{row.label} {percent(found.share)}", float(found.share))
    between = f"rimligen mellan {round(found.low * 100)} och {round(found.high * 100)} %"
    return Span(f"{row.label} {percent(found.share)}, {between}", float(found.share), found.low, found.high)


def _sure(rows: dict[str, Interval]) -> str:
    """Say whether the municipalities surely differ."""
    if len(rows) < FEW:
        return ""
    apart = surely_apart(rows)
    lead = "Strecket visar inom vilka gränser andelen rimligen ligger. "
    if not apart:
        return f"{lead}De överlappar: kommunerna skiljer sig inte säkert åt."
    pairs = listed([f"{a} och {b}" for a, b in apart])
    return f"{lead}De överlappar inte för {pairs}: där är skillnaden troligen verklig."


# surveys


def surveys_of(book: Book, row: Intervention) -> ShownTable | None:
    """Return the response account of the groups named after the intervention; None without any."""
    table = known(book, "surveys.responses")
    mine = [one for one in table.rows if is_named(one.label, row.title)] if table else []
    if table is None or not mine:
        return None
    shown = shown_table(book, "surveys.responses", replace(table, rows=mine))
    return replace(
        shown, rows=[replace(one, cells=[ShownCell(one.cells[0].text), *one.cells[1:]]) for one in shown.rows]
    )
