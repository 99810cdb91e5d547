"""The blocks of a composed report: words, tables and charts with every figure put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.figures.rules.tables import Table
from finsam.reports import charts
from finsam.ui.tables import ShownTable


@dataclass(frozen=True)
class Words:
    """A piece of composed text. A figure has the way to open it and its number in the derivation."""

    text: str
    style: Literal["", "strong", "emph"] = ""
    url: str = ""
    derivation: str = ""
    typed: bool = False
    hidden: str = ""


Text = Sequence[Words]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a lead is larger."""

    text: Text
    lead: bool = False
    kind: str = "paragraph"

    @property
    def opens(self) -> bool:
        """Whether any figure in it can be opened."""
        return any(words.derivation for words in self.text)


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[Text]
    ordered: bool = False
    kind: str = "bullets"


@dataclass(frozen=True)
class Heading:
    """A section or sub-section."""

    level: Literal[2, 3]
    text: str
    number: str
    anchor: str
    kind: str = "heading"


@dataclass(frozen=True)
class KeyFigure:
    """A figure in the margin."""

    value: str
    unit: str
    label: str
    comparison: str
    url: str
    derivation: str
    kind: str = "key"


@dataclass(frozen=True)
class Margin:
    """A note in the margin."""

    text: str
    kind: str = "margin"


@dataclass(frozen=True)
class TableBlock:
    """A figure's table under its number and caption."""

    number: str
    name: str
    shown: ShownTable
    table: Table
    kind: str = "table"


@dataclass(frozen=True)
class ChartBlock:
    """A chart over its number and caption, with the table it is drawn from."""

    number: str
    caption: str
    chart: charts.DrawnChart
    table: ShownTable
    kind: str = "chart"


@dataclass(frozen=True)
class FactList:
    """Labels and what they say."""

    rows: Sequence[tuple[str, str]]
    kind: str = "facts"


@dataclass(frozen=True)
class Signatures:
    """Who signs."""

    roles: Sequence[str]
    kind: str = "signatures"


@dataclass(frozen=True)
class DerivationRow:
    """What a figure in the text is made of."""

    id: str
    value: str
    what: str
    base: str
    source: str
    url: str
    name: str


@dataclass(frozen=True)
class Derivation:
    """The list of every figure in the text."""

    rows: Sequence[DerivationRow]
    kind: str = "derivation"


Block = (
    Paragraph | Bullets | Heading | KeyFigure | Margin | TableBlock | ChartBlock | FactList | Signatures | Derivation
)


@dataclass(frozen=True)
class Chapter:
    """A chapter or appendix."""

    number: str
    title: str
    anchor: str
    blocks: Sequence[Block]

    @property
    def sections(self) -> list[Heading]:
        """Its numbered sections, for the contents."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level == 2 and block.number]


@dataclass(frozen=True)
class Composed:
    """The whole report."""

    title: str
    kind: str
    book: Book
    audience: Audience
    chapters: Sequence[Chapter]
    typed: Sequence[str]
    short: bool = False  # a few pages, set without cover and contents

    def table(self, full_name: str) -> Table:
        """A figure's table as the report's audience may see it."""
        return table_for(self.book, full_name, self.audience)

    @property
    def tells_derivation(self) -> bool:
        """Whether it lists what its figures are made of."""
        return any(isinstance(block, Derivation) for chapter in self.chapters for block in chapter.blocks)

    @property
    def figure_names(self) -> list[str]:
        """Every figure that the report shows, as text, table or chart."""
        names: dict[str, None] = {}
        for chapter in self.chapters:
            for block in chapter.blocks:
                match block:
                    case TableBlock(name=name):
                        names[name] = None
                    case ChartBlock(chart=chart):
                        names |= dict.fromkeys(chart.figures)
                    case Derivation(rows):
                        names |= {row.name: None for row in rows}
        return list(names)
