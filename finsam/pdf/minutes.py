"""The papers of a meeting as they are printed: minutes, extracts, notices, callings.

Words already written out, as in `document.py`. A § has labels in the margin, which are headings of level 3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from finsam.kernel.faults import Fault
from finsam.pdf.document import Bullets, Chart, Check, FactGrid, Paragraph, Table, Text


@dataclass(frozen=True)
class Attendant:
    """Somebody on the cover sheet: name, what they are, and in which §§."""

    name: str
    what: str
    remark: str = ""
    strong: bool = False


@dataclass(frozen=True)
class CoverRow:
    """A label and what it says: words, or persons."""

    label: str
    text: Text = ""
    persons: Sequence[Attendant] = ()


@dataclass(frozen=True)
class Cover:
    """Labels and values over the whole width, hairlines between; read as text, not as a table."""

    rows: Sequence[CoverRow]


@dataclass(frozen=True)
class Foot:
    """Short texts beside each other on a plate at the foot of the page."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Clauses:
    """An introduction and its att-satser, each with "att" set hanging: "Styrelsen beslutar"."""

    intro: Text
    lines: Sequence[Text]


Content = Paragraph | Bullets | Table | Clauses


@dataclass(frozen=True)
class Section:
    """What stands under one label of a §. A decision is set on a plate, a reservation beside an amber edge.

    Without a label it is running text directly under the title.
    """

    label: str
    blocks: Sequence[Content]
    kind: Literal["", "decision", "reservation"] = ""


@dataclass(frozen=True)
class Matter:
    """A § or an item of an agenda: number in the margin, title, sections. `mark` is said in amber after the title."""

    number: str
    title: str
    sections: Sequence[Section] = ()
    mark: str = ""


@dataclass(frozen=True)
class Certified:
    """Who certifies an extract, how and when; the checksum and code to check it with when there are any."""

    who: str
    how: str
    checksum: str = ""
    svg: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Intro:
    """A paragraph before the rest."""

    text: Text


PaperBlock = Cover | Foot | Matter | Check | Certified | Intro | Table | Chart | FactGrid


@dataclass(frozen=True)
class PaperPart:
    """A part: begins a page, its title is a heading of level 1."""

    title: str
    blocks: Sequence[PaperBlock]
    subtitle: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole paper. `kind` stands in the running head, with `state` ("Utkast, ej justerat") in amber after it.

    `foot` stands at the foot of every page beside its number; `more_pages` are those that other files add after.
    """

    title: str
    kind: str
    association: str
    foot: str
    parts: Sequence[PaperPart]
    state: str = ""
    more_pages: int = 0
    keywords: Sequence[str] = ()
    language: str = "sv"


def paper_faults(paper: Paper) -> Iterator[Fault]:
    """Everything that keeps the paper from being set, or from being read by everyone."""
    for name in ("title", "language", "association"):
        if not getattr(paper, name).strip():
            yield Fault(f"Dokumentet saknar {name}.")
    for part in paper.parts:
        if not part.title.strip():
            yield Fault("En del av dokumentet saknar rubrik.")
        for block in part.blocks:
            yield from _faults(block)


def _faults(block: PaperBlock) -> Iterator[Fault]:
    match block:
        case Matter(number, title) if not title.strip():
            yield Fault(f"{number or 'En punkt'} saknar rubrik.")
        case Chart(caption, alt) if not alt.strip():
            yield Fault(f"Diagrammet ”{caption}” saknar text som säger vad det visar (alt).")
        case Check(svg, alt) | Certified(svg=svg, alt=alt) if svg and not alt.strip():
            yield Fault("Koden saknar text som säger vad den leder till (alt).")
