"""Which files a bundle has and what their columns fill (docs/bundle.md)."""

from finsam.bundle.columns import Column, choice, code, day, money, several, text, whole_number, yes_no
from finsam.bundle.tables import TableSpec
from finsam.bundle.yearly import BUDGET_YEARS, CONTRIBUTION_YEARS
from finsam.cases.models import RetentionClass
from finsam.core.models import Body, Member, MemberKind, OrdinancePoint, Provision, Seat, SeatRole, Share
from finsam.figures.models import DisclosureRule
from finsam.interventions.models import Direction, Intervention, Target
from finsam.meetings.models import Majority, Outcome, TextModule
from finsam.money.models import (
    Account,
    BudgetGroup,
    BudgetLine,
    Contributor,
    EquityBase,
    EquityRule,
    GroupKind,
)
from finsam.money.rules.equity import brackets_of, parse_brackets, written_brackets
from finsam.money.rules.statements import BY_LABEL
from finsam.participants.models import (
    Activity,
    Code,
    CodeField,
    Education,
    ExitClass,
    Registration,
    RegistrationKind,
    Sex,
    SupportYears,
)
from finsam.surveys.models import ResponseAccount

ASSOCIATION_FIELDS = (
    code("slug", required=True),
    text("name", required=True),
    text("short_name", required=True),
    text("purpose"),
    code("formed"),
    text("seat"),
    code("organisation_number"),
    text("address"),
    code("website"),
    code("ledger_dimension"),
)
"""The single values of association.yaml."""


def _statement_line(written: str) -> str:
    if written not in BY_LABEL:
        msg = f"”{written}” är ingen rad i resultat- eller balansräkningen. Raderna är: {', '.join(BY_LABEL)}."
        raise ValueError(msg)
    return written


def _brackets(written: str) -> list[list[int | None]]:
    return [list(one) for one in parse_brackets(written)]


ASSOCIATION_LISTS: dict[str, TableSpec] = {
    "members": TableSpec(Member, [text("name", required=True), choice("kind", MemberKind, required=True)], ["name"]),
    "shares": TableSpec(
        Share,
        [
            choice("kind", MemberKind, required=True),
            whole_number("numerator", required=True),
            whole_number("denominator", required=True),
            day("valid_from", required=True),
        ],
        ["kind", "valid_from"],
    ),
    "seats": TableSpec(
        Seat,
        [
            choice("body", Body, required=True),
            choice("role", SeatRole, required=True),
            text("member", link="name", default=True),
            text("remark", default=True),
            day("since", default=True),
            day("until", default=True),
            whole_number("call_order", default=True),
        ],
    ),
    "ordinance": TableSpec(
        OrdinancePoint, [whole_number("number", required=True), text("text", required=True)], ["number"]
    ),
    "equity_rules": TableSpec(
        EquityRule,
        [
            day("valid_from", required=True),
            choice("base", EquityBase, required=True),
            whole_number("ceiling_percent", required=True),
            Column("brackets", _brackets, lambda kept: written_brackets(brackets_of(kept)), default=True),
            money("floor", field="floor_ore", default=True),
            text("source", default=True),
        ],
        ["valid_from"],
    ),
    "disclosure_rules": TableSpec(
        DisclosureRule,
        [day("valid_from", required=True), whole_number("minimum", required=True), yes_no("hides_zero", required=True)],
        ["valid_from"],
    ),
    "budget_groups": TableSpec(
        BudgetGroup,
        [code("key", required=True), text("label", required=True), choice("kind", GroupKind, required=True)],
        ["key"],
    ),
    "provisions": TableSpec(
        Provision,
        [
            code("key", required=True),
            text("value", default=True),
            day("valid_from", required=True),
            text("source", default=True),
        ],
        ["key", "valid_from"],
        order=("key", "valid_from"),
    ),
    "majorities": TableSpec(
        Majority,
        [
            code("key", required=True),
            text("name", required=True),
            whole_number("numerator", required=True),
            whole_number("denominator", required=True),
            text("source", default=True),
            day("valid_from", required=True),
        ],
        ["key", "valid_from"],
    ),
    "text_modules": TableSpec(
        TextModule,
        [
            code("kind", default=True),
            text("label", required=True),
            choice("outcome", Outcome, default=True),
            text("text", required=True),
        ],
        ["kind", "label"],
    ),
    "retention_classes": TableSpec(
        RetentionClass,
        [
            code("key", required=True),
            text("name", required=True),
            whole_number("years", default=True),
            text("source", default=True),
        ],
        ["key"],
    ),
}
"""The lists of association.yaml."""

OWN_LISTS = ("provisions", "majorities", "text_modules", "retention_classes")
"""Lists that the association also keeps on pages: a bundle without one leaves what is there as it is."""

IDENTITIES: dict[str, list[tuple[str, ...]]] = {
    "members": [("name",)],
    "retention_classes": [("key",)],
    "seats": [("body", "role", "member", "since"), ("body", "role", "member"), ("body", "role")],
    "budget_groups": [("key",)],
    "interventions.yaml": [("key",)],
    "contributions.csv": [("name",)],
    "budget.csv": [("group", "label"), ("label",)],
}
"""Lists whose rows others point at, and by what a row is known again, the surest first."""

INTERVENTIONS = TableSpec(
    Intervention,
    [
        code("key", required=True),
        text("title", required=True),
        choice("direction", Direction, required=True),
        code("pool", default=True),
        several("ledger_objects", default=True),
        day("since", default=True),
        day("until", default=True),
        *(
            text(name, default=True)
            for name in ("partners", "owner", "funder", "form", "purpose", "target_group", "goal")
        ),
        text("fulfilment", default=True),
        code("owner_number", default=True),
        text("transition", default=True),
        day("locked_on", default=True),
        Column("remarks", lambda written: [line for line in written.split("\n") if line], "\n".join, default=True),
    ],
    ["key"],
)

TABLES: dict[str, TableSpec] = {
    "accounts.csv": TableSpec(
        Account,
        [
            code("account", field="number", required=True),
            text("name", required=True),
            Column("statement_line", _statement_line, required=True),
            code("note"),
            text("note_item"),
        ],
        ["number"],
    ),
    "contributions.csv": TableSpec(
        Contributor,
        [
            text("contributor", field="name", required=True),
            several("members", required=True),
            choice("kind", MemberKind, required=True),
            code("ledger_account"),
            whole_number("from_year", default=True),
            whole_number("until_year", default=True),
        ],
        ["name"],
        CONTRIBUTION_YEARS,
    ),
    "budget.csv": TableSpec(
        BudgetLine,
        [
            text("line", field="label", required=True),
            code("ledger_object"),
            code("mission"),
            code("group", link="key", required=True),
            several("accounts", default=True),
        ],
        ["group", "label"],
        BUDGET_YEARS,
    ),
    "targets.csv": TableSpec(
        Target,
        [
            code("key", field="intervention", link="key", required=True),
            text("title", required=True),
            whole_number("budgeted_participants", field="participants", required=True),
            yes_no("volume_registered", required=True),
            whole_number("year", required=True),
        ],
        ["year", "intervention"],
    ),
    "codes.csv": TableSpec(
        Code,
        [
            choice("field", CodeField, required=True),
            code("intervention", link="key", required=True),
            code("code", required=True),
            text("label", required=True),
            text("part"),
            yes_no("counts_as_step_forward"),
            choice("exit_class", ExitClass),
        ],
        ["field", "intervention", "code"],
    ),
    "registrations.csv": TableSpec(
        Registration,
        [
            code("intervention", link="key", required=True),
            choice("kind", RegistrationKind, required=True),
            whole_number("count", required=True),
            day("started", required=True),
            day("ended"),
            choice("sex", Sex, required=True),
            whole_number("birth_year"),
            text("municipality"),
            code("referrer"),
            code("outcome"),
            code("outcome_2"),
            yes_no("steps_forward"),
            choice("support_years", SupportYears),
            choice("education", Education),
        ],
    ),
    "activities.csv": TableSpec(
        Activity,
        [
            code("key", field="intervention", link="key", required=True),
            text("title", required=True),
            day("date_from", required=True),
            day("date_to", required=True),
            yes_no("volume_registered", required=True),
            whole_number("attendees", required=True),
            text("organisations"),
            text("organiser"),
            money("total_cost", field="total_cost_ore"),
            money("own_cost", field="own_cost_ore"),
            text("own_share_rule"),
            code("ledger_object"),
        ],
    ),
    "surveys.csv": TableSpec(
        ResponseAccount,
        [
            text("group", required=True),
            code("survey", required=True),
            whole_number("asked"),
            whole_number("declined"),
            whole_number("answered", required=True),
            yes_no("reported", required=True),
            text("note"),
            whole_number("year", required=True),
        ],
        ["year", "group", "survey"],
    ),
}
"""The CSV files, in an order in which what is linked to comes first. A bundle has those it needs."""
