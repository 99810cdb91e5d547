"""What must agree within the running work, with the rest of the bundle and with what the database has."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from finsam.bundle.tables import Record
from finsam.bundle.work.budgets import MONTHS, line_name
from finsam.bundle.work.funding_checks import (
    FUNDING_ONCE,
    FUNDING_SENSE,
    FUNDING_WHERE,
    as_before_decision,
    funding_faults,
    funding_known,
)
from finsam.bundle.work.names import item_name, item_names, seat_names
from finsam.bundle.work.nodes import Node, Row
from finsam.bundle.work.reading import KINDS, Work
from finsam.kernel.faults import Fault

WHERE = {
    "seat": "uppdragen i association.yaml. Ett uppdrag heter sin roll och sin medlem, som ”member Nora kommun”",
    "member": "medlemmarna i association.yaml",
    "case": "cases.csv",
    "document": "documents.csv. En handling heter ärendets diarienummer, kolon och sitt nummer",
    "retention": "retention_classes i association.yaml",
    "item": "mötena. En punkt heter mötet och paragrafen, som ”2021-11-19 § 66”",
    "line": "raderna i budget.csv. En rad heter sin text, med gruppen inom parentes om två grupper har samma",
    "contributor": "bidragsgivarna i contributions.csv",
    "intervention": "insatserna i interventions.yaml",
    "own item": "mötets punkter. En punkt heter sin paragraf, som 66",
    **FUNDING_WHERE,
}

Sense = tuple[Callable[[Row], Any], str]
SENSE: dict[str, list[Sense]] = {
    "cases": [(lambda r: r["secret"] and not r["secrecy_ground"], "Sekretess behöver sin grund (secrecy_ground)")],
    "documents": [(lambda r: r["secret"] and not r["secrecy_ground"], "Sekretess behöver sin grund (secrecy_ground)")],
    "discharges": [
        (
            lambda r: (
                not (r["decided_on"] or r["noted_in"] or r["noted_on"])
                and (r["granted"] is not None or r["report_approved"] is not None)
            ),
            "Ett beslut behöver sin dag (decided_on), eller dagen då styrelsen antecknade det (noted_on)",
        ),
    ],
    "meetings": [
        (lambda r: r["closed_at"] and not r["opened_at"], "Ett avslutat möte behöver opened_at"),
        (lambda r: len(r["minutes"]) > 1, "Ett möte har bara ett protokoll (minutes)"),
    ],
    "items": [
        (lambda r: r["state"] == "closed" and not r["outcome"], "En avslutad punkt behöver outcome"),
        (lambda r: r["state"] != "waiting" and not r["number"], "En påbörjad punkt behöver sitt nummer"),
        (lambda r: r["state"] == "waiting" and r["number"], "En punkt som väntar har inget nummer än"),
    ],
    "attendance": [
        (lambda r: not (r["seat"] or r["name"] or r["role"]), "En närvarande behöver seat, name eller role")
    ],
    "ballots": [
        (
            lambda r: (r["settled_at"] is None) != (r["carried"] is None),
            "En avgjord votering behöver både settled_at och carried",
        ),
        (lambda r: (r["numerator"] is None) != (r["denominator"] is None), "numerator och denominator hör ihop"),
    ],
    "budgets": [
        (
            lambda r: r["state"] != "decided" and (r["decided_on"] or r["decided_in"]),
            "Bara en fastställd budget har decided_on och decided_in",
        ),
        (lambda r: r["state"] == "decided" and not r["amounts"], "En fastställd budget behöver belopp (amounts)"),
    ],
    "amounts": [
        (lambda r: r["months"] and sum(r["months"]) != r["amount_ore"], "months ska tillsammans bli amount"),
    ],
    "calls": [
        (lambda r: (r["amount_ore"] or 0) <= 0, "En rekvisition är ett belopp över noll"),
        (lambda r: r["called_on"] and r["due_on"] and r["due_on"] < r["called_on"], "due_on är före called_on"),
    ],
    "months": [(lambda r: not 1 <= (r["month"] or 0) <= MONTHS, "month är 1–12")],
    "forecasts": [
        (
            lambda r: (r["method"] == "hand") != (r["amount_ore"] is not None),
            "Prognos för hand, och bara den, har amount",
        ),
    ],
    "commitments": [
        (lambda r: r["contracted_on"] and r["contracted_ore"] is None, "contracted_on behöver contracted"),
    ],
    "transfers": [
        (
            lambda r: sum(move["amount_ore"] or 0 for move in r["moves"]),
            "En flytt ska ta ifrån lika mycket som den ger (moves)",
        ),
    ],
    "reservations": [(lambda r: bool(r["text"]) != bool(r["text_at"]), "text och text_at hör ihop")],
    "notices": [
        (
            lambda r: r["taken_down_on"] and not (r["put_up_on"] and r["put_up_on"] <= r["taken_down_on"]),
            "Ett anslag tas ned efter att det har satts upp",
        )
    ],
    **FUNDING_SENSE,
}
"""What cannot be, by list: a test and the sentence when it holds."""

ONCE = FUNDING_ONCE | {
    "conflicts": "seat",
    "reservations": "seat",
    "votes": "seat",
    "adjusters": "seat",
    "absences": "seat",
    "attendance": "seat",
    "notices": "member",
    "maskings": "phrase",
    "consultations": "member",
    "weights": "contributor",
    "comments": "line",
}
"""Lists in which a value, or several together, may stand only once."""


def work_faults(work: Work, stored: Work, lists: Mapping[str, Sequence[Record]]) -> list[Fault]:
    """Return everything in the work that contradicts itself, the rest of the bundle, or what is stored.

    `lists` are the other records of the bundle by what they are called: lists of association.yaml, and files.
    """
    known = _known(work, stored, lists)
    faults = list(_same_section(work, stored))
    faults += funding_faults(work, stored)
    for kind, node in KINDS.items():
        for row in work.of(kind).values():
            faults += _row_faults(kind, node, row, _with_own(known, kind, row))
    return faults


def differences(work: Work, stored: Work) -> Iterator[Fault]:
    """Tell what the bundle says otherwise than the database: it is not for a bundle to change."""
    for kind in KINDS:
        for name, row in work.of(kind).items():
            there = stored.of(kind).get(name)
            if kind == "applications" and there is not None:
                there = as_before_decision(row, there)
            if there is not None and there != row:
                other = ", ".join(key for key in row if row[key] != there[key])
                yield Fault(
                    f"{name} finns redan och säger något annat ({other}). Det som finns ändras på sidorna. "
                    "Ta bort det ur bunten, eller läs in med --keep så lämnas det som det är.",
                    row.file,
                    row.line,
                )


def _known(work: Work, stored: Work, lists: Mapping[str, Sequence[Record]]) -> dict[str, set[str]]:
    meetings = {**stored.meetings, **work.meetings}
    budget_lines = lists.get("budget.csv", [])
    labels = [line["label"] for line in budget_lines]
    return {
        "seat": set(seat_names(lists.get("seats", []))),
        "member": {record["name"] for record in lists.get("members", [])},
        "retention": {record["key"] for record in lists.get("retention_classes", [])},
        "contributor": {record["name"] for record in lists.get("contributions.csv", [])},
        "intervention": {record["key"] for record in lists.get("interventions.yaml", [])},
        "case": {*stored.cases, *work.cases},
        "document": {*stored.documents, *work.documents},
        "line": {line_name(line["label"], line["group"], labels) for line in budget_lines},
        **funding_known(work, stored),
        "item": {item_name(key, name) for key, row in meetings.items() for name in item_names(row["items"])},
    }


def _with_own(known: dict[str, set[str]], kind: str, row: Row) -> dict[str, set[str]]:
    if kind == "applications":
        return {**known, "own writer": {writer["email"] for writer in row["writers"]}}
    return {**known, "own item": set(item_names(row["items"]))} if kind == "meetings" else known


def _row_faults(name: str, node: Node, row: Row, known: dict[str, set[str]]) -> Iterator[Fault]:
    for column in node.spec.columns:
        value = row[column.fills]
        if column.link and column.link in known and value and value not in known[column.link]:
            yield Fault(f"{column.name}: ”{value}” finns inte bland {WHERE[column.link]}", row.file, row.line)
    for is_wrong, sentence in SENSE.get(name, []):
        if is_wrong(row):
            yield Fault(sentence, row.file, row.line)
    for list_name, child in node.children.items():
        if child.single and len(row[list_name]) > 1:
            yield Fault(f"{list_name}: Här ska stå högst en", row.file, row.line)
        yield from _doubled(list_name, row[list_name])
        for one in row[list_name]:
            yield from _row_faults(list_name, child, one, known)


def _doubled(name: str, rows: list[Row]) -> Iterator[Fault]:
    seen = set()
    for row in rows if name in ONCE else []:
        columns = ONCE[name]
        value = row[columns] if isinstance(columns, str) else tuple(row[column] for column in columns)
        if value in seen and value:
            shown = value if isinstance(columns, str) else " ".join(str(one) for one in value if one)
            yield Fault(f"{name}: ”{shown}” står två gånger", row.file, row.line)
        seen.add(value)


def _same_section(work: Work, stored: Work) -> Iterator[Fault]:
    """Tell which § stands in two meetings of a year, or twice in one."""
    first: dict[tuple[str, int, int], str] = {}
    for key, meeting in {**stored.meetings, **work.meetings}.items():
        for item in meeting["items"]:
            if item["number"]:
                place = (meeting["body"], meeting["held_on"].year, item["number"])
                if place in first:
                    what = f"§ {item['number']} finns redan i mötet {first[place]}"
                    yield Fault(what, item.file or meeting.file, item.line)
                first.setdefault(place, key)
