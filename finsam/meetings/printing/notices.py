"""The announcement that minutes are adjusted, for the members' boards, and the proof that it was up (R25, R26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from finsam.kernel.swedish import day
from finsam.meetings.minutes_text import MinutesText
from finsam.meetings.models import Notice
from finsam.meetings.printing.words import kept, long_day, short_day
from finsam.meetings.records import Record
from finsam.meetings.rules.dates import adjust_by
from finsam.meetings.rules.notices import Posted, Times, faults_of, times_of
from finsam.pdf.compile import meeting_pdf
from finsam.pdf.document import Chart, Column, FactGrid, Paragraph, Row, Table
from finsam.pdf.minutes import Intro, Matter, Paper, PaperBlock, PaperPart, Section
from finsam.ui.charts.svg import Caption
from finsam.ui.charts.theme import PRINT
from finsam.ui.charts.timeline import Day, Stretch, timeline


@dataclass(frozen=True)
class Board:
    """A notice board: whose, when the notice went up and came down, how that is known, and what is wrong with it."""

    name: str
    put_up_on: date | None = None
    taken_down_on: date | None = None
    proof: str = ""
    faults: Sequence[str] = ()


@dataclass(frozen=True)
class NoticeFacts:
    """The announcement of the adjustment of one meeting's minutes, with the days that follow from it."""

    held_on: date
    adjusted_on: date
    adjust_by: date
    times: Times
    boards: Sequence[Board]
    last_put_up_on: date | None  # of those that move the time to appeal
    appeal_days: int

    def announced(self) -> str:
        """When it was up, in a few words."""
        up = [board.put_up_on for board in self.boards if board.put_up_on]
        if not up:
            return "Inte än."
        down = [board.taken_down_on for board in self.boards if board.taken_down_on]
        until = f" – {day(max(down))}" if len(down) == len(self.boards) else ""
        count = f"{len(up)}" if len(up) == len(self.boards) else f"{len(up)} av {len(self.boards)}"
        return f"{day(min(up))}{until}, på {count} anslagstavlor"


def notice_facts(record: Record, adjusted_on: date, notices: Sequence[Notice], *, on: date) -> NoticeFacts:
    """Return what the notices of a meeting come to as known on a day. The members' boards move the time to appeal."""
    holds = record.provisions
    ordered = sorted(notices, key=lambda n: (n.member is None, n.member.position if n.member else 0))
    posted = [Posted(n.put_up_on, n.taken_down_on, counts=n.member is not None) for n in ordered]
    appeal = holds.days("appeal_days")
    times = times_of(
        posted, adjusted_on, announce=holds.days("announce_days"), appeal=appeal, moves=holds.holds("appeal_moves")
    )
    own = f"{record.association.short_name}, egen"
    boards = [
        Board(n.member.name if n.member else own, n.put_up_on, n.taken_down_on, n.proof, faults_of(p, times, on))
        for n, p in zip(ordered, posted, strict=True)
    ]
    counted = [p for p in posted if p.counts] or posted
    return NoticeFacts(
        held_on=record.meeting.held_on,
        adjusted_on=adjusted_on,
        adjust_by=adjust_by(record.meeting.held_on, holds.days("adjust_days")),
        times=times,
        boards=boards,
        last_put_up_on=max((p.put_up_on for p in counted if p.put_up_on), default=None),
        appeal_days=appeal,
    )


def notice_pdf(text: MinutesText, facts: NoticeFacts, *, court: str = "", made_at: datetime) -> bytes:
    """Return the announcement to put on a board. `court` names the administrative court, when it is known."""
    up = min((board.put_up_on for board in facts.boards if board.put_up_on), default=None)
    rows = [
        ("Organ", f"{text.organ}, {text.association}"),
        ("Sammanträde", long_day(facts.held_on)),
        ("Paragrafer", kept(text.numbers)),
        ("Protokollet justerat", day(facts.adjusted_on)),
        ("Anslaget uppsatt", day(up) if up else ""),
        ("Tas ned tidigast", day(facts.times.take_down_from) if facts.times.take_down_from else ""),
        ("Överklagas senast", day(facts.times.appeal_until) if facts.times.appeal_until else ""),
        ("Protokollet förvaras", text.kept_at),
    ]
    intro = (
        f"Protokollet från {text.organ.lower()}s sammanträde är justerat. Justeringen tillkännages på anslagstavlan "
        "hos varje kommun och region som är medlem i förbundet."
    )
    blocks: list[PaperBlock] = [
        Intro(intro),
        FactGrid([(label, said) for label, said in rows if said]),
        _appeal(facts, court),
    ]
    part = PaperPart("Anslag: justerat protokoll", blocks, f"{text.association}, {day(facts.held_on)}")
    return meeting_pdf(_paper(text, "Anslag", part), made_at=made_at)


def proof_pdf(text: MinutesText, facts: NoticeFacts, *, made_at: datetime) -> bytes:
    """Return the proof of the announcement as a paper of its own."""
    return meeting_pdf(_paper(text, "Anslagsbevis", proof_part(text, facts)), made_at=made_at)


def proof_part(text: MinutesText, facts: NoticeFacts) -> PaperPart:
    """Return the page of proof: each board with its days, the line of time, the facts."""
    intro = (
        "Justeringen av protokollet har tillkännagetts på anslagstavlan hos varje kommun och region som är medlem. "
        "Tiden för laglighetsprövning räknas från det sista anslaget."
    )
    columns = [Column(label, "words") for label in ("Anslagstavla", "Uppsatt", "Nedtagen", "Bevis")]
    rows = [Row([b.name, _iso(b.put_up_on), _iso(b.taken_down_on), _said_of(b)]) for b in facts.boards]
    grid = [
        ("Organ", f"{text.organ} för {text.short_name}"),
        ("Sammanträde", f"{facts.held_on}, {kept(text.numbers)}"),
        ("Justerat", f"{facts.adjusted_on} (sista dag {facts.adjust_by})"),
        ("Protokollet förvaras", text.kept_at),
        ("Överklagas senast", _iso(facts.times.appeal_until)),
    ]
    blocks: list[PaperBlock] = [
        Intro(intro),
        Table("", columns, rows, wide=True),
        *_chart(facts),
        FactGrid([g for g in grid if g[1]]),
    ]
    return PaperPart("Anslagsbevis", blocks)


def _iso(value: date | None) -> str:
    return str(value) if value else "–"


def _said_of(board: Board) -> str:
    """The proof of a board, and what is wrong with its days."""
    return "; ".join(filter(None, [board.proof, *board.faults])) or "–"


def _chart(facts: NoticeFacts) -> list[Chart]:
    last = facts.last_put_up_on
    days = [Day(facts.held_on, short_day(facts.held_on), "sammanträde", "s1"),
            Day(facts.adjusted_on, short_day(facts.adjusted_on), "justerat")]  # fmt: skip
    stretch = None
    if last:
        days.append(Day(last, short_day(last), "sista anslaget"))
    until, since = facts.times.appeal_until, facts.times.take_down_from
    if last and until and since:
        days.append(Day(until, short_day(until), "sista dag att överklaga", "amber"))
        days.append(Day(since, short_day(since), "får tas ned", "s2"))
        stretch = Stretch(last, until, f"tid för överklagande, {facts.appeal_days} dagar")
    if len({d.on for d in days}) < 2:
        return []
    said = "; ".join(f"{d.written} {d.what}" for d in sorted(days, key=lambda d: d.on))
    caption = "Från sammanträde till nedtaget anslag."
    alt = f"Tidslinje: {said}."
    svg = timeline(days, stretch, Caption("anslag", caption, alt), theme=PRINT)
    return [Chart(caption, alt, svg, "Diagram 1", wide=True)]


def _appeal(facts: NoticeFacts, court: str) -> Matter:
    """How a decision is appealed, 13 kap. kommunallagen."""
    until = f", senast den {day(facts.times.appeal_until)}" if facts.times.appeal_until else ""
    who = (
        "Den som är medlem i en kommun eller region som ingår i förbundet kan begära laglighetsprövning av ett beslut "
        "(13 kap. kommunallagen)."
    )
    how = (
        "Skriv vilket beslut du överklagar och varför du menar att det är olagligt. Skriv under med namn och adress. "
        f"Brevet ska ha kommit till {court or 'förvaltningsrätten'} inom {facts.appeal_days} dagar från att "
        f"justeringen tillkännagavs på den sista av anslagstavlorna{until}."
    )
    return Matter("", "Så överklagar du", [Section("", [Paragraph(who), Paragraph(how)])])


def _paper(text: MinutesText, kind: str, part: PaperPart) -> Paper:
    return Paper(
        title=f"{kind}: {text.organ.lower()} {text.short_name} {text.held_on}",
        kind=kind,
        association=text.association,
        foot=f"{text.short_name} · {text.organ.lower()} {text.held_on}",
        parts=[part],
    )
