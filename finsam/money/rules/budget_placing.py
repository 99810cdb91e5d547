"""Where the groups of a budget from a file belong among those the association has: proposed, never settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from finsam.money.rules.budget_words import is_opening_equity, plain, same_name

OPENING_EQUITY = "Ingående eget kapital"
SINGLE_KINDS = frozenset({"income", "financial", "closing_balance"})  # kinds that few have two groups of


@dataclass(frozen=True)
class Known:
    """A group that the association has, with its lines' labels."""

    key: str
    label: str
    kind: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Place:
    """Where a group of the file goes: the key of a group there is, or "" for a new one of the kind."""

    key: str
    kind: str


def propose(groups: Mapping[str, str], lines: Mapping[str, Sequence[str]], known: Sequence[Known]) -> dict[str, Place]:
    """Propose a place for every group of a file: `groups` gives the kind its words say, `lines` its labels.

    Known by name, else by most of its lines, else as the only one of a kind that few have two of.
    """
    placed: dict[str, Place] = {}
    for find in (_by_name, _by_lines, _by_kind):
        for group, kind in groups.items():
            free = [one for one in known if one.key not in {place.key for place in placed.values()}]
            if group not in placed and (found := find(group, kind, lines[group], free)):
                placed[group] = Place(found.key, found.kind)
    return {group: placed.get(group, Place("", kind)) for group, kind in groups.items()}


def _by_name(group: str, kind: str, lines: Sequence[str], known: Iterable[Known]) -> Known | None:
    del kind, lines
    return next((one for one in known if same_name(one.label, group) or plain(one.key) == plain(group)), None)


def _by_lines(group: str, kind: str, lines: Sequence[str], known: Iterable[Known]) -> Known | None:
    del group, kind
    wanted = {plain(label) for label in lines}
    shared = {one.key: len(wanted & {plain(label) for label in one.lines}) for one in known}
    return next((one for one in known if 2 * shared[one.key] > len(wanted)), None)


def _by_kind(group: str, kind: str, lines: Sequence[str], known: Iterable[Known]) -> Known | None:
    del group, lines
    found = [one for one in known if one.kind == kind]
    return found[0] if kind in SINGLE_KINDS and len(found) == 1 else None


def line_label(label: str, kind: str) -> str:
    """Return what a line is called here: what earlier years left has one name, which the plan's equity starts from."""
    return OPENING_EQUITY if kind == "closing_balance" and is_opening_equity(label) else label
