"""What Typst would refuse without saying where, or let through though no reader could use it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from finsam.kernel.faults import Fault
from finsam.pdf.document import (
    Attachment,
    Block,
    Bullets,
    Chart,
    Check,
    Derivation,
    Document,
    FactGrid,
    Heading,
    KeyFigure,
    Part,
    Plate,
    Run,
    Signatures,
    Table,
    Text,
)

_BARE_NAME = re.compile(r"[^/\\\0]+")
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+")


def faults(document: Document) -> Iterator[Fault]:
    """Everything that keeps the document from being set, or from being read by everyone."""
    for name in ("title", "language", "association"):
        if not getattr(document, name).strip():
            yield Fault(f"Dokumentet saknar {name}.")
    for part in document.parts:
        yield from _heading_faults(part)
        yield from (fault for block in part.blocks for fault in _block_faults(block))
    yield from _derivation_faults(document)
    yield from _attachment_faults(document.attachments)


def _heading_faults(part: Part) -> Iterator[Fault]:
    level = 1
    if not part.title.strip():
        yield Fault("Ett kapitel saknar rubrik.")
    for heading in (block for block in part.blocks if isinstance(block, Heading)):
        if not heading.text.strip():
            yield Fault(f"En rubrik i ”{part.title}” är tom.")
        if heading.level > level + 1:
            yield Fault(f"Rubriken ”{heading.text}” i ”{part.title}” hoppar över en nivå.")
        level = heading.level


def _block_faults(block: Block) -> Iterator[Fault]:
    if isinstance(block, Chart) and not block.alt.strip():
        yield Fault(f"Diagrammet ”{block.caption}” saknar text som säger vad det visar (alt).")
    if isinstance(block, Check) and block.svg and not block.alt.strip():
        yield Fault("Koden saknar text som säger vad den leder till (alt).")
    if isinstance(block, Table):
        yield from _table_faults(block)


def _table_faults(table: Table) -> Iterator[Fault]:
    if not table.columns:
        yield Fault(f"Tabellen ”{table.caption}” saknar kolumner.")
    for number, row in enumerate(table.rows, 1):
        if len(row.cells) > len(table.columns) or not row.cells:
            yield Fault(
                f"Tabellen ”{table.caption}”, rad {number}: {len(row.cells)} celler i {len(table.columns)} kolumner."
            )


def _derivation_faults(document: Document) -> Iterator[Fault]:
    blocks = [block for part in document.parts for block in part.blocks]
    rows = Counter(row.id for block in blocks if isinstance(block, Derivation) for row in block.rows)
    yield from (Fault(f"Härledningen har mer än en rad {id_}.") for id_, count in rows.items() if count > 1)
    asked = {id_ for block in blocks for id_ in _marks(block)} | set(_text_marks(t for _, t in document.reading_help))
    yield from (Fault(f"Härledningen saknar rad {id_}.") for id_ in sorted(asked - rows.keys()))


def _marks(block: Block) -> Iterator[str]:
    """The rows of the härledning that a block leads to."""
    if isinstance(block, KeyFigure) and block.derivation:
        yield block.derivation
    if isinstance(block, Table | Chart):
        yield from block.derivations
    yield from _text_marks(_texts(block))


def _texts(block: Block) -> Sequence[Text]:
    match block:
        case Bullets():
            return block.items
        case FactGrid():
            return [value for _, value in block.rows]
        case Plate():
            return block.paragraphs
        case Signatures():
            return [block.intro]
        case Heading():
            return []
        case _:
            return [getattr(block, "text", "")]


def _text_marks(texts: Iterable[Text]) -> Iterator[str]:
    for text in texts:
        runs: Sequence[Run] = [] if isinstance(text, str) else text
        yield from (run.derivation for run in runs if run.derivation)


def _attachment_faults(attachments: Sequence[Attachment]) -> Iterator[Fault]:
    names = Counter(attachment.name for attachment in attachments)
    yield from (Fault(f"Två bilagda filer heter ”{name}”.") for name, count in names.items() if count > 1)
    for attachment in attachments:
        if not _BARE_NAME.fullmatch(attachment.name):
            yield Fault(f"Den bilagda filen ”{attachment.name}” ska ha ett filnamn utan mapp.")
        if not _MIME.fullmatch(attachment.mime):
            yield Fault(f"Den bilagda filen ”{attachment.name}” saknar filtyp (MIME), som text/csv.")
