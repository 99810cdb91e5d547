"""Saving what an application says, as a draft or while it is completed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.funding.models import (
    Application,
    ApplicationCost,
    ApplicationGoal,
    ApplicationSource,
    ApplicationState,
)
from finsam.interventions.models import Intervention

OPEN = frozenset({ApplicationState.DRAFT, ApplicationState.INCOMPLETE})
"""The states in which what an application says may change."""
STANDS = "Ansökan är inskickad och det som står i den gäller. Hör av dig till förbundet om något behöver rättas."


@dataclass(frozen=True)
class Goal:
    """A goal as it is written."""

    text: str
    measure: str = ""
    target: str = ""


@dataclass(frozen=True)
class Said:
    """Everything an application says. Amounts in öre."""

    values: Mapping[str, Any]  # columns of the application
    renews: int | None  # the key of the intervention
    goals: tuple[Goal, ...]
    costs: Mapping[tuple[int, str], int]  # by year and kind
    remarks: Mapping[str, str]  # by kind
    sought: Mapping[int, int]  # by year
    others: Mapping[tuple[str, int], int]  # by name and year


class Changed(ValueError):
    """Somebody else saved in between: read again and merge."""


def locked(association: Association, application: Application) -> Application:
    """Read the application again and hold its row, so that two who change it come one after the other."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("call", "case", "form")
    return rows.get(association=association, pk=application.pk)


def check_open(application: Application) -> None:
    """Refuse a change of what stands. Raises ValueError with a Swedish sentence."""
    if application.state == ApplicationState.WITHDRAWN:
        raise ValueError("Ansökan är återtagen och kan inte ändras. Börja en ny om ni vill söka igen.")
    if application.state not in OPEN:
        raise ValueError(STANDS)


@transaction.atomic
def save_application(
    *, association: Association, by: Person | None, application: Application, said: Said, revision: int
) -> Application:
    """Save everything the application says; `revision` is the one it was read at.

    Raises Changed when another has saved since, ValueError when it no longer may be changed. Must be called within the
    association.
    """
    row = locked(association, application)
    check_open(row)
    if row.revision != revision:
        raise Changed("Någon annan sparade samtidigt.")
    for name, value in said.values.items():
        setattr(row, name, value)
    row.title = row.title or application.title  # a draft keeps the name it was begun with
    row.intervention = _renewed(association, said.renews)
    _save_rows(association, row, said)
    row.revision += 1
    row.save()
    audit.record(association, "funding.application.saved", row, by=by, application=row.pk, revision=row.revision)
    return row


def _renewed(association: Association, pk: int | None) -> Intervention | None:
    return Intervention.objects.filter(association=association, pk=pk).first() if pk else None


def _save_rows(association: Association, row: Application, said: Said) -> None:
    same: dict[str, Any] = {"association": association, "application": row}
    for table in (ApplicationGoal, ApplicationCost, ApplicationSource):
        table.objects.filter(**same).delete()
    ApplicationGoal.objects.bulk_create(
        ApplicationGoal(**same, **vars(goal), position=place) for place, goal in enumerate(said.goals)
    )
    ApplicationCost.objects.bulk_create(
        ApplicationCost(**same, year=year, kind=kind, amount_ore=ore, remark=said.remarks.get(kind, ""))
        for (year, kind), ore in said.costs.items()
    )
    ApplicationSource.objects.bulk_create(
        [ApplicationSource(**same, year=year, amount_ore=ore) for year, ore in said.sought.items()]
        + [ApplicationSource(**same, year=year, name=name, amount_ore=ore) for (name, year), ore in said.others.items()]
    )
