"""What the components take: small frozen records, words and numbers already written out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from finsam.ui.tables import ShownTable


@dataclass(frozen=True)
class Link:
    """A word and where it leads. Without a url it is the place itself (last crumb, chosen year)."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """A view of one thing; `count` stands in grey after the word."""

    label: str
    url: str
    current: bool = False
    count: int | str | None = None


@dataclass(frozen=True)
class Chip:
    """A filter. On: `url` takes it away. Off: `url` chooses it, or `choices` open as a list."""

    label: str
    url: str = ""
    on: bool = False
    choices: Sequence[Link] = ()


@dataclass(frozen=True)
class Fact:
    """A line of a definition list."""

    term: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """A large number, what it is, and what to compare it with. `worse` writes it in amber."""

    value: str
    label: str
    comparison: str = ""
    url: str = ""
    worse: bool = False


@dataclass(frozen=True)
class Swatch:
    """An entry of a legend."""

    kind: Literal["s1", "s2", "s3", "s4", "s5", "s6", "sunk", "amber", "tick", "solid", "dashed", "dotted"]
    label: str


@dataclass(frozen=True)
class OpenedFigure:
    """A figure that has been opened: value, how it is made, the rows behind it and where else it is used."""

    name: str
    value: str
    facts: Sequence[Fact]
    table: ShownTable | None = None
    rows: Link | None = None
    rows_remark: str = ""
    uses: Sequence[Link] = ()
    uses_remark: str = ""
    close_url: str = ""


@dataclass(frozen=True)
class Fault:
    """Something that has to be put right, and the field it stands in."""

    label: str
    text: str
    target: str = ""


@dataclass(frozen=True)
class Contradiction:
    """A text that says one thing and a figure that says another. `use_url` is posted to."""

    what: str
    where: str
    why: str
    written: str
    calculated: str
    use: str = ""
    use_url: str = ""
    explain_url: str = ""
    written_in: str = "Text"
    calculated_in: str = "Uträknat"


@dataclass(frozen=True)
class Moment:
    """A point on a line of time."""

    time: str
    label: str
    detail: str = ""
    url: str = ""
    state: Literal["past", "now", "coming"] = "coming"
