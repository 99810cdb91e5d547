"""A document as it is printed: parts, and the blocks they consist of, in the order they are read.

Everything is words and numbers already written out; nothing is computed and nothing interpreted: any
character stands as itself. A value that may carry links, marks or footnotes is a `Text`: a plain string or runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Run:
    """A piece of running text.

    `link` is a web address. `derivation` ("h1") puts a small raised mark after the text that leads to
    that row of the `Derivation` block. `footnote` is the text of a footnote; its number is set by itself.
    """

    text: str
    style: Literal["", "strong", "emph"] = ""
    link: str = ""
    derivation: str = ""
    footnote: str = ""


Text = str | Sequence[Run]


@dataclass(frozen=True)
class Heading:
    """A heading inside a part. Level 2 is a section ("1.1"), level 3 a sub-section, under a level 2."""

    level: Literal[2, 3]
    text: str
    number: str = ""


@dataclass(frozen=True)
class Lead:
    """An opening paragraph, larger and in river."""

    text: Text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: Text


@dataclass(frozen=True)
class Bullets:
    """A list; `ordered` numbers it."""

    items: Sequence[Text]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    """A sentence lifted out of the text, in italics beside an amber drop."""

    text: Text


@dataclass(frozen=True)
class KeyFigure:
    """A figure in the margin, beside the text that follows it. Several in a row stack."""

    value: str
    label: str
    unit: str = ""
    comparison: str = ""
    derivation: str = ""


@dataclass(frozen=True)
class MarginNote:
    """A reading aid or a qualification in the margin, beside the text that follows it."""

    text: Text
    title: str = ""
    tone: Literal["", "warning"] = ""


@dataclass(frozen=True)
class Column:
    """A column head. `kind` decides alignment: words left, numbers right, notes centred.

    `current` sets the column on paper tone. Neighbours with the same `group` get it as a head above them.
    """

    label: str
    kind: Literal["words", "number", "note"] = "number"
    current: bool = False
    group: str = ""


@dataclass(frozen=True)
class Row:
    """A row. A group row has its first cell only; a part is indented; a sum has a rule above, a total closes.

    A cell that opens with ● ◐ or ○ gets the status mark drawn. `remark` stands small under the first cell.
    """

    cells: Sequence[str]
    kind: Literal["item", "part", "group", "sum", "total"] = "item"
    remark: str = ""


@dataclass(frozen=True)
class Bars:
    """Deviation bars right of the last column: one signed value a row (None: no bar), all on one scale.

    Right of zero is better (river), left is worse (amber); the labels stand in the head.
    """

    values: Sequence[float | None]
    worse: str = "sämre"
    middle: str = "än budget"
    better: str = "bättre"


@dataclass(frozen=True)
class Table:
    """A table under its caption, "Tabell 3. Caption". `unit` ("Kronor") stands in the first column's head.

    Five number columns or more, bars, or columns that need the room make it wide by themselves. `footnotes`
    carry their own ¹ ². `derivations` are ids listed under the table, each a link.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    number: str = ""
    unit: str = ""
    footnotes: Sequence[str] = ()
    derivations: Sequence[str] = ()
    wide: bool = False
    bars: Bars | None = None


@dataclass(frozen=True)
class Chart:
    """A picture over its caption, "Diagram 2. Caption". The SVG is 334 units wide, 468 when `wide`.

    `alt` says in words what the picture shows, and is required. Text in the SVG is in Libertinus Serif.
    """

    caption: str
    alt: str
    svg: str
    number: str = ""
    derivations: Sequence[str] = ()
    wide: bool = False


@dataclass(frozen=True)
class FactGrid:
    """Labels and values under each other with hairlines between; read as text, not as a table."""

    rows: Sequence[tuple[str, Text]]


@dataclass(frozen=True)
class Plate:
    """A piece of text on paper tone, apart from the rest."""

    paragraphs: Sequence[Text]
    title: str = ""


@dataclass(frozen=True)
class Signatory:
    """One who signs. An empty name leaves room to write it; `signed` says when and how it was done."""

    role: str
    name: str = ""
    signed: str = ""


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, two beside each other, after an introduction."""

    people: Sequence[Signatory]
    intro: Text = ""


@dataclass(frozen=True)
class DerivationRow:
    """What one figure is made of. `id` ("h1") is what marks in the text lead to; `url` opens the figure."""

    id: str
    value: str
    what: str
    base: str
    source: str
    url: str = ""


@dataclass(frozen=True)
class Derivation:
    """The härledning: a row for every marked figure. At most one row an id in the whole document."""

    rows: Sequence[DerivationRow]


@dataclass(frozen=True)
class Check:
    """How a reader checks the paper: a QR code with what it says, the address, the code and the checksum."""

    svg: str
    alt: str
    url: str
    shown_url: str
    code: str
    checksum: Sequence[str]  # in lines of groups
    remark: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page."""


Block = (
    Heading | Lead | Paragraph | Bullets | Quote | KeyFigure | MarginNote | Table | Chart
    | FactGrid | Plate | Signatures | Derivation | Check | PageBreak
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A chapter or an appendix. Starts a page; `number` ("1", "Bilaga 1" or none) stands in the margin."""

    title: str
    blocks: Sequence[Block] = ()
    number: str = ""
    subtitle: str = ""


@dataclass(frozen=True)
class Cover:
    """The first page: an SVG over the whole A4 page (portrait), `dark` when it wants white text.

    `caption` says what the picture shows and `adopted` who adopted the document and when; both lower right.
    """

    svg: str
    dark: bool = True
    caption: str = ""
    adopted: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF. `name` is a bare file name, `relationship` what it is to the document."""

    name: str
    mime: str
    description: str
    content: bytes
    relationship: Literal["source", "data", "alternative", "supplement"] = "data"


@dataclass(frozen=True)
class Document:
    """A whole document. `title` is its name everywhere; `kind` and `year` are how the cover writes it.

    Without cover it has no contents either. `mark` ("Ej fastställd") stands in amber in the head of every page.

    `reading_help` is the plate under the contents: (title, text), three beside each other.
    """

    title: str
    kind: str
    year: str
    association: str
    short: str
    cover: Cover | None
    parts: Sequence[Part]
    reading_help: Sequence[tuple[str, Text]] = ()
    attachments: Sequence[Attachment] = ()
    keywords: Sequence[str] = ()
    language: str = "sv"
    mark: str = ""
