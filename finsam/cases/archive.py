"""The whole diary with its files, readable without the program (docs/archive.md): to an archive, or to leave with."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pikepdf

from finsam.cases.models import Case, Document, ReleaseRequest, RetentionClass, StoredFile
from finsam.core.models import Association

FORMAT = "finsam-arkiv/1"
MANIFEST, HASHES, README = "manifest.json", "manifest.sha256", "LAS-MIG.txt"
ABOUT = """{name}: diariet med handlingar, uttaget {made}.

manifest.json    allt som diariet säger om ärenden, handlingar, sekretess, gallring och utlämnanden (JSON, UTF-8)
arenden/         handlingarnas filer, oförändrade, en mapp per ärende efter diarienummer
manifest.sha256  kontrollsummor. Kontrollera att inget har ändrats med: sha256sum -c manifest.sha256

Handlingar som omfattas av sekretess är med. De är märkta med "secret": true i manifest.json.
"""


class Place(Protocol):
    """Somewhere that files can be written by their path."""

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole."""


@dataclass(frozen=True)
class Folder:
    """A folder on disk."""

    root: Path

    def write(self, path: str, content: bytes) -> None:
        """Write a file, and the folders it lies in."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


@dataclass(frozen=True)
class Packed:
    """A zip file."""

    archive: zipfile.ZipFile
    made_at: datetime

    def write(self, path: str, content: bytes) -> None:
        """Write a file into the zip; the same diary at the same moment gives the same bytes."""
        entry = zipfile.ZipInfo(path, self.made_at.timetuple()[:6])
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        self.archive.writestr(entry, content)


@dataclass
class Written:
    """What an archive came to hold."""

    cases: int = 0
    documents: int = 0
    size: int = 0  # bytes of files
    damaged: list[str] = field(default_factory=list)  # files that are not what was registered
    hashes: dict[str, str] = field(default_factory=dict)  # by path


def write_archive(association: Association, place: Place, made_at: datetime) -> Written:
    """Write the association's diary and every file of it, secret ones too. Must be called within the association."""
    written = Written()
    manifest = {
        "format": FORMAT,
        "association": {
            "slug": association.slug, "name": association.name, "organisation_number": association.organisation_number,
        },
        "made_at": made_at.isoformat(timespec="seconds"),
        "retention_classes": [
            {"key": kept.key, "name": kept.name, "years": kept.years, "source": kept.source}
            for kept in RetentionClass.objects.filter(association=association)
        ],
        "cases": list(_cases(association, place, written)),
        "requests": [_request(row) for row in _requests(association)],
    }  # fmt: skip
    _write(place, written, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    about = ABOUT.format(name=association.name, made=f"{made_at:%Y-%m-%d %H:%M}")
    _write(place, written, README, about.encode())
    lines = [f"{sha256}  {path}\n" for path, sha256 in sorted(written.hashes.items())]
    place.write(HASHES, "".join(lines).encode())
    return written


def _write(place: Place, written: Written, path: str, content: bytes) -> str:
    place.write(path, content)
    sha256 = written.hashes[path] = hashlib.sha256(content).hexdigest()
    return sha256


def _cases(association: Association, place: Place, written: Written) -> Iterator[dict[str, Any]]:
    """Write the files of one case after the other, and tell of it."""
    documents: dict[int, list[Document]] = {}
    for document in Document.objects.filter(association=association).defer("search").order_by("number"):
        documents.setdefault(document.case_id, []).append(document)
    retention = _retention(association)
    cases = Case.objects.filter(association=association).defer("search").select_related("responsible")
    for case in cases.order_by("year", "number"):
        written.cases += 1
        yield {
            "diary_number": case.diary_number, "year": case.year, "number": case.number, "title": case.title,
            "kind": case.kind, "kind_name": case.get_kind_display(), "opened_on": str(case.opened_on),
            "closed_on": str(case.closed_on) if case.closed_on else None, "counterpart": case.counterpart,
            "responsible": case.responsible.name if case.responsible else "", "summary": case.summary,
            "proposal": case.proposal, "secret": case.secret, "secrecy_ground": case.secrecy_ground,
            "retention": retention.get(case.retention_id),
            "documents": [
                _document(association, case, one, place, written) | {"retention": retention.get(one.retention_id)}
                for one in documents.get(case.pk, [])
            ],
        }  # fmt: skip


def _retention(association: Association) -> dict[int | None, str]:
    return dict(RetentionClass.objects.filter(association=association).values_list("pk", "key"))


def _document(
    association: Association, case: Case, document: Document, place: Place, written: Written
) -> dict[str, Any]:
    written.documents += 1
    told: dict[str, Any] = {
        "number": document.number, "title": document.title, "direction": document.direction,
        "direction_name": document.get_direction_display(), "dated_on": str(document.dated_on),
        "registered_at": document.registered_at.isoformat(timespec="seconds"),
        "counterpart": document.counterpart, "secret": document.secret, "secrecy_ground": document.secrecy_ground,
        "file": None,
    }  # fmt: skip
    if document.file_id is None:
        return told
    stored = StoredFile.objects.defer("text").get(association=association, pk=document.file_id)
    path = f"arenden/{_plain(case.diary_number)}/{document.number:03d}-{_plain(stored.name)}"
    content = bytes(stored.content)
    sha256 = _write(place, written, path, content)
    written.size += len(content)
    if sha256 != stored.sha256:
        written.damaged.append(path)
    return told | {
        "file": {
            "path": path, "name": stored.name, "media_type": stored.media_type, "size": len(content), "sha256": sha256,
            "registered_sha256": stored.sha256, "pages": stored.pages, "pdfa": pdfa_claim(stored.media_type, content),
        }
    }  # fmt: skip


def pdfa_claim(media_type: str, content: bytes) -> str | None:
    """Return what a PDF says of itself in its XMP: "2A", "3B"; None when it says nothing. Nobody has checked it."""
    if media_type != "application/pdf":
        return None
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            return str(opened.open_metadata().pdfa_status) or None
    except (pikepdf.PdfError, ValueError):
        return None


def _requests(association: Association) -> list[ReleaseRequest]:
    rows = ReleaseRequest.objects.filter(association=association).order_by("pk")
    return list(rows.prefetch_related("released__document__case"))


def _request(row: ReleaseRequest) -> dict[str, Any]:
    return {
        "asked_on": str(row.asked_on), "asked_for": row.asked_for, "asked_by": row.asked_by,
        "documents": [f"{one.document.case.diary_number}:{one.document.number}" for one in row.released.all()],
        "outcome": row.outcome, "outcome_name": row.get_outcome_display(), "ground": row.ground,
        "answered_on": str(row.answered_on) if row.answered_on else None,
    }  # fmt: skip


def _plain(name: str) -> str:
    """Return a name that every file system can write."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    return re.sub(r"[^\w.]+", "-", stem).strip("-.")[:100] + (f".{ending}" if ending else "")


def check_archive(path: Path) -> list[str]:
    """Return what is wrong in an archive, folder or zip, in Swedish sentences: changed, missing and unknown files."""
    found = dict(_files(path))
    if HASHES not in found:
        return [f"{HASHES} saknas. Det här är inget arkiv från Finsam."]
    lines = (line.partition("  ") for line in found.pop(HASHES).decode().splitlines())
    known = {name: sha256 for sha256, _, name in lines}
    faults = [f"{name} saknas." for name in known if name not in found]
    faults += [
        f"{name} har ändrats."
        for name, content in found.items()
        if name in known and hashlib.sha256(content).hexdigest() != known[name]
    ]
    return faults + [f"{name} hör inte till arkivet." for name in found if name not in known]


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        files = (one for one in sorted(path.rglob("*")) if one.is_file())
        yield from ((one.relative_to(path).as_posix(), one.read_bytes()) for one in files)
        return
    with zipfile.ZipFile(path) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist() if not name.endswith("/"))
