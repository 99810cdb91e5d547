"""Which files cases and meetings have and what their columns fill (docs/bundle.md)."""

from finsam.bundle.columns import choice, code, day, money, text, whole_number, yes_no
from finsam.bundle.tables import TableSpec
from finsam.bundle.work.columns import clock, flag, lines, link, moment, usual, web_address
from finsam.bundle.work.money import COMMITMENTS, OBJECTS, PROJECTS
from finsam.bundle.work.nodes import Node, Row
from finsam.cases.models import Case, CaseKind, Direction, Document
from finsam.core.models import Body
from finsam.meetings.models import (
    Absence,
    Adjuster,
    Annex,
    Attendee,
    Ballot,
    Choice,
    Conflict,
    Decision,
    DelegatedDecision,
    Discharge,
    Ground,
    Item,
    ItemKind,
    ItemState,
    Masking,
    Meeting,
    MeetingKind,
    MeetingState,
    Minutes,
    Mode,
    Motion,
    MotionKind,
    Notice,
    Outcome,
    PartyPosition,
    Presence,
    Reservation,
    Standing,
    Vote,
)

CASES = Node(
    TableSpec(
        Case,
        [
            code("diary_number", required=True),
            whole_number("year", required=True),
            whole_number("number", required=True),
            text("title", required=True),
            choice("kind", CaseKind, required=True),
            day("opened_on", required=True),
            day("closed_on", default=True),
            text("counterpart", default=True),
            choice("awaits", Body, default=True),
            day("awaits_on", default=True),
            lines("proposal", default=True),
            lines("summary", default=True),
            flag("secret"),
            text("secrecy_ground", default=True),
            link("retention", "retention", default=True),
        ],
        ["diary_number"],
    )
)

DOCUMENTS = Node(
    TableSpec(
        Document,
        [
            link("case", "case", required=True),
            whole_number("number", required=True),
            text("title", required=True),
            choice("direction", Direction, required=True),
            day("dated_on", required=True),
            text("counterpart", default=True),
            flag("secret"),
            text("secrecy_ground", default=True),
            link("retention", "retention", default=True),
            link("file", "file"),
        ],
        ["case", "number"],
    )
)

DELEGATED = Node(
    TableSpec(
        DelegatedDecision,
        [
            whole_number("year", required=True),
            whole_number("number", required=True),
            day("decided_on", required=True),
            lines("what", required=True),
            text("by", required=True),
            text("delegation", default=True),
            money("amount", field="amount_ore", default=True),
            link("document", "document", default=True),
            link("reported_in", "item", default=True),
        ],
        ["year", "number"],
    )
)

DISCHARGES = Node(
    TableSpec(
        Discharge,
        [
            whole_number("year", required=True),
            link("member", "member", required=True),
            day("decided_on", default=True),
            yes_no("report_approved", default=True),
            yes_no("granted", default=True),
            text("remark", default=True),
            link("document", "document", default=True),
            link("noted_in", "item", default=True),
            day("noted_on", default=True),
        ],
        ["year", "member"],
    )
)

TABLES = {
    "cases.csv": CASES,
    "documents.csv": DOCUMENTS,
    "delegated.csv": DELEGATED,
    "discharges.csv": DISCHARGES,
    "external_projects.csv": PROJECTS,
    "commitments.csv": COMMITMENTS,
    "ledger_objects.csv": OBJECTS,
}
"""The CSV files, what is linked to first."""


def _usual_state(row: Row) -> str:
    return (ItemState.WAITING if row["number"] is None else ItemState.CLOSED).value


VOTES = Node(
    TableSpec(Vote, [link("seat", "seat", required=True), choice("choice", Choice, required=True)]), "votes", "ballot"
)
UNDER_ITEM = {
    "annexes": Node(
        TableSpec(
            Annex,
            [link("document", "document", required=True), text("title", default=True), moment("added_at")],
        ),
        "annexes",
        "item",
    ),
    "conflicts": Node(
        TableSpec(
            Conflict,
            [
                link("seat", "seat", required=True),
                choice("ground", Ground, required=True),
                text("text", required=True),
            ],
        ),
        "conflicts",
        "item",
    ),
    "party_positions": Node(
        TableSpec(
            PartyPosition,
            [
                text("party", required=True),
                choice("standing", Standing, required=True),
                text("reason", default=True),
            ],
        ),
        "party_positions",
        "item",
    ),
    "motions": Node(
        TableSpec(
            Motion,
            [
                link("seat", "seat", required=True),
                choice("kind", MotionKind, required=True),
                lines("text", default=True),
            ],
        ),
        "motions",
        "item",
    ),
    "ballots": Node(
        TableSpec(
            Ballot,
            [
                text("question", required=True),
                text("yes_means", default=True),
                text("no_means", default=True),
                flag("about_person"),
                whole_number("numerator", default=True),
                whole_number("denominator", default=True),
                moment("settled_at"),
                yes_no("carried", default=True),
                flag("settled_by_lot"),
                text("result", default=True),
            ],
        ),
        "ballots",
        "item",
        {"votes": VOTES},
    ),
    "decisions": Node(
        TableSpec(
            Decision,
            [
                lines("text", required=True),
                money("amount", field="amount_ore", default=True),
                text("responsible", default=True),
                day("due_on", default=True),
                day("done_on", default=True),
                text("done_remark", default=True),
            ],
        ),
        "decisions",
        "item",
    ),
    "reservations": Node(
        TableSpec(
            Reservation,
            [
                link("seat", "seat", required=True),
                moment("announced_at", required=True),
                lines("text", default=True),
                moment("text_at"),
            ],
        ),
        "reservations",
        "item",
    ),
}
"""The lists that an item may have, in the order they are written."""

ITEMS = Node(
    TableSpec(
        Item,
        [
            whole_number("number", default=True),
            choice("kind", ItemKind, required=True),
            text("title", required=True),
            link("case", "case", default=True),
            text("presenters", default=True),
            lines("background", default=True),
            lines("proposal", default=True),
            usual("proposal_by", "Förbundschefen"),
            text("proposal_note", default=True),
            flag("annexes_apart"),
            text("annexes_note", default=True),
            code("decision_type", default=True),
            choice("state", ItemState, default=True),
            moment("begun_at"),
            moment("closed_at"),
            choice("outcome", Outcome, default=True),
            lines("reasons", default=True),
            lines("remarks", default=True),
            text("sent_to", default=True),
            flag("withheld"),
            moment("added_at"),
        ],
    ),
    "items",
    "meeting",
    UNDER_ITEM,
    filled=lambda row: row.with_values(state=row["state"] or _usual_state(row)),
    bare=lambda row: row.with_values(state="" if row["state"] == _usual_state(row) else row["state"]),
)

PRESENT = Node(
    TableSpec(
        Presence,
        [
            link("from", "own item", field="first_item", default=True),
            link("to", "own item", field="last_item", default=True),
            choice("mode", Mode, default=True),
            moment("came_at"),
            moment("left_at"),
        ],
    ),
    "presences",
    "attendee",
    filled=lambda row: row.with_values(mode=row["mode"] or Mode.ROOM.value),
    bare=lambda row: row.with_values(mode="" if row["mode"] == Mode.ROOM else row["mode"]),
)
ATTENDANCE = Node(
    TableSpec(
        Attendee,
        [
            link("seat", "seat", default=True),
            text("name", default=True),
            text("role", default=True),
            text("organisation", default=True),
        ],
    ),
    "attendees",
    "meeting",
    {"present": PRESENT},
    inline="present",
)

MEETINGS = Node(
    TableSpec(
        Meeting,
        [
            choice("body", Body, required=True),
            day("held_on", required=True),
            choice("kind", MeetingKind, required=True),
            clock("starts_at", default=True),
            clock("ends_at", default=True),
            text("place", default=True),
            web_address("distance_url", default=True),
            choice("state", MeetingState, required=True),
            link("chair", "seat", default=True),
            link("secretary", "seat", default=True),
            link("case", "case", default=True),
            link("calling", "document", default=True),
            moment("called_at"),
            moment("opened_at"),
            moment("closed_at"),
            whole_number("first_number", default=True),
        ],
    ),
    children={
        "adjusters": Node(TableSpec(Adjuster, [link("seat", "seat", required=True)]), "adjusters", "meeting"),
        "attendance": ATTENDANCE,
        "absences": Node(
            TableSpec(Absence, [link("seat", "seat", required=True), text("remark", default=True)]),
            "absences",
            "meeting",
        ),
        "items": ITEMS,
        "minutes": Node(
            TableSpec(Minutes, [link("document", "document", default=True), day("adjusted_on", default=True)]),
            "read_minutes",
            "meeting",
        ),
        "maskings": Node(
            TableSpec(
                Masking,
                [text("phrase", required=True), text("why", required=True), yes_no("masked", default=True)],
            ),
            "maskings",
            "meeting",
        ),
        "notices": Node(
            TableSpec(
                Notice,
                [
                    link("member", "member", default=True),
                    day("put_up_on", default=True),
                    day("taken_down_on", default=True),
                    text("letter_to", default=True),
                    moment("letter_at"),
                    text("proof", default=True),
                    link("proof_document", "document", default=True),
                ],
            ),
            "notices",
            "meeting",
        ),
    },
)
"""A file of its own each, `meetings/<key>.yaml`."""
