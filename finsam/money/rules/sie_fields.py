"""From a line of a SIE file to its fields and their values. What cannot be read raises ValueError in Swedish."""

import re
from datetime import date
from functools import lru_cache

from finsam.money.rules.sie_file import SieObject

# A quote after a backslash belongs to the text, unless no other quote closes it.
_QUOTED = r'"[^"]*(?:(?<=\\)"[^"]*)*"'
_OBJECT_LIST = r"\{[^{}]*\}"
_WORD = r'[^ \t\r\n"{}]+'
_FIELD = re.compile(rf'{_QUOTED}|{_OBJECT_LIST}|{_WORD}|["{{}}]')
_YEAR_INDEX = re.compile(r"-?\d{1,2}")
_PERIOD = re.compile(r"\d{4}(?:0[1-9]|1[0-2])")


def split_fields(line: str) -> list[str]:
    """Split a record at spaces and tabs into tag and fields; an object list stays one field, with its braces."""
    fields: list[str] = _FIELD.findall(line)
    if '"' not in line:
        return fields
    if '"' in fields:
        msg = "En text saknar citattecken i slutet"
        raise ValueError(msg)
    return [field[1:-1].replace('\\"', '"') if field[0] == '"' else field for field in fields]


def field(fields: list[str], place: int) -> str:
    """Return a field that may be left out, then as an empty text."""
    return fields[place] if place < len(fields) else ""


def supply_object_list(fields: list[str], place: int) -> None:
    """Put in the empty object list where a program has left it out."""
    if not field(fields, place).startswith("{"):
        fields.insert(place, "{}")


@lru_cache(maxsize=4096)
def read_objects(object_list: str) -> tuple[SieObject, ...]:
    """Read '{1 "north" 6 "10"}' as (("1", "north"), ("6", "10"))."""
    parts = split_fields(object_list[1:-1])
    if len(parts) % 2 or not object_list.endswith("}"):
        msg = f"”{object_list}” är ingen objektlista med dimension och objekt parvis"
        raise ValueError(msg)
    return tuple(zip(parts[::2], parts[1::2], strict=True))


@lru_cache(maxsize=4096)
def read_day(text: str) -> date:
    """Read "20191231"."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"”{text}” är inget datum. Ett datum skrivs 20191231"
        raise ValueError(msg) from None


def read_year_index(text: str) -> int:
    """Read the number of a year: 0 is the year of the file, -1 the one before."""
    if not _YEAR_INDEX.fullmatch(text):
        msg = f"”{text}” är inget årsnummer. Årets nummer är 0 och fjolårets -1"
        raise ValueError(msg)
    return int(text)


def read_period(text: str) -> str:
    """Check a month written "201912" and return it as it is."""
    if not _PERIOD.fullmatch(text):
        msg = f"”{text}” är ingen period. En period skrivs 201912"
        raise ValueError(msg)
    return text
