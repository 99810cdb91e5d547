"""A report composed: its text with every figure, table and chart put in, ready to be shown, printed or saved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from finsam.core.models import Member, Seat
from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.figures.registry import Figure, figure_named
from finsam.figures.rules.cells import Cell, Product, Quotient, Sum
from finsam.figures.rules.tables import Category, Table
from finsam.figures.shown import cell_words, open_url, shown_table, title_of
from finsam.interventions.facts import interventions_of
from finsam.interventions.models import Intervention
from finsam.kernel.amounts import kronor
from finsam.kernel.faults import Fault
from finsam.kernel.swedish import MONTHS, NOTHING, day, listed, months, number, percent
from finsam.reports import charts
from finsam.reports.blocks import (
    Block,
    Bullets,
    Chapter,
    ChartBlock,
    Composed,
    Derivation,
    DerivationRow,
    FactList,
    Heading,
    KeyFigure,
    Margin,
    Paragraph,
    Signatures,
    TableBlock,
    Words,
)
from finsam.reports.months import month_said
from finsam.reports.rules import outline
from finsam.reports.rules.outline import Piece, Reference
from finsam.reports.sheets import Sheet, intervention_sheet

NOTHING_HERE = Paragraph((Words("Det finns inga uppgifter för perioden."),))


@dataclass
class _Composer:
    book: Book
    audience: Audience
    derivations: dict[Reference, DerivationRow] = field(default_factory=dict)
    tables: int = 0
    charts: int = 0

    # text

    def text(self, pieces: Sequence[Piece], each: Category | None = None) -> tuple[Words, ...]:
        """Put figures and variables into running text."""
        return tuple(self._words(piece, each) for piece in pieces)

    def _words(self, piece: Piece, each: Category | None) -> Words:
        if piece.reference:
            return self.figure(_for_each(piece.reference, each), piece.style)
        if piece.variable:
            return Words(self._variable(piece.variable, each), piece.style)
        return Words(piece.text, piece.style, piece.link, typed=piece.typed)

    def figure(self, asked: Reference, style: Literal["", "strong", "emph"] = "") -> Words:
        """Write a figure in text and note it in the derivation; a dash when there is nothing to show."""
        figure, table = figure_named(asked.figure), self._table(asked.figure)
        if table is None or (asked.row, asked.column) not in table.cells:
            return Words(NOTHING, style)
        cell = table.cell(asked.row, asked.column)
        column = next(c for c in table.columns if c.key == asked.column)
        if not cell.shown:
            return Words(cell.hidden or NOTHING, style, hidden=cell.hidden)
        text = cell_words(figure, column, cell, unit=not asked.bare)
        row = self._derivation(asked, figure, column, cell)
        return Words(text, style, row.url, row.id)

    def _table(self, full_name: str) -> Table | None:
        """Return a figure's table as the audience may see it; None for a key that the period does not have."""
        figure, key = figure_named(full_name), full_name.partition("@")[2]
        if figure.per and key not in {c.key for c in self.book.keys(figure)}:
            return None
        return table_for(self.book, full_name, self.audience)

    def _derivation(self, asked: Reference, figure: Figure, column: Category, cell: Cell) -> DerivationRow:
        key = replace(asked, bare=False)
        if key not in self.derivations:
            table = self.book.table(asked.figure)
            labels = [
                c.label
                for axis, k in ((table.rows, asked.row), (table.columns, asked.column))
                for c in axis
                if c.key == k
            ]
            self.derivations[key] = DerivationRow(
                id=f"h{len(self.derivations) + 1}",
                value=cell_words(figure, column, cell, unit=True),
                what=", ".join([title_of(self.book, asked.figure), *filter(None, labels)]),
                base=_made_of(figure, cell),
                source=figure.source,
                url=open_url(self.book.association, cell.address),
                name=asked.figure,
            )
        return self.derivations[key]

    def _variable(self, name: str, each: Category | None) -> str:
        year, period, before = self.book.year, self.book.period, self.book.period.previous
        known = {
            "year": str(year),
            "last_year": str(year - 1),
            "next_year": str(year + 1),
            "month": MONTHS[period.end.month - 1],
            "period": months(period.start, period.end),
            "last_period": months(before.start, before.end),
            "period_end": day(period.end),
            "association": self.book.association.name,
            "short": self.book.association.short_name,
            "each": each.label if each else "",
        }
        if name == "members":
            return listed(list(Member.objects.filter(association=self.book.association).values_list("name", flat=True)))
        return known.get(name, f"{{{{{name}}}}}")

    # blocks

    def blocks(self, written: Sequence[outline.Block], each: Category | None = None) -> Iterator[Block]:
        """Compose blocks in order."""
        for block in written:
            match block:
                case outline.Paragraph(pieces, lead):
                    yield Paragraph(self.text(pieces, each), lead)
                case outline.Bullets(items, ordered):
                    yield Bullets([self.text(pieces, each) for pieces in items], ordered)
                case outline.Heading(level, pieces):
                    yield Heading(level, "".join(w.text for w in self.text(pieces, each)), "", "")
                case outline.Each(figure, nested):
                    yield from self._repeated(figure, nested)
                case outline.Directive(kind, words):
                    yield from self._directive(kind, words, each)

    def _repeated(self, full_name: str, nested: Sequence[outline.Block]) -> Iterator[Block]:
        keys = self.book.keys(figure_named(full_name))
        for key in keys:
            yield from self.blocks(nested, key)
        if not keys:
            yield NOTHING_HERE

    def _directive(self, kind: str, words: Sequence[str], each: Category | None) -> Iterator[Block]:
        match kind:
            case "table":
                yield self._table_block(_at(words[0], each), words[1] if len(words) > 1 else "")
            case "chart":
                yield from self._chart_block(words[0], words[1] if len(words) > 1 else "")
            case "key":
                yield from self._key(words, each)
            case "margin":
                yield Margin("".join(w.text for w in self.text(tuple(outline.marked(" | ".join(words))), each)))
            case "sheets":
                yield from self._sheets()
            case "signatures":
                yield Signatures(_signatories(self.book))
            case "summary":
                yield from (Paragraph((Words(said),)) for said in month_said(self.book).summary)
            case "comments":
                if rows := month_said(self.book).comments:
                    yield FactList(rows)

    def _table_block(self, full_name: str, caption: str) -> Block:
        table = self._table(full_name)
        if table is None or table.is_empty:
            return NOTHING_HERE
        self.tables += 1
        shown = shown_table(self.book, full_name, table)
        shown = replace(shown, caption=caption or shown.caption)
        return TableBlock(f"Tabell {self.tables}", full_name, shown, table)

    def _chart_block(self, name: str, caption: str) -> Iterator[Block]:
        chart = charts.drawn(self.book, name) if self.audience is Audience.ASSOCIATION or _open(name) else None
        if chart is None:
            return
        self.charts += 1
        table = shown_table(self.book, chart.figures[-1], self._table(chart.figures[-1]))
        yield ChartBlock(f"Diagram {self.charts}", caption or f"{chart.title} {self.book.year}.", chart, table)

    def _key(self, words: Sequence[str], each: Category | None) -> Iterator[Block]:
        asked = _for_each(outline.reference(words[0]), each)
        value = self.figure(replace(asked, bare=True))
        if not value.derivation:
            return  # a margin is for what there is
        unit = figure_named(asked.figure).unit
        table = self._table(asked.figure)
        column = next((c for c in table.columns if c.key == asked.column), None) if table else None
        shown_unit = (column.unit if column and column.unit else unit).key
        comparison = "".join(
            w.text for w in self.text(tuple(outline.marked(_bracketed(words[2] if len(words) > 2 else ""))), each)
        )
        label = words[1] if len(words) > 1 else figure_named(asked.figure).title
        yield KeyFigure(
            value.text, "%" if shown_unit == "percent" else "", label, comparison, value.url, value.derivation
        )

    def _sheets(self) -> Iterator[Block]:
        for row in self.book.scope.once(interventions_of):
            sheet = intervention_sheet(self.book, row)
            if sheet:
                yield Heading(2, row.title, "", "")
                yield from self.sheet(sheet)

    def sheet(self, sheet: Sheet) -> Iterator[Block]:
        """Compose the sheet of an intervention."""
        for words in sheet.keys:
            yield from self._key(words, None)
        yield FactList(sheet.facts)
        for name in sheet.tables:
            yield self._table_block(name, "")
        for title, text in sheet.told:
            yield Heading(3, title, "", "")
            yield from (Paragraph((Words(" ".join(part.split())),)) for part in text.split("\n\n") if part.strip())
        if sheet.told:
            yield Paragraph((Words(sheet.told_by, "emph"),))
        if sheet.remarks:
            yield Heading(3, "Avvikelser och iakttagelser", "", "")
            yield Bullets([[Words(remark)] for remark in sheet.remarks])


def unknown_names(text: str, file: str) -> list[Fault]:
    """Return every figure and chart that a report's text names and that does not exist, with its line."""
    faults = []
    for line, words in enumerate(text.splitlines(), 1):
        named = [inside.split("|")[0].strip() for inside in outline.MARK.findall(words)]
        for name in filter(None, named):
            try:
                _check_name(name)
            except KeyError as error:
                faults.append(Fault(str(error.args[0]), file, line))
    return faults


def _check_name(inside: str) -> None:
    kind, _, rest = inside.partition(" ")
    if not rest and "." not in kind and kind not in outline.VARIABLES | outline.BLOCKS:
        msg = f"Det finns inget som heter {kind} att sätta in i texten."
        raise KeyError(msg)
    if kind == "chart":
        charts.named(rest)
    elif kind in {"table", "key", "each"} and rest:
        figure_named(rest.partition(":")[0])
    elif "." in kind and not rest:
        figure_named(kind.partition(":")[0])


def compose_sheet(book: Book, row: Intervention) -> list[Block] | None:
    """Compose the sheet of one intervention; None when it was not under way in the period."""
    sheet = intervention_sheet(book, row)
    return _sections(list(_Composer(book, Audience.ASSOCIATION).sheet(sheet)), "", "insats") if sheet else None


def compose(
    book: Book,
    text: str,
    title: str,
    kind: str,
    audience: Audience = Audience.ASSOCIATION,
    *,
    short: bool = False,
) -> Composed:
    """Compose a report's text for a book. Raises KeyError when it names a figure or chart that does not exist."""
    written = outline.read_outline(text)
    composer = _Composer(book, audience)
    blocks = [_said_once(composer.blocks(chapter.blocks)) for chapter in written]
    derivation = Derivation(list(composer.derivations.values()))
    for chapter, composed in zip(written, blocks, strict=True):
        if any(isinstance(b, outline.Directive) and b.kind == "derivation" for b in chapter.blocks):
            composed.append(derivation)
    return Composed(title, kind, book, audience, _numbered(written, blocks), outline.typed_numbers(written), short)


def _said_once(blocks: Iterable[Block]) -> list[Block]:
    """Say only once in a row that there is nothing to show."""
    kept: list[Block] = []
    for block in blocks:
        if not (kept and block == NOTHING_HERE == kept[-1]):
            kept.append(block)
    return kept


def _numbered(written: Sequence[outline.Chapter], blocks: Sequence[list[Block]]) -> list[Chapter]:
    """Number chapters, appendices and sections, and give each a place to link to."""
    chapters: list[Chapter] = []
    plain = appendices = 0
    for chapter, composed in zip(written, blocks, strict=True):
        number_ = ""
        if chapter.appendix:
            appendices += 1
            number_ = f"Bilaga {appendices}"
        elif chapter.numbered:
            plain += 1
            number_ = str(plain)
        anchor = f"avsnitt-{len(chapters) + 1}"
        chapters.append(Chapter(number_, chapter.title, anchor, _sections(composed, number_, anchor)))
    return chapters


def _sections(blocks: Sequence[Block], chapter: str, anchor: str) -> list[Block]:
    numbered: list[Block] = []
    section = heading = 0
    for block in blocks:
        if isinstance(block, Heading):
            heading += 1
            section += block.level == 2
            its = f"{chapter}.{section}" if block.level == 2 and chapter.isdigit() else ""
            numbered.append(replace(block, number=its, anchor=f"{anchor}-{heading}"))
        else:
            numbered.append(block)
    return numbered


def _at(name: str, each: Category | None) -> str:
    return name.replace("@each", f"@{each.key}") if each else name


def _for_each(asked: Reference, each: Category | None) -> Reference:
    return replace(asked, figure=_at(asked.figure, each))


def _bracketed(comparison: str) -> str:
    return comparison.replace("[", "{{").replace("]", "|bare}}")


def _open(name: str) -> bool:
    """Whether a chart shows nothing of people."""
    return all(figure_named(figure).protects == "nothing" for figure in charts.CHARTS[name].figures)


def _signatories(book: Book) -> list[str]:
    """The roles that sign: every ordinary seat of the board when the year ends, the chair first."""
    seats = Seat.objects.in_force(book.period.end).filter(association=book.association, body="board")
    return [seat.get_role_display() for seat in seats.exclude(role="substitute")]


def _made_of(figure: Figure, cell: Cell) -> str:
    """Say in one line what a value is made of."""
    match cell.origin:
        case Quotient(numerator, denominator):
            exact = f" = {percent(cell.value, 1)}" if figure.unit.key == "percent" and cell.value is not None else ""
            return f"{_bare(numerator)} ÷ {_bare(denominator)}{exact}. Bas: {figure.base}."
        case Product(factor, of):
            return f"{percent(factor)} av {_bare(of)}. Bas: {figure.base}."
        case Sum(terms) if 1 < len(terms) <= 6:
            shown = "".join(f" {'−' if sign < 0 else '+'} {_bare(term)}" for sign, term in terms)
            return f"{shown.removeprefix(' + ').strip()}. Bas: {figure.base}."
    return f"{figure.base[:1].upper()}{figure.base[1:]}."


def _bare(cell: Cell) -> str:
    if cell.value is None:
        return NOTHING
    leaf = next(cell.leaves(), None)
    is_money = leaf is not None and leaf.measure in {"amount", "total_cost", "own_cost"}
    return number(kronor(int(cell.value)) if is_money else int(cell.value))
