"""The kinds of columns that only the running work has: moments, times, flags, links by name, lists and mappings."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from finsam.bundle.columns import Column, free_text

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::([0-5]\d))?")


def lines(name: str, **about: Any) -> Column:
    """Free text of several lines."""
    return Column(name, lambda written: free_text(written.replace("\r\n", "\n")), **about)


def usual(name: str, value: str, **about: Any) -> Column:
    """Text that is the usual value when left out; a dash for none."""

    def read(written: str) -> str:
        return {"": value, "-": ""}.get(written, free_text(written))

    def write(stored: str) -> str:
        return {value: "", "": "-"}.get(stored, stored)

    return Column(name, read, write, default=True, **about)


def flag(name: str, **about: Any) -> Column:
    """Yes, or left out."""

    def read(written: str) -> bool:
        if written not in {"yes", "no", ""}:
            msg = f"”{written}” ska vara yes eller no"
            raise ValueError(msg)
        return written == "yes"

    return Column(name, read, lambda value: "yes" if value else "", default=True, **about)


def link(name: str, to: str, **about: Any) -> Column:
    """The name of another row. `to` says which names: see `work.names`."""
    return Column(name, str, link=to, **about)


def web_address(name: str, **about: Any) -> Column:
    """An address on the web, which pages may link to."""

    def read(written: str) -> str:
        if written and not re.fullmatch(r"https?://[^\s\"<>]+", written):
            msg = f"”{written}” är ingen webbadress. Den ska börja med https://."
            raise ValueError(msg)
        return written

    return Column(name, read, **about)


def clock(name: str, **about: Any) -> Column:
    """A time of the day as 09:00; empty is null."""
    return Column(name, _time, lambda value: value.isoformat("auto").removesuffix(":00") if value else "", **about)


def _time(written: str) -> time | None:
    if not written:
        return None
    if not (found := _TIME.fullmatch(written)):
        msg = f"”{written}” är inget klockslag. Skriv det som 09:00."
        raise ValueError(msg)
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


def moment(name: str, **about: Any) -> Column:
    """A day and time in Sweden as 2021-11-19T09:00, or with its offset from UTC; empty is null."""
    return Column(name, _moment, _moment_written, default=True, **about)


def _moment(written: str) -> datetime | None:
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or len(written) < len("2021-11-19T09:00"):
        msg = f"”{written}” är ingen tidpunkt. Skriv den som 2021-11-19T09:00."
        raise ValueError(msg)
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _moment_written(value: datetime | None) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value)
    plain = local.replace(tzinfo=None)
    shown = plain if timezone.make_aware(plain) == value else local
    return shown.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")


@dataclass(frozen=True)
class Structured(Column):
    """A column that YAML shows as lists and mappings of text. `read` gets it as JSON, `write` gives JSON."""


def several_words(name: str, **about: Any) -> Column:
    """A list of free text."""

    def read(written: str) -> list[str]:
        return [str(one).strip() for one in _of_kind(written, list, "en lista med text")]

    return Structured(name, read, lambda value: _json(list(value)), default=True, **about)


def texts(name: str, **about: Any) -> Column:
    """Free text by key."""

    def read(written: str) -> dict[str, str]:
        return {key: str(one).strip() for key, one in _of_kind(written, dict, "”nyckel: text”").items()}

    return Structured(name, read, lambda value: _json(dict(sorted(value.items()))), default=True, **about)


def asked(name: str, keys: Sequence[str], *, flags: Sequence[str] = (), lists: Sequence[str] = ()) -> Column:
    """What is asked, one mapping each: the first of the keys must be there, `flags` are yes or no, `lists` lists."""

    def read_one(one: Any) -> dict[str, Any]:
        unknown = [key for key in one if key not in keys] if isinstance(one, dict) else [str(one)]
        if unknown or not one.get(keys[0]):
            msg = f"Varje fråga ska ha {keys[0]}, och annars bara {', '.join(keys[1:])}"
            raise ValueError(msg)
        wrong = [key for key in flags if one.get(key, "no") not in {"yes", "no"}]
        if wrong:
            msg = f"{wrong[0]} ska vara yes eller no"
            raise ValueError(msg)
        said = {key: one.get(key, [] if key in lists else "") for key in keys}
        return {key: value == "yes" if key in flags else value for key, value in said.items()}

    def shown(one: dict[str, Any]) -> dict[str, Any]:
        said = {key: ("yes" if one.get(key) else "") if key in flags else one.get(key) for key in keys}
        return {key: value for key, value in said.items() if value}

    return Structured(
        name,
        lambda written: [read_one(one) for one in _of_kind(written, list, "en lista med frågor")],
        lambda value: _json([shown(one) for one in value]),
        default=True,
    )


def _of_kind(written: str, kind: type[Any], what: str) -> Any:
    """Return what a JSON text holds, checked for identity numbers. Raises ValueError when it is of another kind."""
    if not written:
        return kind()
    found = json.loads(written)
    if not isinstance(found, kind):
        msg = f"Här ska stå {what}"
        raise ValueError(msg)  # noqa: TRY004  a fault of the file, as every other
    for one in _words_in(found):
        free_text(one)
    return found


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _words_in(one)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""
