"""The faults found in a SIE file, gathered so that one reading names them all."""

from typing import NoReturn

from finsam.kernel.faults import BadInput, Fault

MOST_LISTED = 50
LISTED_OF_MANY = 20
AGAIN = "Inget är inläst. Exportera på nytt och försök igen."
CORRECT = "Rätta i ekonomisystemet och exportera på nytt."


class SieFaults:
    """The faults of one file in the order found: every one of up to 50, of more the first 20 and the number left."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._first: list[Fault] = []
        self._found = 0

    def add(self, what: str, line: int | None = None) -> None:
        """Note a fault and go on; only as many as may be listed are kept."""
        self._found += 1
        if self._found <= MOST_LISTED:
            self._first.append(Fault(what, self._file, line))

    def refuse_if_any(self) -> None:
        """Refuse the file when anything was found."""
        if self._found > MOST_LISTED:
            more = f"Ytterligare {self._found - LISTED_OF_MANY} fel visas inte. {AGAIN}"
            raise BadInput(*self._first[:LISTED_OF_MANY], Fault(more, self._file))
        if self._found:
            raise BadInput(*self._first)

    def refuse(self, what: str, line: int | None = None) -> NoReturn:
        """Refuse the file for this alone, since what else was found may only follow from it."""
        raise BadInput(Fault(what, self._file, line))
