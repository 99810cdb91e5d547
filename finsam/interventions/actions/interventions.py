"""An intervention is laid in, what it is is changed, and it is locked by its first report."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from finsam.core import audit, once
from finsam.core.models import Association, Person
from finsam.interventions.models import Intervention
from finsam.interventions.rules.locks import check_direction, check_period
from finsam.interventions.rules.naming import key_of
from finsam.kernel.swedish import day, listed

OWN_POOL = "own"
RESERVED = frozenset({"ny"})  # a word of the address
LABELS = {
    "title": "titel", "direction": "inriktning", "since": "första dag", "until": "sista dag", "owner": "ägare",
    "owner_number": "organisationsnummer", "form": "form", "target_group": "målgrupp", "purpose": "syfte",
    "funder": "finansiär", "goal": "mål i ord", "transition": "övergången", "ledger_objects": "objekt i huvudboken",
    "pool": "kostnadspool",
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What an intervention is. `pool` is the key of a cost pool, `OWN_POOL` for one of its own, or empty for none."""

    title: str
    direction: str
    since: date | None
    until: date | None
    owner: str
    owner_number: str
    form: str
    target_group: str
    purpose: str
    funder: str
    goal: str
    transition: str
    ledger_objects: list[str]
    pool: str


@transaction.atomic
def create_intervention(*, association: Association, by: Person, said: Facts, token: str = "") -> Intervention:
    """Lay in an intervention that needs no application; sent twice it is laid in once.

    Raises ValueError with a Swedish sentence when it ends before it begins or another has the object or the title.
    """
    done = once.already_done(association=association, by=by, action="interventions.created", token=token)
    if done:
        return Intervention.objects.get(association=association, key=done.detail["intervention"])
    others = list(Intervention.objects.select_for_update().filter(association=association))
    _check(said, others)
    key = key_of(said.title, RESERVED | {row.key for row in others})
    position = max((row.position for row in others), default=-1) + 1
    row = Intervention.objects.create(association=association, key=key, position=position, **_values(said, key))
    audit.record(association, "interventions.created", row.title, by=by, intervention=key, form=token)
    return row


@transaction.atomic
def change_intervention(*, association: Association, by: Person, row: Intervention, said: Facts) -> None:
    """Change what an intervention is. Raises ValueError as `create_intervention`, or when the direction is locked."""
    rows = list(Intervention.objects.select_for_update().filter(association=association))
    held = next(one for one in rows if one.pk == row.pk)
    words = day(held.locked_on) if held.locked_on else ""
    check_direction(locked_on=held.locked_on, was=held.direction, now=said.direction, words=words)
    _check(said, [one for one in rows if one.pk != row.pk])
    values = _values(said, held.key)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    if not changed:
        return
    Intervention.objects.filter(association=association, pk=row.pk).update(**values)
    told = f"Ändrat: {listed([LABELS[name] for name in changed])}"
    was = {name: _plain(getattr(held, name)) for name in changed}
    audit.record(association, "interventions.changed", said.title, by=by, intervention=held.key, told=told, was=was)


def lock_intervention(*, association: Association, row: Intervention, on: date) -> None:
    """Let direction and goals stand from a day on, that of the first report (R9). Locked before it stays as it is."""
    Intervention.objects.filter(association=association, pk=row.pk, locked_on=None).update(locked_on=on)


def _check(said: Facts, others: Sequence[Intervention]) -> None:
    check_period(said.since, said.until)
    for other in others:
        if other.title.casefold() == said.title.casefold():
            msg = f"Det finns redan en insats som heter {other.title}. Ge den här ett eget namn."
            raise ValueError(msg)
        if shared := set(other.ledger_objects) & set(said.ledger_objects):
            msg = f"Objekt {listed(sorted(shared))} hör redan till {other.title}. Ett objekt hör till en insats."
            raise ValueError(msg)


def _values(said: Facts, key: str) -> Mapping[str, Any]:
    values = asdict(said)
    return {**values, "pool": key if said.pool == OWN_POOL else said.pool}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
