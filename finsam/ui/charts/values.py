"""What charts are made of: plain values, their words, and the refusal to draw nonsense."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from finsam.kernel.swedish import number, percent
from finsam.ui.charts.theme import Tone

Value = int | Decimal | Fraction


@dataclass(frozen=True)
class Part:
    """One part of a whole: a segment of a bar or one end of a stream.

    `text` is the value ready-written; without it a number is grouped and a Fraction becomes a percentage.
    """

    label: str
    value: Value
    text: str = ""
    note: str = ""
    tone: Tone | None = None
    href: str = ""

    @property
    def written(self) -> str:
        return self.text or write(self.value)

    @property
    def spoken(self) -> str:
        """The part as a link names it: "Kumla 522 039"."""
        return f"{self.label} {self.written}"


def write(value: Value, *, signed: bool = False) -> str:
    """Write a value the Swedish way; a Fraction is a share."""
    return percent(value) if isinstance(value, Fraction) else number(value, signed=signed)


def total(parts: Sequence[Part]) -> Fraction:
    """Return the exact sum."""
    return sum((Fraction(part.value) for part in parts), Fraction(0))


def require(truth: object, sentence: str) -> None:
    """Raise ValueError with a Swedish sentence unless the condition holds."""
    if not truth:
        raise ValueError(sentence)


def require_parts(parts: Sequence[Part], name: str) -> None:
    """Refuse to draw a whole without parts, with a negative part, or of nothing at all."""
    require(parts, f"{name} kan inte ritas utan värden")
    require(all(part.value >= 0 for part in parts), f"{name} kan inte ritas med negativa värden")
    require(total(parts) > 0, f"{name} kan inte ritas när allt är noll")
