"""From a typed document to the bytes of a PDF."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from finsam.kernel.faults import BadInput, Fault
from finsam.pdf.checks import faults
from finsam.pdf.document import Document
from finsam.pdf.minutes import Paper, paper_faults

TEMPLATES = Path(__file__).parent / "templates"
Standard = Literal["a-2a", "a-3a", "ua-1"]
REPORT_STANDARDS: tuple[Standard, ...] = ("a-3a", "ua-1")
KEPT_STANDARDS: tuple[Standard, ...] = ("a-2a", "ua-1")
FREE_STANDARDS: tuple[Standard, ...] = ()
"""For sheets that are laid on pages of other files."""


class PdfError(BadInput):
    """A document that cannot be set: the faults found beforehand, or what Typst refused."""


def report_pdf(document: Document, *, made_at: datetime) -> bytes:
    """Set a report as PDF/A-3a and PDF/UA-1. The same document and `made_at` give the same bytes.

    `made_at` is aware and becomes the time of creation. Raises PdfError when the document cannot be set.
    """
    if found := list(faults(document)):
        raise PdfError(*found)
    attached = {f"attachment-{i}": attachment.content for i, attachment in enumerate(document.attachments)}
    return typeset("report.typ", document, attached, made_at, REPORT_STANDARDS)


def meeting_pdf(paper: Paper, *, made_at: datetime) -> bytes:
    """Set a paper of a meeting as PDF/A-2a and PDF/UA-1. The same paper and `made_at` give the same bytes.

    `made_at` is aware and becomes the time of creation. Raises PdfError when the paper cannot be set.
    """
    if found := list(paper_faults(paper)):
        raise PdfError(*found)
    return typeset("meeting.typ", paper, {}, made_at, KEPT_STANDARDS)


def typeset(
    template: str,
    document: object,
    attached: Mapping[str, bytes],
    made_at: datetime,
    standards: Sequence[Standard],
) -> bytes:
    """Set one of our templates with `document.json` and the attached files beside it.

    In a folder of its own: the package also takes files from memory, but none that is not UTF-8.
    """
    files = {**_templates(), "document.json": _as_json(document), **attached}
    with TemporaryDirectory(prefix="finsam-pdf-") as name:
        for file, content in files.items():
            (Path(name) / file).write_bytes(content)
        try:
            return typst.compile(
                Path(name) / template,
                root=Path(name),
                format="pdf",
                font_paths=_fonts(),
                ignore_system_fonts=True,
                pdf_standards=[*standards],
                timestamp=_fixed_offset(made_at),
            )
        except typst.TypstError as error:
            raise PdfError(Fault(_explained(error))) from error


@cache
def _templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts inside Typst, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _fixed_offset(moment: datetime) -> datetime:
    """The moment with a plain offset, the only kind of zone that Typst takes."""
    offset = moment.utcoffset()
    if offset is None:
        msg = "made_at must be aware"
        raise ValueError(msg)
    return moment.replace(microsecond=0).astimezone(timezone(offset))


def _as_json(document: object) -> bytes:
    return json.dumps(document, default=_plain, ensure_ascii=False).encode()


def _plain(value: object) -> dict[str, object]:
    """A dataclass as a dict that says what it `is`; an attachment's content travels as a file of its own."""
    parts = {name: part for name, part in vars(value).items() if not isinstance(part, bytes)}
    return {"is": type(value).__name__, **parts}


def _explained(error: typst.TypstError) -> str:
    hints = "".join(f" {hint}." for hint in error.hints)
    return f"PDF-filen kunde inte sättas: {error.message}.{hints}"
