"""From the bytes of a SIE file to its lines: what kind of file, which character set, whether the checksum holds."""

import io
import re
import zlib
from codecs import BOM_UTF8

from finsam.money.rules.sie_faults import AGAIN, SieFaults

_SWEDISH_LETTERS = "åäöÅÄÖé"
_DOS_END_OF_FILE = b"\x1a"
_CHECKSUM_RECORD = re.compile(rb"^[ \t]*#KSUMMA\b([^\r\n]*)[\r\n]*", re.MULTILINE)
_ESCAPED_QUOTE = b"\0"  # stands in for it while quotes are split at; no text file holds this byte
_UNCOUNTED = b" \t\r\n{}"


def bare_content(content: bytes) -> bytes:
    """Return the bytes without byte order mark and the end mark of DOS, which some programs write."""
    return content.removeprefix(BOM_UTF8).rstrip(_DOS_END_OF_FILE)


def refuse_other_formats(content: bytes, faults: SieFaults) -> None:
    """Refuse what is no SIE 1-4 file at all, with a word on what to send instead."""
    start = content.lstrip()[:4096]
    if not start:
        faults.refuse("Filen är tom. Exportera på nytt och försök igen.")
    if start.startswith(b"<") and b"sie" in start.lower():
        faults.refuse("Filen är SIE 5 (XML), som Finsam inte läser. Välj SIE 4 när du exporterar och försök igen.")
    if not start.startswith(b"#") or b"\0" in content:
        faults.refuse("Filen är ingen SIE-fil. Exportera en SIE-fil, helst typ 4, ur ekonomisystemet och försök igen.")


def text_encoding(content: bytes) -> str:
    """Tell the character set from the bytes, since files that say PC8 (CP437) hold other sets too.

    Valid UTF-8 is UTF-8. Otherwise the set that finds most Swedish letters wins; at a draw CP437, the standard's own.
    """
    if content.isascii():
        return "cp437"
    try:
        content.decode()
    except UnicodeDecodeError:
        return max(("cp437", "cp1252"), key=lambda encoding: _letters_found(content, encoding))
    return "utf-8"


def _letters_found(content: bytes, encoding: str) -> int:
    return sum(content.count(letter.encode(encoding)) for letter in _SWEDISH_LETTERS)


def text_lines(content: bytes, encoding: str) -> io.TextIOWrapper:
    r"""Return the lines one by one, each ending in "\n" but perhaps the last; CR LF and CR count as one "\n"."""
    return io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline=None)


def refuse_wrong_checksum(content: bytes, encoding: str, faults: SieFaults) -> None:
    """Refuse a file that opens a checksum (#KSUMMA) and does not close it with the right one."""
    opening = _CHECKSUM_RECORD.search(content)
    if not opening:
        return
    closing = _CHECKSUM_RECORD.search(content, opening.end())
    if not closing or not closing[1].strip():
        faults.refuse(f"Filen är avkortad: kontrollsumman (#KSUMMA) som ska stå sist saknas. {AGAIN}")
    if not _sums_to(content[opening.end() : closing.start()], encoding, closing[1].strip(b' \t"')):
        faults.refuse(f"Filen har ändrats sedan den skrevs: kontrollsumman (#KSUMMA) stämmer inte. {AGAIN}")


def _sums_to(records: bytes, encoding: str, stated: bytes) -> bool:
    if not re.fullmatch(rb"-?\d{1,10}", stated):
        return False
    sum_stated = int(stated) % 2**32  # some programs write it as a signed number
    if checksum(records) == sum_stated:
        return True
    # The standard counts CP437 whatever set the file is in; the programs that write another may count either.
    return checksum(records.decode(encoding, "replace").encode("cp437", "replace")) == sum_stated


def checksum(records: bytes) -> int:
    """Return the CRC-32 of tags and fields, without what separates them: space, line end, quotes and braces.

    Polynomial EDB88320, all ones before, inverted after (SIE 4B, 10.11-10.14): the CRC-32 that zlib counts.
    """
    total = 0
    for record in io.BytesIO(records):
        total = zlib.crc32(_counted(record), total)
    return total


def _counted(record: bytes) -> bytes:
    parts = record.replace(b'\\"', _ESCAPED_QUOTE).split(b'"')
    parts[::2] = [outside_quotes.translate(None, _UNCOUNTED) for outside_quotes in parts[::2]]
    return b"".join(parts).replace(_ESCAPED_QUOTE, b'"')
