"""The accounts and objects of a file that nobody has said what they belong to, each with a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finsam.core.models import Association
from finsam.interventions.models import Intervention
from finsam.money.models import Account, BudgetLine, LedgerObject
from finsam.money.rules.ledger_changes import Sums
from finsam.money.rules.mapping import Owner, Proposal, propose_account, propose_owner
from finsam.money.rules.sie import SieFile


@dataclass(frozen=True)
class UnmappedAccount:
    """An account that belongs to no line of the statements yet. The proposal is a line's label."""

    number: str
    name: str
    proposal: Proposal


@dataclass(frozen=True)
class UnmappedObject:
    """An object that belongs to nothing yet. The proposals are an intervention's key and a budget line's id."""

    code: str
    name: str
    intervention: Proposal
    line: Proposal

    @property
    def is_proposed(self) -> bool:
        """Whether anything is proposed at all; if nothing is, somebody must choose."""
        return bool(self.intervention.value or self.line.value)


@dataclass(frozen=True)
class Unmapped:
    """What must be mapped before a file is applied, and what there is to choose among."""

    accounts: Sequence[UnmappedAccount]
    objects: Sequence[UnmappedObject]
    interventions: Sequence[tuple[str, str]]
    lines: Sequence[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.accounts or self.objects)


def statement_lines(association: Association) -> dict[str, str]:
    """Return the label of the line that each account belongs to, by number."""
    return dict(Account.objects.filter(association=association).values_list("number", "statement_line"))


def unmapped_of(association: Association, sie: SieFile, sums: Sums, known: Mapping[str, str] | None = None) -> Unmapped:
    """Return what the file uses and the association has not mapped. Must be called within the association.

    `known` is the label of each account the association has, when that is already read.
    """
    known = statement_lines(association) if known is None else known
    accounts = [
        UnmappedAccount(
            number,
            sie.accounts.get(number, ""),
            propose_account(number, sie.accounts.get(number, ""), sie.account_kinds.get(number, ""), known),
        )
        for number in sorted({key.account for key in sums} - known.keys())
    ]
    return _with_objects(association, sie, {key.object_code for key in sums} - {""}, accounts)


def _with_objects(
    association: Association, sie: SieFile, used: set[str], accounts: Sequence[UnmappedAccount]
) -> Unmapped:
    interventions = list(Intervention.objects.filter(association=association))
    lines = list(BudgetLine.objects.filter(association=association).select_related("group"))
    held = list(LedgerObject.objects.filter(association=association))
    mapped = {code for row in interventions for code in row.ledger_objects}
    mapped |= {line.ledger_object for line in lines} | {row.code for row in held if row.stands_alone}
    names = {row.code: row.name for row in held}
    owners = [Owner(row.key, row.title, [names.get(code, "") for code in row.ledger_objects]) for row in interventions]
    free = [line for line in lines if not line.ledger_object and not line.accounts]
    return Unmapped(
        accounts,
        [
            UnmappedObject(
                code,
                name := sie.objects.get((association.ledger_dimension, code), names.get(code, "")),
                propose_owner(name, owners, "insatsen"),
                propose_owner(name, [Owner(str(line.pk), line.label) for line in free], "raden"),
            )
            for code in sorted(used - mapped)
        ],
        [(row.key, row.title) for row in interventions],
        [(str(line.pk), f"{line.label} ({line.group.label})") for line in free],
    )
