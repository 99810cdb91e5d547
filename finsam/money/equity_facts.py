"""The equity rules that an association has had, as rows that figures open to; and how far its ledgers reach."""

from collections.abc import Sequence
from datetime import date

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.units import KRONOR
from finsam.money.models import EquityBase, EquityRule, Ledger
from finsam.money.rules.equity import Bracket, brackets_of, ceiling_words, rule_words


def equity_rules(scope: Scope) -> list[EquityRule]:
    """Return every rule, the earliest first."""
    return list(EquityRule.objects.filter(association=scope.association).order_by("valid_from"))


def equity_rule(scope: Scope) -> EquityRule | None:
    """Return the rule in force when the period ends."""
    return rule_on(scope, scope.period.end)


def rule_on(scope: Scope, day: date) -> EquityRule | None:
    """Return the rule in force on a day."""
    in_force = [rule for rule in scope.once(equity_rules) if rule.valid_from <= day]
    return in_force[-1] if in_force else None


def brackets(rule: EquityRule) -> list[Bracket]:
    """Return the brackets of a rule; none where one percentage holds for every base."""
    return brackets_of(rule.brackets)


def said_ceiling(rule: EquityRule) -> str:
    """Write the ceiling: "Högst 20 % av medlemsbidragen"."""
    return ceiling_words(EquityBase(rule.base).label, rule.ceiling_percent, brackets(rule))


def said_rule(rule: EquityRule) -> str:
    """Write the whole rule in words."""
    return rule_words(said_ceiling(rule), rule.valid_from, rule.floor_ore, rule.source)


def _rule_rows(scope: Scope) -> Sequence[FactRow]:
    rule = equity_rule(scope)
    if rule is None:
        return []
    said = {"valid_from": rule.valid_from, "said": said_ceiling(rule), "rule_source": rule.source}
    return [{**said, "has_floor": "no" if rule.floor_ore is None else "yes", "floor": rule.floor_ore}]


def _rule_cube(scope: Scope) -> Cube:
    return Cube(EQUITY_RULES.name, scope.period.name, _rule_rows(scope), {})


EQUITY_RULES = facts(
    Facts(
        name="equity_rules",
        title="Regeln för eget kapital",
        read=_rule_cube,
        rows=_rule_rows,
        columns=[
            FactColumn("valid_from", "Gäller från", is_date=True),
            FactColumn("said", "Tak"),
            FactColumn("floor", "Golv", KRONOR),
            FactColumn("rule_source", "Enligt"),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"floor": KRONOR},
        years=lambda _: [],
        planned=True,
    )
)


def covered_to(scope: Scope) -> dict[int, date]:
    """Return the last day booked of each year that has a ledger of its own."""
    rows = Ledger.objects.filter(association=scope.association).values_list("year", "covers_to", "ends_on")
    return {year: covers_to or ends_on for year, covers_to, ends_on in rows}


def covered_month(scope: Scope) -> int:
    """Return the last month that is booked of the period's first year and lies in the period; 0: no ledger."""
    year, end = scope.period.start.year, scope.period.end
    covers = scope.once(covered_to)
    if year not in covers:
        return 0
    last = 12 if end.year > year else end.month
    return min(last, 12 if covers[year].year > year else covers[year].month)


def is_booked_whole(scope: Scope) -> bool:
    """Whether the period reaches the end of its year and the year is booked; also when only the next year's file is."""
    year, covers = scope.period.start.year, scope.once(covered_to)
    whole = scope.period.end >= date(year, 12, 1)
    return whole and (covered_month(scope) == 12 if year in covers else year + 1 in covers)
