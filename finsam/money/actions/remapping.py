"""What an account or an object belongs to is changed by somebody who has seen what it does."""

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.money.actions.mapping import map_account
from finsam.money.models import Account, BudgetLine

POINTED_OUT = "money.account.pointed_out"


@transaction.atomic
def remap_account(
    *, association: Association, by: Person, account: Account, name: str, statement_line: str, note: str,
    note_item: str, line: BudgetLine | None,
) -> None:  # fmt: skip
    """Say which line of the statements and which line of the budget an account belongs to, and the note it stands in.

    Raises ValueError with a Swedish sentence when a line cannot have it.
    """
    map_account(
        association=association, by=by, number=account.number, name=name, statement_line=statement_line, note=note,
        note_item=note_item,
    )  # fmt: skip
    point_out(association=association, by=by, number=account.number, line=line)


@transaction.atomic
def point_out(*, association: Association, by: Person, number: str, line: BudgetLine | None) -> None:
    """Let one line of the budget name an account as its own, or (None) let none do it.

    Raises ValueError when the line has its outcome from an object: it would lose that.
    """
    if line and line.ledger_object and number not in line.accounts:
        msg = (
            f"”{line.label}” får sitt utfall från objekt {line.ledger_object} och kan inte också ha egna konton. "
            "Välj en annan rad, eller ta först bort objektet från raden."
        )
        raise ValueError(msg)
    rows = BudgetLine.objects.select_for_update().filter(association=association).order_by("pk")
    before = [row.label for row in rows if number in row.accounts]
    for row in rows:
        wanted = [one for one in row.accounts if one != number] + [number] * bool(line and row.pk == line.pk)
        if sorted(wanted) != sorted(row.accounts):
            row.accounts = wanted
            row.save(update_fields=["accounts"])
    after = [line.label] if line else []
    if before != after:
        audit.record(association, POINTED_OUT, number, by=by, lines=after, before=before)
