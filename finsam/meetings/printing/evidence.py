"""Who approved what, and the code a reader checks it by, as they stand on paper."""

from io import BytesIO
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.urls import reverse

from finsam.kernel.swedish import SPACE
from finsam.meetings.printing.words import moment
from finsam.pdf.document import Column, Row, Table
from finsam.pdf.minutes import Check, Intro, PaperPart
from finsam.signing.content import grouped
from finsam.signing.queries import Evidence

LINE = 36  # characters of a checksum in groups: four of them


def approvals_part(evidence: Evidence, remark: str) -> PaperPart:
    """Return the page that tells who approved, and how to check it."""
    intro = (
        "Protokollet har godkänts av personerna nedan, var och en efter förnyad inloggning. Alla har godkänt samma "
        "innehåll, det som kontrollsumman pekar ut. Därefter har filen förseglats en gång."
    )
    columns = [Column(label, "words") for label in ("Namn", "Roll", "Legitimering", "Godkänt")]
    rows = [Row([row.name, row.role, row.method, moment(row.at)]) for row in evidence.rows]
    return PaperPart("Godkännanden", [Intro(intro), Table("", columns, rows, wide=True), _check(evidence, remark)])


def _check(evidence: Evidence, remark: str) -> Check:
    """How a reader checks the paper."""
    return Check(
        svg=qr_svg(evidence.address),
        alt=f"QR-kod som leder till {evidence.address}",
        url=evidence.address,
        shown_url=f"{urlsplit(settings.ORIGIN).netloc}{reverse('verify')}",
        code=SPACE.join(evidence.code[at : at + 4] for at in range(0, len(evidence.code), 4)),
        checksum=checksum_lines(evidence.content_hash),
        remark=remark,
    )


def checksum_lines(checksum: str) -> list[str]:
    """Part a checksum into lines of groups that an eye can follow."""
    said = grouped(checksum)
    return [said[at : at + LINE].strip() for at in range(0, len(said), LINE)]


def qr_svg(url: str) -> str:
    """Draw a QR code of the address, dark on nothing, without a border of its own."""
    drawn = BytesIO()
    segno.make(url, micro=False, error="m").save(
        drawn, kind="svg", border=0, scale=4, dark="#0B3A43", light=None, xmldecl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()
