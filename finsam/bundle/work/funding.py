"""The funding as records: applications with all that became of them, and what they are asked, weighed and paid by.

What cannot be told without persons is left out: the keys of writers' links, who took a position or attested.
"""

import secrets

from finsam.bundle.columns import Column, choice, code, day, money, text, whole_number, yes_no
from finsam.bundle.tables import TableSpec
from finsam.bundle.work.columns import asked, lines, link, moment, several_words, texts
from finsam.bundle.work.grants import GRANT, files_of, years
from finsam.bundle.work.nodes import Node
from finsam.funding.models import (
    ActionPoint,
    AgreementTemplate,
    Application,
    ApplicationCost,
    ApplicationFile,
    ApplicationForm,
    ApplicationGoal,
    ApplicationSource,
    ApplicationState,
    Assessment,
    Call,
    Checklist,
    CompletionRequest,
    Consideration,
    CostKind,
    PaymentAccount,
    PaymentFile,
    Position,
    ProposedAmount,
    Recommendation,
    ReportTemplate,
    Verdict,
    Writer,
)
from finsam.interventions.models import Direction
from finsam.meetings.models import Standing

FUNDING, FOLDER = "funding.yaml", "applications/"


def _version() -> Column:
    return whole_number("version", required=True)


LISTS = {
    "application_calls": Node(
        TableSpec(
            Call,
            [
                text("title", required=True),
                day("opens_on", required=True),
                day("closes_on", default=True),
                lines("text", default=True),
            ],
        )
    ),
    "application_forms": Node(
        TableSpec(
            ApplicationForm,
            [_version(), asked("questions", ("key", "label", "help", "required"), flags=("required",))],
        )
    ),
    "checklists": Node(
        TableSpec(
            Checklist,
            [
                _version(),
                day("valid_from", required=True),
                text("source", default=True),
                asked("questions", ("key", "question", "group")),
            ],
        )
    ),
    "agreement_templates": Node(TableSpec(AgreementTemplate, [_version(), lines("text", required=True)])),
    "report_templates": Node(
        TableSpec(
            ReportTemplate,
            [
                _version(),
                asked("sections", ("key", "title", "help", "kinds", "required"), flags=("required",), lists=("kinds",)),
            ],
        )
    ),
    "payment_accounts": Node(
        TableSpec(
            PaymentAccount,
            [
                day("valid_from", required=True),
                code("iban", required=True),
                code("bic", default=True),
                text("name", required=True),
            ],
        )
    ),
    "payments": Node(
        TableSpec(
            PaymentFile,
            [
                code("message_id", required=True),
                day("pay_on", required=True),
                money("total", field="total_ore", required=True),
                moment("cancelled_at"),
            ],
        )
    ),
    "action_points": Node(
        TableSpec(
            ActionPoint,
            [
                link("intervention", "intervention", required=True),
                link("report", "report", default=True),
                lines("finding", required=True),
                lines("action", default=True),
                text("owner", default=True),
                code("owner_email", default=True),
                day("due_on", default=True),
                day("done_on", default=True),
                text("done_remark", default=True),
                day("verified_on", default=True),
                yes_no("is_adequate", default=True),
                text("verdict", default=True),
            ],
        )
    ),
}
"""The lists of funding.yaml, in the order they are written."""

ASSESSMENT = Node(
    TableSpec(
        Assessment,
        [
            link("checklist", "checklist", default=True),
            link("line", "line", default=True),
            lines("summary", default=True),
            lines("policy", default=True),
            choice("recommendation", Recommendation, default=True),
            lines("reason", default=True),
            day("prepared_on", default=True),
            day("positions_due_on", default=True),
            day("proposed_on", default=True),
        ],
    ),
    "assessments",
    "application",
    {
        "proposed": years(ProposedAmount, "amounts", "assessment"),
        "considerations": Node(
            TableSpec(
                Consideration,
                [
                    code("key", required=True),
                    choice("verdict", Verdict, default=True),
                    lines("comment", default=True),
                ],
            ),
            "considerations",
            "assessment",
        ),
    },
    single=True,
)
APPLICATIONS = Node(
    TableSpec(
        Application,
        [
            text("title", required=True),
            choice("state", ApplicationState, required=True),
            link("case", "case", default=True),
            link("document", "document", default=True),
            link("call", "call", default=True),
            link("form", "form", default=True),
            link("intervention", "intervention", default=True),
            text("applicant", default=True),
            code("applicant_number", default=True),
            text("contact_name", default=True),
            code("contact_email", default=True),
            text("contact_phone", default=True),
            choice("direction", Direction, default=True),
            day("starts_on", default=True),
            day("ends_on", default=True),
            whole_number("participants", default=True),
            several_words("parties"),
            lines("purpose", default=True),
            lines("target_group", default=True),
            lines("need", default=True),
            lines("method", default=True),
            lines("risks", default=True),
            lines("gender_analysis", default=True),
            lines("afterwards", default=True),
            texts("answers"),
            day("received_on", default=True),
            day("complete_on", default=True),
            day("answered_on", default=True),
            day("decided_on", default=True),
            link("decided_in", "item", default=True),
            link("answer", "document", default=True),
            day("withdrawn_on", default=True),
            lines("withdrawal_reason", default=True),
        ],
    ),
    children={
        "costs": Node(
            TableSpec(
                ApplicationCost,
                [
                    whole_number("year", required=True),
                    choice("kind", CostKind, required=True),
                    money("amount", field="amount_ore", required=True),
                    text("remark", default=True),
                ],
            ),
            "costs",
            "application",
        ),
        "sources": Node(
            TableSpec(
                ApplicationSource,
                [
                    whole_number("year", required=True),
                    text("name", default=True),
                    money("amount", field="amount_ore", required=True),
                ],
            ),
            "sources",
            "application",
        ),
        "goals": Node(
            TableSpec(
                ApplicationGoal,
                [text("text", required=True), text("measure", default=True), text("target", default=True)],
            ),
            "goals",
            "application",
        ),
        "files": files_of(ApplicationFile, "application"),
        "writers": Node(
            TableSpec(
                Writer,
                [
                    text("name", required=True),
                    code("email", required=True),
                    moment("seen_at"),
                    moment("ended_at"),
                ],
            ),
            "writers",
            "application",
            made=lambda _row, _ids: {"key": secrets.token_urlsafe(24)},
        ),
        "completions": Node(
            TableSpec(
                CompletionRequest,
                [
                    day("asked_on", required=True),
                    day("due_on", required=True),
                    lines("text", required=True),
                    day("answered_on", default=True),
                    lines("answer", default=True),
                ],
            ),
            "completions",
            "application",
        ),
        "positions": Node(
            TableSpec(
                Position,
                [
                    text("party", required=True),
                    link("member", "member", default=True),
                    choice("standing", Standing, required=True),
                    text("reason", default=True),
                    day("taken_on", default=True),
                ],
            ),
            "positions",
            "application",
        ),
        "assessment": ASSESSMENT,
        "grant": GRANT,
    },
)
"""A file of its own each, `applications/<diary number>.yaml`."""
