"""Who approved what, and the code a reader checks it by, as they stand on paper."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Protocol
from urllib.parse import urlsplit

import segno
from django.conf import settings

from finsam.meetings.printing.words import moment
from finsam.pdf.document import Column, Row, Table
from finsam.pdf.minutes import Check, Intro, PaperPart

GROUP, GROUPS_A_LINE = 8, 4


class Approved(Protocol):
    """One who has approved: name, role, how they signed in, and when."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Evidence(Protocol):
    """The approvals of a content, as `finsam.signing.queries.evidence_of` tells them."""

    @property
    def title(self) -> str: ...
    @property
    def content_hash(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def rows(self) -> Sequence[Approved]: ...


def approvals_part(evidence: Evidence, remark: str) -> PaperPart:
    """Return the page that tells who approved, and how to check it."""
    intro = (
        "Protokollet har godkänts av personerna nedan, var och en efter förnyad inloggning. Alla har godkänt samma "
        "innehåll, det som kontrollsumman pekar ut. Därefter har filen förseglats en gång."
    )
    columns = [Column(label, "words") for label in ("Namn", "Roll", "Legitimering", "Godkänt")]
    rows = [Row([row.name, row.role, row.method, moment(row.at)]) for row in evidence.rows]
    check = check_of(evidence.code, evidence.content_hash, remark)
    return PaperPart("Godkännanden", [Intro(intro), Table("", columns, rows, wide=True), check])


def check_of(code: str, content_hash: str, remark: str = "") -> Check:
    """Return how a reader checks what the code stands for."""
    url = check_url(code)
    base = urlsplit(settings.ORIGIN)
    return Check(
        svg=qr_svg(url),
        alt=f"QR-kod som leder till {url}",
        url=url,
        shown_url=f"{base.netloc}/kontroll",
        code=code,
        checksum=grouped(content_hash),
        remark=remark,
    )


def check_url(code: str) -> str:
    """Return the public address where the code is checked."""
    return f"{settings.ORIGIN}/kontroll/{code}/"


def grouped(checksum: str) -> list[str]:
    """Part a checksum into lines of groups that an eye can follow."""
    groups = [checksum[at : at + GROUP] for at in range(0, len(checksum), GROUP)]
    return [" ".join(groups[at : at + GROUPS_A_LINE]) for at in range(0, len(groups), GROUPS_A_LINE)]


def qr_svg(url: str) -> str:
    """Draw a QR code of the address, dark on nothing, without a border of its own."""
    drawn = BytesIO()
    segno.make(url, micro=False, error="m").save(
        drawn, kind="svg", border=0, scale=4, dark="#0B3A43", light=None, xmldecl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()
