"""A table as it is shown: words and numbers already written out, the same for page and print."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class ShownColumn:
    """A column head. `kind` decides alignment: words and dates left, numbers right, notes centred."""

    label: str
    kind: Literal["words", "date", "number", "note"] = "number"
    current: bool = False


@dataclass(frozen=True)
class ShownCell:
    """A cell. `href` opens the figure; `tone` marks a deviation; `reason` says why nothing is shown."""

    text: str
    href: str = ""
    tone: Literal["", "worse"] = ""
    reason: str = ""


@dataclass(frozen=True)
class ShownRow:
    """A row. A group row has its first cell only; a sum has a rule above, a total closes the table."""

    cells: Sequence[ShownCell]
    kind: Literal["item", "part", "group", "sum", "total"] = "item"
    remark: str = ""


@dataclass(frozen=True)
class ShownTable:
    """A whole table. `unit` stands once, in the head; `downloads` are (label, href)."""

    caption: str
    columns: Sequence[ShownColumn]
    rows: Sequence[ShownRow]
    unit: str = ""
    footnotes: Sequence[str] = ()
    downloads: Sequence[tuple[str, str]] = field(default=())
    wide: bool = False
