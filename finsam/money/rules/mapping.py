"""Proposals of what an account or an object of the ledger belongs to, each with its reason; a person decides (R13)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from finsam.kernel.swedish import listed
from finsam.money.rules.statements import BY_KEY

LIKE = 0.75
"""So alike must two names be, from 0 to 1, for the one to be proposed for the other."""

_GROUPS = {  # Kommun-Bas by its first digits, the longest that fits; class 9 is internal and says nothing
    **dict.fromkeys(("10", "11", "12", "13"), ("fixed_assets", "Grupp 10–13 är anläggningstillgångar")),
    **dict.fromkeys(("15", "16", "17"), ("receivables", "Grupp 15–17 är fordringar")),
    "18": ("investments", "Grupp 18 är kortfristiga placeringar"),
    "19": ("cash", "Grupp 19 är kassa och bank"),
    "20": ("other_equity", "Grupp 20 är eget kapital"),
    **dict.fromkeys(("21", "22"), ("provisions", "Grupp 21–22 är avsättningar")),
    "23": ("long_liabilities", "Grupp 23 är långfristiga skulder"),
    **dict.fromkeys(("24", "25", "26", "27", "28", "29"), ("short_liabilities", "Grupp 24–29 är kortfristiga skulder")),
    "3": ("income", "Klass 3 är intäkter"),
    **dict.fromkeys(("4", "5", "6", "7"), ("costs", "Klass 4–7 är kostnader")),
    "79": ("depreciation", "Grupp 79 är avskrivningar"),
    "84": ("financial_income", "Grupp 84 är finansiella intäkter"),
    "85": ("financial_costs", "Grupp 85 är finansiella kostnader"),
    **dict.fromkeys(("87", "88"), ("extraordinary", "Grupp 87–88 är extraordinära poster")),
    "89": ("closing", "Grupp 89 för över årets resultat till balansräkningen"),
}
_KINDS = {  # #KTYP: what the file itself says the account is
    "T": ("en tillgång", {"fixed_assets", "receivables", "investments", "cash"}),
    "S": (
        "en skuld eller eget kapital",
        {"result_of_year", "other_equity", "provisions", "long_liabilities", "short_liabilities"},
    ),
    "I": ("en intäkt", {"income", "financial_income", "extraordinary", "closing"}),
    "K": ("en kostnad", {"costs", "depreciation", "financial_costs", "extraordinary", "closing"}),
}
_SHORTEST_NEIGHBOUR = 2
_NEIGHBOURS_NAMED = 3


@dataclass(frozen=True)
class Proposal:
    """What is proposed and why; an empty value with the reason why nothing is."""

    value: str
    reason: str


@dataclass(frozen=True)
class Owner:
    """Something an object can belong to: its id, what it is called, and the names its objects have had."""

    key: str
    name: str
    object_names: Sequence[str] = ()


def propose_account(number: str, name: str, kind: str, known: Mapping[str, str]) -> Proposal:
    """Propose the label of a statement line for an account. `kind` is the file's #KTYP or "".

    `known` is the label of each account the association has: what its neighbours belong to comes before the classes
    of Kommun-Bas, since a chart may be the association's own.
    """
    found = _of_name(number, name) or _of_neighbours(number, known) or _of_class(number)
    if kind in _KINDS and found.value:
        said, fitting = _KINDS[kind]
        if found.value not in {BY_KEY[key].label for key in fitting}:
            return Proposal("", f"{found.reason}, men filen säger att kontot är {said}. Välj själv.")
    return Proposal(found.value, f"{found.reason}.")


def _of_neighbours(number: str, known: Mapping[str, str]) -> Proposal | None:
    """Look at the accounts that share most first digits; they must all belong to the same line."""
    for length in range(len(number) - 1, _SHORTEST_NEIGHBOUR - 1, -1):
        near = {other: label for other, label in known.items() if other[:length] == number[:length] and other != number}
        if near:
            return _agreed(near)
    return None


def _agreed(near: Mapping[str, str]) -> Proposal | None:
    if len(set(near.values())) > 1:
        return None
    names = sorted(near)[:_NEIGHBOURS_NAMED]
    more = [f"{len(near) - len(names)} till"] if len(near) > len(names) else []
    return Proposal(next(iter(near.values())), f"Som {listed([*names, *more])}")


def _of_name(number: str, name: str) -> Proposal | None:
    """Two names say more than any number: depreciation among the costs, and the year's result in the equity."""
    words = name.casefold()
    if number.startswith("20") and "årets resultat" in words:
        return Proposal(BY_KEY["result_of_year"].label, f"Kontot heter ”{name}” och grupp 20 är eget kapital")
    if number[:1] in {"6", "7"} and "avskrivning" in words:
        return Proposal(BY_KEY["depreciation"].label, f"Kontot heter ”{name}”")
    return None


def _of_class(number: str) -> Proposal:
    found = next((_GROUPS[number[:length]] for length in (2, 1) if number[:length] in _GROUPS), None)
    if not found:
        return Proposal("", "Kontoplanen säger inget om kontot. Välj själv")
    key, reason = found
    return Proposal(BY_KEY[key].label, f"{reason} i Kommun-Bas")


def propose_owner(name: str, owners: Sequence[Owner], what: str) -> Proposal:
    """Propose the key of what an object belongs to by its name; `what` is the Swedish word for it, definite form.

    Nothing is proposed when two are as near.
    """
    if not name.strip():
        return Proposal("", "Objektet har inget namn i filen. Välj själv.")
    scores = Counter({owner.key: max(_scores(name, owner)) for owner in owners})
    best = scores.most_common(2)
    if not best or best[0][1] < LIKE or (len(best) > 1 and best[0][1] == best[1][1]):
        return Proposal("", "")
    owner = next(owner for owner in owners if owner.key == best[0][0])
    if _plain(name) == _plain(owner.name):
        return Proposal(owner.key, f"Heter som {what}.")
    if any(_plain(name) == _plain(other) for other in owner.object_names):
        return Proposal(owner.key, f"{what.capitalize()} har haft ett objekt med samma namn.")
    return Proposal(owner.key, f"Namnet liknar {what}s.")


def _scores(name: str, owner: Owner) -> Iterable[float]:
    return (_likeness(_plain(name), _plain(other)) for other in (owner.name, *owner.object_names))


def _likeness(one: str, other: str) -> float:
    words, others = set(one.split()), set(other.split())
    if words and others and (words <= others or others <= words):
        return 0.9 if words != others else 1.0
    return SequenceMatcher(None, one, other).ratio()


def _plain(name: str) -> str:
    """Return a name as words without case, hyphens and commas."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
