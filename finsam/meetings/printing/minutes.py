"""Minutes and extracts of them as PDF in the trade's form."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from finsam.kernel.swedish import SPACE, day, listed
from finsam.meetings.minutes_text import AnnexText, Attending, MinutesText
from finsam.meetings.printing.evidence import approvals_part
from finsam.meetings.printing.notices import NoticeFacts, proof_part
from finsam.meetings.printing.sections import sections
from finsam.meetings.printing.words import kept, long_day, moment
from finsam.meetings.rules.annexes import annex_span
from finsam.meetings.rules.spans import written
from finsam.pdf.compile import meeting_pdf
from finsam.pdf.minutes import (
    Attendant,
    Certified,
    Cover,
    CoverRow,
    Foot,
    Matter,
    Paper,
    PaperBlock,
    PaperPart,
)
from finsam.signing.printing import checksum_lines, qr_svg
from finsam.signing.queries import Evidence, check_address

DRAFT = "Utkast, ej justerat"


@dataclass(frozen=True)
class Certificate:
    """That somebody certifies an extract: name, role, when, how they signed in; the hash of the minutes, if sealed."""

    name: str
    role: str
    at: datetime
    method: str
    content_hash: str = ""


def minutes_pdf(
    text: MinutesText, *, evidence: Evidence | None = None, notices: NoticeFacts | None = None, made_at: datetime
) -> bytes:
    """Return the minutes as PDF/A-2a and PDF/UA-1; the same bytes for the same text and time.

    Without evidence they are a draft and say so. With notices the proof of the announcement follows.
    """
    parts = [PaperPart(text.title, [_cover(text), _foot_plate(text, evidence, notices)], _subtitle(text))]
    if text.paragraphs:
        parts.append(PaperPart("Ärenden", matters(text)))
    if evidence:
        parts.append(approvals_part(evidence, _covers(text)))
    if notices:
        parts.append(proof_part(text, notices))
    return meeting_pdf(_paper(text, text.title, parts, "" if evidence else DRAFT), made_at=made_at)


def extract_pdf(
    text: MinutesText, numbers: Collection[int], *, certified: Certificate | None = None, made_at: datetime
) -> bytes:
    """Return an extract of one or more §§. Raises ValueError for a § the minutes do not have."""
    whole = [paragraph.number for paragraph in text.paragraphs]
    if not numbers or set(numbers) - set(whole):
        missing = ", ".join(f"§ {number}" for number in sorted(set(numbers) - set(whole)))
        raise ValueError(f"Protokollet har inte {missing}." if missing else "Välj minst en paragraf.")
    blocks: list[PaperBlock] = list(matters(text, numbers))
    if certified:
        blocks.append(_certified(certified))
    asked = written(numbers, whole)
    subtitle = f"{text.organ} för {text.short_name}, {day(text.held_on)}, {asked}"
    paper = _paper(text, "Protokollsutdrag", [PaperPart("Protokollsutdrag", blocks, subtitle)], "", asked)
    return meeting_pdf(paper, made_at=made_at)


def matters(text: MinutesText, numbers: Collection[int] | None = None) -> list[Matter]:
    """Return the §§, or some of them, as they are set."""
    return [
        Matter(p.shown, kept(p.title), list(sections(p)))
        for p in text.paragraphs
        if numbers is None or p.number in numbers
    ]


def _paper(text: MinutesText, kind: str, parts: Sequence[PaperPart], state: str, asked: str = "") -> Paper:
    evident = any(part.title == "Godkännanden" for part in parts)
    said = [text.short_name, f"{text.organ.lower()} {text.held_on}"]
    said += ["Justerat digitalt, se sidan Godkännanden"] if evident else [state] if state else []
    return Paper(
        title=" ".join(filter(None, [kind, text.organ.lower(), text.short_name, str(text.held_on), asked])),
        kind=kind,
        association=text.association,
        foot=" · ".join(said),
        parts=parts,
        state=state,
        keywords=[kind.lower(), text.organ.lower(), str(text.held_on), text.diary_number or text.short_name],
    )


def _subtitle(text: MinutesText) -> str:
    return f"{text.organ} för {text.short_name}, {long_day(text.held_on)}"


def _cover(text: MinutesText) -> Cover:
    rows = [
        CoverRow("Organ", f"{text.organ}, {text.association}"),
        CoverRow("Plats och tid", kept(text.place_and_time)),
        CoverRow("Beslutande", persons=_attendants(text.deciding)),
        CoverRow(_not_deciding_label(text.not_deciding), persons=_attendants(text.not_deciding)),
        CoverRow("Övriga", persons=_attendants(text.others)),
        CoverRow("Frånvarande", persons=_attendants(text.absent)),
        CoverRow("Justerare", text.adjusters),
        CoverRow("Paragrafer", kept(text.numbers)),
        CoverRow("Bilagor", _annexes(text)),
        CoverRow("Beslutsförhet", kept(text.quorum)),
        CoverRow("Diarienummer", text.diary_number),
    ]
    return Cover([row for row in rows if row.text or row.persons])


def _not_deciding_label(rows: Sequence[Attending]) -> str:
    return "Ej beslutande" if any("ledamot" in row.what for row in rows) else "Ersättare, ej beslutande"


def _attendants(rows: Sequence[Attending]) -> list[Attendant]:
    return [Attendant(row.name, row.what, kept(row.remark), row.strong) for row in rows]


def _annexes(text: MinutesText) -> str:
    """The annexes of all §§ as one span: "1.1–14"."""
    numbers = _annex_numbers(text)
    return f"Bilaga {annex_span(numbers)}" if numbers else ""


def _annex_numbers(text: MinutesText) -> list[str]:
    annexes: Iterator[AnnexText] = (annex for paragraph in text.paragraphs for annex in paragraph.annexes)
    return [annex.number for annex in annexes]


def _covers(text: MinutesText) -> str:
    count = len(_annex_numbers(text))
    annexes = f" och {count} bilagor" if count > 1 else " och en bilaga" if count else ""
    return f"Kontrollsumman gäller {kept(text.numbers)}, vilka som deltog{annexes}."


def _foot_plate(text: MinutesText, evidence: Evidence | None, notices: NoticeFacts | None) -> Foot:
    items = [("Justerat", _adjusted(evidence))]
    if notices:
        items.append(("Anslaget", notices.announced()))
    diary = f"Dnr {text.diary_number}".replace(" ", SPACE) if text.diary_number else ""
    kept_at = ". ".join(filter(None, [text.kept_at, diary]))
    return Foot([*items, ("Förvaring", kept_at)] if kept_at else items)


def _adjusted(evidence: Evidence | None) -> str:
    if not evidence or not evidence.rows:
        return "Inte än. Det här är ett utkast."
    last = max(row.at for row in evidence.rows)
    return f"{day(timezone.localdate(last))}, digitalt av {listed([row.role for row in evidence.rows])}"


def _certified(certified: Certificate) -> Certified:
    url = check_address(certified.content_hash) if certified.content_hash else ""
    return Certified(
        who=f"{certified.name}, {certified.role}",
        how=f"{moment(certified.at)}, {certified.method}. Ordagrant utdrag ur justerat protokoll.",
        checksum=f"{checksum_lines(certified.content_hash)[0]} …" if certified.content_hash else "",
        svg=qr_svg(url) if url else "",
        alt=f"QR-kod som leder till {url}" if url else "",
    )
