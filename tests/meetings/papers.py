"""What the tests of printed meetings need: times, invented evidence and notices, and how to read a paper."""

from datetime import UTC, date, datetime
from itertools import pairwise

from pdf_reading import Read

from finsam.core.models import Member
from finsam.meetings.minutes_text import MinutesText, minutes_hash
from finsam.meetings.models import Notice
from finsam.meetings.printing import NoticeFacts, notice_facts
from finsam.meetings.records import Record
from finsam.signing.queries import Evidence, EvidenceRow, check_address, code_of

AT = datetime(2021, 11, 26, 16, 47, 23, tzinfo=UTC)
METHOD = "inloggning med lösenord, upprepad"


def proof(text: MinutesText) -> Evidence:
    rows = [
        EvidenceRow("Skriva Rännil", "sekreterare", METHOD, datetime(2021, 11, 24, 9, 12, 40, tzinfo=UTC)),
        EvidenceRow("Hälla Forsdotter", "ordförande", METHOD, datetime(2021, 11, 25, 7, 31, 5, tzinfo=UTC)),
        EvidenceRow("Ljusna Bergbäck", "justerare", METHOD, datetime(2021, 11, 26, 15, 47, 22, tzinfo=UTC)),
    ]
    whole = minutes_hash(text)
    return Evidence("Protokoll", whole, code_of(whole), check_address(whole), rows, None)


def facts(record: Record) -> NoticeFacts:
    """Notices on every board, the one of Ljusnarsberg a day late."""
    notices = [
        Notice(
            member=member, put_up_on=date(2021, 11, 29 if member.name.startswith("Ljusnarsberg") else 26),
            taken_down_on=date(2021, 12, 21), proof="kvitterat",
        )
        for member in Member.objects.exclude(kind="state")
    ]  # fmt: skip
    return notice_facts(record, date(2021, 11, 26), notices, on=date(2021, 12, 22))


def check_readable(read: Read, title: str) -> None:
    """Hold what a reader with a screen reader needs: language, title, headings without a skip, heads of tables, alt."""
    assert read.pdf.Root.Lang == "sv"
    assert read.pdf.Root.MarkInfo.Marked
    with read.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == title
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
    levels = [int(element.kind[1]) for element in read.of("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(read.has_text(heading) for heading in read.of("H1", "H2", "H3"))
    assert len(read.of("THead")) == len(read.of("Table"))
    assert {head.attribute("/Scope") for head in read.of("TH")} <= {"/Column"}
    assert all(str(figure.node.Alt).strip() for figure in read.of("Figure"))
