"""The lists that stand under each intervention in interventions.yaml: rows of their own, written where they belong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from finsam.bundle.columns import Column, code, day, money, text, whole_number, yes_no
from finsam.bundle.files import Mapping as YamlMapping
from finsam.bundle.tables import Record, TableSpec
from finsam.figures.registry import figure_named
from finsam.interventions.models import (
    FundingSource,
    InterventionGoal,
    InterventionParty,
    SteeringPlace,
    TeamPost,
    TransitionStep,
)
from finsam.interventions.rules.goals import Measure
from finsam.kernel.faults import Fault

OWNER = code("intervention", link="key", required=True)


def _yes(name: str, *, otherwise: bool) -> Column:
    """Yes or no; left out it is the usual."""
    read = yes_no(name).read
    return Column(
        name,
        lambda written: read(written) if written else otherwise,
        lambda value: "" if value == otherwise else "yes" if value else "no",
        default=True,
    )


def _decimal(name: str) -> Column:
    """A number with a decimal point; empty is null."""

    def read(written: str) -> Decimal | None:
        try:
            return Decimal(written) if written else None
        except InvalidOperation as error:
            msg = f"”{written}” är inte ett tal. Skriv det som 15 eller 7.5."
            raise ValueError(msg) from error

    return Column(name, read, lambda value: "" if value is None else f"{value.normalize():f}", default=True)


def _percent(name: str, least: int) -> Column:
    """A whole percentage."""
    plain = whole_number(name).read

    def read(written: str) -> int | None:
        value: int | None = plain(written)
        if value is not None and not least <= value <= 100:
            msg = f"{value} ska vara mellan {least} och 100"
            raise ValueError(msg)
        return value

    return Column(name, read, required=True)


def _figure(written: str) -> str:
    """The cell that measures a goal, of a figure that there is."""
    if not written:
        return ""
    try:
        figure_named(Measure.read(written).figure)
    except KeyError as error:
        raise ValueError(str(error.args[0])) from error
    return written


LISTS: dict[str, TableSpec] = {
    "parties": TableSpec(
        InterventionParty,
        [OWNER, text("name", required=True), text("member", link="name", default=True), text("part", default=True)],
        ["intervention", "name"],
    ),
    "team": TableSpec(
        TeamPost,
        [
            OWNER,
            text("role", required=True),
            text("employer", default=True),
            _percent("percent", 1),
            _yes("funded", otherwise=True),
            day("since", default=True),
            day("until", default=True),
            day("vacant_since", default=True),
        ],
    ),
    "steering": TableSpec(
        SteeringPlace,
        [
            OWNER,
            text("organisation", required=True),
            text("function", default=True),
            _yes("is_chair", otherwise=False),
            _yes("is_co_opted", otherwise=False),
        ],
    ),
    "goals": TableSpec(
        InterventionGoal,
        [
            OWNER,
            text("text", required=True),
            text("measure", default=True),
            text("target", default=True),
            Column("figure", _figure, default=True),
            _decimal("at_least"),
            _decimal("partly_from"),
            day("since", default=True),
            day("until", default=True),
        ],
    ),
    "funding_sources": TableSpec(
        FundingSource,
        [
            OWNER,
            whole_number("year", required=True),
            text("name", required=True),
            money("amount", field="amount_ore", required=True),
        ],
        ["intervention", "year", "name"],
        order=("year", "name"),
    ),
    "transition_steps": TableSpec(
        TransitionStep,
        [
            OWNER,
            whole_number("year", required=True),
            text("party", required=True),
            _percent("percent", 0),
            text("remark", default=True),
        ],
        ["intervention", "year", "party"],
        order=("year", "party"),
    ),
}
"""Each list by its name in the file; the first column is the intervention it stands under."""


def taken_out(written: Any, faults: list[Fault], file: str) -> dict[str, list[YamlMapping]]:
    """Take the lists out of the items of the file, each entry told which intervention it stands under.

    A list that no item has is not among them: what the database holds of it is left as it is.
    """
    found: dict[str, list[YamlMapping]] = {}
    for item in written if isinstance(written, list) else []:
        for name in [name for name in LISTS if isinstance(item, dict) and name in item]:
            given, line = item.pop(name), getattr(item, "line", None)
            if not isinstance(given, list) or not all(isinstance(one, YamlMapping) for one in given):
                faults.append(Fault(f"{name}: Här ska stå en lista med ”- namn: värde”", file, line))
                given = []
            for one in given:
                one["intervention"] = str(item.get("key", ""))
            found.setdefault(name, []).extend(given)
    return found


def in_order(lists: Mapping[str, Sequence[Record]]) -> dict[str, list[Record]]:
    """Return the records by intervention, otherwise in the order they have: the same however they were kept."""
    return {name: sorted(rows, key=lambda row: str(row["intervention"])) for name, rows in lists.items() if rows}


def put_back(
    interventions: Iterable[dict[str, Any]],
    lists: Mapping[str, Sequence[Record]],
    plain: Callable[[TableSpec, list[Record]], list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """Return the interventions as the file shows them, each with its lists."""
    told = []
    for item in interventions:
        own = {}
        for name, spec in LISTS.items():
            mine = [row for row in lists.get(name, ()) if row["intervention"] == item["key"]]
            if mine:
                own[name] = [{k: v for k, v in row.items() if k != OWNER.name} for row in plain(spec, mine)]
        told.append({**item, **own})
    return told


class HasInterventions(Protocol):
    """What a bundle or the database says of the interventions."""

    interventions: list[Record]
    intervention_lists: dict[str, list[Record]]


def leave_interventions(told: HasInterventions, stored: HasInterventions, *, keep: bool) -> None:
    """Add to what is told what the database holds and the bundle leaves alone.

    That is a list no intervention in the bundle has; with `keep` every list of an intervention that is there already;
    and that an intervention is locked, which nothing but its first report decides.
    """
    held = {row["key"]: row for row in stored.interventions}
    for row in told.interventions:
        row["locked_on"] = row["locked_on"] or held.get(row["key"], row)["locked_on"]
    stays = {row["key"] for row in told.interventions} & held.keys()
    for name in LISTS:
        there = [row for row in stored.intervention_lists.get(name, []) if row["intervention"] in stays]
        if name not in told.intervention_lists:
            told.intervention_lists[name] = there
        elif keep:
            new = [row for row in told.intervention_lists[name] if row["intervention"] not in stays]
            told.intervention_lists[name] = [*there, *new]
    told.intervention_lists = in_order(told.intervention_lists)
