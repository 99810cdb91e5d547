"""Two who write in the same application at once: what only one of them changed is kept, what both changed is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True)
class Clash:
    """A field that both changed: what this writer typed, and what was saved meanwhile."""

    key: str
    typed: str
    saved: str


@dataclass(frozen=True)
class Merged:
    """What to save, by field; and the fields where one of the writers has to choose."""

    values: Mapping[str, str]
    clashes: tuple[Clash, ...]


def mark(text: str) -> str:
    """Return a short mark of a text: equal texts have equal marks. Line ends and spaces around it do not count."""
    return blake2b(plain(text).encode(), digest_size=4).hexdigest()


def plain(text: str) -> str:
    """Return the text with line ends of one kind and nothing around it."""
    return "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").strip().splitlines())


def merged(*, base: Mapping[str, str], saved: Mapping[str, str], typed: Mapping[str, str]) -> Merged:
    """Merge what was typed with what is saved. `base` has the mark of each field as it was when the form was shown.

    A field nobody else changed takes what was typed; one that only the other changed, or that was not in the form,
    keeps what is saved. A field without a mark was empty.
    """
    values, clashes = dict(typed), []
    for key in sorted({*saved, *typed}):
        mine, theirs = plain(typed.get(key, "")), plain(saved.get(key, ""))
        before = base.get(key, mark(""))
        if key not in typed or (mark(mine) == before != mark(theirs)):
            values[key] = theirs
        elif mine != theirs and mark(theirs) != before:
            clashes.append(Clash(key, mine, theirs))
    return Merged(values, tuple(clashes))
