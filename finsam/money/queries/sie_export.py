"""A year's ledger and budget as a SIE file, for the accounting program, the auditor, or whoever comes after us."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Max, QuerySet, Sum

from finsam.core.models import Association
from finsam.figures.registry import Scope
from finsam.kernel.periods import Period
from finsam.money.facts import budget_lines
from finsam.money.models import Account, Ledger, LedgerObject, Posting, PostingKind, Voucher
from finsam.money.postings import postings_of
from finsam.money.queries.sie_budget import SieBudget, sie_budget
from finsam.money.rules.sie_file import VOUCHERS, SieBalance, SieEntry, SieFile, SiePeriodAmount, SieVoucher
from finsam.money.rules.sie_writer import write_sie
from finsam.money.rules.statements import ASSET_SECTIONS, BALANCE_SECTIONS, BY_LABEL

MONTHS_ALONE = 3
"""The SIE type of a ledger whose file had no vouchers: balances, months and objects."""
DIMENSIONS = {"1": "Kostnadsställe", "2": "Kostnadsbärare", "6": "Projekt", "7": "Anställd", "8": "Kund"}
"""What the standard calls the dimensions it has reserved (8.17)."""


@dataclass(frozen=True)
class SieExport:
    """A file to hand out, and what the one who takes it should know, each a Swedish sentence."""

    file_name: str
    content: bytes
    remarks: Sequence[str]


def sie_export(association: Association, year: int, *, on: date, budget_only: bool = False) -> SieExport:
    """Write a year as SIE 4: chart of accounts, objects, balances, vouchers, budget. Must be called within it.

    Raises ValueError with a Swedish sentence when the year has no ledger, or for `budget_only` no budget.
    """
    scope = Scope(association, Period.year(year))
    ledger = Ledger.objects.filter(association=association, year=year).first()
    budget = sie_budget(scope, association.ledger_dimension)
    if budget_only and not budget.version:
        msg = f"Det finns ingen fastställd budget för {year}."
        raise ValueError(msg)
    if ledger is None and not budget_only:
        msg = f"Det finns ingen huvudbok för {year}. Budgeten går att hämta för sig."
        raise ValueError(msg)
    booked = None if budget_only else ledger
    sie = _file(scope, booked, budget, on)
    remarks = [*budget.left_out, *([_MONTHS_ONLY] if sie.sie_type == MONTHS_ALONE else [])]
    written = write_sie(sie, remark=" ".join([f"{budget.version}.", *budget.left_out] if budget.version else []))
    kind = "budget" if budget_only else "huvudbok"
    told = [*remarks, *([written.told] if written.told else [])]
    return SieExport(f"{association.slug}-{kind}-{year}.se", written.content, told)


_MONTHS_ONLY = "Årets huvudbok är inläst utan alla verifikationer, så filen är SIE-typ 3 med saldon och månader."


def _file(scope: Scope, ledger: Ledger | None, budget: SieBudget, on: date) -> SieFile:
    association, year = scope.association, scope.period.start.year
    accounts = list(Account.objects.filter(association=association).order_by("number"))
    numbers = {account.pk: account for account in accounts}
    is_whole = ledger is None or not _movements(scope).exists()
    years = {0: (ledger.starts_on, ledger.ends_on) if ledger else (date(year, 1, 1), date(year, 12, 31))}
    balances = list(_balances(scope, numbers, 0)) if ledger else []
    if ledger and (before := list(_balances(scope.of(Period.year(year - 1)), numbers, -1))):
        years[-1] = _year_before(association, ledger)
        balances += before
    return SieFile(
        sie_type=VOUCHERS if is_whole else MONTHS_ALONE,
        importing=False,
        company=association.name,
        organisation_number=association.organisation_number,
        program="Finsam",
        generated_on=on,
        text_encoding="cp437",
        years=years,
        accounts={account.number: account.name for account in accounts},
        account_kinds={account.number: _kind(account) for account in accounts},
        dimensions={association.ledger_dimension: DIMENSIONS.get(association.ledger_dimension, "Insats")},
        objects=_objects(scope, ledger),
        balances=tuple(balances),
        object_balances=(),
        period_balances=() if is_whole else tuple(_months(scope, numbers)),
        period_budgets=tuple(budget.rows),
        vouchers=tuple(_vouchers(scope, ledger, numbers)) if ledger and is_whole else (),
    )


def _movements(scope: Scope) -> QuerySet[Posting]:
    return postings_of(scope).filter(kind=PostingKind.MOVEMENT)


def _kind(account: Account) -> str:
    """What the standard calls the account: asset (T), debt (S), income (I) or cost (K)."""
    line = BY_LABEL[account.statement_line]
    if line.section in ASSET_SECTIONS:
        return "T"
    if line.section in BALANCE_SECTIONS:
        return "S"
    return "I" if line.key in {"income", "financial_income"} else "K"


def _year_before(association: Association, ledger: Ledger) -> tuple[date, date]:
    own = Ledger.objects.filter(association=association, year=ledger.year - 1).first()
    before = Period(own.starts_on, own.ends_on) if own else Period(ledger.starts_on, ledger.ends_on).previous
    return before.start, before.end


def _objects(scope: Scope, ledger: Ledger | None) -> dict[tuple[str, str], str]:
    association = scope.association
    named = dict(LedgerObject.objects.filter(association=association).values_list("code", "name"))
    used = set(Posting.objects.filter(association=association, ledger=ledger).values_list("ledger_object", flat=True))
    used |= {line.ledger_object for line in scope.once(budget_lines).values()}
    codes = sorted((used | named.keys()) - {""})
    return {(association.ledger_dimension, code): named.get(code, "") for code in codes}


def _balances(scope: Scope, numbers: dict[int, Account], index: int) -> Iterator[SieBalance]:
    """What every account used opens with and closes at: balances (#IB, #UB) and results (#RES)."""
    rows = postings_of(scope).order_by("account__number").values_list("account_id", "kind")
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for account, kind, ore in rows.annotate(ore=Sum("amount_ore")):
        sums[account][kind] += ore
    for account, by_kind in sums.items():
        number, is_balance = numbers[account].number, _kind(numbers[account]) in {"T", "S"}
        if PostingKind.OPENING in by_kind:
            yield SieBalance("IB", index, number, by_kind[PostingKind.OPENING], 0)
        yield SieBalance("UB" if is_balance else "RES", index, number, sum(by_kind.values()), 0)


def _months(scope: Scope, numbers: dict[int, Account]) -> Iterator[SiePeriodAmount]:
    """The year's changes by month and object, unless all that is known is a whole year."""
    rows = postings_of(scope).exclude(kind=PostingKind.OPENING)
    last = rows.aggregate(last=Max("month"))["last"]
    if not rows.exclude(month=last, ledger_object="").exists():
        return
    grouped = rows.order_by("month", "account__number", "ledger_object")
    sums = grouped.values_list("month", "account_id", "ledger_object").annotate(ore=Sum("amount_ore"))
    for (month, account), parts in groupby(sums, key=itemgetter(0, 1)):
        period, its = f"{scope.period.start.year}{month:02d}", list(parts)
        yield SiePeriodAmount(0, period, numbers[account].number, (), sum(row[3] for row in its), 0)
        for _, _, code, ore in its:
            if code:
                objects = ((scope.association.ledger_dimension, code),)
                yield SiePeriodAmount(0, period, numbers[account].number, objects, ore, 0)


def _vouchers(scope: Scope, ledger: Ledger, numbers: dict[int, Account]) -> Iterator[SieVoucher]:
    dimension, entries = scope.association.ledger_dimension, _entries(scope, ledger)
    for one in Voucher.objects.filter(association=scope.association, ledger=ledger).order_by("pk"):
        its = tuple(
            SieEntry(numbers[account].number, ((dimension, code),) if code else (), ore, one.booked_on, text, 0)
            for account, code, ore, text in entries[one.pk]
        )
        yield SieVoucher(one.series, one.number, one.booked_on, one.text, None, 0, its)


def _entries(scope: Scope, ledger: Ledger) -> dict[int, list[tuple[int, str, int, str]]]:
    """The rows of every voucher, by its key: account, object, öre, text."""
    found: dict[int, list[tuple[int, str, int, str]]] = defaultdict(list)
    rows = Posting.objects.filter(association=scope.association, ledger=ledger, voucher__isnull=False).order_by("pk")
    for voucher, account, code, ore, text in rows.values_list(
        "voucher_id", "account_id", "ledger_object", "amount_ore", "text"
    ):
        found[voucher or 0].append((account, code, ore, text))
    return found
