"""Files that come in: what they are is read from their bytes, and what must not be kept is refused."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.db import transaction

from finsam.cases.contents import Contents, read_archive, read_pdf, read_text
from finsam.cases.models import StoredFile
from finsam.core.models import Association
from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.identity import holds_identity_number, looks_like_identity_number
from finsam.kernel.swedish import SPACE, number

ALLOWED = "PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument (odt), PNG, JPEG, text (txt) och CSV"
ENDINGS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
    "text/csv": "csv",
}
"""The media types that are taken, and the ending of each."""

_ALSO = {"jpeg": "image/jpeg"}
_LONGEST_NAME = 200
_BEGINNINGS: dict[bytes, str] = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_REFUSED: dict[bytes, str] = {
    b"\xd0\xcf\x11\xe0": "Filen är en äldre Office-fil eller skyddad med lösenord. Spara den som docx, xlsx eller PDF "
    "utan lösenord och försök igen.",
    b"MZ": "Filen är ett program och tas inte emot.",
    b"\x7fELF": "Filen är ett program och tas inte emot.",
}
IDENTITY_WARNING = "Texten i filen ser ut att innehålla ett personnummer. Bedöm om handlingen ska märkas med sekretess."


@dataclass(frozen=True)
class Incoming:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Checked:
    """A file that may be kept, and what could be read out of it."""

    name: str  # without folders, its ending that of the content
    media_type: str
    content: bytes
    sha256: str
    pages: int | None
    text: str
    warnings: tuple[str, ...] = ()


def check_size(name: str, size: int) -> None:
    """Refuse a file by its size alone, before its bytes are read. Raises BadInput."""
    if size == 0:
        raise _refused(name, "Filen är tom. Kontrollera den och välj den igen.")
    if size > settings.MOST_FILE_BYTES:
        raise _refused(
            name,
            f"Filen är på {_megabytes(size)} och får vara på högst {_megabytes(settings.MOST_FILE_BYTES)}. "
            "Dela upp den eller spara den med mindre bilder.",
        )


def check_file(incoming: Incoming) -> Checked:
    """Return the file as it may be kept. Raises BadInput with a Swedish sentence of why not and what to do.

    The media type is that of the bytes, whatever the name says. A personal identity number in the name is refused
    (rule R40); in the text of an official document it is only told of, in `warnings`.
    """
    name = _plain(incoming.name)
    check_size(name, len(incoming.content))
    if looks_like_identity_number(name):
        raise _refused(
            "", "Filens namn ser ut att innehålla ett personnummer. Förbundet får inte spara det. Döp om filen."
        )
    try:
        found = _reader(name, incoming.content)(incoming.content)
    except ValueError as error:
        raise _refused(name, str(error)) from error
    return Checked(
        name=_with_ending(name, found.media_type),
        media_type=found.media_type,
        content=incoming.content,
        sha256=hashlib.sha256(incoming.content).hexdigest(),
        pages=found.pages,
        text=found.text,
        warnings=(IDENTITY_WARNING,) if holds_identity_number(found.text) else (),
    )


@transaction.atomic
def store_file(*, association: Association, incoming: Incoming | Checked) -> StoredFile:
    """Keep the file; the same bytes are kept once. Raises BadInput. Must be called within the association."""
    checked = incoming if isinstance(incoming, Checked) else check_file(incoming)
    stored, _ = StoredFile.objects.get_or_create(
        association=association,
        sha256=checked.sha256,
        defaults={
            "name": checked.name,
            "media_type": checked.media_type,
            "size": len(checked.content),
            "pages": checked.pages,
            "content": checked.content,
            "text": checked.text,
        },
    )
    return stored


def title_of(name: str) -> str:
    """Propose a title from the name of a file: "protokoll_2021-11-19.pdf" gives "Protokoll 2021-11-19"."""
    stem = PurePosixPath(_plain(name)).stem
    words = " ".join(re.sub(r"[_]+|(?<!\d)-|-(?!\d)", " ", stem).split())
    return (words[:1].upper() + words[1:])[:_LONGEST_NAME]


def _reader(name: str, content: bytes) -> Callable[[bytes], Contents]:
    """Choose how to read the bytes. Raises ValueError for what is never taken."""
    if b"%PDF-" in content[:1024]:
        return read_pdf
    if content.startswith(b"PK"):
        return read_archive
    for beginning, media_type in _BEGINNINGS.items():
        if content.startswith(beginning):
            return lambda _: Contents(media_type)
    for beginning, why in _REFUSED.items():
        if content.startswith(beginning):
            raise ValueError(why)
    return lambda given: read_text(given, as_table=name.lower().endswith(".csv"), allowed=ALLOWED)


def _plain(name: str) -> str:
    """Return the name without folders, control characters and what some systems cannot write."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    kept = "".join("_" if char in '<>:"|?*' else char for char in last if char.isprintable()).strip(" .")
    return kept or "namnlös"


def _with_ending(name: str, media_type: str) -> str:
    stem, dot, ending = name.rpartition(".")
    said = {ending_: type_ for type_, ending_ in ENDINGS.items()} | _ALSO
    right = ENDINGS[media_type]
    if dot and said.get(ending.lower()) == media_type:
        right = ending
    elif not (dot and ending.lower() in said):
        stem = name
    return f"{stem[: _LONGEST_NAME - len(right) - 1]}.{right}"


def _megabytes(size: int) -> str:
    return f"{number(-(-size // 1_000_000))}{SPACE}MB"


def _refused(name: str, why: str) -> BadInput:
    return BadInput(Fault(why, file=name))
