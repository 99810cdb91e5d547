"""What must agree within the funding: sums, stages, and grants with the §§ that decided them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from finsam.bundle.work.funding import LISTS
from finsam.bundle.work.funding_rows import report_name
from finsam.bundle.work.names import item_name, item_names
from finsam.bundle.work.nodes import Row
from finsam.funding.actions.decisions import GRANTED_BY
from finsam.kernel.faults import Fault
from finsam.kernel.swedish import amount
from finsam.meetings.models import ItemState, Outcome

FUNDING_WHERE = {
    "call": "utlysningarna i funding.yaml",
    "form": "formulären i funding.yaml. Ett formulär heter sin version",
    "checklist": "checklistorna i funding.yaml. En checklista heter sin version",
    "report_template": "rapportmallarna i funding.yaml. En mall heter sin version",
    "payment": "betalfilerna (payments) i funding.yaml",
    "report": "uppföljningsrapporterna. En rapport heter ärende/avtal, slag och sista dag, "
    "som ”SOFINT 2021-10/1 quarter 2022-03-31”",
    "own writer": "ansökans writers. En skrivare heter sin e-postadress",
    "file of document": "handlingarna som har en fil",
}
FUNDING_ONCE: dict[str, str | tuple[str, ...]] = {
    "costs": ("year", "kind"),
    "sources": ("year", "name"),
    "writers": "email",
    "positions": "party",
    "considerations": "key",
    "proposed": "year",
    "granted": "year",
    "agreed": "year",
    "agreements": "number",
    "claims": "number",
    "reporting": ("kind", "period_from", "period_to"),
    "versions": "number",
}
ATTESTED = frozenset({"attested", "ordered"})  # of what is paid it may not be known any more
ATTESTATIONS = 2
CLAIMED = ATTESTED | {"sent", "paid"}
DECIDED = frozenset({"granted", "rejected"})

Sense = tuple[Callable[[Row], Any], str]


def _after(first: str, last: str, *, same: bool = True) -> Callable[[Row], bool]:
    """Tell when the last is before the first, or the same day unless that will do."""
    return lambda r: bool(r[first] and r[last] and (r[last] < r[first] or (not same and r[last] == r[first])))


def _negative(row: Row) -> bool:
    return (row["amount_ore"] or 0) < 0


_NOT_NEGATIVE: Sense = (_negative, "Beloppet får inte vara under noll")
FUNDING_SENSE: dict[str, list[Sense]] = {
    "application_calls": [(_after("opens_on", "closes_on"), "closes_on är före opens_on")],
    "applications": [
        (_after("starts_on", "ends_on"), "ends_on är före starts_on"),
        (
            lambda r: r["state"] not in {"draft", "withdrawn"} and not (r["received_on"] and r["case"]),
            "En ansökan som har kommit in behöver received_on och case",
        ),
        (lambda r: r["state"] == "draft" and r["case"], "Ett utkast har inget ärende (case)"),
        (
            lambda r: r["state"] in DECIDED and not (r["decided_on"] and r["decided_in"]),
            "En avgjord ansökan behöver decided_on och decided_in",
        ),
        (lambda r: r["state"] == "granted" and not r["grant"], "En beviljad ansökan behöver grant"),
        (lambda r: r["state"] != "granted" and r["grant"], "Bara en beviljad ansökan (state) har grant"),
        (lambda r: r["grant"] and not r["intervention"], "En beviljad ansökan behöver sin insats (intervention)"),
    ],
    "costs": [_NOT_NEGATIVE],
    "sources": [_NOT_NEGATIVE],
    "granted": [_NOT_NEGATIVE],
    "agreed": [_NOT_NEGATIVE],
    "completions": [(_after("asked_on", "due_on"), "due_on är före asked_on")],
    "assessment": [
        (
            lambda r: r["recommendation"] == "reject" and not r["reason"],
            "Ett förslag om avslag behöver sina skäl (reason)",
        ),
    ],
    "agreements": [
        (_after("starts_on", "ends_on"), "ends_on är före starts_on"),
        (
            lambda r: r["state"] in {"signed", "replaced"} and not r["signed_on"],
            "Ett undertecknat avtal behöver signed_on",
        ),
    ],
    "reporting": [
        (_after("period_from", "period_to", same=False), "to ska vara efter from"),
        (_after("period_to", "due_on", same=False), "due_on ska vara efter to"),
    ],
    "report": [
        (lambda r: r["state"] != "draft" and not r["sent_at"], "En inlämnad rapport behöver sent_at"),
        (lambda r: r["state"] == "approved" and not r["approved_at"], "En godkänd rapport behöver approved_at"),
    ],
    "versions": [
        (lambda r: r["returned_at"] and not r["return_reason"], "En återlämnad version behöver return_reason"),
    ],
    "claims": [
        (_after("period_from", "period_to"), "to är före from"),
        (lambda r: r["state"] == "paid" and not r["paid_on"], "En betald rekvisition behöver paid_on"),
        (
            lambda r: r["state"] in ATTESTED and len(r["attestations"]) < ATTESTATIONS,
            "En attesterad rekvisition behöver två attester (attestations)",
        ),
        (lambda r: r["state"] == "ordered" and not r["payment"], "En rekvisition i betalfil behöver payment"),
    ],
    "action_points": [
        (
            lambda r: (r["verified_on"] or r["is_adequate"] is not None) and not r["done_on"],
            "En verifierad åtgärd behöver done_on",
        ),
        (lambda r: r["is_adequate"] is not None and not r["verified_on"], "is_adequate behöver verified_on"),
    ],
}
"""What cannot be, by list: a test and the sentence when it holds."""


class HasRows(Protocol):
    """The running work, as far as it is used here."""

    def of(self, kind: str) -> dict[str, Row]:
        """Return the rows of a kind."""


def funding_known(work: HasRows, stored: HasRows) -> dict[str, set[str]]:
    """Return what the links of the funding may name."""
    both = {kind: {**stored.of(kind), **work.of(kind)} for kind in (*LISTS, "applications")}
    return {
        "call": set(both["application_calls"]),
        "form": _versions(both["application_forms"]),
        "checklist": _versions(both["checklists"]),
        "report_template": _versions(both["report_templates"]),
        "payment": set(both["payments"]),
        "report": {name for row in both["applications"].values() for name in _report_names(row)},
    }


def _versions(rows: Mapping[str, Row]) -> set[str]:
    return {str(row["version"]) for row in rows.values()}


def _report_names(row: Row) -> Iterator[str]:
    for grant in row["grant"]:
        for agreement in grant["agreements"]:
            for asked in agreement["reporting"]:
                if asked["report"]:
                    yield report_name(row["case"], agreement["number"], asked["kind"], asked["period_to"])


def funding_faults(work: HasRows, stored: HasRows) -> Iterator[Fault]:
    """Tell what in the funding contradicts itself or the meetings."""
    sections = dict(_sections({**stored.of("meetings"), **work.of("meetings")}))
    files = {name for name, row in {**stored.of("documents"), **work.of("documents")}.items() if row["file"]}
    for row in work.of("applications").values():
        yield from _sums(row)
        yield from _decision(row, sections)
        yield from _without_file(row, files)
        for grant in row["grant"]:
            yield from _agreed(grant)
            yield from _claimed(grant)
    for kind in ("application_forms", "checklists", "agreement_templates", "report_templates"):
        yield from _same_version(work.of(kind))


def _sections(meetings: Mapping[str, Row]) -> Iterator[tuple[str, Row]]:
    for key, meeting in meetings.items():
        for name, item in zip(item_names(meeting["items"]), meeting["items"], strict=True):
            yield item_name(key, name), item


def _by_year(rows: list[Row]) -> Counter[int]:
    sums: Counter[int] = Counter()
    for row in rows:
        sums[row["year"] or 0] += row["amount_ore"] or 0
    return sums


def _sums(row: Row) -> Iterator[Fault]:
    """Tell the years in which the costs are not what is sought and co-financed: a draft may still differ."""
    costs, sources = _by_year(row["costs"]), _by_year(row["sources"])
    for year in sorted({*costs, *sources}) if row["state"] != "draft" else []:
        if costs[year] != sources[year]:
            sums = f"{amount(costs[year])} kr men sökt och medfinansierat {amount(sources[year])} kr"
            yield Fault(f"{year}: kostnaderna är {sums}. De ska vara lika.", row.file, row.line)


def _decision(row: Row, sections: Mapping[str, Row]) -> Iterator[Fault]:
    """Tell when the § that an application is said to be decided in is open, of another case or decided otherwise."""
    item = sections.get(row["decided_in"])
    if item is None or row["state"] not in DECIDED:
        return
    name = row["decided_in"]
    if item["state"] != ItemState.CLOSED:
        yield Fault(f"{name} är inte avslutad. Ansökan kan inte vara avgjord där.", row.file, row.line)
    elif item["case"] != row["case"]:
        yield Fault(f"{name} gäller inte {row['case']}", row.file, row.line)
    elif row["state"] != _state_by(item, row):
        yield Fault(f"{name} har utfallet {item['outcome']}, men ansökan är {row['state']}", row.file, row.line)


def _state_by(item: Row, row: Row) -> str:
    """Return what the § made of the application, as `funding.actions.decisions` has it."""
    if item["outcome"] == Outcome.AS_PROPOSED:
        rejects = any(assessment["recommendation"] == "reject" for assessment in row["assessment"])
        return "rejected" if rejects else "granted"
    if item["outcome"] in GRANTED_BY:
        return "granted"
    return "rejected" if item["outcome"] == Outcome.REJECTED else ""


def _without_file(row: Row, files: set[str]) -> Iterator[Fault]:
    claims = [claim for grant in row["grant"] for claim in grant["claims"]]
    for file in (*row["files"], *(file for claim in claims for file in claim["files"])):
        if file["document"] and file["document"] not in files:
            yield Fault(f"document: {file['document']} har ingen fil", file.file, file.line)


def _agreed(grant: Row) -> Iterator[Fault]:
    granted = _by_year(grant["granted"])
    for agreement in grant["agreements"]:
        for year, ore in sorted(_by_year(agreement["agreed"]).items()):
            if ore > granted[year]:
                what = f"{year}: avtalat {amount(ore)} kr är mer än de {amount(granted[year])} kr som beviljats"
                yield Fault(what, agreement.file, agreement.line)


def _claimed(grant: Row) -> Iterator[Fault]:
    """Tell the claims that go above what is agreed for the year they end in, or stand on no signed agreement."""
    signed = [one for one in grant["agreements"] if one["signed_on"]]
    agreed = _by_year(max(signed, key=lambda one: one["number"] or 0)["agreed"]) if signed else Counter()
    claimed: Counter[int] = Counter()
    for claim in grant["claims"]:
        year = claim["period_to"].year if claim["period_to"] else 0
        claimed[year] += sum(line["amount_ore"] or 0 for line in claim["lines"] if claim["state"] in CLAIMED)
        if claim["state"] in CLAIMED and claimed[year] > agreed[year]:
            what = f"{year}: rekvirerat {amount(claimed[year])} kr är mer än de {amount(agreed[year])} kr som avtalats"
            yield Fault(what, claim.file, claim.line)


def _same_version(rows: Mapping[str, Row]) -> Iterator[Fault]:
    seen: set[int] = set()
    for row in rows.values():
        if row["version"] in seen:
            yield Fault(f"version {row['version']} står två gånger", row.file, row.line)
        seen.add(row["version"])


def as_before_decision(row: Row, stored: Row) -> Row:
    """Return the stored application as it was before its §, when the bundle leaves to the § what became of it."""
    if row["state"] in DECIDED or stored["state"] not in DECIDED or row["grant"]:
        return stored
    told = {name: row[name] for name in ("state", "decided_on", "decided_in", "answered_on", "intervention", "grant")}
    return stored.with_values(**told)
