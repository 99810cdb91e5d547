"""What is wrong, where, and what to do: the errors a person reads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in something handed in.

    `file` and `line` (counted from 1) say where; `what` is a Swedish sentence with what to do.
    """

    what: str
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = self.file + (f", rad {self.line}" if self.line else "")
        return f"{place}: {self.what}" if place else self.what


class BadInput(Exception):
    """Input that is refused whole. Carries every fault found, at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
