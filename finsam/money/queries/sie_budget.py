"""The budget in force as the records of a SIE file (#PBUDGET): by account and month, and by object where lines are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from finsam.figures.registry import Scope
from finsam.kernel.periods import Period
from finsam.kernel.swedish import amount
from finsam.money.facts import LEDGER, HeldAmount, budget_in_force, budget_lines
from finsam.money.models import BudgetLine, GroupKind
from finsam.money.rules.budget_spread import Place, spread, weights_of
from finsam.money.rules.budgets import MONTHS, monthly
from finsam.money.rules.sie_file import SieObject, SiePeriodAmount

YEARS_BACK = 3
"""How many years, the year itself first, a line's outcome is looked for in."""


@dataclass
class SieBudget:
    """A year's budget by month, and what of it could not be written, each a Swedish sentence."""

    rows: list[SiePeriodAmount] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    version: str = ""


def sie_budget(scope: Scope, dimension: str) -> SieBudget:
    """Write the budget in force for the scope's year. A line lies on the accounts that its outcome is booked on.

    A line that points out accounts and has no outcome lies evenly on them; one that has neither is told, not written.
    """
    version, year = budget_in_force(scope), scope.period.start.year
    found = SieBudget()
    if version is None:
        return found
    found.version = f"Budget {version.year}, version {version.version}"
    booked = _booked(scope)
    places: dict[Place, list[int]] = defaultdict(lambda: [0] * len(MONTHS))
    for key, line in scope.once(budget_lines).items():
        months = _months(version.amounts.get(line.pk, {}).get(year, ()))
        weights = {} if _is_balance(line) else weights_of(booked.get(key, {}), line.accounts, sum(months))
        if any(months) and not weights:
            found.left_out.append(_why(key, line, months))
        for place, parts in spread(months, weights).items() if weights else ():
            places[place] = [before + part for before, part in zip(places[place], parts, strict=True)]
    found.rows = list(_rows(places, dimension, year))
    return found


def _months(amounts: Iterable[HeldAmount]) -> list[int]:
    """A line's twelve months with transfers, debit positive as in the ledger."""
    laid = [monthly(held.amount_ore, held.months) for held in amounts]
    return [-sum(months) for months in zip(*laid, strict=True)] if laid else [0] * len(MONTHS)


def _is_balance(line: BudgetLine) -> bool:
    return line.group.kind == GroupKind.CLOSING_BALANCE


def _booked(scope: Scope) -> dict[str, dict[Place, int]]:
    """What is booked on each line by account, and object where the line points one out, in the latest year with any."""
    lines, year = scope.once(budget_lines), scope.period.start.year
    found: dict[str, dict[Place, int]] = {}
    for back in range(YEARS_BACK):
        of_year: dict[str, dict[Place, int]] = defaultdict(lambda: defaultdict(int))
        for row in LEDGER.read(scope.of(Period.year(year - back))).rows:
            if line := lines.get(row["budget_line"]):
                code = line.ledger_object if not line.accounts else ""
                of_year[row["budget_line"]][row["account"], code] += row["amount"]
        found = {**of_year, **found}
    return found


def _why(key: str, line: BudgetLine, months: list[int]) -> str:
    if _is_balance(line):
        return f"Raden {key} är inte med: en balanspost har ingen budget i SIE."
    kr = f"{amount(-sum(months))} kr"
    return (
        f"Raden {key} ({kr}) är inte med: inget är bokfört på den de senaste {YEARS_BACK} åren, så kontot är okänt. "
        "Peka ut konton på raden och hämta filen igen."
    )


def _rows(places: dict[Place, list[int]], dimension: str, year: int) -> Iterable[SiePeriodAmount]:
    """Every account's months, and after them the parts that objects hold: the account's row is the whole."""
    for account in sorted({account for account, _ in places}):
        its = {code: months for (of, code), months in places.items() if of == account}
        whole = [sum(parts) for parts in zip(*its.values(), strict=True)]
        yield from _year(account, (), whole, year)
        for code in sorted(its.keys() - {""}):
            yield from _year(account, ((dimension, code),), its[code], year)


def _year(account: str, objects: tuple[SieObject, ...], months: Sequence[int], year: int) -> Iterator[SiePeriodAmount]:
    for month, ore in zip(MONTHS, months, strict=True):
        if ore:
            yield SiePeriodAmount(0, f"{year}{month:02d}", account, objects, ore, 0)
