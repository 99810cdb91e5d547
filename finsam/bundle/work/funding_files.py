"""What the rows of the funding are called and the files they stand in."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from finsam.bundle.files import read_yaml
from finsam.bundle.work.funding import FOLDER, FUNDING, LISTS
from finsam.bundle.work.nodes import Row, read_row
from finsam.kernel.faults import BadInput, Fault


def application_name(row: Row) -> str:
    """Return what an application is called: its diary number, before it has any "utkast" and its title."""
    return str(row["case"]) or f"utkast {row['title']}"


def application_file(name: str) -> str:
    """Return the file that an application of the name is written in."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return f"{FOLDER}{re.sub('[^a-z0-9]+', '-', plain).strip('-')}.yaml"


def list_name(kind: str, row: Row) -> str:
    """Return what a row of funding.yaml is called."""
    if kind == "payment_accounts":
        return f"{row['valid_from']} {row['iban']}"
    if kind == "action_points":
        return f"{row['intervention']}: {row['finding'][:60]}"
    return str(next(iter(row.values())))


def by_name(named: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    """Return rows by their names; the second of a name is "name (2)"."""
    rows: dict[str, Row] = {}
    for name, row in named:
        same = sum(1 for other in rows if other == name or other.startswith(f"{name} ("))
        rows[f"{name} ({same + 1})" if same else name] = row
    return rows


def draft_name(name: str, key: str) -> str:
    """Return what a draft is called: the files of two with one title end in their numbers."""
    number = name.removesuffix(".yaml").rpartition("-")[2]
    other = f"{key} ({number})"
    return other if number.isdigit() and name == application_file(other) else key


def read_lists(content: bytes, rows_of: Callable[[str], dict[str, Row]], faults: list[Fault]) -> None:
    """Read the file whose every list is a kind of its own, into the rows of each kind."""
    try:
        written = read_yaml(content, FUNDING)
    except BadInput as bad:
        faults += bad.faults
        return
    if not isinstance(written, dict):
        faults.append(Fault("Filen ska bestå av listor", FUNDING, 1))
        return
    unknown = [name for name in written if name not in LISTS]
    faults += [Fault(f"”{name}” känns inte igen. Se docs/bundle.md.", FUNDING, 1) for name in unknown]
    for kind in LISTS:
        rows_of(kind).update(_read_list(kind, written.get(kind) or [], faults))


def _read_list(kind: str, given: Any, faults: list[Fault]) -> dict[str, Row]:
    if not isinstance(given, list):
        faults.append(Fault(f"{kind}: Här ska stå en lista", FUNDING))
        return {}
    before = len(faults)
    rows = [read_row(LISTS[kind], one, FUNDING, None, faults) for one in given]
    return by_name((list_name(kind, row), row) for row in rows) if len(faults) == before else {}
