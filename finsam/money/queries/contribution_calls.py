"""What is called in of the contributions, row by row."""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from openpyxl import Workbook

from finsam.core.models import Association
from finsam.figures.files import csv_rows, label_cell
from finsam.kernel.swedish import day, exact
from finsam.money.models import ContributionCall
from finsam.money.rules.contributions import KRONA


@dataclass(frozen=True)
class CallLine:
    """A call as a row: who, how much, when, and whether it has come."""

    id: int
    reference: str
    contributor: str
    called_on: str
    amount: str
    received_on: str
    late: bool


@dataclass(frozen=True)
class CallsPart:
    """The calls of a year by the day they are due, and the addresses of what is done with them."""

    groups: Sequence[tuple[str, Sequence[CallLine]]]
    files: Sequence[tuple[str, str]]
    url: str
    keeps: bool
    on: str  # the day in the field
    chosen: Collection[int]  # the rows that are ticked
    fault: str


def calls_of(association: Association, year: int) -> QuerySet[ContributionCall]:
    """Return the year's calls with who pays, soonest due first."""
    calls = ContributionCall.objects.filter(association=association, contribution__year=year)
    rows = calls.select_related("contribution__contributor")
    return rows.order_by("due_on", "contribution__contributor__position", "pk")


def overdue_calls(association: Association, today: date) -> dict[tuple[int, date], list[ContributionCall]]:
    """Return what should have come before the day and has not, by year and the day it was due, in one query."""
    late = ContributionCall.objects.filter(association=association, received_on=None, due_on__lt=today)
    found: dict[tuple[int, date], list[ContributionCall]] = {}
    for call in late.select_related("contribution__contributor").order_by("due_on", "pk"):
        found.setdefault((call.contribution.year, call.due_on), []).append(call)
    return found


@dataclass(frozen=True)
class Ticked:
    """What was ticked and typed, and what is wrong with it."""

    fault: str = ""
    chosen: Collection[int] = ()
    on: str = ""


def calls_part(
    association: Association, year: int, today: date, *, keeps: bool, ticked: Ticked | None = None
) -> CallsPart | None:
    """Return the calls of a year; none when nothing is called in."""
    rows = list(calls_of(association, year))
    if not rows:
        return None
    groups: dict[date, list[CallLine]] = {}
    for row in rows:
        groups.setdefault(row.due_on, []).append(_line(row, today))
    args = [association.slug, year]
    return CallsPart(
        groups=[(f"Förfaller {day(due)}", lines) for due, lines in groups.items()],
        files=[
            (label, reverse("contribution-calls-file", args=[*args, ending]))
            for label, ending in (("CSV", "csv"), ("Excel", "xlsx"))
        ],
        url=reverse("contribution-calls", args=args),
        keeps=keeps,
        on=ticked.on if ticked else str(today),
        chosen=ticked.chosen if ticked else [row.pk for row in rows if row.received_on is None and row.due_on < today],
        fault=ticked.fault if ticked else "",
    )


def _line(row: ContributionCall, today: date) -> CallLine:
    return CallLine(
        id=row.pk,
        reference=row.reference,
        contributor=row.contribution.contributor.name,
        called_on=str(row.called_on),
        amount=exact(row.amount_ore),
        received_on=str(row.received_on or ""),
        late=row.received_on is None and row.due_on < today,
    )


HEADS = ("Referens", "Bidragsgivare", "Betalar för", "Rekvireras", "Förfaller", "Kronor", "Inkommet")


def calls_rows(association: Association, year: int) -> list[list[str | int | float]]:
    """Return the invoicing list: a head and a row for each call, kronor as numbers."""
    rows: list[list[str | int | float]] = [list(HEADS)]
    for call in calls_of(association, year):
        payer, ore = call.contribution.contributor, call.amount_ore
        rows.append(
            [
                label_cell(call.reference), label_cell(payer.name), label_cell(", ".join(payer.members)),
                str(call.called_on), str(call.due_on), ore / KRONA if ore % KRONA else ore // KRONA,
                str(call.received_on or ""),
            ]
        )  # fmt: skip
    return rows


def calls_csv(rows: Sequence[Sequence[str | int | float]]) -> bytes:
    """Write the invoicing list as CSV with decimal comma."""
    return csv_rows(
        [[value if isinstance(value, str) else f"{value}".replace(".", ",") for value in row] for row in rows]
    )


def calls_excel(rows: Sequence[Sequence[str | int | float]]) -> bytes:
    """Write the invoicing list as an Excel sheet."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Rekvisitioner")
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
