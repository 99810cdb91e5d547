"""What follows the krona past what it went to: what stands behind the followed amount, the lock, and people."""

from dataclasses import dataclass

from finsam.kernel.swedish import number
from finsam.ui.charts.stream import Side, check_sides
from finsam.ui.charts.values import Part, require, require_parts, total


@dataclass(frozen=True)
class Lock:
    """Where kronor become people: the quotient ready-written, and the division it is."""

    text: str  # "15 232 kr per person"
    division: str  # "1 827 867 ÷ 120"
    href: str = ""

    @property
    def spoken(self) -> str:
        """The lock as a link names it."""
        return f"{self.text} = {self.division}"


@dataclass(frozen=True)
class Followed:
    """The first of what the money went to, followed on.

    `behind` parts its amount by what stands behind it and sums to it; `people` are everybody it was for.
    Without a lock the path ends in kronor.
    """

    behind: tuple[Part, ...]
    title: str = ""
    note: str = ""
    lock: Lock | None = None
    people: Side | None = None
    heads: int = 0


def check_followed(left: Side, right: Side, followed: Followed) -> None:
    """Refuse to draw what does not sum. Raises ValueError with a Swedish sentence."""
    check_sides(left, right)
    require_parts(followed.behind, "Den följda strömmen")
    amount, behind = right.parts[0].value, total(followed.behind)
    sums = f"{number(int(amount))} till {right.parts[0].label}, {number(int(behind))} bakom"
    require(amount == behind, f"Den följda strömmen går inte ihop: {sums}. Rätta talen innan den ritas.")
    if followed.people:
        require(followed.lock, "Kronor blir inte människor utan en sluss med divisionen utskriven")
        require_parts(followed.people.parts, "Deltagarna")
        came = total(followed.people.parts)
        require(came == followed.heads, f"Deltagarna är {followed.heads} men delarna {int(came)}. Rätta talen.")
