"""The kinds of columns a bundle's files have: how a written value is read, and written again."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Choices

from finsam.kernel.amounts import decimal_kronor, parse_ore
from finsam.kernel.identity import looks_like_identity_number
from finsam.kernel.swedish import listed

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Column:
    """A column of a file and the field it fills.

    `read` raises ValueError with a Swedish sentence. `link` names the field by which another table's row is
    pointed at. A column with a `default` may be left out of the file.
    """

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    field: str = ""
    required: bool = False
    default: bool = False
    link: str = ""

    @property
    def fills(self) -> str:
        """The name of the model's field."""
        return self.field or self.name


def text(name: str, **about: Any) -> Column:
    """Free text, in which personal identity numbers are refused (rule R40)."""
    return Column(name, free_text, **about)


def free_text(written: str) -> str:
    """Return the text. Raises ValueError with a Swedish sentence when it holds what looks like an identity number."""
    if looks_like_identity_number(written):
        msg = "Det här ser ut som ett personnummer. Förbundet får inte spara det. Ta bort det och läs in igen."
        raise ValueError(msg)
    return written


def code(name: str, **about: Any) -> Column:
    """A code or a name as it stands."""
    return Column(name, str, **about)


def whole_number(name: str, **about: Any) -> Column:
    """A whole number from 0; empty is null."""
    return Column(name, _whole_number, _written, **about)


def _whole_number(written: str) -> int | None:
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        msg = f"”{written}” är inte ett heltal"
        raise ValueError(msg)
    return int(written)


def money(name: str, **about: Any) -> Column:
    """Kronor, kept as öre; empty is null."""
    return Column(
        name,
        lambda written: parse_ore(written) if written else None,
        lambda ore: "" if ore is None else decimal_kronor(ore),
        **about,
    )


def day(name: str, **about: Any) -> Column:
    """A date as 2019-11-21; empty is null."""
    return Column(name, _day, _written, **about)


def _day(written: str) -> date | None:
    if not written:
        return None
    msg = f"”{written}” är inte ett datum. Skriv det som 2019-11-21."
    if not _DAY.fullmatch(written):
        raise ValueError(msg)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ValueError(msg) from error


def yes_no(name: str, **about: Any) -> Column:
    """Yes or no; empty is null."""
    return Column(name, _yes_no, lambda value: "" if value is None else "yes" if value else "no", **about)


def _yes_no(written: str) -> bool | None:
    if written not in {"yes", "no", ""}:
        msg = f"”{written}” ska vara yes eller no"
        raise ValueError(msg)
    return {"yes": True, "no": False, "": None}[written]


def choice(name: str, choices: type[Choices], **about: Any) -> Column:
    """One of a list of codes; empty where the column is not required."""
    allowed = [str(value) for value in choices.values]

    def read(written: str) -> str:
        if written and written not in allowed:
            msg = f"”{written}” känns inte igen. Det ska vara {listed(allowed, 'eller')}."
            raise ValueError(msg)
        return written

    return Column(name, read, **about)


def several(name: str, separator: str = "|", **about: Any) -> Column:
    """Several values with a bar between."""
    return Column(name, lambda written: written.split(separator) if written else [], separator.join, **about)


def _written(value: object) -> str:
    return "" if value is None else str(value)
