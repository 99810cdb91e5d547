"""What minutes consist of: words already written, in the order they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Attending:
    """Somebody on the cover sheet: "Droppa Älvsdotter", "Hällefors kommun, ordförande", "från § 72".

    `strong` marks the chair of the meeting. A name nobody knows is empty.
    """

    name: str
    what: str
    remark: str = ""
    strong: bool = False


@dataclass(frozen=True)
class AnnexText:
    """An annex (bilaga) by its number, "1.1". `sha256` is of its file: whoever approves the text approves it too."""

    number: str
    title: str
    sha256: str = ""


@dataclass(frozen=True)
class PositionText:
    """What a party thinks of the matter: "Försäkringskassan", "emot", the reason."""

    party: str
    standing: str
    reason: str = ""


@dataclass(frozen=True)
class VoteText:
    """A vote by name: "Droppa Älvsdotter, Nora kommun", "ja"."""

    who: str
    choice: str


@dataclass(frozen=True)
class BallotText:
    """A vote: the question, what yes and no mean, who voted what, and the sentence it came to."""

    question: str
    meaning: str
    votes: Sequence[VoteText]
    result: str


@dataclass(frozen=True)
class DecisionLine:
    """One att-sats, without "att". `amount` is the part of the text that is its amount, "3 083 460 kr", or empty.

    Who carries it out and by when stand in the register of decisions, which goes on living after the minutes.
    """

    text: str
    amount: str = ""


@dataclass(frozen=True)
class ReservationText:
    """A reservation: those who make it in one sentence, and their text (Markdown) when they have left one."""

    who: str
    text: str = ""


@dataclass(frozen=True)
class ParagraphText:
    """A § of the minutes. `background`, `reasons`, `remarks` and texts of reservations are Markdown (`rules.prose`).

    With `decision` it has the form of a decided matter; without, `statements` say what there is to say ("Ordföranden
    förklarar mötet öppnat kl. 9.00.") and `background` is running text without a label.
    """

    number: int
    shown: str  # "§ 65"
    title: str
    kind: str  # of the item: ItemKind
    annexes: Sequence[AnnexText] = ()
    annexes_note: str = ""
    presenters: str = ""
    background: str = ""
    positions: Sequence[PositionText] = ()
    majority: str = ""
    proposal_by: str = ""
    proposal_intro: str = ""  # "Förbundschefen föreslår att styrelsen beslutar"
    proposal: Sequence[str] = ()  # att-satser, without "att"
    proposal_note: str = ""
    motions: Sequence[str] = ()
    ballots: Sequence[BallotText] = ()
    decision_intro: str = ""  # "Styrelsen beslutar"
    decision: Sequence[DecisionLine] = ()
    statements: Sequence[str] = ()
    reasons: str = ""
    reservations: Sequence[ReservationText] = ()
    conflicts: Sequence[str] = ()
    remarks: str = ""
    sent_to: str = ""
    withheld: bool = False


@dataclass(frozen=True)
class MinutesText:
    """The minutes of a meeting, whole."""

    association: str
    short_name: str
    organ: str  # "Styrelsen"
    title: str  # "Protokoll"
    held_on: date
    place_and_time: str
    deciding: Sequence[Attending]
    not_deciding: Sequence[Attending]  # substitutes not needed, and others with a seat who do not serve
    others: Sequence[Attending]
    absent: Sequence[Attending]
    adjusters: str
    numbers: str  # "§§ 62–79"
    quorum: str  # "6 av 7 ledamöter §§ 62–71, 7 av 7 från § 72; minst 4 krävs"
    kept_at: str
    diary_number: str
    paragraphs: Sequence[ParagraphText]
