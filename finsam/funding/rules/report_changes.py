"""What differs between two wordings of a follow-up report, and between its figures then and now."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Place = tuple[str, str, str]
"""A table's name, a row's label and a column's label."""


@dataclass(frozen=True)
class Piece:
    """Some words of a text: the same in both, added or removed."""

    text: str
    kind: str = ""  # "", "added" or "removed"


def word_changes(was: str, now: str) -> list[Piece]:
    """Return the new text in pieces, with what was removed where it stood."""
    before, after = _words(was), _words(now)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("".join(after[c:d])))
            continue
        pieces += [Piece("".join(before[a:b]), "removed")] if a < b else []
        pieces += [Piece("".join(after[c:d]), "added")] if c < d else []
    return pieces


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


@dataclass(frozen=True)
class Differing:
    """A number that was one thing when the report was sent and is another now."""

    table: str
    row: str
    column: str
    then: str
    now: str

    @property
    def said(self) -> str:
        """Where, and both values: "Kvinnor: då 61, nu 63"."""
        where = ", ".join(dict.fromkeys(filter(None, (self.table, self.row, self.column))))
        return f"{where}: då {self.then}, nu {self.now}."


def figure_differences(then: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> list[Differing]:
    """Return every number of the tables, as kept with a version, that is not the same in both."""
    before, after = dict(_cells(then)), dict(_cells(now))
    return [
        Differing(place[0], place[1], place[2], before.get(place, "inget"), after.get(place, "inget"))
        for place in [*before, *(place for place in after if place not in before)]
        if before.get(place) != after.get(place)
    ]


def _cells(tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Place, str]]:
    for table in tables:
        heads: Sequence[str] = [column["label"] for column in table["columns"]]
        for row in table["rows"]:
            for head, text in zip(heads[1:], row["cells"][1:], strict=False):
                yield (table["caption"], row["cells"][0], head), text


def merged_texts(
    *, stored: Mapping[str, str], typed: Mapping[str, str], base: Mapping[str, str], mark: Any
) -> tuple[dict[str, str], list[str]]:
    """Join what two have written in different sections since the same beginning.

    `base` holds the marks (`mark(text)`) of the texts the typed ones were written from. Returns the joined texts, and
    the keys where both have written: there the stored text stands.
    """
    joined, clashing = dict(stored), []
    for key, text in typed.items():
        kept = stored.get(key, "")
        if text == kept or mark(text) == base.get(key):
            continue
        if mark(kept) == base.get(key):
            joined[key] = text
        else:
            clashing.append(key)
    return joined, clashing
