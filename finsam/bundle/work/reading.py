"""The running work as records: read from files, read from the database, written to files."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from finsam.bundle.files import read_csv, read_yaml, write_csv, write_yaml
from finsam.bundle.tables import Record
from finsam.bundle.work.budgets import BUDGETS, budget_name, line_names, stored_budgets
from finsam.bundle.work.budgets import FOLDER as BUDGET_FOLDER
from finsam.bundle.work.formats import CASES, DELEGATED, DISCHARGES, DOCUMENTS, MEETINGS, TABLES
from finsam.bundle.work.funding import APPLICATIONS, FUNDING, LISTS
from finsam.bundle.work.funding import FOLDER as APPLICATION_FOLDER
from finsam.bundle.work.funding_files import application_file, application_name, draft_name, read_lists
from finsam.bundle.work.funding_rows import funding_names, stored_funding
from finsam.bundle.work.money import (
    CLOSINGS,
    COMMITMENTS,
    MONTH_FOLDER,
    OBJECTS,
    PROJECTS,
    ROUND_FOLDER,
    ROUNDS,
    month_name,
    stored_months,
    stored_rounds,
)
from finsam.bundle.work.names import document_name, item_name, item_names, meeting_name, seat_names
from finsam.bundle.work.nodes import Node, Row, read_row, stored_row, written_row
from finsam.cases.files import Checked, Incoming, check_file
from finsam.cases.models import Case, Document, RetentionClass, StoredFile
from finsam.core.models import Association, Member, Seat
from finsam.interventions.models import Intervention
from finsam.kernel.faults import BadInput, Fault
from finsam.meetings.models import Annex, Ballot, DelegatedDecision, Discharge, Item, Meeting, MeetingState, Minutes
from finsam.meetings.records import PREFIXES
from finsam.money.models import Commitment, Contributor, ExternalProject, LedgerObject

MEETING_FOLDER, DOCUMENT_FOLDER = "meetings/", "documents/"
KINDS = {
    "cases": CASES,
    "documents": DOCUMENTS,
    "meetings": MEETINGS,
    "delegated": DELEGATED,
    "discharges": DISCHARGES,
    "budgets": BUDGETS,
    "rounds": ROUNDS,
    "months": CLOSINGS,
    "commitments": COMMITMENTS,
    "projects": PROJECTS,
    "objects": OBJECTS,
    **LISTS,
    "applications": APPLICATIONS,
}
FOLDERS = {
    MEETING_FOLDER: "meetings",
    BUDGET_FOLDER: "budgets",
    ROUND_FOLDER: "rounds",
    MONTH_FOLDER: "months",
    APPLICATION_FOLDER: "applications",
}
"""Folders with a file for each row of a kind."""
NAMED_AFTER = {
    "meetings": "organ och dag",
    "budgets": "år och version",
    "rounds": "år",
    "months": "år och månad",
    "applications": "diarienummer, ett utkast efter ”utkast” och rubrik",
}


@dataclass
class Work:
    """Everything of the running work, each kind by what its rows are called. `files` holds bytes by their hash."""

    cases: dict[str, Row] = field(default_factory=dict)
    documents: dict[str, Row] = field(default_factory=dict)
    meetings: dict[str, Row] = field(default_factory=dict)
    delegated: dict[str, Row] = field(default_factory=dict)
    discharges: dict[str, Row] = field(default_factory=dict)
    budgets: dict[str, Row] = field(default_factory=dict)
    rounds: dict[str, Row] = field(default_factory=dict)
    months: dict[str, Row] = field(default_factory=dict)
    commitments: dict[str, Row] = field(default_factory=dict)
    projects: dict[str, Row] = field(default_factory=dict)
    objects: dict[str, Row] = field(default_factory=dict)
    application_calls: dict[str, Row] = field(default_factory=dict)
    application_forms: dict[str, Row] = field(default_factory=dict)
    checklists: dict[str, Row] = field(default_factory=dict)
    agreement_templates: dict[str, Row] = field(default_factory=dict)
    report_templates: dict[str, Row] = field(default_factory=dict)
    payment_accounts: dict[str, Row] = field(default_factory=dict)
    payments: dict[str, Row] = field(default_factory=dict)
    action_points: dict[str, Row] = field(default_factory=dict)
    applications: dict[str, Row] = field(default_factory=dict)
    files: dict[str, Checked] = field(default_factory=dict, compare=False)

    def of(self, kind: str) -> dict[str, Row]:
        """Return the rows of a kind."""
        rows: dict[str, Row] = getattr(self, kind)
        return rows


def is_work(name: str) -> bool:
    """Tell whether a file of a folder holds running work."""
    in_folder = name.startswith(tuple(FOLDERS)) and name.endswith(".yaml")
    return name in TABLES or name == FUNDING or in_folder or name.startswith(DOCUMENT_FOLDER)


def read_work(files: Mapping[str, bytes], faults: list[Fault]) -> Work:
    """Read the files of a bundle that hold running work; what is wrong is added to the faults."""
    work = Work()
    for name, node in TABLES.items():
        kind = kind_of(name)
        for row in _table_rows(name, node, files, faults):
            work.of(kind)[called(kind, row)] = row
    for name in sorted(files):
        for folder in FOLDERS:
            if name.startswith(folder):
                _read_one(name, folder, files[name], work, faults)
    if FUNDING in files:
        read_lists(files[FUNDING], work.of, faults)
    _read_documents(files, work, faults)
    return work


def kind_of(table: str) -> str:
    """Return the kind of the rows of a CSV file."""
    return next(kind for kind, node in KINDS.items() if node is TABLES[table])


CALLED: dict[str, Callable[[Row], str]] = {
    "cases": lambda row: str(row["diary_number"]),
    "documents": lambda row: document_name(row["case"], row["number"]),
    "meetings": meeting_name,
    "delegated": lambda row: f"{row['year']} {row['number']}",
    "discharges": lambda row: f"{row['year']} {row['member']}",
    "budgets": budget_name,
    "rounds": lambda row: str(row["year"]),
    "months": month_name,
    "commitments": lambda row: f"{row['year']} {row['line']} {row['title']}",
    "projects": lambda row: str(row["name"]),
    "objects": lambda row: str(row["code"]),
    "applications": application_name,
}


def called(kind: str, row: Row) -> str:
    """Return what a row is called, by which it is known again in the database."""
    return CALLED[kind](row)


def _table_rows(name: str, node: Node, files: Mapping[str, bytes], faults: list[Fault]) -> Iterator[Row]:
    if name not in files:
        return
    try:
        header, written = read_csv(files[name], name)
    except BadInput as bad:
        faults += bad.faults
        return
    found = node.spec.header_faults(header, name, 1)
    faults += found
    if found:
        return
    records, found = node.spec.read(written, name)
    faults += found
    for record, words in zip(records, written, strict=True):
        row = Row(record)
        row.file, row.line = name, words.line
        yield row


def _read_one(name: str, folder: str, content: bytes, work: Work, faults: list[Fault]) -> None:
    """Read the file of a meeting or a budget, which must be called as what it tells of."""
    kind = FOLDERS[folder]
    node = KINDS[kind]
    try:
        written = read_yaml(content, name)
    except BadInput as bad:
        faults += bad.faults
        return
    found: list[Fault] = []
    row = read_row(node, written, name, 1, found)
    if not found and kind == "meetings" and row["body"] not in PREFIXES:
        found.append(
            Fault(f"body: ”{row['body']}” håller inga möten här. Det ska vara board eller preparatory.", name, 1)
        )
    faults += found
    if found:
        return
    key = called(kind, row)
    if kind == "applications" and not row["case"]:
        key = draft_name(name, key)
    wanted = application_file(key) if kind == "applications" else f"{folder}{key}.yaml"
    if name != wanted:
        faults.append(Fault(f"Filen ska heta {wanted}, efter {NAMED_AFTER[kind]}", name))
    work.of(kind)[key] = row


def _read_documents(files: Mapping[str, bytes], work: Work, faults: list[Fault]) -> None:
    """Read the files that documents.csv names; a document then bears the hash of its file."""
    used = set()
    for row in work.documents.values():
        path = str(row["file"])
        used.add(path)
        if path and not (path.startswith(DOCUMENT_FOLDER) and path in files):
            faults.append(Fault(f"file: {path} finns inte i bunten", row.file, row.line))
        elif path:
            try:
                checked = check_file(Incoming(_plain_name(path, row), files[path]))
            except BadInput as bad:
                faults += [Fault(fault.what, path) for fault in bad.faults]
            else:
                row["file"] = checked.sha256
                work.files.setdefault(checked.sha256, checked)
    faults += [
        Fault("Filen nämns inte i documents.csv. Lägg till en rad eller ta bort den.", name)
        for name in files
        if name.startswith(DOCUMENT_FOLDER) and name not in used
    ]


def _plain_name(path: str, row: Row) -> str:
    """Return the file's own name: written files have the document's number before it."""
    return path.rsplit("/", 1)[-1].removeprefix(f"{row['number']}-")


# the database


def stored_work(association: Association, seats: list[Record]) -> Work:
    """Read the association's running work. `seats` are the records of its seats, in order."""
    names = stored_names(association, seats)
    one = {"association": association}
    sources: dict[str, Any] = {
        "cases": Case.objects.filter(**one).order_by("year", "number"),
        "documents": Document.objects.filter(**one).order_by("case__year", "case__number", "number"),
        "delegated": DelegatedDecision.objects.filter(**one).order_by("year", "number"),
        "discharges": Discharge.objects.filter(**one).order_by("year", "member__position"),
        "budgets": stored_budgets(association),
        "rounds": stored_rounds(association),
        "months": stored_months(association),
        "commitments": Commitment.objects.filter(**one).order_by("year", "pk"),
        "projects": ExternalProject.objects.filter(**one).order_by("position", "pk"),
        "objects": LedgerObject.objects.filter(**one, stands_alone=True).order_by("code"),
    }
    work = Work()
    for kind, source in sources.items():
        rows = (stored_row(KINDS[kind], stored, names) for stored in source)
        setattr(work, kind, {called(kind, row): row for row in rows})
    for meeting in _meetings(association):
        row = _meeting_row(meeting, names)
        work.meetings[meeting_name(row)] = row
    for kind, funding in stored_funding(association, names).items():
        setattr(work, kind, funding)
    return work


def stored_names(association: Association, seats: list[Record]) -> dict[str, dict[int, str]]:
    """Return what the files call each row that others point at, by kind and id."""
    one = {"association": association}
    seat_ids = Seat.objects.filter(**one).order_by("position", "pk").values_list("pk", flat=True)
    documents = Document.objects.filter(**one).values_list("pk", "case__diary_number", "number")
    return {
        "seat": dict(zip(seat_ids, seat_names(seats), strict=True)),
        "member": dict(Member.objects.filter(**one).values_list("pk", "name")),
        "case": dict(Case.objects.filter(**one).values_list("pk", "diary_number")),
        "retention": dict(RetentionClass.objects.filter(**one).values_list("pk", "key")),
        "file": dict(StoredFile.objects.filter(**one).values_list("pk", "sha256")),
        "document": {pk: document_name(case, number) for pk, case, number in documents},
        "item": _stored_items(association),
        "line": line_names(association),
        "contributor": dict(Contributor.objects.filter(**one).values_list("pk", "name")),
        "intervention": dict(Intervention.objects.filter(**one).values_list("pk", "key")),
        **funding_names(association),
    }


def _stored_items(association: Association) -> dict[int, str]:
    names: dict[int, str] = {}
    meetings = Meeting.objects.filter(association=association).prefetch_related(
        Prefetch("items", Item.objects.only("pk", "number", "position", "meeting_id"))
    )
    for meeting in meetings:
        items = list(meeting.items.all())
        key = meeting_name(Row({"body": meeting.body, "held_on": meeting.held_on}))
        local = item_names([Row({"number": item.number}) for item in items])
        names |= {item.pk: item_name(key, name) for item, name in zip(items, local, strict=True)}
    return names


def _meetings(association: Association) -> Any:
    deep = ("decisions", "reservations", "motions", "party_positions", "conflicts")
    items = Item.objects.prefetch_related(
        *deep, Prefetch("annexes", Annex.objects.all()), Prefetch("ballots", Ballot.objects.prefetch_related("votes"))
    )
    return (
        Meeting.objects.filter(association=association)
        .order_by("held_on", "body")
        .prefetch_related(
            "adjusters", "attendees__presences", "absences", "maskings", "notices", Prefetch("items", items)
        )
    )


def _meeting_row(meeting: Meeting, names: dict[str, dict[int, str]]) -> Row:
    """Return a meeting as files tell of it: the approvals are not carried, so one under adjustment is ended."""
    items = list(meeting.items.all())
    local = item_names([Row({"number": item.number}) for item in items])
    meeting.read_minutes = list(Minutes.objects.filter(association=meeting.association_id, meeting=meeting))  # type: ignore[attr-defined]
    own = {item.pk: name for item, name in zip(items, local, strict=True)}
    row = stored_row(MEETINGS, meeting, {**names, "own item": own})
    late = meeting.called_at
    for item in row["items"]:
        for one in (item, *item["annexes"]):
            one["added_at"] = one["added_at"] if late and one["added_at"] > late else None
    if meeting.state == MeetingState.ADJUSTING:
        row["state"] = MeetingState.ENDED.value
        row["minutes"] = []
    return row


def read_stored_files(association: Association, work: Work) -> None:
    """Read the bytes of every file of the work's documents."""
    hashes = {row["file"] for row in work.documents.values() if row["file"]}
    for stored in StoredFile.objects.filter(association=association, sha256__in=hashes).iterator(chunk_size=20):
        content = bytes(stored.content)
        work.files[stored.sha256] = Checked(stored.name, stored.media_type, content, stored.sha256, None, "")


# writing files


def written_work(work: Work) -> dict[str, bytes]:
    """Write the work as the files of a bundle, in the canonical form."""
    paths = _paths(work)
    files = {path: work.files[sha].content for sha, path in paths.items()}
    for name, node in TABLES.items():
        rows = list(work.of(kind_of(name)).values())
        if name == "documents.csv":
            rows = [row.with_values(file=paths.get(row["file"], "")) for row in rows]
        if rows:
            written = node.spec.written(rows)
            optional = {column.name for column in node.spec.columns if column.default}
            header = [name for name in written[0] if name not in optional or any(row[name] for row in written)]
            files[name] = write_csv(header, written)
    for folder, kind in FOLDERS.items():
        for key, row in work.of(kind).items():
            name = application_file(key) if kind == "applications" else f"{folder}{key}.yaml"
            files[name] = write_yaml(written_row(KINDS[kind], row))
    lists = {kind: [written_row(node, row) for row in work.of(kind).values()] for kind, node in LISTS.items()}
    if any(lists.values()):
        files[FUNDING] = write_yaml({kind: rows for kind, rows in lists.items() if rows})
    return files


def _paths(work: Work) -> dict[str, str]:
    """Return where each file is put, by its hash: with the first document that has it."""
    paths: dict[str, str] = {}
    for row in work.documents.values():
        if row["file"]:
            case = work.cases[row["case"]]
            place = f"{DOCUMENT_FOLDER}{case['year']}-{case['number']}/{row['number']}-{work.files[row['file']].name}"
            paths.setdefault(row["file"], place)
    return paths
