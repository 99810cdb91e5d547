"""The rule for the equity is set from a day, and taken back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.money.models import EquityBase, EquityRule
from finsam.money.rules.equity import Bracket, check_brackets

FIRST_YEAR = 2004  # the law is of 2003
MOST_PERCENT = 100


@dataclass(frozen=True)
class Rule:
    """A rule as it is written down. `brackets` empty: the percentage holds for every base. Amounts in öre."""

    valid_from: date
    base: EquityBase
    ceiling_percent: int
    brackets: tuple[Bracket, ...] = ()
    floor_ore: int | None = None
    source: str = ""


@transaction.atomic
def set_equity_rule(*, association: Association, by: Person, rule: Rule) -> EquityRule:
    """Let a rule be in force from a day. Raises ValueError when one begins that day already, or it makes no sense."""
    Association.objects.select_for_update().get(pk=association.pk)
    _check(association, rule)
    position = EquityRule.objects.filter(association=association).count()
    made = EquityRule.objects.create(
        association=association,
        valid_from=rule.valid_from,
        base=rule.base,
        ceiling_percent=rule.ceiling_percent,
        brackets=[list(one) for one in rule.brackets],
        floor_ore=rule.floor_ore,
        source=rule.source.strip(),
        position=position,
    )
    audit.record(association, "money.equity_rule.set", made, by=by, **_told(made))
    return made


def _check(association: Association, rule: Rule) -> None:
    if EquityRule.objects.filter(association=association, valid_from=rule.valid_from).exists():
        raise ValueError(f"En regel börjar redan {rule.valid_from}. Välj en annan dag, eller ta bort den först.")
    if rule.valid_from.year < FIRST_YEAR:
        raise ValueError(f"{rule.valid_from} är före förbundens tid. Välj en senare dag.")
    if not 0 <= rule.ceiling_percent <= MOST_PERCENT:
        raise ValueError(f"Taket är en procentsats mellan 0 och {MOST_PERCENT}.")
    check_brackets(rule.brackets)


@transaction.atomic
def remove_equity_rule(*, association: Association, by: Person, rule: EquityRule) -> None:
    """Take a rule away: the one before it is in force again. What it said goes to the trail."""
    audit.record(association, "money.equity_rule.removed", rule, by=by, **_told(rule))
    rule.delete()


def _told(rule: EquityRule) -> dict[str, object]:
    return {
        "valid_from": str(rule.valid_from),
        "base": str(rule.base),
        "ceiling_percent": rule.ceiling_percent,
        "brackets": rule.brackets,
        "floor_ore": rule.floor_ore,
        "source": rule.source,
    }
