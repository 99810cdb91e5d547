"""What an intervention is recognised by where only words tell it."""

import re

_WORD = re.compile(r"[a-zåäöé]+")


def is_named(group: str, title: str) -> bool:
    """Whether a group asked in a survey is named after the intervention: "Personal Coachingteam" is Coachingteamet's.

    The first word of the title decides, with or without its ending and a joining s.
    """
    first = next(iter(_WORD.findall(title.lower())), "")
    stem = _plain(first)
    return len(stem) > 3 and any(_plain(word) == stem for word in _WORD.findall(group.lower()))


def _plain(word: str) -> str:
    for ending in ("teamet", "projektet"):
        if word.endswith(ending):
            word = word.removesuffix("et")
    return word.replace("s", "")


def key_of(title: str, taken: frozenset[str]) -> str:
    """Return a key for the address: "Coachingteam Nora" is coachingteam-nora; with a number where it is taken."""
    plain = title.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "insats"
    if key not in taken:
        return key
    return next(f"{key}-{number}" for number in range(2, 10_000) if f"{key}-{number}" not in taken)
