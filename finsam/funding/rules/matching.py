"""Which voucher books a claim that is paid: by the intervention's objects, the amount, and the days between."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from finsam.kernel.swedish import day, kr

WINDOW = 45
"""Days before and after the payment within which a voucher is proposed."""
WORDS = 3


@dataclass(frozen=True)
class VoucherName:
    """A voucher by its name, which stays when the year is read in again."""

    year: int
    series: str
    number: str

    def __str__(self) -> str:
        return f"{self.series} {self.number}, {self.year}".strip()


@dataclass(frozen=True)
class Booked:
    """A voucher, and what it books as costs on the intervention's objects, in öre."""

    name: VoucherName
    booked_on: date
    text: str
    cost_ore: int
    key: int = 0  # the voucher's own key now


@dataclass(frozen=True)
class Proposal:
    """A voucher that may book the claim, and why it is proposed."""

    booked: Booked
    reason: str


def proposals(
    vouchers: Iterable[Booked], *, amount_ore: int, paid_on: date, words: Collection[str] = (),
    not_these: Collection[VoucherName] = (),
) -> list[Proposal]:  # fmt: skip
    """Return the vouchers whose costs on the objects are the amount, within the window, best first.

    A voucher whose text has one of the words comes before others; then the one booked closest to the payment.
    `not_these` are taken by other claims, or refused for this one.
    """
    fit = [
        one
        for one in vouchers
        if one.cost_ore == amount_ore and one.name not in not_these and abs((one.booked_on - paid_on).days) <= WINDOW
    ]
    fit.sort(key=lambda one: (not _says(one, words), abs((one.booked_on - paid_on).days), str(one.name)))
    return [Proposal(one, _reason(one, paid_on, words)) for one in fit]


def match_note(booked: Booked | None, amount_ore: int, name: VoucherName) -> str:
    """Say what is wrong with a match after the year was read in again; "" when it still holds."""
    if booked is None:
        return f"Verifikation {name} finns inte längre i huvudboken. Välj en annan."
    if booked.cost_ore != amount_ore:
        return (
            f"Verifikation {name} bokför nu {kr(booked.cost_ore)} på insatsens objekt. "
            f"Rekvisitionen är på {kr(amount_ore)}."
        )
    return ""


def _says(one: Booked, words: Collection[str]) -> bool:
    text = one.text.casefold()
    return any(word.casefold() in text for word in words if len(word) >= WORDS)


def _reason(one: Booked, paid_on: date, words: Collection[str]) -> str:
    days = (one.booked_on - paid_on).days
    when = "samma dag" if not days else f"{abs(days)} {'dag' if abs(days) == 1 else 'dagar'} {_side(days)}"
    said = " Texten nämner insatsen." if _says(one, words) else ""
    return f"Samma belopp på insatsens objekt, bokförd {day(one.booked_on)}, {when}.{said}"


def _side(days: int) -> str:
    return "efter betalningen" if days > 0 else "före betalningen"
