"""Contributions called in (rekvirerade) in parts, and received."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.numbers import next_number
from finsam.kernel.swedish import day, listed
from finsam.money.actions.contributions import locked_round
from finsam.money.models import Contribution, ContributionCall
from finsam.money.rules.contributions import instalments

MOST_CALLS = 12


@dataclass(frozen=True)
class Due:
    """A call's days: when it is called in, and when it is to be paid."""

    called_on: date
    due_on: date


@transaction.atomic
def call_in(
    *, association: Association, by: Person, year: int, contributors: Collection[int], dues: Sequence[Due]
) -> int:
    """Call in what is left of the contributors' decided amounts, in equal parts; return how many calls were made.

    Each call gets the next number of the year as its reference. Raises ValueError when nothing is decided or left.
    """
    _check_dues(dues)
    locked_round(association, year)
    rows = _left(association, year, contributors)
    made = [
        ContributionCall(
            association=association, contribution=row, amount_ore=ore, called_on=due.called_on, due_on=due.due_on
        )
        for row, left in rows
        for ore, due in zip(instalments(left, len(dues)), dues, strict=True)
        if ore
    ]
    made.sort(key=lambda call: (call.due_on, call.contribution.contributor.position))
    for call in made:
        call.reference = f"{year}-{next_number(association, f'contribution-call-{year}'):02d}"
    ContributionCall.objects.bulk_create(made)
    audit.record(
        association, "money.contributions.called", f"Bidrag {year}", by=by, year=year,
        calls=[(call.reference, call.amount_ore, str(call.due_on)) for call in made],
    )  # fmt: skip
    return len(made)


def _check_dues(dues: Sequence[Due]) -> None:
    if not 1 <= len(dues) <= MOST_CALLS:
        raise ValueError(f"Dela bidragen i 1 till {MOST_CALLS} rekvisitioner.")
    for due in dues:
        if due.due_on < due.called_on:
            raise ValueError(f"Det som rekvireras {day(due.called_on)} kan inte förfalla tidigare, {day(due.due_on)}.")


def _left(association: Association, year: int, contributors: Collection[int]) -> list[tuple[Contribution, int]]:
    """What is decided and not yet called in of each, öre; only those where something is."""
    found = Contribution.objects.filter(association=association, year=year, contributor_id__in=contributors)
    rows = list(found.select_related("contributor").prefetch_related("calls").order_by("contributor__position"))
    undecided = [row.contributor.name for row in rows if row.amount_ore is None]
    if undecided or not rows:
        who = f" för {listed(undecided)}" if undecided else ""
        raise ValueError(f"Bidraget{who} är inte beslutat än. Skriv de beslutade beloppen först.")
    left = [(row, (row.amount_ore or 0) - sum(call.amount_ore for call in row.calls.all())) for row in rows]
    if not any(ore > 0 for _, ore in left):
        raise ValueError("Allt som är beslutat är redan rekvirerat. Mer än det beslutade kan inte rekvireras.")
    return [(row, ore) for row, ore in left if ore > 0]


@transaction.atomic
def mark_received(
    *, association: Association, by: Person, year: int, calls: Collection[int], on: date, today: date
) -> list[ContributionCall]:
    """Note that calls have been paid. Raises ValueError before the call, after today, or when it has come already."""
    rows = _locked(association, year, calls)
    if on > today:
        raise ValueError(f"Den {day(on)} har inte varit än. Skriv dagen då pengarna kom.")
    for row in rows:
        if row.received_on:
            raise ValueError(f"Rekvisition {row.reference} är redan markerad som inkommen {day(row.received_on)}.")
        if on < row.called_on:
            raise ValueError(
                f"Rekvisition {row.reference} skickas {day(row.called_on)}. Pengarna kan inte ha kommit före det."
            )
        row.received_on = on
    ContributionCall.objects.bulk_update(rows, ["received_on"])
    _trail(association, by, year, "received", rows, on=str(on))
    return rows


@transaction.atomic
def mark_not_received(
    *, association: Association, by: Person, year: int, calls: Collection[int]
) -> list[ContributionCall]:
    """Take back that calls have been paid."""
    rows = _locked(association, year, calls)
    was = {row.reference: str(row.received_on or "") for row in rows}
    for row in rows:
        row.received_on = None
    ContributionCall.objects.bulk_update(rows, ["received_on"])
    _trail(association, by, year, "not_received", rows, was=was)
    return rows


@transaction.atomic
def take_back_calls(
    *, association: Association, by: Person, year: int, calls: Collection[int]
) -> list[ContributionCall]:
    """Take back calls that have not been paid. Raises ValueError when one has."""
    rows = _locked(association, year, calls)
    paid = [row.reference for row in rows if row.received_on]
    if paid:
        raise ValueError(f"Pengarna för {listed(paid)} har kommit in. Det som är betalt kan inte tas bort.")
    _trail(association, by, year, "taken_back", rows, ore=[row.amount_ore for row in rows])
    ContributionCall.objects.filter(association=association, pk__in=[row.pk for row in rows]).delete()
    return rows


def _locked(association: Association, year: int, calls: Collection[int]) -> list[ContributionCall]:
    found = ContributionCall.objects.filter(association=association, contribution__year=year, pk__in=calls)
    rows = list(found.select_for_update(of=("self",)).order_by("pk"))
    if not rows:
        raise ValueError("Kryssa i minst en rekvisition.")
    return rows


def _trail(
    association: Association, by: Person, year: int, what: str, rows: list[ContributionCall], **detail: object
) -> None:
    references = [row.reference for row in rows]
    audit.record(
        association, f"money.contributions.{what}", f"Bidrag {year}", by=by, year=year, calls=references, **detail
    )
