"""Words that every page of claims uses."""

from datetime import date

from finsam.funding.models import Claim, ClaimState, PayeeKind
from finsam.kernel.swedish import MONTHS, day, months


def period_words(claim: Claim) -> str:
    """Write whole months as "januari–mars 2030", other days as "5 januari–20 mars 2030"."""
    return span_words(claim.period_from, claim.period_to)


def span_words(first: date, last: date) -> str:
    """Write a span of days in words, whole months by their names."""
    if first.year == last.year and first.day == 1 and _is_month_end(last):
        return months(first, last)
    if first.year == last.year:
        return f"{first.day}\N{NO-BREAK SPACE}{MONTHS[first.month - 1]}–{day(last)}"
    return f"{day(first)}–{day(last)}"


def payee_words(claim: Claim) -> str:
    """Write what kind of account a claim is paid to."""
    return str(PayeeKind(claim.payee_kind).label)


def state_words(claim: Claim, attested: int = 0) -> str:
    """Write where a claim stands: "Inlämnad, en av två har attesterat"."""
    if claim.state == ClaimState.SENT and attested:
        return "Inlämnad, en av två har attesterat"
    if claim.state == ClaimState.PAID and claim.paid_on:
        return f"Betald {day(claim.paid_on)}"
    return str(ClaimState(claim.state).label)


def _is_month_end(value: date) -> bool:
    return date.fromordinal(value.toordinal() + 1).day == 1
