"""Deadlines, legal numbers and choices, each with its law and the day it holds from (rule R47)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Known:
    """A provision the program knows: what it is, its law or rule, and the value that holds unless decided otherwise."""

    key: str
    label: str
    kind: str  # of CHECKS, or text
    value: str
    law: str
    valid_from: date = date(2004, 1, 1)


KNOWN = (
    Known("adjust_days", "Protokollet justeras senast, dagar efter mötet", "days", "14", "5 kap. 69 § kommunallagen"),
    Known("announce_days", "Anslås senast, dagar efter justeringen", "days", "2", "8 kap. 9 § kommunallagen"),
    Known("appeal_days", "Tid för överklagande, dagar från anslaget", "days", "21", "13 kap. 5 § kommunallagen"),
    Known("appeal_moves", "Sista dagen flyttas från helg till vardag", "yes_no", "nej", "lagen (1930:173)"),
    Known("calling_days", "Kallelsen skickas senast, dagar före mötet", "days", "7", "förbundsordningen"),
    Known("quorum", "Beslutsfört när fler än den här delen är på plats", "fraction", "1/2",
          "6 kap. 27 § kommunallagen"),
    Known("same_member", "Ersättare tjänstgör bara för samma medlem", "yes_no", "ja", "praxis; förbundsordningen"),
    Known("distance", "Styrelsen har beslutat om deltagande på distans", "yes_no", "nej", "19 a § lagen (2003:1210)"),
    Known("diary_form", "Diarienumrets form", "diary_form", "{förbund} {år}-{nummer}", "5 kap. 2 § offentlighets- och "
          "sekretesslagen"),
    Known("section_prefix", "Bokstäver före paragrafens nummer", "text", "", "eget val"),
    Known("kept_at", "Protokollen förvaras", "text", "", "8 kap. 10 § kommunallagen"),
    Known("decision_reminder_days", "Påminn om beslut som ska vara utförda, dagar före", "days", "14", "eget val"),
    Known("application_answer_months", "Ansökan besvaras senast, månader från att den kom", "months", "2",
          "eget mål; finansieringspolicyn"),
    Known("agreement_months", "Avtal senast, månader efter beslutet om finansiering", "months", "1",
          "eget mål; finansieringspolicyn"),
    Known("report_reminder_days", "Påminn om uppföljningsrapporter, dagar före", "days", "14", "eget val"),
    Known("budget_decided_by", "Budgeten för nästa år fastställs senast (månad-dag)", "month_day", "11-30",
          "23 § lagen (2003:1210)"),
    Known("discharge_reminder", "Påminn om ansvarsfrihet från och med (månad-dag)", "month_day", "10-31", "eget val"),
)  # fmt: skip
BY_KEY = {known.key: known for known in KNOWN}
LONGEST = 200


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

    def months(self, key: str) -> int:
        """Return a number of months."""
        return int(self.text(key))

    def holds(self, key: str) -> bool:
        """Tell whether a choice is made."""
        return self.text(key) == "ja"

    def day_of(self, key: str, year: int) -> date:
        """Return a day that comes every year (month-day), in the year."""
        return date.fromisoformat(f"{year}-{self.text(key)}")

    def fraction(self, key: str) -> Fraction:
        """Return a share, as of the seats."""
        return Fraction(self.text(key))


def check_value(key: str, value: str) -> str:
    """Return the value as it is kept if the provision can have it. Raises ValueError with a Swedish sentence."""
    known = BY_KEY.get(key)
    if known is None:
        raise ValueError(f"”{key}” är ingen bestämmelse. De som finns: {', '.join(BY_KEY)}.")
    value = value.strip()
    if len(value) > LONGEST:
        raise ValueError(f"{known.label}: högst {LONGEST} tecken. Nu är det {len(value)}.")
    if known.kind in CHECKS:
        CHECKS[known.kind](known, value)
    return value


def _check_days(known: Known, value: str) -> None:
    if not re.fullmatch("[0-9]{1,3}", value):
        raise ValueError(f"”{value}” är inget antal dagar. Skriv ett heltal under tusen, som {known.value}.")


def _check_months(known: Known, value: str) -> None:
    if not re.fullmatch("[1-9]|1[0-9]|2[0-4]", value):
        raise ValueError(f"”{value}” är inget antal månader. Skriv ett heltal från 1 till 24, som {known.value}.")


def _check_yes_no(known: Known, value: str) -> None:
    if value not in {"ja", "nej"}:
        raise ValueError(f"”{value}” går inte här. Skriv ja eller nej. Utan eget beslut gäller {known.value}.")


def _check_quorum(known: Known, value: str) -> None:
    found = re.fullmatch("([0-9]{1,3})/([0-9]{1,3})", value)
    numerator, denominator = map(int, found.groups()) if found else (0, 0)
    if not 0 < numerator < denominator:
        raise ValueError(f"”{value}” är ingen del av det hela. Skriv ett bråk, som {known.value} eller 2/3.")
    if numerator * 2 < denominator:
        raise ValueError(
            f"{value} är för litet: fler än hälften måste vara på plats, {known.law}. Skriv 1/2 eller mer."
        )


def _check_month_day(known: Known, value: str) -> None:
    try:
        date.fromisoformat(f"2023-{value}")  # a year without leap day: the day must come every year
    except ValueError:
        raise ValueError(f"”{value}” är ingen dag på året. Skriv månad och dag, som {known.value}.") from None


def _check_diary_form(known: Known, value: str) -> None:
    fields = re.findall("{(.*?)}", value)
    left = re.sub("{.*?}", "", value)
    if "nummer" not in fields or set(fields) - {"förbund", "år", "nummer"} or "{" in left or "}" in left:
        raise ValueError(
            f"”{value}” går inte att skriva nummer med. Använd {{nummer}}, och om ni vill {{förbund}} och {{år}}, "
            f"som {known.value}."
        )


CHECKS: dict[str, Callable[[Known, str], None]] = {
    "days": _check_days,
    "months": _check_months,
    "yes_no": _check_yes_no,
    "fraction": _check_quorum,
    "month_day": _check_month_day,
    "diary_form": _check_diary_form,
}
