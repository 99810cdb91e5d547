"""What a bundle says, as records: read from a folder's files, read from the database, and written to files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from finsam.bundle.files import Mapping as YamlMapping
from finsam.bundle.files import read_csv, read_yaml, write_csv, write_yaml
from finsam.bundle.formats import ASSOCIATION_FIELDS, ASSOCIATION_LISTS, INTERVENTIONS, OWN_LISTS, TABLES
from finsam.bundle.intervention_lists import LISTS as INTERVENTION_LISTS
from finsam.bundle.intervention_lists import in_order, put_back, taken_out
from finsam.bundle.ledgers import LEDGER_ENDINGS, kept_ledgers
from finsam.bundle.tables import Record, TableSpec, WrittenRow
from finsam.bundle.work.reading import Work, is_work, read_work, stored_work, written_work
from finsam.core.models import Association
from finsam.kernel.faults import BadInput, Fault
from finsam.money.rules.sie import SieFile, read_sie
from finsam.reports.editions import edition_of
from finsam.reports.models import Report, ReportKind

ASSOCIATION, INTERVENTIONS_FILE = "association.yaml", "interventions.yaml"
REPORT_PREFIXES = {f"reports/{kind.value}-": kind for kind in ReportKind}
YEAR_DEFAULTS = ("targets.csv", "surveys.csv")  # may leave out `year` when association.yaml says it


@dataclass
class Contents:
    """Everything in a bundle. `lines` holds, by file, the line each record began on."""

    association: Record = field(default_factory=dict)
    lists: dict[str, list[Record]] = field(default_factory=dict)
    interventions: list[Record] = field(default_factory=list)
    intervention_lists: dict[str, list[Record]] = field(default_factory=dict)
    tables: dict[str, list[Record]] = field(default_factory=dict)
    ledgers: dict[str, bytes] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    work: Work = field(default_factory=Work)
    read_ledgers: dict[str, SieFile] = field(default_factory=dict, compare=False)
    lines: dict[str, list[int]] = field(default_factory=dict, compare=False)
    faults: list[Fault] = field(default_factory=list, compare=False)


def read_files(files: Mapping[str, bytes]) -> Contents:
    """Read a bundle's files by their names. What is wrong stands in `faults`; nothing is raised."""
    contents = Contents()
    year = _read_association(files.get(ASSOCIATION), contents)
    if INTERVENTIONS_FILE in files:
        _collect(contents, lambda: _read_interventions(files[INTERVENTIONS_FILE], contents))
    for name, spec in TABLES.items():
        if name in files:
            _collect(contents, lambda n=name, s=spec: _read_table(n, s, files[n], year, contents))
    for name in sorted(files):
        if is_work(name):
            continue
        if name.lower().endswith(LEDGER_ENDINGS):
            _collect(contents, lambda n=name: _read_ledger(n, files[n], contents))
        elif name.startswith(tuple(REPORT_PREFIXES)):
            _collect(contents, lambda n=name: _read_report(n, files[n], contents))
    contents.work = read_work({name: content for name, content in files.items() if is_work(name)}, contents.faults)
    return contents


def _collect(contents: Contents, read: Any) -> None:
    try:
        read()
    except BadInput as bad:
        contents.faults += bad.faults


def _read_association(content: bytes | None, contents: Contents) -> str:
    if content is None:
        contents.faults.append(Fault("Filen saknas. En bunt behöver den; se docs/bundle.md.", ASSOCIATION))
        return ""
    try:
        written = read_yaml(content, ASSOCIATION)
    except BadInput as bad:
        contents.faults += bad.faults
        return ""
    if not isinstance(written, YamlMapping):
        contents.faults.append(Fault("Filen ska bestå av rader som ”name: …”", ASSOCIATION, 1))
        return ""
    known = {column.name for column in ASSOCIATION_FIELDS} | ASSOCIATION_LISTS.keys() | {"year"}
    for name in written.keys() - known:
        contents.faults.append(Fault(f"”{name}” känns inte igen. Se docs/bundle.md.", ASSOCIATION, written.line))
    single = {name: value for name, value in written.items() if isinstance(value, str)}
    rows, faults = TableSpec(Association, ASSOCIATION_FIELDS).read([WrittenRow(written.line, single)], ASSOCIATION)
    contents.faults += faults
    contents.association = rows[0]
    contents.association["ledger_dimension"] = contents.association["ledger_dimension"] or "6"
    for name, spec in ASSOCIATION_LISTS.items():
        if name in OWN_LISTS and name not in written:
            continue
        contents.lists[name] = _read_list(written.get(name) or [], spec, ASSOCIATION, contents)
    return single.get("year", "")


def _read_list(written: Any, spec: TableSpec, file: str, contents: Contents) -> list[Record]:
    if not isinstance(written, list) or not all(isinstance(item, YamlMapping) for item in written):
        contents.faults.append(Fault("Här ska stå en lista med ”- namn: värde”", file))
        return []
    rows = []
    for item in written:
        words = {name: _as_words(name, value, spec.columns) for name, value in item.items()}
        contents.faults += spec.header_faults(
            [*words, *(c.name for c in spec.columns if not c.required and c.name not in words)], file, item.line
        )
        rows.append(WrittenRow(item.line, words))
    records, faults = spec.read(rows, file)
    contents.faults += faults
    return records


def _as_words(name: str, value: Any, columns: Any) -> str:
    if isinstance(value, list):
        column = next((c for c in columns if c.name == name), None)
        return column.write([str(item) for item in value]) if column else ""
    return str(value)


def _read_interventions(content: bytes, contents: Contents) -> None:
    written = read_yaml(content, INTERVENTIONS_FILE)
    nested = taken_out(written, contents.faults, INTERVENTIONS_FILE)
    contents.interventions = _read_list(written, INTERVENTIONS, INTERVENTIONS_FILE, contents)
    read = {
        name: _read_list(rows, INTERVENTION_LISTS[name], INTERVENTIONS_FILE, contents) for name, rows in nested.items()
    }
    contents.intervention_lists = in_order(read)


def _read_table(name: str, spec: TableSpec, content: bytes, year: str, contents: Contents) -> None:
    header, rows = read_csv(content, name)
    if name in YEAR_DEFAULTS and "year" not in header and year:
        header = [*header, "year"]
        rows = [WrittenRow(row.line, {**row.words, "year": year}) for row in rows]
    if faults := spec.header_faults(header, name, 1):
        raise BadInput(*faults)
    records, faults = spec.read(rows, name)
    if records:
        contents.tables[name] = records
    contents.lines[name] = [row.line for row in rows]
    contents.faults += faults


def _read_ledger(name: str, content: bytes, contents: Contents) -> None:
    sie = read_sie(content, name)
    contents.read_ledgers[name], contents.ledgers[name] = sie, content


def _read_report(name: str, content: bytes, contents: Contents) -> None:
    try:
        contents.reports[name] = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Fault("Filen är inte UTF-8", name)) from error


def stored_contents(association: Association) -> Contents:
    """Read what the database holds of the association. Must be called within it."""
    lists = {name: spec.current(association) for name, spec in ASSOCIATION_LISTS.items()}
    return Contents(
        association={column.name: getattr(association, column.name) for column in ASSOCIATION_FIELDS},
        lists=lists,
        interventions=INTERVENTIONS.current(association),
        intervention_lists=in_order({name: spec.current(association) for name, spec in INTERVENTION_LISTS.items()}),
        tables={name: rows for name, spec in TABLES.items() if (rows := spec.current(association))},
        ledgers=kept_ledgers(association),
        reports={edition_of(r).file: r.text for r in Report.objects.filter(association=association).exclude(text="")},
        work=stored_work(association, lists["seats"]),
    )


def written_files(contents: Contents) -> dict[str, bytes]:
    """Write the contents as the files of a bundle, in the canonical form."""
    single = {column.name: contents.association[column.name] for column in ASSOCIATION_FIELDS}
    lists = {name: _plain(ASSOCIATION_LISTS[name], rows) for name, rows in contents.lists.items() if rows}
    files = {ASSOCIATION: write_yaml({name: value for name, value in single.items() if value} | lists)}
    if contents.interventions:
        plain = _plain(INTERVENTIONS, contents.interventions)
        files[INTERVENTIONS_FILE] = write_yaml(put_back(plain, contents.intervention_lists, _plain))
    for name, records in contents.tables.items():
        if records:
            rows = TABLES[name].written(records)
            files[name] = write_csv(_header(TABLES[name].columns, rows), rows)
    files |= contents.ledgers
    files |= {name: text.encode() for name, text in contents.reports.items()}
    return files | written_work(contents.work)


def _header(columns: Any, rows: list[dict[str, str]]) -> list[str]:
    """The columns to write: those that may be left out only when some row has a value there."""
    optional = {column.name for column in columns if column.default}
    return [name for name in rows[0] if name not in optional or any(row[name] for row in rows)]


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _plain(spec: TableSpec, records: list[Record]) -> list[dict[str, Any]]:
    """Return records as YAML shows them: lists of words as lists, empty values left out."""
    plain = []
    for record, words in zip(records, spec.written(records), strict=True):
        lists = {c.name: record[c.fills] for c in spec.columns if _are_words(record[c.fills])}
        plain.append({name: lists.get(name, word) for name, word in words.items() if word})
    return plain
