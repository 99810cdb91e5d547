"""The kinds of columns that only cases and meetings have: moments, times, flags, links by name."""

import re
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
