"""Those who are asked to approve a content, as a page lists them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils import timezone

from finsam.core.models import Person
from finsam.kernel.swedish import capital, day
from finsam.signing.queries import SignatoryShown

GROUP = 4
SHOWN_GROUPS = 3


@dataclass(frozen=True)
class Signature:
    """One who is asked: role and name, and how far it has come."""

    who: str
    when: str
    state: Literal["past", "now", "coming"]
    reason: str = ""
    late: bool = False


def signature(one: SignatoryShown, reader: Person, until: date | None = None) -> Signature:
    """Write how far it has come for one who is asked; `until` is the last day, if there is one."""
    who = f"{capital(one.role)}: {'du' if one.person_id == reader.pk else one.name}"
    if one.state == "approved" and one.at:
        return Signature(who, short_moment(one.at), "past")
    if one.state == "declined" and one.at:
        return Signature(who, f"skickade tillbaka {short_moment(one.at)}", "now", one.reason)
    if one.state == "next":
        when = f"senast {day(until)}" if until else "läser och godkänner nu"
        return Signature(who, when, "now", late=bool(until and timezone.localdate() > until))
    return Signature(who, "väntar", "coming")


def short_hash(content_hash: str) -> str:
    """Write the beginning and the end of a hash in groups: enough for an eye to compare."""
    parts = [content_hash[at : at + GROUP] for at in range(0, len(content_hash), GROUP)]
    return f"{' '.join(parts[:SHOWN_GROUPS])} … {parts[-1]}"


def short_moment(at: datetime) -> str:
    """Write a moment as lists do: "26 november 2021 16.47"."""
    local = timezone.localtime(at)
    return f"{day(local.date())} {local.hour}.{local.minute:02}"
