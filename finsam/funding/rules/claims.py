"""What is looked at in a claim (rekvisition) before it is taken: the agreement, the period, the lines, the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from finsam.kernel.swedish import day, kr

STANDS = frozenset({"sent", "attested", "ordered", "paid"})
"""The states in which a claim takes of the agreement's amount: neither drafts nor what is returned."""
CHANGEABLE = frozenset({"draft", "returned"})
"""The states in which whoever made a claim may change it."""
QUARTER = 3


@dataclass(frozen=True)
class Agreed:
    """What the agreement of a grant says. `state`: of the one of the highest number; amounts in öre by year.

    `ends_on` is the last day that can be claimed for: of one that was ended early, the day it ended.
    """

    state: str
    starts_on: date
    ends_on: date
    amounts: Mapping[int, int]


@dataclass(frozen=True)
class Standing:
    """Another claim of the same grant that stands, with its sum in öre."""

    number: int
    period_from: date
    period_to: date
    total_ore: int


@dataclass(frozen=True)
class Claimed:
    """What a claim says: its period, the öre of each line, and where it is to be paid."""

    period_from: date
    period_to: date
    lines: Sequence[int] = field(default=())
    account: str = ""

    @property
    def total_ore(self) -> int:
        """The sum of the lines."""
        return sum(self.lines)

    @property
    def year(self) -> int:
        """The year whose amount it takes of."""
        return self.period_to.year


@dataclass(frozen=True)
class Rest:
    """Of an agreement's year, in öre: agreed, claimed before, this claim; `after` may be less than nothing."""

    year: int
    agreed: int
    before: int
    this: int

    @property
    def left(self) -> int:
        """What could still be claimed before this one."""
        return self.agreed - self.before

    @property
    def after(self) -> int:
        """What is left when this one is taken."""
        return self.left - self.this


@dataclass(frozen=True)
class Check:
    """Something looked at: whether it is as it should be, and the sentence that says so or what to do."""

    holds: bool
    text: str


def rest_of(claimed: Claimed, agreed: Agreed | None, others: Sequence[Standing]) -> Rest:
    """Return what is left of the agreement's year with and without the claim."""
    before = sum(other.total_ore for other in others if other.period_to.year == claimed.year)
    amount = agreed.amounts.get(claimed.year, 0) if agreed else 0
    return Rest(claimed.year, amount, before, claimed.total_ore)


def checks_of(claimed: Claimed, agreed: Agreed | None, others: Sequence[Standing]) -> list[Check]:
    """Return everything looked at, in the order it is read. A claim is taken when all of them hold."""
    return [
        _agreement(agreed),
        *([_inside(claimed, agreed)] if agreed else []),
        _one_year(claimed),
        _alone(claimed, others),
        *_sum(claimed),
        *(
            [_rest(rest_of(claimed, agreed, others))]
            if agreed and claimed.lines and _is_inside(claimed, agreed)
            else []
        ),
        _account(claimed),
    ]


def faults_of(claimed: Claimed, agreed: Agreed | None, others: Sequence[Standing]) -> list[str]:
    """Return why a claim cannot be taken; nothing when it can."""
    return [check.text for check in checks_of(claimed, agreed, others) if not check.holds]


def _agreement(agreed: Agreed | None) -> Check:
    if agreed is None:
        return Check(holds=False, text="Det finns inget avtal. Pengar kan rekvireras när avtalet är undertecknat.")
    if agreed.state == "ended":
        return Check(holds=True, text=f"Avtalet är avslutat. Det som hör till tiden {_span(agreed)} går att rekvirera.")
    if agreed.state != "signed":
        return Check(
            holds=False,
            text="Avtalet är inte undertecknat av båda parter än. Pengar kan rekvireras när det är det.",
        )
    return Check(holds=True, text=f"Avtalet gäller, {_span(agreed)}.")


def _span(agreed: Agreed) -> str:
    return f"{day(agreed.starts_on)}–{day(agreed.ends_on)}"


def _is_inside(claimed: Claimed, agreed: Agreed) -> bool:
    return agreed.starts_on <= claimed.period_from and claimed.period_to <= agreed.ends_on


def _inside(claimed: Claimed, agreed: Agreed) -> Check:
    if _is_inside(claimed, agreed):
        return Check(holds=True, text="Perioden ligger inom avtalet.")
    return Check(holds=False, text=f"Perioden ligger utanför avtalet, som gäller {_span(agreed)}. Ändra perioden.")


def _one_year(claimed: Claimed) -> Check:
    first, last = claimed.period_from.year, claimed.period_to.year
    if first == last:
        return Check(holds=True, text=f"Perioden ligger inom ett år, {last}.")
    return Check(holds=False, text=f"Perioden går över årsskiftet {first}/{last}. Gör en rekvisition för varje år.")


def _alone(claimed: Claimed, others: Sequence[Standing]) -> Check:
    for other in others:
        if claimed.period_from <= other.period_to and other.period_from <= claimed.period_to:
            span = f"{day(other.period_from)}–{day(other.period_to)}"
            return Check(
                holds=False,
                text=f"Perioden överlappar rekvisition {other.number}, som gäller {span}. Börja dagen efter den.",
            )
    return Check(holds=True, text="Perioden är inte rekvirerad förut.")


def _sum(claimed: Claimed) -> Iterator[Check]:
    if not claimed.lines:
        yield Check(holds=False, text="Rekvisitionen har inga rader. Skriv minst en kostnad med belopp.")
    elif claimed.total_ore <= 0:
        yield Check(holds=False, text=f"Raderna summerar till {kr(claimed.total_ore)}. Summan ska vara mer än noll.")
    else:
        yield Check(holds=True, text=f"Raderna summerar till {kr(claimed.total_ore)}.")


def _rest(rest: Rest) -> Check:
    if rest.after >= 0:
        return Check(
            holds=True,
            text=f"Beloppet stämmer med avtalet: {kr(rest.left)} är kvar för {rest.year}, "
            f"{kr(rest.after)} efter den här.",
        )
    return Check(
        holds=False,
        text=f"Du rekvirerar {kr(-rest.after)} mer än vad som är kvar av avtalet för {rest.year}. "
        f"Avtalat är {kr(rest.agreed)}, rekvirerat förut {kr(rest.before)}, kvar {kr(rest.left)}.",
    )


def _account(claimed: Claimed) -> Check:
    if claimed.account:
        return Check(holds=True, text="Kontots kontrollsiffra stämmer.")
    return Check(holds=False, text="Skriv det konto som pengarna ska betalas till.")


def next_period(agreed: Agreed | None, others: Sequence[Standing], today: date) -> tuple[date, date]:
    """Propose a period: from the day after the last one that stands, to the end of that quarter, in the agreement."""
    last = max((other.period_to for other in others), default=None)
    start = last + timedelta(days=1) if last else agreed.starts_on if agreed else today.replace(month=1, day=1)
    month = (start.month - 1) // QUARTER * QUARTER + QUARTER
    end = date(start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return start, max(start, min(end, agreed.ends_on)) if agreed else end
