"""Deadlines, legal numbers and choices, each with its law and the day it holds from (rule R47)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Known:
    """A provision the program knows: what it is, its law or rule, and the value that holds unless decided otherwise."""

    key: str
    label: str
    kind: str  # "days", "yes_no", "fraction", "text"
    value: str
    law: str
    valid_from: date = date(2004, 1, 1)


KNOWN = (
    Known("adjust_days", "Protokollet justeras senast, dagar efter mötet", "days", "14", "5 kap. 69 § kommunallagen"),
    Known("announce_days", "Anslås senast, dagar efter justeringen", "days", "2", "8 kap. 9 § kommunallagen"),
    Known("appeal_days", "Tid för överklagande, dagar från anslaget", "days", "21", "13 kap. 5 § kommunallagen"),
    Known("appeal_moves", "Sista dagen flyttas från helg till vardag", "yes_no", "nej", "lagen (1930:173)"),
    Known("calling_days", "Kallelsen skickas senast, dagar före mötet", "days", "7", "förbundsordningen"),
    Known("quorum", "Beslutsfört när fler än den här delen är på plats", "fraction", "1/2", "6 kap. 27 § KL"),
    Known("same_member", "Ersättare tjänstgör bara för samma medlem", "yes_no", "ja", "regel R18"),
    Known("distance", "Styrelsen har beslutat om deltagande på distans", "yes_no", "nej", "19 a § lagen (2003:1210)",
          date(2004, 1, 1)),
    Known("diary_form", "Diarienumrets form", "text", "{förbund} {år}-{nummer}", "5 kap. 2 § offentlighets- och "
          "sekretesslagen"),
    Known("section_prefix", "Bokstäver före paragrafens nummer", "text", "", "regel R23"),
    Known("kept_at", "Protokollen förvaras", "text", "", "8 kap. 10 § kommunallagen"),
    Known("decision_reminder_days", "Påminn om beslut som ska vara utförda, dagar före", "days", "14", "eget val"),
    Known("discharge_reminder", "Påminn om ansvarsfrihet från och med (månad-dag)", "text", "10-31", "regel R29"),
)  # fmt: skip
BY_KEY = {known.key: known for known in KNOWN}


@dataclass(frozen=True)
class Decided:
    """An association's own value of a provision, from a day on."""

    key: str
    value: str
    valid_from: date


class Provisions:
    """What holds for an association on a day: its own newest value, else the shipped one."""

    def __init__(self, own: Iterable[Decided], on: date) -> None:
        in_force = sorted((d for d in own if d.valid_from <= on), key=lambda d: d.valid_from)
        self._own = {decided.key: decided.value for decided in in_force}

    def text(self, key: str) -> str:
        """Return the value as written. Raises KeyError for a provision nobody knows."""
        return self._own.get(key, BY_KEY[key].value)

    def days(self, key: str) -> int:
        """Return a number of days."""
        return int(self.text(key))

    def holds(self, key: str) -> bool:
        """Tell whether a choice is made."""
        return self.text(key) == "ja"

    def fraction(self, key: str) -> Fraction:
        """Return a share, as of the seats."""
        return Fraction(self.text(key))


def check_value(key: str, value: str) -> str:
    """Return the value if the provision can have it. Raises ValueError with a Swedish sentence."""
    known = BY_KEY.get(key)
    if known is None:
        msg = f"”{key}” är ingen bestämmelse. De som finns: {', '.join(BY_KEY)}."
        raise ValueError(msg)
    if known.kind == "days" and not (value.isdigit() and int(value) < 1000):
        msg = f"”{value}” är inget antal dagar. Skriv ett heltal, som {known.value}."
        raise ValueError(msg)
    if known.kind == "yes_no" and value not in {"ja", "nej"}:
        msg = f"”{value}” går inte här. Skriv ja eller nej."
        raise ValueError(msg)
    if known.kind == "fraction":
        _check_fraction(value)
    return value


def _check_fraction(value: str) -> None:
    try:
        share = Fraction(value)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 < share < 1:
        msg = f"”{value}” är ingen del av det hela. Skriv ett bråk, som 1/2 eller 2/3."
        raise ValueError(msg)
