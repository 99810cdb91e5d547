"""What an agreement may say against the decision it rests on, and by when it must be made (R8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from finsam.kernel.periods import months_after
from finsam.kernel.swedish import SPACE, amount


@dataclass(frozen=True)
class Clock:
    """The time from the decision to the signed agreement: its last day, when it was signed, how it stands.

    `days` are left until the last day, from today or from when it was signed; negative: too late.
    """

    due: date
    signed_on: date | None
    days: int

    @property
    def is_late(self) -> bool:
        """Whether the last day passed before the agreement was signed."""
        return self.days < 0


def clock_of(decided_on: date, months: int, *, today: date, signed_on: date | None = None) -> Clock:
    """Return the clock of a grant: signed at the latest so many months after the decision."""
    return clock_until(months_after(decided_on, months), today=today, signed_on=signed_on)


def clock_until(due: date, *, today: date, signed_on: date | None = None) -> Clock:
    """Return the clock of an agreement whose last day is set."""
    return Clock(due, signed_on, (due - (signed_on or today)).days)


def amount_faults(
    agreed: Mapping[int, int], *, granted: Mapping[int, int], claimed: Mapping[int, int], since: date, until: date
) -> list[str]:
    """Return a sentence for each amount that cannot be agreed; all by year, in öre.

    No year gets more than was granted, less than has been claimed, or anything outside the time of the agreement.
    """
    faults = []
    for year, ore in sorted(agreed.items()):
        most = granted.get(year, 0)
        if ore > most:
            faults.append(f"{year}: beslutet ger högst {_kr(most)}, och här står {_kr(ore)}. Sänk beloppet.")
        if ore and not since.year <= year <= until.year:
            faults.append(f"{year} ligger utanför avtalets tid. Ändra tiden eller ta bort beloppet.")
    faults += [
        f"{year}: {_kr(ore)} är redan rekvirerat. Beloppet kan inte bli mindre än det."
        for year, ore in sorted(claimed.items())
        if agreed.get(year, 0) < ore
    ]
    if not any(agreed.values()):
        faults.append("Skriv hur mycket förbundet betalar minst ett av åren.")
    return faults


def _kr(ore: int) -> str:
    return f"{amount(ore)}{SPACE}kr"
