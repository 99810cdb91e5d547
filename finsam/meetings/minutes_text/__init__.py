"""The text of minutes as one typed thing: what pages show, what is approved, and what is printed."""

from finsam.meetings.minutes_text.composition import minutes_text
from finsam.meetings.minutes_text.content import minutes_content, minutes_hash
from finsam.meetings.minutes_text.publication import REMOVED, public_text, without_secrets
from finsam.meetings.minutes_text.text import (
    AnnexText,
    Attending,
    BallotText,
    DecisionLine,
    MinutesText,
    ParagraphText,
    PositionText,
    ReservationText,
    VoteText,
)

__all__ = [
    "REMOVED",
    "AnnexText",
    "Attending",
    "BallotText",
    "DecisionLine",
    "MinutesText",
    "ParagraphText",
    "PositionText",
    "ReservationText",
    "VoteText",
    "minutes_content",
    "minutes_hash",
    "minutes_text",
    "public_text",
    "without_secrets",
]
