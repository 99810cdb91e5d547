"""What people add to the money, as records: the contributions' rounds, followed-up months, commitments, projects."""

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Prefetch

from finsam.bundle.columns import Column, choice, code, day, money, several, text, whole_number
from finsam.bundle.tables import TableSpec
from finsam.bundle.work.columns import flag, lines, link, moment
from finsam.bundle.work.nodes import Ids, Node, Row, store_rows, values_of
from finsam.core.models import Association
from finsam.money.models import (
    Basis,
    Commitment,
    Contribution,
    ContributionCall,
    ContributionRound,
    ContributionWeight,
    ExternalProject,
    Forecast,
    ForecastMethod,
    LedgerObject,
    LineComment,
    MonthClosing,
)

ROUND_FOLDER, MONTH_FOLDER = "contributions/", "follow_up/"


def _decimal(written: str) -> Decimal | None:
    try:
        return Decimal(written.replace(",", ".")) if written else None
    except InvalidOperation as error:
        msg = f"”{written}” är inte ett tal"
        raise ValueError(msg) from error


def _data(written: str) -> Any:
    try:
        return json.loads(written) if written else {}
    except ValueError as error:
        msg = "Värdet ska vara JSON"
        raise ValueError(msg) from error


def _data_written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def data(name: str) -> Column:
    """What the program itself has put down, as JSON."""
    return Column(name, _data, _data_written, default=True)


def _decimal_written(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


CALLS = Node(
    TableSpec(
        ContributionCall,
        [
            money("amount", field="amount_ore", required=True),
            day("called_on", required=True),
            day("due_on", required=True),
            text("reference", default=True),
            day("received_on", default=True),
        ],
    ),
    "calls",
    "contribution",
)
AMOUNTS = Node(
    TableSpec(
        Contribution,
        [
            link("contributor", "contributor", required=True),
            money("requested", field="requested_ore", default=True),
            money("announced", field="announced_ore", default=True),
            text("remark", default=True),
        ],
    ),
    "read_amounts",
    "round",
    {"calls": CALLS},
)
WEIGHTS = Node(
    TableSpec(
        ContributionWeight,
        [link("contributor", "contributor", required=True), whole_number("weight", required=True)],
    ),
    "weights",
    "round",
)
ROUNDS = Node(
    TableSpec(
        ContributionRound,
        [
            whole_number("year", required=True),
            choice("basis", Basis, required=True),
            money("total", field="total_ore", default=True),
            Column("index_percent", _decimal, _decimal_written, default=True),
            text("index_source", default=True),
            day("requested_on", default=True),
            day("announced_on", default=True),
            day("decided_on", default=True),
            link("decided_in", "item", default=True),
            lines("remark", default=True),
        ],
    ),
    children={"weights": WEIGHTS, "contributions": AMOUNTS},
)
"""A file of its own each, `contributions/<year>.yaml`: what contributions.csv, which has the decided, cannot say."""

COMMENTS = Node(
    TableSpec(LineComment, [link("line", "line", required=True), text("text", required=True)]), "read_comments", "month"
)
FORECASTS = Node(
    TableSpec(
        Forecast,
        [
            link("line", "line", required=True),
            choice("method", ForecastMethod, required=True),
            money("amount", field="amount_ore", default=True),
            text("reason", default=True),
            moment("made_at"),
        ],
    ),
    "read_forecasts",
    "month",
)
CLOSINGS = Node(
    TableSpec(
        MonthClosing,
        [
            whole_number("year", required=True),
            whole_number("month", required=True),
            lines("summary", default=True),
            moment("closed_at"),
            data("figures"),
        ],
    ),
    children={"comments": COMMENTS, "forecasts": FORECASTS},
)
"""A file of its own each, `follow_up/<year>-<month>.yaml`."""

COMMITMENTS = Node(
    TableSpec(
        Commitment,
        [
            link("line", "line", required=True),
            whole_number("year", required=True),
            text("title", required=True),
            text("counterpart", default=True),
            money("decided", field="decided_ore", required=True),
            day("decided_on", default=True),
            link("decided_in", "item", default=True),
            money("contracted", field="contracted_ore", default=True),
            day("contracted_on", default=True),
            money("claimed", field="claimed_ore", default=True),
            money("paid", field="paid_ore", default=True),
        ],
        ["year", "line", "title"],
    )
)
PROJECTS = Node(
    TableSpec(
        ExternalProject,
        [
            text("name", required=True),
            text("funder", required=True),
            several("ledger_objects", default=True),
            money("granted", field="granted_ore", default=True),
            day("since", default=True),
            day("until", default=True),
            link("intervention", "intervention", default=True),
        ],
        ["name"],
    )
)
OBJECTS = Node(TableSpec(LedgerObject, [code("code", required=True), flag("stands_alone")], ["code"]))
"""Objects said to belong to nothing; the others are learned from the ledgers."""


def stored_rounds(association: Association) -> Iterable[ContributionRound]:
    """Return the rounds, each with the contributions of its year that say more than what is decided."""
    of_year: dict[int, list[Contribution]] = defaultdict(list)
    told = Contribution.objects.filter(association=association).order_by("contributor__position")
    for one in told.prefetch_related("calls"):
        if one.requested_ore is not None or one.announced_ore is not None or one.remark or one.calls.all():
            of_year[one.year].append(one)
    weights = Prefetch("weights", ContributionWeight.objects.order_by("contributor__position"))
    rounds = {r.year: r for r in ContributionRound.objects.filter(association=association).prefetch_related(weights)}
    for year in sorted({*rounds, *of_year}):
        round_ = rounds.get(year) or ContributionRound(association=association, year=year)
        round_.read_amounts = of_year[year]  # type: ignore[attr-defined]
        yield round_


def stored_months(association: Association) -> Iterable[MonthClosing]:
    """Return every month that something is said of, with its comments and forecasts; it may have no row of its own."""
    one = {"association": association}
    months = {(row.year, row.month): row for row in MonthClosing.objects.filter(**one)}
    said: list[LineComment | Forecast] = [
        *LineComment.objects.filter(**one).order_by("line__position"),
        *Forecast.objects.filter(**one).order_by("pk"),
    ]
    for row in said:
        months.setdefault((row.year, row.month), MonthClosing(association=association, year=row.year, month=row.month))
    for place, month in sorted(months.items()):
        of_month = [row for row in said if (row.year, row.month) == place]
        month.read_comments = [row for row in of_month if isinstance(row, LineComment)]  # type: ignore[attr-defined]
        month.read_forecasts = [row for row in of_month if isinstance(row, Forecast)]  # type: ignore[attr-defined]
        yield month


def month_name(row: Row) -> str:
    """Return what a followed-up month is called: "2025-10"."""
    return f"{row['year']}-{row['month']:02}"


def store_rounds(association: Association, rows: list[Row], ids: Ids) -> None:
    """Write rounds with weights, and what their contributions say besides what is decided, with their calls."""
    rounds = store_rows(Node(ROUNDS.spec, children={"weights": WEIGHTS}), association, rows, ids)
    for round_, row in zip(rounds, rows, strict=True):
        for told in row["contributions"]:
            values = values_of(AMOUNTS, told, ids)
            contributor = values.pop("contributor_id")
            contribution, _ = Contribution.objects.update_or_create(
                association=association, contributor_id=contributor, year=round_.year, defaults=values
            )
            store_rows(CALLS, association, told["calls"], ids, contribution=contribution)


def store_months(association: Association, rows: list[Row], ids: Ids) -> None:
    """Write followed-up months with their comments and forecasts, each forecast when it was made."""
    for row in rows:
        place = {"year": row["year"], "month": row["month"]}
        if row["summary"] or row["closed_at"] or row["figures"]:
            store_rows(Node(CLOSINGS.spec), association, [row], ids)
        store_rows(Node(COMMENTS.spec), association, row["comments"], ids, **place)
        store_rows(Node(FORECASTS.spec), association, row["forecasts"], ids, **place)


def store_objects(association: Association, rows: list[Row]) -> None:
    """Write which objects belong to nothing."""
    for row in rows:
        LedgerObject.objects.update_or_create(
            association=association, code=row["code"], defaults={"stands_alone": row["stands_alone"]}
        )
