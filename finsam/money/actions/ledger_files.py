"""A SIE file comes in, is looked through, and is applied whole, thrown away, or undone."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.ticking import job
from finsam.interventions.models import Intervention
from finsam.kernel.faults import BadInput, Fault
from finsam.money.actions.ledger import build_ledger, delete_ledger, keep_file
from finsam.money.actions.mapping import map_account, map_object
from finsam.money.models import Account, BudgetLine, Ledger, LedgerFile, Voucher
from finsam.money.queries.ledger_comparison import Comparison, compare, files_in_force, state_of
from finsam.money.queries.ledger_mapping import Unmapped, unmapped_of
from finsam.money.rules.ledger_changes import file_sums
from finsam.money.rules.ledger_checks import Expected, Span, check_addition, check_expected, check_size
from finsam.money.rules.sie import SieFile, read_sie, year_of

APPLIED, UNDONE = "money.ledger_file.applied", "money.ledger_file.undone"
WAITS = timedelta(days=7)
"""So long a file waits to be looked through before it is thrown away."""


@dataclass(frozen=True)
class Mapped:
    """What somebody has said that new accounts and objects belong to.

    `accounts` gives the label of a statement line by number; `objects` an intervention's key and a budget line's id
    by code, each "" for none.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """A file that was read: kept waiting, or (`file` None) not kept since the ledger already is as it says."""

    file: LedgerFile | None
    sie: SieFile
    comparison: Comparison


def read_ledger_file(
    *, association: Association, file_name: str, content: bytes, today: date, year: int | None = None
) -> SieFile:
    """Read a file and hold it against what is known of the association. Raises BadInput with every fault."""
    check_size(file_name, len(content))
    sie = read_sie(content, file_name)
    formed = int(association.formed[:4]) if association.formed[:4].isdigit() else 0
    check_expected(sie, file_name, content, Expected(today, year, association.organisation_number, formed))
    return sie


@transaction.atomic
def receive_file(
    *, association: Association, by: Person | None, file_name: str, content: bytes, today: date, year: int | None = None
) -> Received:
    """Keep a file waiting to be looked through, unless it changes nothing; the same bytes wait only once.

    Raises BadInput with every fault, and then nothing is kept. Must be called within the association.
    """
    sie = read_ledger_file(association=association, file_name=file_name, content=content, today=today, year=year)
    _lock(association)
    found = examine_file(association=association, file_name=file_name, content=content, sie=sie)
    if found.is_same:
        return Received(None, sie, found)
    sha256 = hashlib.sha256(content).hexdigest()
    waiting = waiting_files(association).filter(sha256=sha256).first()
    if waiting is None:
        name = file_name[:120]
        waiting = keep_file(association=association, file_name=name, content=content, sie=sie, by=by)
        audit.record(association, "money.ledger_file.received", name, by=by, file=waiting.pk, sha256=sha256)
    return Received(waiting, sie, found)


def examine_file(*, association: Association, file_name: str, content: bytes, sie: SieFile) -> Comparison:
    """Hold a file that has been read against what is in force, and keep nothing. The same bytes are the same file.

    Raises BadInput when it is an addition that does not fit. Must be called within the association.
    """
    found, sha256 = compare(association, sie), hashlib.sha256(content).hexdigest()
    if found.is_same or any(file.sha256 == sha256 for file in files_in_force(association, found.year)):
        return replace(found, is_same=True)
    _check_addition(association, sie, file_name)
    return found


def waiting_files(association: Association) -> "QuerySet[LedgerFile]":
    """Return the files that wait to be looked through, without their content."""
    return LedgerFile.objects.filter(association=association, applied_at=None).defer("content")


def _lock(association: Association) -> None:
    """Let one at a time change the association's ledger, until the transaction ends."""
    Association.objects.select_for_update(no_key=True).get(pk=association.pk)


def _check_addition(association: Association, sie: SieFile, file_name: str) -> None:
    if not sie.importing:
        return
    ledger = Ledger.objects.filter(association=association, year=year_of(sie)).first()
    taken = Voucher.objects.filter(association=association, ledger=ledger).exclude(number="")
    span = Span(ledger.starts_on, ledger.ends_on, set(taken.values_list("series", "number"))) if ledger else None
    known = dict(Account.objects.filter(association=association).values_list("number", "name"))
    check_addition(sie, file_name, span, known)


@transaction.atomic
def apply_file(
    *, association: Association, by: Person | None, file: LedgerFile, mapped: Mapped, seen: str = "",
    sie: SieFile | None = None,
) -> Ledger:  # fmt: skip
    """Make the year's ledger of a waiting file: a whole one in place of those before it, an addition put to them.

    `seen` is the state (`state_of`) the file was looked through against; another one now refuses. Raises BadInput,
    and then nothing is changed. Must be called within the association.
    """
    _lock(association)
    file = _waiting(association, file, "Filen är redan införd. Ingenting är ändrat.")
    in_force = files_in_force(association, file.year)
    if seen and seen != state_of(in_force):
        raise BadInput(Fault("Huvudboken har ändrats sedan du tittade. Granska filen en gång till.", file.file_name))
    sie = sie or read_sie(bytes(file.content), file.file_name)
    _check_addition(association, sie, file.file_name)
    _map(association, sie, file, mapped, by)
    file.applied_at, file.applied_by = timezone.now(), by
    file.save(update_fields=["applied_at", "applied_by"])
    earlier = [(one, _read(one)) for one in in_force] if file.is_addition else []
    ledger = build_ledger(association=association, files=[*earlier, (file, sie)])
    audit.record(association, APPLIED, file.file_name, by=by, file=file.pk, year=file.year, sha256=file.sha256)
    return ledger


def _waiting(association: Association, file: LedgerFile, applied: str) -> LedgerFile:
    """Return the file, locked, if it still waits. Raises BadInput."""
    held = LedgerFile.objects.select_for_update().filter(association=association, pk=file.pk).first()
    if held is None:
        raise BadInput(Fault("Filen är kastad. Läs in den igen om den behövs.", file.file_name))
    if held.applied_at:
        raise BadInput(Fault(applied, file.file_name))
    return held


def _read(file: LedgerFile) -> SieFile:
    return read_sie(bytes(file.content), file.file_name)


def _map(association: Association, sie: SieFile, file: LedgerFile, mapped: Mapped, by: Person | None) -> None:
    """Keep what was said of the file's new accounts and objects; refuse when something is left unsaid."""
    unmapped = unmapped_of(association, sie, file_sums(sie, association.ledger_dimension))
    faults = [*_unsaid(unmapped, mapped, file.file_name)]
    if faults:
        raise BadInput(*faults)
    for account in unmapped.accounts:
        map_account(
            association=association, by=by, number=account.number, name=account.name,
            statement_line=mapped.accounts[account.number],
        )  # fmt: skip
    if not unmapped.objects:
        return
    interventions = {row.key: row for row in Intervention.objects.filter(association=association)}
    lines = {str(line.pk): line for line in BudgetLine.objects.filter(association=association)}
    for one in unmapped.objects:
        key, line = mapped.objects[one.code]
        map_object(
            association=association, by=by, code=one.code, name=one.name,
            intervention=interventions[key] if key else None, lines=[lines[line]] if line else [],
        )  # fmt: skip


def _unsaid(unmapped: Unmapped, mapped: Mapped, file: str) -> Sequence[Fault]:
    choose = "Välj vad det hör till innan filen förs in."
    accounts = [f"{row.number} {row.name}".strip() for row in unmapped.accounts if row.number not in mapped.accounts]
    objects = [f"{row.code} {row.name}".strip() for row in unmapped.objects if row.code not in mapped.objects]
    return [
        *(Fault(f"Konto {name} är inte kartlagt. {choose}", file) for name in accounts),
        *(Fault(f"Objekt {name} är inte kartlagt. {choose}", file) for name in objects),
    ]


@transaction.atomic
def discard_file(*, association: Association, by: Person | None, file: LedgerFile) -> None:
    """Throw away a file that waits. Raises BadInput when it has been applied: then it is kept for ever."""
    file = _waiting(association, file, "Filen är införd i huvudboken och sparas. Ångra den i stället.")
    audit.record(association, "money.ledger_file.discarded", file.file_name, by=by, sha256=file.sha256)
    file.delete()


@transaction.atomic
def undo_file(*, association: Association, by: Person | None, file: LedgerFile) -> Ledger | None:
    """Take back the year's latest file and make the ledger of those in force before it; None when there were none.

    What accounts and objects were said to belong to stays. Raises BadInput. Must be called within the association.
    """
    _lock(association)
    file = LedgerFile.objects.select_for_update().defer("content").get(association=association, pk=file.pk)
    latest = files_in_force(association, file.year)[-1:]
    if [one.pk for one in latest] != [file.pk]:
        raise BadInput(Fault("Bara den fil som senast fördes in för året kan ångras.", file.file_name))
    file.undone_at, file.undone_by = timezone.now(), by
    file.save(update_fields=["undone_at", "undone_by"])
    earlier = files_in_force(association, file.year)
    audit.record(association, UNDONE, file.file_name, by=by, file=file.pk, year=file.year, sha256=file.sha256)
    if earlier:
        return build_ledger(association=association, files=[(one, _read(one)) for one in earlier])
    delete_ledger(association, file.year)
    return None


@job("bortglömda SIE-filer kastade")
def discard_forgotten(association: Association, today: date) -> int:
    """Throw away the files that nobody has looked through for a week."""
    forgotten = waiting_files(association).filter(uploaded_at__date__lt=today - WAITS)
    for file in forgotten:
        discard_file(association=association, by=None, file=file)
    return len(forgotten)
