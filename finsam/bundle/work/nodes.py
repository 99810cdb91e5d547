"""Rows within rows: a meeting with its items, their decisions and votes, read and written as one tree."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from finsam.bundle.columns import Column
from finsam.bundle.files import Mapping as YamlMapping
from finsam.bundle.tables import TableSpec, WrittenRow
from finsam.bundle.work.columns import Structured
from finsam.core.models import Association
from finsam.kernel.faults import Fault

Names = Mapping[str, Mapping[int, str]]
"""What rows are called in files: by kind of link, the name of each id."""
Ids = Mapping[str, Mapping[str, int]]
"""The same the other way round."""


class Row(dict[str, Any]):
    """A record that knows where it was written. Equal to another by what it says alone."""

    file: str = ""
    line: int | None = None

    def with_values(self, **values: Any) -> "Row":
        """Return the row, from the same place, with other values in some columns."""
        row = Row({**self, **values})
        row.file, row.line = self.file, self.line
        return row


def _as_it_is(row: Row) -> Row:
    return row


@dataclass(frozen=True)
class Node:
    """A model's columns and the lists of rows that stand under one.

    `related` is where the rows are found from the one they stand under, `parent` the key back to it. With `inline`
    the only row of that list stands among this one's own words. One that is `single` stands at most once, as a mapping
    and not a list. `filled` adds what may be left out, `bare` removes it; `made` gives what a new row gets besides.
    """

    spec: TableSpec
    related: str = ""
    parent: str = ""
    children: Mapping[str, "Node"] = field(default_factory=dict)
    inline: str = ""
    filled: Callable[[Row], Row] = _as_it_is
    bare: Callable[[Row], Row] = _as_it_is
    single: bool = False
    made: Callable[[Row, Ids], dict[str, Any]] = lambda _row, _ids: {}

    @property
    def own(self) -> set[str]:
        """The names of the columns."""
        return {column.name for column in self.spec.columns}


# reading a file


def read_row(node: Node, written: Any, file: str, line: int | None, faults: list[Fault]) -> Row:
    """Return a row of a file, with all that stands under it; what is wrong is added to the faults."""
    if isinstance(written, str):
        written = {node.spec.columns[0].name: written}
    if not isinstance(written, dict):
        faults.append(Fault("Här ska stå ”namn: värde”, inte en lista", file, line))
        written = {}
    line = getattr(written, "line", line)
    words = _words_of(node, written)
    records, found = node.spec.read([WrittenRow(line or 1, words)], file)
    row = Row(records[0])
    row.file, row.line = file, line
    lists, rest = _lists_of(node, written, words)
    faults += found
    faults += [Fault(f"”{name}” känns inte igen här. Se docs/bundle.md.", file, line) for name in rest]
    for name, child in node.children.items():
        given = lists.get(name, [])
        given = [given] if child.single and isinstance(given, dict | str) else given
        if not isinstance(given, list):
            faults.append(Fault(f"{name}: Här ska stå en lista", file, line))
            given = []
        row[name] = [read_row(child, one, file, line, faults) for one in given]
    return node.filled(row)


def _words_of(node: Node, written: Mapping[str, Any]) -> dict[str, str]:
    """Return the row's own words by column; a structured one as JSON."""
    columns = {column.name: column for column in node.spec.columns}
    own = {name: value for name, value in written.items() if name in columns}
    return {
        name: json.dumps(value, ensure_ascii=False) if value and isinstance(columns[name], Structured) else value
        for name, value in own.items()
        if isinstance(value, str) or isinstance(columns[name], Structured)
    }


def _lists_of(node: Node, written: Mapping[str, Any], words: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Part what is not the row's own words into the lists under it and names nobody knows."""
    lists = {name: written[name] for name in node.children if name in written}
    rest = [name for name in written if name not in words and name not in lists]
    if node.inline and node.inline not in lists:
        inner = node.children[node.inline].own
        only = YamlMapping({name: written[name] for name in rest if name in inner})
        only.line = getattr(written, "line", 0)
        lists[node.inline] = [only]
        rest = [name for name in rest if name not in inner]
    return lists, rest


# writing a file


def written_row(node: Node, row: Row) -> Any:
    """Return a row as YAML shows it: empty values left out, and only the word when there is but the first."""
    (words,) = node.spec.written([node.bare(row)])
    shown = {column.name: _shown(column, words[column.name]) for column in node.spec.columns if words[column.name]}
    for name, child in node.children.items():
        rows = [written_row(child, one) for one in row[name]]
        if name == node.inline and len(rows) == 1:
            shown |= {child.spec.columns[0].name: rows[0]} if isinstance(rows[0], str) else rows[0]
        elif child.single and rows:
            shown[name] = rows[0]
        elif rows or name == node.inline:
            shown[name] = rows
    first = node.spec.columns[0].name
    return shown[first] if node.parent and set(shown) == {first} else shown


def _shown(column: Column, word: str) -> Any:
    return json.loads(word) if isinstance(column, Structured) else word


# the database


def stored_row(node: Node, stored: Any, names: Names) -> Row:
    """Return a row of the database with all under it, which should have been read beforehand."""
    row = Row()
    for column in node.spec.columns:
        name = column.fills
        if column.link:
            row[name] = names[column.link].get(getattr(stored, f"{name}_id"), "")
        else:
            row[name] = getattr(stored, name)
    for name, child in node.children.items():
        found = getattr(stored, child.related)
        under = list(found if isinstance(found, list) else found.all())
        if not child.spec.model._meta.ordering:  # noqa: SLF001
            under.sort(key=lambda one: int(one.pk))
        row[name] = [stored_row(child, one, names) for one in under]
    return row


def store_rows(
    node: Node,
    association: Association,
    rows: Sequence[Row],
    ids: Ids,
    each: Callable[[Row], dict[str, Any]] = lambda _: {},
    **common: Any,
) -> list[Any]:
    """Write rows and all under them; return those of the node. What they link to must stand in `ids`.

    `common` are values that all get, `each` gives those that one gets besides its own.
    """
    told = {column.fills for column in node.spec.columns}
    ordered = any(one.name == "position" for one in node.spec.model._meta.get_fields()) and "position" not in told  # noqa: SLF001
    made = [
        node.spec.model(
            association=association,
            **common,
            **values_of(node, row, ids),
            **node.made(row, ids),
            **each(row),
            **({"position": place} if ordered else {}),
        )
        for place, row in enumerate(rows)
    ]
    node.spec.model.objects.bulk_create(made)
    _date(node, made, rows)
    for name, child in node.children.items():
        for one, row in zip(made, rows, strict=True):
            store_rows(child, association, row[name], ids, **{child.parent: one})
    return made


def _date(node: Node, made: Sequence[Any], rows: Sequence[Row]) -> None:
    """Give rows the moments that are told of them where the database writes its own."""
    for column in node.spec.columns:
        if getattr(node.spec.model._meta.get_field(column.fills), "auto_now_add", False):  # noqa: SLF001
            told = [(one, row[column.fills]) for one, row in zip(made, rows, strict=True) if row[column.fills]]
            for one, value in told:
                setattr(one, column.fills, value)
            node.spec.model.objects.bulk_update([one for one, _ in told], [column.fills])


def values_of(node: Node, row: Row, ids: Ids) -> dict[str, Any]:
    """Return the values of a row's own fields, its links as ids."""
    values = {}
    for column in node.spec.columns:
        if column.link:
            values[f"{column.fills}_id"] = ids[column.link][row[column.fills]] if row[column.fills] else None
        else:
            values[column.fills] = row[column.fills]
    return values
