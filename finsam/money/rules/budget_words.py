"""What the words of a budget on paper mean: amounts as people write them, sums, headings and kinds of groups."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from finsam.kernel.amounts import round_half_up

NO_AMOUNT = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"})
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_UNIT = re.compile(r"(?:kr|kronor|sek|:-)$", re.IGNORECASE)
_MINUSES = "\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
LARGEST = 10**12  # kronor: more than this is a slip of the keyboard


def read_amount(written: str, unit: int = 1) -> int | None:
    """Return an amount as people write it ("-1 234,50", "(1 234)", "1.234,50 kr") as öre; None when nothing is there.

    `unit` is kronor per one: 1000 when the head says tkr. Raises ValueError with a Swedish sentence.
    """
    text = _SPACES.sub("", written)
    for sign in _MINUSES:
        text = text.replace(sign, "-")
    text = _UNIT.sub("", text)
    if text in NO_AMOUNT:
        return None
    negative, digits = _sign(text)
    if not _NUMBER.fullmatch(digits):
        raise ValueError(f"”{written.strip()}” är inget belopp. Skriv bara siffror, och kommentarer i en egen kolumn.")
    return (-1 if negative else 1) * as_ore(_decimal(digits, written, unit), unit)


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1]
    if text.endswith("-") and not text.startswith("-"):
        return True, text[:-1]
    return (True, text[1:]) if text.startswith("-") else (False, text.removeprefix("+"))


def _decimal(digits: str, written: str, unit: int) -> Decimal:
    """Tell thousands from decimals: the last of two kinds parts the decimals; so does one alone, not before three."""
    marks = [mark for mark in digits if mark in ".,"]
    last = marks[-1] if marks else ""
    whole, _, decimals = digits.rpartition(last) if last else (digits, "", "")
    if len(marks) > 1 and len(set(marks)) == 1:
        whole, decimals = digits, ""
    elif len(marks) == 1 and len(decimals) == len("000") and unit == 1:
        raise ValueError(
            f"”{written.strip()}” kan vara både tusental och decimaler. "
            f"Skriv {whole}{decimals}, eller {whole},{decimals[:2]}."
        )
    return Decimal(f"{re.sub(r'[.,]', '', whole) or 0}.{decimals or 0}")


def as_ore(number: Decimal | float, unit: int = 1) -> int:
    """Return kronor, or thousands of them, as whole öre. Raises ValueError when it is no amount of this world."""
    try:
        kronor = Decimal(str(number)) * unit
        if abs(kronor) < LARGEST:
            return int(round_half_up(kronor * 100))
    except InvalidOperation:
        pass
    raise ValueError(f"”{number}” är inget belopp. Skriv talet med siffror.")


# words


def plain(label: str) -> str:
    """Return a label as it is compared: small letters, one space, no marks at the ends."""
    return re.sub(r"\s+", " ", re.sub(r"[_\u00a0]", " ", label)).strip(" :.,;*–-").casefold()


_TOTAL = re.compile(r"^(?:delsumma|summa|summor|s:a|sa|totalt|totala|total|sum)\b[:.]?\s*")
_NO_MATTER = {"och", "samt", "för", "av", "i", "summa", "summor", "s:a", "totalt", "total", "totala", "delsumma", "sum"}


def summed_name(label: str) -> str | None:
    """Return what a sum says that it sums: "insatser" of "Summa insatser", "" of "Summa"; None when it is no sum."""
    found = _TOTAL.match(plain(label))
    return plain(label)[found.end() :].strip() if found else None


def same_name(one: str, other: str) -> bool:
    """Whether two names have the same words, whatever their order and the small words between them."""
    return bool(_names(one)) and _names(one) == _names(other)


def _names(label: str) -> set[str]:
    return set(re.findall(r"[\wåäöéü]+", plain(label))) - _NO_MATTER


_CLOSING = re.compile(r"\bub\b|utgående|vid (?:årets|periodens|året[s]?) slut|31 ?dec|slut(?:et)? av året|utg\.")
_OPENING = re.compile(r"\bib\b|ingående|vid årets början|1 ?jan|ing\.|från (?:tidigare|föregående) år|balanserat")
_EQUITY = re.compile(r"eget kapital|egna kapital|\bek\b")
_BEFORE = re.compile(
    r"^(?:rörelse|drifts?|verksamhets)[- ]?resultat|verksamhetens resultat|resultat före|före finansiella"
)
_RESULT = re.compile(
    r"^(?:(?:årets|periodens|budgeterat|beräknat|totalt?|slutligt) )?(?:netto)?resultat(?:et|budget)?"
    r"(?: efter .*| [0-9]{4}| inkl.*| \(.*)?$"
    r"|^netto$|^(?:årets )?(?:överskott ?/ ?underskott|över-? ?(?:/|och|eller) ?-?underskott)|^differens$"
)
_INCOME = re.compile(
    r"intäkt|inkomst|medlemsbidrag|medlemsavgift(?!.*nns)|bidrag från|statsbidrag|tilldelning|\bincome\b"
)
_FINANCIAL = re.compile(r"finansiell|finansnetto|ränt[ae]|\bfinancial\b")
_COSTS = re.compile(r"kostnad|utgift|\bcosts?\b")
_ALL_COSTS = re.compile(r"inkl|verksamhetens (?:kostnad|utgift)|^(?:alla |totala )?(?:kostnader|utgifter)$|samtliga")
_ALL_INCOME = re.compile(r"verksamhetens (?:intäkt|inkomst)|^(?:alla |totala )?(?:intäkter|inkomster)$|intäkter totalt")
_BALANCE = re.compile(r"eget kapital|balans|likvid|kassa|\bclosing_balance\b|\bequity\b")
_INTERVENTIONS = re.compile(r"insats|projekt|samverkan|aktivitet|individ|struktur|uppdrag|team|\binterventions?\b")


def is_closing_equity(label: str) -> bool:
    """Whether a label says equity when the year ends."""
    name = plain(label)
    return bool(_CLOSING.search(name) and (_EQUITY.search(name) or "balans" in name)) or bool(
        _EQUITY.search(name) and summed_name(label) is not None and not _OPENING.search(name)
    )


def is_opening_equity(label: str) -> bool:
    """Whether a label says equity when the year begins, or what earlier years left."""
    return bool(_OPENING.search(plain(label))) and not is_closing_equity(label)


def is_before_financial(label: str) -> bool:
    """Whether a label says the result before financial items."""
    return bool(_BEFORE.search(plain(label)))


def is_result(label: str) -> bool:
    """Whether a label says the result of the year."""
    return bool(_RESULT.search(plain(label))) and not is_before_financial(label) and not is_opening_equity(label)


def says_financial(label: str) -> bool:
    """Whether a label is about interest and other financial items."""
    return bool(_FINANCIAL.search(plain(label)))


def says_income(label: str) -> bool:
    """Whether a label is about income."""
    return bool(_INCOME.search(plain(label))) and not says_financial(label)


def says_costs(label: str) -> bool:
    """Whether a label is about costs."""
    return bool(_COSTS.search(plain(label)))


def is_all_costs(label: str) -> bool:
    """Whether a sum of this name is of all costs before the financial."""
    name = summed_name(label)
    return bool(_ALL_COSTS.search(plain(label)) or (name is not None and _ALL_COSTS.search(name)))


def is_all_income(label: str) -> bool:
    """Whether a sum of this name is of all income."""
    name = summed_name(label)
    return bool(_ALL_INCOME.search(plain(label)) or (name is not None and _ALL_INCOME.search(name)))


def is_sum(label: str) -> bool:
    """Whether a row with this label can be nothing but a sum."""
    if summed_name(label) is not None:
        return True
    return is_closing_equity(label) or is_before_financial(label) or is_result(label)


def kind_of(label: str, amounts: Iterable[int]) -> str:
    """Propose what the lines of a group are, by the words of its heading and else by their signs. Costs negative."""
    name = plain(label)
    if _BALANCE.search(name):
        return "closing_balance"
    if says_financial(label):
        return "financial"
    if _INCOME.search(name):
        return "income"
    known = [ore for ore in amounts if ore]
    if _INTERVENTIONS.search(name):
        return "interventions"
    if known and all(ore > 0 for ore in known) and not says_costs(label):
        return "plus"
    return "administration"
