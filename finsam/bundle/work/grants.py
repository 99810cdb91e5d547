"""What became of an application that was granted, as records: agreements, follow-up reports, claims."""

from typing import Any

from finsam.bundle.columns import choice, code, day, money, text, whole_number
from finsam.bundle.tables import TableSpec
from finsam.bundle.work.columns import lines, link, moment, texts
from finsam.bundle.work.money import data
from finsam.bundle.work.nodes import Ids, Node, Row
from finsam.funding.models import (
    Agreement,
    AgreementAmount,
    AgreementState,
    Attestation,
    Claim,
    ClaimFile,
    ClaimLine,
    ClaimState,
    CostKind,
    Grant,
    GrantAmount,
    PayeeKind,
    ProgressReport,
    ProgressState,
    ProgressVersion,
    ReportingDate,
    ReportKind,
)


def years(model: type[Any], related: str, parent: str) -> Node:
    """Amounts in öre by year."""
    columns = [whole_number("year", required=True), money("amount", field="amount_ore", required=True)]
    return Node(TableSpec(model, columns), related, parent)


def files_of(model: type[Any], parent: str) -> Node:
    """Files handed in, each by the document it became, whose bytes it has."""

    def bytes_of(row: Row, ids: Ids) -> dict[str, Any]:
        return {"file_id": ids["file of document"][row["document"]]}

    columns = [link("document", "document", required=True), text("title", required=True)]
    return Node(TableSpec(model, columns), "read_files", parent, made=bytes_of)


REPORT = Node(
    TableSpec(
        ProgressReport,
        [
            choice("state", ProgressState, required=True),
            link("template", "report_template", default=True),
            moment("sent_at"),
            moment("approved_at"),
            link("document", "document", default=True),
            day("reminded_on", default=True),
            texts("texts"),
        ],
    ),
    "reports",
    "asked",
    {
        "versions": Node(
            TableSpec(
                ProgressVersion,
                [
                    whole_number("number", required=True),
                    moment("sent_at"),
                    link("sent_by", "own writer", default=True),
                    moment("returned_at"),
                    lines("return_reason", default=True),
                    texts("texts"),
                    data("figures"),
                ],
            ),
            "versions",
            "report",
        )
    },
    single=True,
)
AGREEMENTS = Node(
    TableSpec(
        Agreement,
        [
            whole_number("number", required=True),
            choice("state", AgreementState, required=True),
            text("counterpart", required=True),
            code("counterpart_number", default=True),
            text("signatory_name", default=True),
            code("signatory_email", default=True),
            text("signatory_role", default=True),
            day("starts_on", required=True),
            day("ends_on", required=True),
            day("due_on", default=True),
            day("signed_on", default=True),
            link("document", "document", default=True),
            lines("reason", default=True),
            day("ended_on", default=True),
            lines("end_reason", default=True),
            lines("text", required=True),
            data("content"),
        ],
    ),
    "agreements",
    "grant",
    {
        "agreed": years(AgreementAmount, "amounts", "agreement"),
        "reporting": Node(
            TableSpec(
                ReportingDate,
                [
                    choice("kind", ReportKind, required=True),
                    day("from", field="period_from", required=True),
                    day("to", field="period_to", required=True),
                    day("due_on", required=True),
                ],
            ),
            "reporting_dates",
            "agreement",
            {"report": REPORT},
        ),
    },
)
CLAIMS = Node(
    TableSpec(
        Claim,
        [
            whole_number("number", required=True),
            choice("state", ClaimState, required=True),
            day("from", field="period_from", required=True),
            day("to", field="period_to", required=True),
            choice("payee_kind", PayeeKind, required=True),
            code("payee_account", default=True),
            text("payee_reference", default=True),
            lines("remark", default=True),
            link("writer", "own writer", default=True),
            moment("sent_at"),
            link("document", "document", default=True),
            moment("returned_at"),
            lines("return_reason", default=True),
            link("payment", "payment", default=True),
            day("paid_on", default=True),
            whole_number("voucher_year", default=True),
            code("voucher_series", default=True),
            code("voucher_number", default=True),
        ],
    ),
    "claims",
    "grant",
    {
        "lines": Node(
            TableSpec(
                ClaimLine,
                [
                    choice("kind", CostKind, required=True),
                    text("text", default=True),
                    money("amount", field="amount_ore", required=True),
                ],
            ),
            "lines",
            "claim",
        ),
        "files": files_of(ClaimFile, "claim"),
        "attestations": Node(
            TableSpec(
                Attestation,
                [
                    text("role", required=True),
                    money("amount", field="amount_ore", required=True),
                    moment("attested_at"),
                ],
            ),
            "attestations",
            "claim",
        ),
    },
)
GRANT = Node(
    TableSpec(Grant, [link("line", "line", default=True)]),
    "grants",
    "application",
    {"granted": years(GrantAmount, "amounts", "grant"), "agreements": AGREEMENTS, "claims": CLAIMS},
    single=True,
)
"""When and where it was decided is said of the application."""
