"""What the registers say in the two standing items that are theirs: follow-up of decisions, and delegated decisions."""

from finsam.core.models import Association, Person
from finsam.kernel.swedish import SPACE, amount, day
from finsam.meetings.actions.register import report_in
from finsam.meetings.models import DelegatedDecision, Item, ItemKind
from finsam.meetings.queries.register import follow_up_lines

NOTHING_TO_FOLLOW = "Inga beslut väntar på att utföras."
NOTHING_DELEGATED = "Inga beslut har fattats på delegation sedan förra anmälan."


def fill_from_registers(*, association: Association, by: Person, item: Item) -> None:
    """Report what waits in an item of delegated decisions, and write what an empty item of either kind is about.

    What somebody has written stands. The item is not saved here. Must be called in the transaction that begins it.
    """
    if item.kind == ItemKind.DELEGATED:
        report_in(association=association, by=by, item=item)
    if item.background:
        return
    if item.kind == ItemKind.DELEGATED:
        item.background = _list([_told(row) for row in reversed(item.delegated.all())]) or NOTHING_DELEGATED
    elif item.kind == ItemKind.FOLLOW_UP:
        item.background = _list(follow_up_lines(association, item.meeting.held_on)) or NOTHING_TO_FOLLOW


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _told(row: DelegatedDecision) -> str:
    money = f"{amount(row.amount_ore)}{SPACE}kr" if row.amount_ore is not None else ""
    detail = ", ".join(filter(None, [row.by, row.delegation, money]))
    return f"{row.year}:{row.number}, {day(row.decided_on)}: {row.what} ({detail})"
