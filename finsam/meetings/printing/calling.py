"""The reading copy (handlingar): the calling, the agenda and every annex as one PDF."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from finsam.cases.models import StoredFile
from finsam.core.models import Seat, SeatRole
from finsam.kernel.swedish import capital
from finsam.meetings.minutes_text.attendance import office
from finsam.meetings.minutes_text.times import clock
from finsam.meetings.models import Annex, Item
from finsam.meetings.printing.papers import AnnexPaper, included, read_papers
from finsam.meetings.printing.sections import clause_lines
from finsam.meetings.printing.words import blocks_of, kept, long_day, short_day
from finsam.meetings.records import Record, meeting_key
from finsam.pdf.assembly import assembled
from finsam.pdf.compile import meeting_pdf
from finsam.pdf.document import Bullets, Paragraph, Run
from finsam.pdf.minutes import Attendant, Clauses, Content, Cover, CoverRow, Intro, Matter, Paper, PaperPart, Section


def calling_pdf(record: Record, *, made_at: datetime) -> bytes:
    """Return the calling with all papers; the same bytes for the same record and time. Costs two queries.

    Bookmarks lead to every item and annex, pages are numbered over the whole. An annex that is no PDF or picture, or
    that cannot be read, gets a page that says where it is. Files made by others are neither tagged nor archivable, so
    the whole claims no PDF/A. Must be called within the association.
    """
    where = _address(record)
    papers = read_papers(_annexes(record), _contents(record), where=where, made_at=made_at)
    more = sum(paper.pages for paper in papers)
    title = f"Kallelse {_organ(record).lower()} {record.association.short_name} {record.meeting.held_on}"
    parts = [PaperPart("Kallelse", _calling(record, where), _subtitle(record))]
    if record.items:
        parts.append(PaperPart("Föredragningslista", [_matter(record, item) for item in record.items]))
    paper = Paper(
        title=title,
        kind="Kallelse",
        association=record.association.name,
        foot=f"{record.association.short_name} · {_organ(record).lower()} {record.meeting.held_on}",
        parts=parts,
        more_pages=more,
    )
    front = meeting_pdf(paper, made_at=made_at)
    return assembled(front, included(papers), title=title, made_at=made_at)


def _organ(record: Record) -> str:
    return str(record.meeting.get_body_display())


def _subtitle(record: Record) -> str:
    return f"{_organ(record)} för {record.association.short_name}, {long_day(record.meeting.held_on)}"


def _address(record: Record) -> str:
    """Where the meeting's page is."""
    path = reverse("meeting", args=[record.association.slug, meeting_key(record.meeting)])
    return f"{settings.ORIGIN}{path}"


def _annexes(record: Record) -> list[AnnexPaper]:
    return [
        AnnexPaper(
            annex=annex,
            name=f"Bilaga {record.annex_numbers[annex.pk]} {annex.title or annex.document.title}",
            under=place,
        )
        for place, item in enumerate(record.items)
        for annex in item.annexes.all()
    ]


def _contents(record: Record) -> dict[int, bytes]:
    """The bytes of every file, by id, in one query."""
    files = {a.document.file_id for item in record.items for a in item.annexes.all() if a.document.file_id}
    rows = StoredFile.objects.filter(association=record.association, pk__in=files).values_list("pk", "content")
    return {pk: bytes(content) for pk, content in rows}


# The calling itself


def _calling(record: Record, where: str) -> list[Any]:
    meeting = record.meeting
    hours = "–".join(clock(at) for at in (meeting.starts_at, meeting.ends_at) if at)
    distance = [Run(meeting.distance_url, link=meeting.distance_url)] if meeting.distance_url else ""
    rows = [
        CoverRow("Organ", f"{_organ(record)}, {record.association.name}"),
        CoverRow("Dag", capital(long_day(meeting.held_on))),
        CoverRow("Tid", kept(f"kl. {hours}") if hours else ""),
        CoverRow("Plats", meeting.place),
        CoverRow("På distans", distance),
        CoverRow("Ledamöter", persons=_persons(record, substitutes=False)),
        CoverRow("Ersättare", persons=_persons(record, substitutes=True)),
        CoverRow("Handlingar", [Run(where, link=where)]),
    ]
    absent = (
        "Kan du inte komma, säg till så snart du vet det, i brevet eller på mötets sida. Då kallas din ersättare. "
        "Ersättare kallas för kännedom och får vara med."
    )
    return [Cover([row for row in rows if row.text or row.persons]), Intro(absent)]


def _persons(record: Record, *, substitutes: bool) -> list[Attendant]:
    """Those of a kind, the chair of the body first."""
    seats = [seat for seat in record.seats if (seat.role == SeatRole.SUBSTITUTE) == substitutes]

    def place(seat: Seat) -> tuple[bool, bool, int]:
        return seat.role != SeatRole.CHAIR, seat.role != SeatRole.VICE_CHAIR, seat.position

    return [
        Attendant(s.person.name if s.person else "", _called(s), strong=s.role == SeatRole.CHAIR)
        for s in sorted(seats, key=place)
    ]


def _called(seat: Seat) -> str:
    if seat.role == SeatRole.SUBSTITUTE and seat.member:
        return seat.member.name
    return office(seat)


# The agenda


def _matter(record: Record, item: Item) -> Matter:
    number = f"§\N{NO-BREAK SPACE}{record.provisions.text('section_prefix')}{record.numbers[item.pk]}"
    mark = _added(item) if record.is_late(item) else ""
    return Matter(number, kept(item.title), [s for s in _sections(record, item) if s.blocks], mark)


def _sections(record: Record, item: Item) -> Iterator[Section]:
    proposal = clause_lines([line for line in item.proposal.splitlines() if line.strip()])
    by = item.proposal_by or "Förslag"
    intro = f"{by} föreslår att {_organ(record).lower()} beslutar" if item.proposal_by else "Föreslås besluta"
    yield Section("Föredragande", _said(capital(item.presenters)))
    yield Section("Ärendet", list(blocks_of(item.background)))
    yield Section("Förslag", [Clauses(intro, proposal)] if proposal else _said(item.proposal_note))
    yield Section("Bilagor", _annex_list(record, item))


def _said(text: str) -> list[Content]:
    return [Paragraph(kept(text))] if text.strip() else []


def _annex_list(record: Record, item: Item) -> list[Content]:
    lines = [_annex_line(record, item, annex) for annex in item.annexes.all()]
    note = _said(f"Bilaga {item.annexes_note}." if item.annexes_note else "")
    return [*([Bullets(lines)] if lines else []), *note]


def _annex_line(record: Record, item: Item, annex: Annex) -> Sequence[Run]:
    name = f"{record.annex_numbers[annex.pk]}\N{NO-BREAK SPACE}{annex.title or annex.document.title}"
    late = record.is_late(annex) and not record.is_late(item)
    return [Run(name, link=f"annex:{annex.pk}"), *([Run(f", {_added(annex)}")] if late else [])]


def _added(thing: Item | Annex) -> str:
    """Say when something came after the calling: "tillagd 12 november"."""
    return f"tillagd {short_day(timezone.localdate(thing.added_at))}"
