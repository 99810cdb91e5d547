"""What the accounts and objects of the ledger belong to, as somebody has said."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.interventions.models import Intervention
from finsam.money.models import Account, BudgetLine, LedgerObject
from finsam.money.rules.statements import BY_LABEL

ACCOUNT_MAPPED, OBJECT_MAPPED = "money.account.mapped", "money.ledger_object.mapped"


@transaction.atomic
def map_account(
    *, association: Association, by: Person | None, number: str, name: str, statement_line: str,
    note: str | None = None, note_item: str | None = None,
) -> Account:  # fmt: skip
    """Say which line of the statements an account belongs to, by its label. A new account takes its place by number.

    Without note and note item those it has are kept. Raises ValueError when there is no such line.
    """
    if statement_line not in BY_LABEL:
        msg = f"”{statement_line}” är ingen rad i resultat- eller balansräkningen. Välj en rad i listan."
        raise ValueError(msg)
    account = Account.objects.select_for_update().filter(association=association, number=number).first()
    before = account.statement_line if account else ""
    account = account or Account(association=association, number=number, position=_make_room(association, number))
    account.name, account.statement_line = name.strip()[:160] or number, statement_line
    account.note = account.note if note is None else note
    account.note_item = account.note_item if note_item is None else note_item
    account.save()
    audit.record(association, ACCOUNT_MAPPED, number, by=by, line=statement_line, before=before)
    return account


def _make_room(association: Association, number: str) -> int:
    """Return the place of a new account: after the last with a lower number. Those after it are moved one step."""
    rows = Account.objects.filter(association=association)
    earlier = rows.filter(number__lt=number).order_by("position").last()
    place = earlier.position + 1 if earlier else 0
    rows.filter(position__gte=place).update(position=F("position") + 1)
    return place


@transaction.atomic
def map_object(
    *, association: Association, by: Person | None, code: str, name: str = "",
    intervention: Intervention | None = None, lines: Sequence[BudgetLine] = (),
) -> LedgerObject:  # fmt: skip
    """Say what an object belongs to from now on: an intervention, lines of the budget, both, or (neither) to none.

    Raises ValueError when a line already has its outcome from another object or from accounts.
    """
    for line in lines:
        _refuse_taken(line, code)
    _move_to_intervention(association, code, intervention)
    freed = BudgetLine.objects.filter(association=association, ledger_object=code)
    freed.exclude(pk__in=[line.pk for line in lines]).update(ledger_object="")
    BudgetLine.objects.filter(association=association, pk__in=[line.pk for line in lines]).update(ledger_object=code)
    row, _ = LedgerObject.objects.get_or_create(association=association, code=code)
    row.name, row.stands_alone = name.strip()[:160] or row.name, intervention is None and not lines
    row.save()
    owner = intervention.key if intervention else ""
    audit.record(association, OBJECT_MAPPED, code, by=by, intervention=owner, lines=[line.label for line in lines])
    return row


def _refuse_taken(line: BudgetLine, code: str) -> None:
    if line.ledger_object not in {"", code}:
        msg = f"”{line.label}” får redan sitt utfall från objekt {line.ledger_object}. Välj en annan rad."
        raise ValueError(msg)
    if line.accounts:
        msg = f"”{line.label}” får sitt utfall från egna konton. Välj en annan rad."
        raise ValueError(msg)


def _move_to_intervention(association: Association, code: str, owner: Intervention | None) -> None:
    rows = Intervention.objects.select_for_update().filter(association=association)
    for other in rows.filter(ledger_objects__contains=[code]):
        if owner and other.pk == owner.pk:
            continue
        other.ledger_objects = [held for held in other.ledger_objects if held != code]
        other.save(update_fields=["ledger_objects"])
    taker = rows.filter(pk=owner.pk).first() if owner else None
    if taker and code not in taker.ledger_objects:
        taker.ledger_objects = [*taker.ledger_objects, code]
        taker.save(update_fields=["ledger_objects"])
