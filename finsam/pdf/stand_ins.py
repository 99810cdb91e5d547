"""A page that stands for a file which cannot be put in, or that shows a picture."""

from dataclasses import dataclass
from datetime import datetime

from finsam.pdf.compile import FREE_STANDARDS, typeset


@dataclass(frozen=True)
class StandIn:
    """What the page is called, what it says, and where the file is; or the picture it shows and its kind ("png")."""

    name: str
    said: str
    where: str
    kind: str = ""
    picture: bytes = b""
    file: str = ""


def stand_in_pdf(sheet: StandIn, *, made_at: datetime) -> bytes:
    """Set the page. Raises PdfError when the picture cannot be read."""
    attached = {"picture": sheet.picture} if sheet.kind else {}
    return typeset("stand_in.typ", sheet, attached, made_at, FREE_STANDARDS)
