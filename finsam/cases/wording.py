"""The words that pages of the diary share: states, files, secrecy, dates."""

from dataclasses import dataclass

from django.urls import reverse

from finsam.cases.models import Case, Document, StoredFile
from finsam.core.models import Association, Body
from finsam.kernel.swedish import SPACE, day, number
from finsam.ui.parts import Tab

GROUNDS = (
    "OSL 25 kap. 1 §", "OSL 26 kap. 1 §", "OSL 28 kap. 1 §", "OSL 28 kap. 11 §", "OSL 31 kap. 16 §", "OSL 39 kap. 2 §",
)  # fmt: skip
"""What secrecy in an association most often rests on: care, social services, insurance, employment, firms, staff."""
TYPES = {"application/pdf": "PDF", "image/png": "PNG", "image/jpeg": "JPEG", "text/plain": "text", "text/csv": "CSV"}
PACKED = {"document": "Word", "sheet": "Excel", "presentation": "PowerPoint", "text": "OpenDocument"}
TOWARDS = {"incoming": "från", "outgoing": "till", "drawn_up": "med"}


def type_name(media_type: str) -> str:
    """Return what people call the type: "PDF", "Word"."""
    return TYPES.get(media_type) or PACKED[media_type.rpartition(".")[2]]


def size(count: int) -> str:
    """Write a number of bytes: "34 kB", "1,2 MB"."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))}{SPACE}kB"
    whole, tenths = divmod(round(count / 100_000), 10)
    return f"{number(whole)}{f',{tenths}' if tenths else ''}{SPACE}MB"


def file_words(file: StoredFile) -> str:
    """Write "PDF, 3 sidor, 120 kB"."""
    pages = [f"{file.pages}{SPACE}{'sida' if file.pages == 1 else 'sidor'}"] if file.pages else []
    return ", ".join([type_name(file.media_type), *pages, size(file.size)])


def body_word(body: str) -> str:
    """Return the body as in a sentence: "styrelsen"."""
    return Body(body).label.lower()


def case_state(case: Case) -> str:
    """Write where the case stands: "Väntar på styrelsen", "Avslutat 3 mars 2025", "Öppet"."""
    if case.closed_on:
        return f"Avslutat {day(case.closed_on)}"
    if case.awaits:
        since = f" från {day(case.awaits_on)}" if case.awaits_on else ""
        return f"Väntar på {body_word(case.awaits)}{since}"
    return "Öppet"


def secrecy(thing: Case | Document) -> str:
    """Write "Sekretess, OSL 26 kap. 1 §", or nothing."""
    return f"Sekretess, {thing.secrecy_ground}" if thing.secret else ""


def came(document: Document, *, names: bool = True) -> str:
    """Write "Inkommen 1 augusti 2025 från Nora kommun"; without `names` not from whom."""
    who = f" {TOWARDS[document.direction]} {document.counterpart}" if document.counterpart and names else ""
    return f"{document.get_direction_display()} {day(document.dated_on)}{who}"


@dataclass(frozen=True)
class Numbered:
    """A row of the diary: a number, a name with its second line, what stands at the right."""

    number: str
    name: str
    url: str
    detail: str = ""
    aside: str = ""
    mark: str = ""  # of secrecy
    quiet: bool = False
    file_url: str = ""
    file: str = ""


def diary_tabs(association: Association, current: str, *, archive: bool, waiting: int) -> list[Tab]:
    """Return the views of the diary: cases, requests for documents, archive."""
    entries = [("cases", "Ärenden", None), ("releases", "Utlämnanden", waiting or None)]
    entries += [("archive", "Arkiv", None)] * archive
    return [
        Tab(label, reverse(name, args=[association.slug]), name == current, count) for name, label, count in entries
    ]
