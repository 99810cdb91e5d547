"""Commitments and projects with money from others are written down, changed and taken away."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.money.models import BudgetLine, Commitment, ExternalProject
from finsam.money.rules.commitments import check_stages


@dataclass(frozen=True)
class Committed:
    """What is said of a commitment. Amounts in öre by stage; None: not yet."""

    line: BudgetLine
    title: str
    counterpart: str
    amounts: Mapping[str, int | None]
    decided_on: date | None
    contracted_on: date | None


@dataclass(frozen=True)
class Project:
    """What is said of a project with money from others. `granted_ore` is of the whole project."""

    name: str
    funder: str
    ledger_objects: list[str]
    granted_ore: int | None
    since: date | None
    until: date | None


@transaction.atomic
def save_commitment(
    *, association: Association, by: Person, year: int, row: Commitment | None, said: Committed
) -> Commitment:
    """Write down a commitment of a line in a year, or change one.

    Raises ValueError with a Swedish sentence when the stages cannot be so, or a contract has a day and no amount.
    """
    check_stages(said.amounts)
    if said.contracted_on and said.amounts["contracted"] is None:
        raise ValueError("Avtalet har en dag men inget belopp. Skriv vad som är avtalat.")
    values: dict[str, Any] = {f"{stage}_ore": ore for stage, ore in said.amounts.items()}
    values |= {"line": said.line, "title": said.title.strip(), "counterpart": said.counterpart.strip()}
    values |= {"decided_on": said.decided_on, "contracted_on": said.contracted_on}
    if row is None:
        row = Commitment.objects.create(association=association, year=year, **values)
    else:
        Commitment.objects.filter(association=association, pk=row.pk).update(**values)
    audit.record(
        association,
        "money.commitment.saved",
        said.title,
        by=by,
        commitment=row.pk,
        year=year,
        amounts=dict(said.amounts),
    )
    return row


@transaction.atomic
def remove_commitment(*, association: Association, by: Person, row: Commitment) -> None:
    """Take a commitment away. What it said goes to the trail."""
    said = {"line": row.line.label, "decided": row.decided_ore, "contracted": row.contracted_ore, "paid": row.paid_ore}
    audit.record(association, "money.commitment.removed", row.title, by=by, year=row.year, **said)
    row.delete()


@transaction.atomic
def save_project(
    *, association: Association, by: Person, row: ExternalProject | None, said: Project
) -> ExternalProject:
    """Write down a project with money from others, or change one.

    Raises ValueError when another has the name, an object belongs to another project, or it ends before it begins.
    """
    others = ExternalProject.objects.select_for_update().filter(association=association)
    others = others.exclude(pk=row.pk) if row else others
    _check_project(said, list(others))
    if row is None:
        row = ExternalProject.objects.create(association=association, position=len(others), **asdict(said))
    else:
        ExternalProject.objects.filter(association=association, pk=row.pk).update(**asdict(said))
    detail = {"objects": said.ledger_objects, "granted": said.granted_ore}
    audit.record(association, "money.project.saved", said.name, by=by, project=row.pk, **detail)
    return row


def _check_project(said: Project, others: list[ExternalProject]) -> None:
    if said.since and said.until and said.until < said.since:
        raise ValueError("Projektet slutar innan det börjar. Rätta en av dagarna.")
    for other in others:
        if other.name == said.name:
            raise ValueError(f"Det finns redan ett projekt som heter {other.name}.")
        if shared := set(other.ledger_objects) & set(said.ledger_objects):
            raise ValueError(f"Objekt {', '.join(sorted(shared))} hör redan till {other.name}.")


@transaction.atomic
def remove_project(*, association: Association, by: Person, row: ExternalProject) -> None:
    """Take a project away; what is booked on its objects stays."""
    audit.record(association, "money.project.removed", row.name, by=by, objects=row.ledger_objects)
    row.delete()
