"""What a budget is warned of before it is decided (R2, R3, R5). A warning asks for a reason and never blocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from finsam.figures.rules.units import Value
from finsam.kernel.swedish import amount, day, listed

REASONS = {
    "deficit": "deficit_reason",
    "equity": "floor_reason",
    "late": "late_reason",
    "consultation": "consultation_reason",
    "income": "income_reason",
}
"""The kinds of warning, and where the reason of each is kept."""


@dataclass(frozen=True)
class Warned:
    """A warning: its kind, what it says, and what the reason is to say."""

    kind: str
    text: str
    ask: str


@dataclass(frozen=True)
class Weighed:
    """What a version is weighed by. Öre by year; None: not known. `decided_on`: the day it is, or would be, decided."""

    year: int
    results: Mapping[int, Value | None]
    equity: Mapping[int, Value | None] = field(default_factory=dict)  # at the end of the year
    ceilings: Mapping[int, Value | None] = field(default_factory=dict)
    floor: int | None = None
    decided_on: date | None = None
    decide_by: date | None = None
    not_consulted: Sequence[str] = ()
    contributions: Value | None = None  # as decided, of the year
    income: Value | None = None  # the contributions of the budget, or all its income when they are not told apart


def warnings_of(weighed: Weighed) -> list[Warned]:
    """Return what to warn of, in the order it is said."""
    return [*_deficit(weighed), *_equity(weighed), *_late(weighed), *_consultation(weighed), *_income(weighed)]


def _deficit(weighed: Weighed) -> Iterator[Warned]:
    short = [(year, ore) for year, ore in weighed.results.items() if ore is not None and ore < 0]
    if short:
        said = listed([f"{amount(int(-ore))} kronor {year}" for year, ore in short])
        text = f"Kostnaderna är större än intäkterna: {said}. Budgeten använder eget kapital."
        yield Warned("deficit", text, "Varför får det kosta mer än det ger?")


def _equity(weighed: Weighed) -> Iterator[Warned]:
    said = []
    for year, ore in weighed.equity.items():
        ceiling: Value | None = weighed.ceilings.get(year)
        if ore is not None and weighed.floor is not None and ore < weighed.floor:
            said.append(f"{amount(int(ore))} kronor vid slutet av {year}, under golvet {amount(weighed.floor)}")
        elif ore is not None and ceiling is not None and ore > ceiling:
            said.append(f"{amount(int(ore))} kronor vid slutet av {year}, över taket {amount(int(ceiling))}")
    if said:
        yield Warned("equity", f"Eget kapital blir {listed(said)}.", "Varför får eget kapital bli så, och vad görs?")


def _late(weighed: Weighed) -> Iterator[Warned]:
    if weighed.decided_on and weighed.decide_by and weighed.decided_on > weighed.decide_by:
        text = (
            f"Budgeten fastställs {day(weighed.decided_on)}. "
            f"Sista dagen för {weighed.year} var {day(weighed.decide_by)}, 23 § lagen (2003:1210)."
        )
        yield Warned("late", text, "Varför fastställs den efter sista dagen?")


def _consultation(weighed: Weighed) -> Iterator[Warned]:
    if weighed.not_consulted:
        who = listed(weighed.not_consulted)
        text = f"Samråd är inte antecknat med {who}. Budgeten fastställs efter samråd med medlemmarna, 23 §."
        yield Warned("consultation", text, "Varför har samråd inte hållits med alla?")


def _income(weighed: Weighed) -> Iterator[Warned]:
    decided, budgeted = weighed.contributions, weighed.income
    if decided is not None and budgeted is not None and decided != budgeted:
        gap = Fraction(budgeted) - Fraction(decided)
        more = "mer" if gap > 0 else "mindre"
        text = (
            f"Bidragen i budgeten är {amount(int(budgeted))} kronor. Beslutade bidrag {weighed.year} är "
            f"{amount(int(decided))}, budgeten har {amount(int(abs(gap)))} {more}."
        )
        yield Warned("income", text, "Varför skiljer de sig?")
