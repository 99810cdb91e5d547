"""What a figure counts in, and how its values are written."""

from dataclasses import dataclass
from fractions import Fraction

from finsam.kernel.amounts import round_half_up
from finsam.kernel.swedish import SPACE, number

Value = int | Fraction


@dataclass(frozen=True)
class Unit:
    """A unit. A stored value divided by `scale` is in the unit: öre are hundredths of kronor."""

    key: str
    many: str
    one: str
    scale: Fraction = Fraction(1)

    def exact(self, value: Value) -> Fraction:
        """Return the value in the unit, not rounded."""
        return Fraction(value) / self.scale

    def bare(self, value: Value, decimals: int = 0, *, signed: bool = False) -> str:
        """Write the value without its unit."""
        return number(round_half_up(self.exact(value), decimals), signed=signed)

    def written(self, value: Value, decimals: int = 0) -> str:
        """Write the value with its unit: "430 deltagare", "24 %", "323 481 kr"."""
        return f"{self.bare(value, decimals)}{SPACE}{self.one if self.exact(value) == 1 else self.many}"


KRONOR = Unit("kronor", "kr", "kr", Fraction(100))
KRONOR_PER_PERSON = Unit("kronor_per_person", "kr per deltagare", "kr per deltagare", Fraction(100))
PERSONS = Unit("persons", "personer", "person")
PARTICIPATIONS = Unit("participations", "deltagare", "deltagare")
CASES = Unit("cases", "ärenden", "ärende")
ANSWERS = Unit("answers", "svar", "svar")
INTERVENTIONS = Unit("interventions", "insatser", "insats")
DAYS = Unit("days", "dagar", "dag")
PERCENT = Unit("percent", "%", "%", Fraction(1, 100))
