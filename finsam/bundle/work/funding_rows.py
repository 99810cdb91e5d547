"""The funding read from the database, and what is new of it written there."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch

from finsam.bundle.work.funding import APPLICATIONS, LISTS
from finsam.bundle.work.funding_files import application_name, by_name, list_name
from finsam.bundle.work.grants import GRANT
from finsam.bundle.work.nodes import Names, Node, Row, store_rows, stored_row
from finsam.core.models import Association
from finsam.funding.actions.decisions import PENDING, follow_item
from finsam.funding.models import (
    Agreement,
    AgreementState,
    Application,
    ApplicationFile,
    ApplicationForm,
    Call,
    Checklist,
    Claim,
    ClaimFile,
    Grant,
    PaymentFile,
    ProgressReport,
    ReportingDate,
    ReportTemplate,
    Writer,
)
from finsam.kernel.faults import BadInput, Fault
from finsam.meetings.models import Item, ItemState

ORDER = {
    "application_calls": ("opens_on", "pk"),
    "application_forms": ("version",),
    "checklists": ("version",),
    "agreement_templates": ("version",),
    "report_templates": ("version",),
    "payment_accounts": ("valid_from", "pk"),
    "payments": ("pk",),
    "action_points": ("pk",),
}
"""What the rows of each list stand in the order of."""
FIRST = [kind for kind in LISTS if kind != "action_points"]
"""The lists that applications point at."""


# the database


def funding_names(association: Association) -> dict[str, dict[int, str]]:
    """Return what the files call each row of the funding that others point at, by kind and id."""
    one = {"association": association}
    calls = Call.objects.filter(**one).order_by(*ORDER["application_calls"])
    titled = by_name((call.title, Row({"pk": call.pk})) for call in calls)
    return {
        "call": {row["pk"]: name for name, row in titled.items()},
        "form": _versions(ApplicationForm, association),
        "checklist": _versions(Checklist, association),
        "report_template": _versions(ReportTemplate, association),
        "payment": dict(PaymentFile.objects.filter(**one).values_list("pk", "message_id")),
        "own writer": dict(Writer.objects.filter(**one).values_list("pk", "email")),
        "report": _reports(association),
    }


def _versions(model: type[Any], association: Association) -> dict[int, str]:
    rows = model.objects.filter(association=association).values_list("pk", "version")
    return {pk: str(version) for pk, version in rows}


def _reports(association: Association) -> dict[int, str]:
    reports = ProgressReport.objects.filter(association=association)
    of_agreement = "asked__agreement__grant__application__case__diary_number"
    told = reports.values_list("pk", of_agreement, "asked__agreement__number", "asked__kind", "asked__period_to")
    return {pk: report_name(case, number, kind, last) for pk, case, number, kind, last in told}


def report_name(case: str, number: int, kind: str, last: Any) -> str:
    """Return what a follow-up report is called: "SOFINT 2021-10/1 quarter 2022-03-31", by case, agreement and end."""
    return f"{case}/{number} {kind} {last}"


def stored_funding(association: Association, names: Names) -> dict[str, dict[str, Row]]:
    """Read the association's funding, each kind by what its rows are called."""
    found = {}
    for kind, node in LISTS.items():
        rows = node.spec.model.objects.filter(association=association).order_by(*ORDER[kind])
        read = [stored_row(node, stored, names) for stored in rows]
        found[kind] = by_name((list_name(kind, row), row) for row in read)
    applications = [_application_row(one, names) for one in _applications(association)]
    found["applications"] = by_name((application_name(row), row) for row in applications)
    return found


def _applications(association: Association) -> Any:
    """Return the applications with all under them, the drafts first in the order they were begun."""
    told = {"document__isnull": False}  # what is handed in of a draft is no document yet
    files = Prefetch("files", ApplicationFile.objects.filter(**told), "read_files")
    receipts = Prefetch("files", ClaimFile.objects.filter(**told), "read_files")
    claims = Claim.objects.prefetch_related("lines", "attestations", receipts)
    dates = ReportingDate.objects.prefetch_related("reports__versions")
    agreements = Agreement.objects.prefetch_related("amounts", Prefetch("reporting_dates", dates))
    grants = Grant.objects.prefetch_related("amounts", Prefetch("agreements", agreements), Prefetch("claims", claims))
    return (
        Application.objects.filter(association=association)
        .order_by("case__year", "case__number", "pk")
        .prefetch_related(
            "costs", "sources", "goals", "writers", "completions", "positions", files, Prefetch("grants", grants),
            "assessments__amounts", "assessments__considerations",
        )
    )  # fmt: skip


def _application_row(application: Application, names: Names) -> Row:
    """Return an application as files tell of it: an agreement that is being signed is a draft, since rounds are not."""
    row = stored_row(APPLICATIONS, application, names)
    for agreement in (one for grant in row["grant"] for one in grant["agreements"]):
        if agreement["state"] == AgreementState.SIGNING:
            agreement["state"], agreement["content"] = AgreementState.DRAFT.value, {}
    return row


def store_funding(
    association: Association, work: Mapping[str, Mapping[str, Row]], ids: dict[str, dict[str, int]]
) -> None:
    """Write what is new of the funding, all but what the §§ decide. `ids` must know everything else."""
    for kind in FIRST:
        store_rows(LISTS[kind], association, list(work[kind].values()), ids)
    ids |= _ids(association)
    plain = {name: child for name, child in APPLICATIONS.children.items() if child is not GRANT}
    named = work["applications"]
    for name in sorted(named, key=lambda name: (len(name), name)):  # the second of a title after the first
        row = named[name]
        (application,) = store_rows(Node(APPLICATIONS.spec, children=plain), association, [row], ids)
        writers = dict(application.writers.values_list("email", "pk"))
        decided = {"decided_in_id": application.decided_in_id, "decided_on": application.decided_on}
        store_rows(
            GRANT, association, row["grant"], {**ids, "own writer": writers}, application=application,
            intervention_id=application.intervention_id, **decided,
        )  # fmt: skip
    points = list(work["action_points"].values())
    store_rows(LISTS["action_points"], association, points, ids | _ids(association))


def _ids(association: Association) -> dict[str, dict[str, int]]:
    return {kind: {name: pk for pk, name in rows.items()} for kind, rows in funding_names(association).items()}


def follow_decisions(association: Association, told: Mapping[str, Row]) -> None:
    """Let every § that is closed grant or reject its application. Raises BadInput when one cannot.

    `told` are the applications of the bundle by diary number.
    """
    decided = Application.objects.filter(association=association, case__isnull=False).exclude(state__in=PENDING)
    items = Item.objects.filter(association=association, case__in=decided.values("case"), state=ItemState.CLOSED)
    for item in items.select_related("meeting", "case").order_by("meeting__held_on", "number"):
        try:
            follow_item(association, item, None)
        except ValueError as error:
            row = told.get(item.case.diary_number) if item.case else None
            where = (row.file, row.line) if row else ()
            raise BadInput(Fault(f"{item.meeting.held_on} § {item.number}: {error}", *where)) from error
