"""What in minutes should not be on the web (R27): the program proposes, the secretary decides."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

IDENTITY = "personnummer"
PHONE = "telefonnummer"
EMAIL = "e-postadress"
GUEST = "gäst vid mötet"
PRIVATE = "kan vara en privatperson"
UNDER_SECRECY = "handling med sekretess"

_IDENTITY = re.compile(
    r"(?<![\d-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])(?:\s?[-+–]\s?|\s?)\d{4}(?![\d-])"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d\w.,-])(?:(?:\+|00)46[\s-]?(?:\(0\))?\d{1,3}|0\d{1,3})[\s/–-]{1,3}\d{2,3}(?:[\s-]?\d{2,3}){1,3}(?!\d)"
)
_MOBILE = re.compile(r"(?<![\d\w.,-])(?:\+46|0046|0)7\d{8}(?!\d)")
_NAME = re.compile(r"\b[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?(?:\s[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?)+")
_SURNAME = re.compile(
    r"(?:son|dotter|ström|berg|bergh|gren|lund|qvist|kvist|holm|blad|blom|stedt|sjö|fors|dahl|dal|strand|vall|wall"
    r"|mark|ander|stad|skog|löf|löv|rot|roth|bäck|ås|näs|hammar|sten|borg|elius|én|zadeh|ić|ic"
    r"|ski|ska|oglu|pour|ahmed|ali|hassan|mohamed|nguyen)$",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"(?:kommun|kommuns|län|läns|region|regionen|kansli|hus|teamet|gruppen|förbundet|kassan|verket)$", re.IGNORECASE
)
_BEFORE = re.compile(  # words that open a sentence or tell an office, before a name
    r"^(?:Ansökan|Av|Beslut|Bilaga|Efter|En|Enligt|Ett|Från|För|Hos|Med|Men|Mot|När|Och|Om|Projektansökan|På|Rapport"
    r"|Redovisning|Samt|Till|Under|Vid"
    r"|(?:Vice )?[Oo]rdföranden?|Ersättaren?|Justeraren?|Ledamot(?:en)?|Sekreteraren?|Revisorn?|Samordnaren?"
    r"|Handläggaren?|Herr|Fru|\w+chef(?:en)?)\s"
)


@dataclass(frozen=True)
class Proposal:
    """A phrase that should perhaps be left out, and why."""

    phrase: str
    why: str


def proposals(
    texts: Iterable[str], *, guests: Iterable[str] = (), secret: Iterable[str] = (), keep: Iterable[str] = ()
) -> list[Proposal]:
    """Return what to leave out of texts, each phrase once: numbers, addresses, guests, and what looks like a name.

    `keep` is what stays, as the names of those with a seat and of organisations: no name within it is proposed.
    """
    stays = [_plain(phrase) for phrase in keep if phrase]
    found: dict[str, Proposal] = {}
    for phrase in secret:
        _add(found, phrase, UNDER_SECRECY)
    for phrase in guests:
        _add(found, phrase, GUEST)
    for text in texts:
        for phrase, why in _patterns(text, lambda name: any(_within(name, kept) for kept in stays)):
            _add(found, phrase, why)
    return list(found.values())


def _add(found: dict[str, Proposal], phrase: str, why: str) -> None:
    phrase = " ".join(phrase.split())
    if phrase and not any(_plain(phrase) == _plain(known) for known in found):
        found[phrase] = Proposal(phrase, why)


def _patterns(text: str, stays: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    taken: list[tuple[int, int]] = []
    for pattern, why in ((_EMAIL, EMAIL), (_MOBILE, PHONE), (_IDENTITY, IDENTITY), (_PHONE, PHONE)):
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield match[0].strip(".-"), why
    for match in _NAME.finditer(text):
        name = _BEFORE.sub("", match[0])
        if " " in name and _SURNAME.search(name) and not _PLACES.search(name) and not stays(name):
            yield name, PRIVATE


def _within(name: str, kept: str) -> bool:
    return _plain(name) in kept or kept in _plain(name)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
