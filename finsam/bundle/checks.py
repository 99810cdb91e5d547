"""What must agree between the files of a bundle before any of it is stored."""

import re
from collections.abc import Iterator

from finsam.bundle.columns import free_text
from finsam.bundle.contents import ASSOCIATION, INTERVENTIONS_FILE, Contents
from finsam.bundle.formats import ASSOCIATION_LISTS, INTERVENTIONS, TABLES
from finsam.bundle.intervention_lists import LISTS as INTERVENTION_LISTS
from finsam.bundle.ledgers import ledger_faults
from finsam.bundle.tables import Record, TableSpec
from finsam.core.rules.ordinance import POINTS
from finsam.core.rules.provisions import check_value
from finsam.interventions.models import Direction
from finsam.kernel.faults import Fault
from finsam.money.models import GroupKind
from finsam.reports.composition import unknown_names
from finsam.reports.editions import edition_in
from finsam.reports.rules.outline import faults_in

RESERVED = {"logga-in", "logga-ut", "static"}
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

USUAL_GROUPS = {
    "insatser": ("Insatser", GroupKind.INTERVENTIONS),
    "kansli_styrelse": ("Kansli och styrelse", GroupKind.ADMINISTRATION),
    "income": ("Intäkter", GroupKind.INCOME),
    "financial": ("Finansiella poster", GroupKind.FINANCIAL),
    "closing_balance": ("Balansposter", GroupKind.CLOSING_BALANCE),
}
"""Groups of the budget that need not be listed in association.yaml."""


def fill_in(contents: Contents) -> None:
    """Add what a bundle may leave out because the rest says it: usual budget groups, plain interventions."""
    used = dict.fromkeys(record["group"] for record in contents.tables.get("budget.csv", []))
    listed = contents.lists.setdefault("budget_groups", [])
    known = {record["key"] for record in listed}
    for key in used:
        if key in USUAL_GROUPS and key not in known:
            label, kind = USUAL_GROUPS[key]
            listed.append({"key": key, "label": label, "kind": kind.value})
    if not contents.interventions:
        contents.interventions = list(_plain_interventions(contents))


def _plain_interventions(contents: Contents) -> Iterator[Record]:
    activities = {row["intervention"]: row for row in contents.tables.get("activities.csv", [])}
    titles = {row["intervention"]: row["title"] for row in contents.tables.get("targets.csv", [])}
    named = [*titles, *activities, *(row["intervention"] for row in contents.tables.get("registrations.csv", []))]
    for key in dict.fromkeys(filter(None, named)):
        activity = activities.get(key, {})
        given = {
            "key": key,
            "title": titles.get(key) or activity.get("title") or key,
            "direction": (Direction.STRUCTURAL if activity else Direction.INDIVIDUAL).value,
            "ledger_objects": [activity["ledger_object"]] if activity.get("ledger_object") else [],
        }
        yield {c.fills: given.get(c.fills, c.read("")) for c in INTERVENTIONS.columns}


def disagreements(contents: Contents) -> list[Fault]:
    """Return everything in one file that another file contradicts."""
    return [
        *_unknown_links(contents),
        *_unknown_codes(contents),
        *_registration_order(contents),
        *_association_sense(contents),
        *_rules_sense(contents),
        *_activity_order(contents),
        *_contributing_members(contents),
        *_intervention_keys(contents),
        *_report_faults(contents),
        *_unmapped_accounts(contents),
        *ledger_faults(contents.read_ledgers, _accounts(contents)),
    ]


def _unknown_links(contents: Contents) -> Iterator[Fault]:
    known = {
        spec.model: {record[spec.columns[0].fills] for record in records} for spec, records, _ in _all_records(contents)
    }
    for spec, records, file in _all_records(contents):
        for column in (c for c in spec.columns if c.link):
            targets = known.get(spec.linked_model(column), set())
            for place, record in enumerate(records):
                value = record[column.fills]
                if value and value not in targets:
                    yield Fault(_unknown(file, column.name, value), file, _line(contents, file, place))


def _unknown(file: str, column: str, value: str) -> str:
    if column == "group":
        return f"Gruppen ”{value}” finns inte. Lägg den i budget_groups i {ASSOCIATION} och säg vad den är."
    place = ASSOCIATION if file == ASSOCIATION or column == "member" else INTERVENTIONS_FILE
    return f"{column}: ”{value}” finns inte i {place}"


def _all_records(contents: Contents) -> Iterator[tuple[TableSpec, list[Record], str]]:
    for name, spec in ASSOCIATION_LISTS.items():
        yield spec, contents.lists.get(name, []), ASSOCIATION
    yield INTERVENTIONS, contents.interventions, INTERVENTIONS_FILE
    for name, spec in INTERVENTION_LISTS.items():
        yield spec, contents.intervention_lists.get(name, []), INTERVENTIONS_FILE
    for name, spec in TABLES.items():
        yield spec, contents.tables.get(name, []), name


def _line(contents: Contents, file: str, place: int) -> int | None:
    lines = contents.lines.get(file, [])
    return lines[place] if place < len(lines) else None


def _unknown_codes(contents: Contents) -> Iterator[Fault]:
    codes = {(row["field"], row["intervention"], row["code"]) for row in contents.tables.get("codes.csv", [])}
    file = "registrations.csv"
    for place, row in enumerate(contents.tables.get(file, [])):
        for name, field in (("referrer", "referrer"), ("outcome", "outcome"), ("outcome_2", "outcome")):
            if row[name] and (field, row["intervention"], row[name]) not in codes:
                what = f"{name}: koden ”{row[name]}” finns inte för {row['intervention']} i codes.csv"
                yield Fault(what, file, _line(contents, file, place))


def _registration_order(contents: Contents) -> Iterator[Fault]:
    file = "registrations.csv"
    for place, row in enumerate(contents.tables.get(file, [])):
        if row["started"] and row["ended"] and row["ended"] < row["started"]:
            yield Fault(f"Slutar {row['ended']}, före början {row['started']}", file, _line(contents, file, place))
        if row["count"] != 1 and row["kind"] not in {"volume", "", None}:
            yield Fault("Bara volymrader får räkna annat än 1", file, _line(contents, file, place))


def _association_sense(contents: Contents) -> Iterator[Fault]:
    slug = contents.association["slug"]
    if slug in RESERVED:
        yield Fault(f"slug: ”{slug}” är redan en adress i Finsam. Välj ett annat ord", ASSOCIATION)
    elif not _SLUG.fullmatch(slug):
        yield Fault(f"slug: ”{slug}” ska vara små bokstäver a–z, siffror och bindestreck, som i en adress", ASSOCIATION)
    for seat in contents.lists.get("seats", []):
        if seat["since"] and seat["until"] and seat["until"] < seat["since"]:
            yield Fault(f"seats: ett uppdrag slutar {seat['until']}, före början {seat['since']}", ASSOCIATION)
    for share in contents.lists.get("shares", []):
        if not share["denominator"]:
            yield Fault("shares: denominator måste vara minst 1", ASSOCIATION)
    for point in contents.lists.get("ordinance", []):
        if point["number"] not in POINTS:
            yield Fault(f"ordinance: punkt {point['number']} finns inte, lagen har 1–{len(POINTS)}", ASSOCIATION)


def _rules_sense(contents: Contents) -> Iterator[Fault]:
    for row in contents.lists.get("provisions", []):
        try:
            check_value(row["key"], row["value"])
        except ValueError as error:
            yield Fault(f"provisions: {error}", ASSOCIATION)
    for row in contents.lists.get("majorities", []):
        if not row["numerator"] < row["denominator"] < row["numerator"] * 2:
            share = f"{row['numerator']}/{row['denominator']}"
            yield Fault(f"majorities: {share} ska vara mer än hälften men inte alla", ASSOCIATION)


def _activity_order(contents: Contents) -> Iterator[Fault]:
    file = "activities.csv"
    for place, row in enumerate(contents.tables.get(file, [])):
        if row["date_to"] < row["date_from"]:
            yield Fault(f"Slutar {row['date_to']}, före början {row['date_from']}", file, _line(contents, file, place))


def _report_faults(contents: Contents) -> Iterator[Fault]:
    for file, text in contents.reports.items():
        try:
            edition_in(file)
        except ValueError as error:
            yield Fault(str(error), file)
        yield from _identity_numbers(text, file)
        yield from faults_in(text, file)
        yield from unknown_names(text, file)


def _identity_numbers(text: str, file: str) -> Iterator[Fault]:
    for line, words in enumerate(text.splitlines(), 1):
        try:
            free_text(words)
        except ValueError as error:
            yield Fault(str(error), file, line)


def _contributing_members(contents: Contents) -> Iterator[Fault]:
    members, file = {row["name"] for row in contents.lists.get("members", [])}, "contributions.csv"
    for place, row in enumerate(contents.tables.get(file, [])):
        for name in row["members"]:
            if members and name not in members:
                yield Fault(f"members: ”{name}” är ingen medlem i {ASSOCIATION}", file, _line(contents, file, place))


def _intervention_keys(contents: Contents) -> Iterator[Fault]:
    for row in contents.interventions:
        if not _KEY.fullmatch(row["key"]):
            yield Fault(f"key: ”{row['key']}” ska vara små bokstäver a–z, siffror, _ och -", INTERVENTIONS_FILE)


def _accounts(contents: Contents) -> dict[str, str]:
    return {row["number"]: row["name"] for row in contents.tables.get("accounts.csv", [])}


def _unmapped_accounts(contents: Contents) -> Iterator[Fault]:
    mapped = _accounts(contents)
    for file, sie in contents.read_ledgers.items():
        used = [(balance.account, balance.line) for balance in sie.balances]
        used += [(amount.account, amount.line) for amount in sie.period_balances]
        used += [(entry.account, entry.line) for voucher in sie.vouchers for entry in voucher.entries]
        lines: dict[str, int] = {}
        for account, line in used:
            lines.setdefault(account, line)
        for account in sorted(lines.keys() - mapped.keys()):
            called = f"{account} {sie.accounts.get(account, '')}".strip()
            what = f"Konto {called} saknas i accounts.csv. Lägg till det och säg vilken rad det hör till."
            yield Fault(what, file, lines[account])
