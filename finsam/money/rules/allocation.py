"""Which line of the budget a booked amount is the outcome of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from finsam.money.rules.statements import BY_KEY, Section


@dataclass(frozen=True)
class Line:
    """A line of the budget: its key, its group's kind, and the object or accounts that point it out."""

    key: str
    kind: str
    ledger_object: str = ""
    accounts: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Allocation:
    """Finds the line of an amount: by account named in the line, else by object, else the group's only open line."""

    by_account: Mapping[tuple[str, str], str]
    by_object: Mapping[tuple[str, str], str]
    open_lines: Mapping[str, Sequence[str]]

    def line(self, statement_line: str, account: str, ledger_object: str) -> str:
        """Return the key of the line, or "" when no line takes the amount; nothing is guessed."""
        side = side_of(statement_line)
        if not side:
            return ""
        found = self.by_account.get((side, account)) or self.by_object.get((side, ledger_object))
        if found:
            return found
        waiting = self.open_lines.get(side, ())
        return waiting[0] if len(waiting) == 1 and side != "cost" else ""


def side_of(statement_line: str) -> str:
    """Tell whether a line of the income statement is income, cost or financial; "" for the balance sheet."""
    if statement_line == "income":
        return "income"
    section = BY_KEY[statement_line].section if statement_line in BY_KEY else None
    if section in {Section.FINANCIAL, Section.EXTRAORDINARY}:
        return "financial"
    return "cost" if section is Section.OPERATING else ""


def allocation(lines: Sequence[Line]) -> Allocation:
    """Prepare finding lines. Where two lines claim the same object or account the first has it."""
    by_account: dict[tuple[str, str], str] = {}
    by_object: dict[tuple[str, str], str] = {}
    open_lines: dict[str, list[str]] = {}
    for line in lines:
        side = "cost" if line.kind in {"interventions", "administration"} else line.kind
        for account in line.accounts:
            by_account.setdefault((side, account), line.key)
        if line.ledger_object and not line.accounts:
            by_object.setdefault((side, line.ledger_object), line.key)
        if not line.ledger_object and not line.accounts:
            open_lines.setdefault(side, []).append(line.key)
    return Allocation(by_account, by_object, open_lines)
