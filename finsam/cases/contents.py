"""What is inside a file: its media type, its pages and its text, read without trusting it."""

import io
import re
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import docx
import pypdfium2
from docx.opc.exceptions import OpcError

OFFICE = "application/vnd.openxmlformats-officedocument."
MOST_TEXT = 2_000_000  # characters kept for search
MOST_UNPACKED = 400_000_000  # bytes that a packed document may become
MOST_PARTS = 5_000
_MAIN_PARTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
_PASSWORD_NEEDED = 4  # PDFium's error code
_CONTROL = re.compile("[\x02\xad][\r\n]*|[\x00-\x08\x0b\x0e-\x1f]")
one_at_a_time = threading.Lock()  # PDFium may be used by one thread at a time


@dataclass(frozen=True)
class Contents:
    """What was found in a file."""

    media_type: str
    pages: int | None = None
    text: str = ""


def read_pdf(content: bytes) -> Contents:
    """Read a PDF. Raises ValueError with a Swedish sentence when it is encrypted or broken."""
    with one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise ValueError(_why_not(error)) from error
        try:
            if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1:
                raise ValueError(_LOCKED)
            pages = len(document)
            text = _kept(_pages_text(document))
        except pypdfium2.PdfiumError as error:
            raise ValueError(_BROKEN) from error
        finally:
            document.close()
    if not pages:
        raise ValueError(_BROKEN)
    return Contents("application/pdf", pages, text)


_LOCKED = "PDF-filen är krypterad. Spara den utan lösenord och begränsningar och försök igen."
_BROKEN = "PDF-filen är skadad och går inte att läsa. Öppna den, spara den på nytt och försök igen."


def _why_not(error: pypdfium2.PdfiumError) -> str:
    return _LOCKED if getattr(error, "err_code", None) == _PASSWORD_NEEDED else _BROKEN


def _pages_text(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        words = page.get_textpage()
        yield words.get_text_bounded()
        words.close()
        page.close()


def read_archive(content: bytes) -> Contents:
    """Read a packed document. Raises ValueError for any other archive, for macros and for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_unpacked(archive.infolist())
            media_type = _packed_type(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ValueError("Filen är skadad och går inte att packa upp. Spara den på nytt och försök igen.") from error
    return Contents(media_type, text=_word_text(content) if media_type.endswith("wordprocessingml.document") else "")


def _check_unpacked(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValueError("Filen blir orimligt stor när den packas upp och tas inte emot.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise ValueError("Filen är skyddad med lösenord. Spara den utan lösenord och försök igen.")


def _packed_type(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValueError("Filen innehåller makron. Spara den utan makron, som docx, xlsx eller pptx.")
    if "[Content_Types].xml" in names:
        for part, media_type in _MAIN_PARTS.items():
            if part in names:
                return media_type
    if "mimetype" in names and archive.read("mimetype").strip() == _OPEN_DOCUMENT.encode():
        return _OPEN_DOCUMENT
    raise ValueError("Packade filer tas inte emot. Packa upp och välj filerna i den.")


def _word_text(content: bytes) -> str:
    """Return the paragraphs and the cells of tables. Raises ValueError when Word's own parts are broken."""
    try:
        document = docx.Document(io.BytesIO(content))
        return _kept(_paragraphs(document))
    except (OpcError, ParseError, KeyError, ValueError, SyntaxError, AttributeError) as error:
        raise ValueError("Word-filen är skadad och går inte att läsa. Spara den på nytt och försök igen.") from error


def _paragraphs(document: "docx.document.Document") -> Iterator[str]:
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield " ".join(cell.text for cell in row.cells)


def read_text(content: bytes, *, as_table: bool, allowed: str) -> Contents:
    """Read plain text, in UTF-8 or as older Windows wrote it. Raises ValueError when it is not plain text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    strange = sum(char < " " and char not in "\t\n\r\f" for char in text)
    beginning = text.lstrip()[:2000].lower()
    if strange or "\ufffd" in text:
        raise ValueError(f"Filtypen tas inte emot. De som tas emot: {allowed}.")
    if beginning.startswith("<") or "<html" in beginning or "<script" in beginning:
        raise ValueError("Webbsidor, SVG och XML tas inte emot. Spara filen som PDF och försök igen.")
    return Contents("text/csv" if as_table else "text/plain", text=text[:MOST_TEXT])


def _kept(pieces: Iterator[str]) -> str:
    """Join the pieces, not more than is kept: words divided at the end of a line made whole, no control characters."""
    joined: list[str] = []
    length = 0
    for piece in pieces:
        joined.append(_CONTROL.sub("", piece))
        length += len(piece) + 1
        if length > MOST_TEXT:
            break
    return "\n".join(joined)[:MOST_TEXT]
