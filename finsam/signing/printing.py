"""Who approved what, and the code a reader checks it by, as blocks of a printed document."""

from io import BytesIO
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.urls import reverse

from finsam.kernel.swedish import SPACE
from finsam.pdf.document import Check, Column, Row, Table
from finsam.signing.content import grouped
from finsam.signing.pages import moment
from finsam.signing.queries import Evidence

APPROVALS = "Godkännanden"
"""The title of the page of evidence."""
SAME_CONTENT = (
    "har godkänts av personerna nedan, var och en efter förnyad inloggning. Alla har godkänt samma innehåll, det som "
    "kontrollsumman pekar ut. Därefter har filen förseglats en gång."
)
"""What the page says first, after what has been approved."""
LINE = 36  # characters of a checksum in groups: four of them


def approvals_table(evidence: Evidence) -> Table:
    """Return those who approved, in the order they did."""
    columns = [Column(label, "words") for label in ("Namn", "Roll", "Legitimering", "Godkänt")]
    rows = [Row([row.name, row.role, row.method, moment(row.at)]) for row in evidence.rows]
    return Table("", columns, rows, wide=True)


def check_block(evidence: Evidence, remark: str) -> Check:
    """Return how a reader checks the paper."""
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
