"""The lists of an intervention: parties, posts, steering places, goals, other sources and steps out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from finsam.core import audit, once
from finsam.core.models import Association, Person
from finsam.interventions.models import (
    FundingSource,
    Intervention,
    InterventionGoal,
    InterventionParty,
    SteeringPlace,
    TeamPost,
    TransitionStep,
)
from finsam.interventions.rules.locks import check_goal, check_period, check_removal
from finsam.kernel.swedish import amount, day

Entry = FundingSource | InterventionGoal | InterventionParty | SteeringPlace | TeamPost | TransitionStep
WHOLE = 100


@dataclass(frozen=True)
class Kind:
    """A list: its model, what a row says of itself, and the fields that together stand only once."""

    name: str
    model: type[Any]
    told: Callable[[Any], str]
    once: tuple[str, ...] = ()
    twice: str = ""


def _post(row: TeamPost) -> str:
    vacant = f", vakant sedan {day(row.vacant_since)}" if row.vacant_since else ""
    return f"{row.role}, {row.percent} %{vacant}"


KINDS = {
    kind.name: kind
    for kind in (
        Kind("parties", InterventionParty, str, ("name",), "Parten står redan i listan."),
        Kind("team", TeamPost, _post),
        Kind("steering", SteeringPlace, str),
        Kind("goals", InterventionGoal, str),
        Kind(
            "sources", FundingSource, lambda row: f"{row.name} {row.year}, {amount(row.amount_ore)} kr",
            ("year", "name"), "Finansiären har redan ett belopp det året. Ändra det i stället.",
        ),
        Kind(
            "steps", TransitionStep, lambda row: f"{row.party} {row.percent} % {row.year}",
            ("year", "party"), "Parten har redan en andel det året. Ändra den i stället.",
        ),
    )
}  # fmt: skip


@transaction.atomic
def save_entry(
    *,
    association: Association,
    by: Person,
    intervention: Intervention,
    kind: Kind,
    row: Entry | None,
    values: Mapping[str, Any],
    token: str = "",
) -> Entry:
    """Write down an entry of a list, or change one; sent twice a new one is written once.

    Raises ValueError with a Swedish sentence when it stands there already, or cannot be so.
    """
    action = f"interventions.list.{kind.name}"
    held = Intervention.objects.select_for_update().get(association=association, pk=intervention.pk)
    if row is None and (done := once.already_done(association=association, by=by, action=action, token=token)):
        found: Entry = kind.model.objects.get(association=association, pk=done.detail["row"])
        return found
    mine = kind.model.objects.filter(association=association, intervention=held)
    others = list(mine.exclude(pk=row.pk) if row else mine)
    _check(held, kind, row, values, others)
    made: Entry = row or kind.model(association=association, intervention=held)
    verb = "ändrades" if row else "lades till"
    for name, value in values.items():
        setattr(made, name, value)
    if row is None and hasattr(made, "position"):
        made.position = max((other.position for other in others), default=-1) + 1
    made.save()
    told = f"{kind.told(made)} {verb}"
    audit.record(association, action, kind.told(made), by=by, intervention=held.key, told=told, row=made.pk, form=token)
    return made


@transaction.atomic
def remove_entry(*, association: Association, by: Person, intervention: Intervention, kind: Kind, row: Entry) -> None:
    """Take an entry away; what it said goes to the trail. Raises ValueError for a goal that has been reported on."""
    if isinstance(row, InterventionGoal):
        check_removal(locked_on=intervention.locked_on, since=row.since, words=_locked(intervention))
    told = kind.told(row)
    audit.record(
        association, f"interventions.list.{kind.name}", told, by=by, intervention=intervention.key,
        told=f"{told} togs bort",
    )  # fmt: skip
    row.delete()


def _check(held: Intervention, kind: Kind, row: Entry | None, values: Mapping[str, Any], others: list[Any]) -> None:
    check_period(values.get("since"), values.get("until"))
    if kind.once and any(all(getattr(other, name) == values[name] for name in kind.once) for other in others):
        raise ValueError(kind.twice)
    if kind.model is InterventionGoal:
        was = {name: getattr(row, name) for name in values} if row else None
        check_goal(locked_on=held.locked_on, was=was, now=values, words=_locked(held))
    if kind.model is TransitionStep:
        carried = sum(other.percent for other in others if other.year == values["year"])
        if carried + values["percent"] > WHOLE:
            left = f"Högst {WHOLE - carried} är kvar." if carried < WHOLE else "Minska någon annans andel först."
            msg = f"{values['year']} bär de andra redan {carried} procent. {left}"
            raise ValueError(msg)
    if kind.model is TeamPost:
        _check_vacancy(values["since"], values["until"], values["vacant_since"])
    if kind.model is SteeringPlace and values["is_chair"] and any(other.is_chair for other in others):
        raise ValueError("Styrgruppen har redan en ordförande. Ändra den platsen först.")


def _check_vacancy(since: date | None, until: date | None, vacant: date | None) -> None:
    if vacant and since and vacant < since:
        raise ValueError("Tjänsten kan inte vara vakant innan den finns. Rätta en av dagarna.")
    if vacant and until and vacant > until:
        raise ValueError("Tjänsten har upphört när den blir vakant. Rätta en av dagarna.")


def _locked(intervention: Intervention) -> str:
    return day(intervention.locked_on) if intervention.locked_on else ""
