"""The text formats of a bundle: CSV and a plain YAML, read with line numbers and written in one canonical form."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import yaml

from finsam.bundle.tables import WrittenRow
from finsam.kernel.faults import BadInput, Fault

LARGEST = 50_000_000  # bytes of a text file; a ledger may be larger


class Mapping(dict[str, Any]):
    """A YAML mapping that knows the line it begins on."""

    line = 0


def decoded(content: bytes, file: str) -> str:
    """Return the text of a file. Raises BadInput when it is empty, too large or not UTF-8."""
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise BadInput(Fault("Filen är tom. Ta bort den eller fyll i den.", file))
    if len(content) > LARGEST:
        raise BadInput(Fault(f"Filen är större än {LARGEST // 1_000_000} MB. Är det rätt fil?", file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        msg = "Filen är inte UTF-8. Spara den som ”CSV UTF-8” och försök igen."
        raise BadInput(Fault(msg, file, line)) from error


def read_csv(content: bytes, file: str) -> tuple[list[str], list[WrittenRow]]:
    """Return the header and the rows. Raises BadInput on anything that is not a whole table."""
    text = decoded(content, file)
    if "\0" in text:
        raise BadInput(
            Fault("Filen innehåller noll-tecken och är ingen textfil", file, text[: text.index("\0")].count("\n") + 1)
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[WrittenRow] = []
    header: list[str] = []
    faults: list[Fault] = []
    line = 1
    try:
        header = [name.strip() for name in next(reader)]
        line = reader.line_num + 1
        for words in reader:
            if words and len(words) != len(header):
                what = (
                    f"Raden har {len(words)} värden men rubriken {len(header)}. Saknas ett komma eller ett citattecken?"
                )
                faults.append(Fault(what, file, line))
            elif words:
                rows.append(WrittenRow(line, dict(zip(header, words, strict=True))))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(Fault(f"Raden går inte att läsa som CSV ({error})", file, line)) from error
    if text and not text.endswith("\n"):
        faults.append(
            Fault("Filen slutar mitt i en rad. Den kan vara avhuggen: hämta den på nytt.", file, text.count("\n") + 1)
        )
    if faults:
        raise BadInput(*faults)
    return header, rows


def write_csv(header: Sequence[str], rows: Sequence[dict[str, str]]) -> bytes:
    """Write rows as CSV in the canonical form: UTF-8, commas, LF, quotes only where needed."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


class _Loader(yaml.SafeLoader):
    """Every scalar is text; no anchors, no doubled keys."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Mapping:
    found = Mapping()
    found.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"{key} står två gånger", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(content: bytes, file: str) -> Any:
    """Return the content with every value as text. Raises BadInput with the line on anything else."""
    text = decoded(content, file)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _Loader)):
            raise BadInput(Fault("Ankare och hänvisningar (& och *) får inte finnas", file))
        return yaml.load(text, _Loader)  # noqa: S506  a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadInput(Fault(f"Går inte att läsa som YAML: {error.problem}", file, line)) from error
    except RecursionError as error:
        raise BadInput(Fault("Går inte att läsa som YAML: för många nivåer", file)) from error
    except yaml.YAMLError as error:
        raise BadInput(Fault(f"Går inte att läsa som YAML: {error}", file)) from error


class _Dumper(yaml.SafeDumper):
    """Text without quotes where YAML lets it stand, lists indented under their key."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def write_yaml(content: dict[str, Any] | list[dict[str, Any]]) -> bytes:
    """Write mappings, lists and text in the canonical form."""
    written = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return str(written).encode()
