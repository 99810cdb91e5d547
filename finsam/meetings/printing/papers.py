"""The annexes of a meeting as PDF: files as they are, pictures as a page, the rest as a page that says where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pikepdf

from finsam.meetings.models import Annex
from finsam.pdf.assembly import Included, Unreadable, readable
from finsam.pdf.compile import PdfError
from finsam.pdf.stand_ins import StandIn, stand_in_pdf

PDF = "application/pdf"
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


@dataclass(frozen=True)
class AnnexPaper:
    """An annex to be put in: what it is called, and the place of its item in the agenda."""

    annex: Annex
    name: str
    under: int


@dataclass(frozen=True)
class ReadPaper:
    """An annex whose pages can be put in."""

    paper: AnnexPaper
    pdf: pikepdf.Pdf

    @property
    def pages(self) -> int:
        return len(self.pdf.pages)


def read_papers(
    papers: Sequence[AnnexPaper], contents: Mapping[int, bytes], *, where: str, made_at: datetime
) -> list[ReadPaper]:
    """Return every annex as pages. `contents` are bytes by file, `where` the address to find the others at."""
    return [ReadPaper(paper, _pdf_of(paper, contents, where, made_at)) for paper in papers]


def included(papers: Sequence[ReadPaper]) -> list[Included]:
    """Return the annexes as they are put after the agenda."""
    return [Included(str(read.paper.annex.pk), read.paper.name, read.pdf, read.paper.under) for read in papers]


def _pdf_of(paper: AnnexPaper, contents: Mapping[int, bytes], where: str, made_at: datetime) -> pikepdf.Pdf:
    file = paper.annex.document.file
    if file is None:
        return _stand_in(StandIn(paper.name, "Den här bilagan finns inte som fil.", where), made_at)
    content = contents.get(file.pk, b"")
    try:
        if file.media_type == PDF:
            return readable(content)
        if file.media_type in PICTURES:
            picture = StandIn(paper.name, "", "", PICTURES[file.media_type], content)
            return _stand_in(picture, made_at)
    except Unreadable as error:
        return _stand_in(StandIn(paper.name, f"{error} Öppna den på mötets sida.", where, file=file.name), made_at)
    except PdfError:
        said = "Bilden kan inte visas här. Öppna den på mötets sida."
        return _stand_in(StandIn(paper.name, said, where, file=file.name), made_at)
    said = "Filen är ingen PDF och ligger på mötets sida."
    return _stand_in(StandIn(paper.name, said, where, file=file.name), made_at)


def _stand_in(sheet: StandIn, made_at: datetime) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(stand_in_pdf(sheet, made_at=made_at)))
