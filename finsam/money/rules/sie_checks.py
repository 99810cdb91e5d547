"""Whether a SIE file that could be read also agrees with itself (R10-R12)."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from finsam.kernel.swedish import number
from finsam.money.rules.sie_faults import AGAIN, CORRECT, SieFaults
from finsam.money.rules.sie_file import SieBalance, SieFile, SieVoucher
from finsam.money.rules.sie_postings import closing_balances, has_movements, opening_balances, postings

Found = Iterator[tuple[str, int | None]]
"""What is wrong, and on which line if on any."""


def check(sie: SieFile, faults: SieFaults) -> None:
    """Note everything in which the file contradicts itself, or lacks what its type must have."""
    for faulty in (_missing, _undeclared_accounts, _faulty_vouchers, _unproved_balances):
        for what, line in faulty(sie):
            faults.add(what, line)


def _missing(sie: SieFile) -> Found:
    # Real programs leave out much that the standard requires; only what nothing can be read without is asked for.
    if 0 not in sie.years and not sie.importing:
        yield f"Raden #RAR 0 saknas, så det syns inte vilket år filen gäller. {AGAIN}", None
    if sie.importing and not sie.vouchers:
        yield f"Filen har varken saldon eller verifikationer, så det finns inget att läsa. {AGAIN}", None


def _undeclared_accounts(sie: SieFile) -> Found:
    if sie.importing:
        return
    first_used: dict[str, int] = {}
    for account, line in _accounts_used(sie):
        if account not in sie.accounts:
            first_used.setdefault(account, line)
    for account, line in first_used.items():
        yield f"Konto {account} används men finns inte i filens kontoplan (#KONTO). {CORRECT}", line


def _accounts_used(sie: SieFile) -> Iterator[tuple[str, int]]:
    for rows in (sie.balances, sie.object_balances, sie.period_balances, sie.period_budgets):
        for row in rows:
            yield row.account, row.line
    for voucher in sie.vouchers:
        for entry in voucher.entries:
            yield entry.account, entry.line


def _faulty_vouchers(sie: SieFile) -> Found:
    first_lines: dict[tuple[str, str], int] = {}
    for voucher in sie.vouchers:
        if difference := sum(entry.amount_ore for entry in voucher.entries):
            yield f"Verifikation {voucher.name} går inte jämnt ut: summan är {_kr(difference)}. {CORRECT}", voucher.line
        if _is_outside_year(voucher, sie):
            what = f"Verifikation {voucher.name} är daterad {voucher.on}, utanför räkenskapsåret. {CORRECT}"
            yield what, voucher.line
        first_line = first_lines.setdefault((voucher.series, voucher.number), voucher.line)
        if voucher.number and first_line != voucher.line:
            yield f"Verifikation {voucher.name} finns redan på rad {first_line}. {CORRECT}", voucher.line


def _is_outside_year(voucher: SieVoucher, sie: SieFile) -> bool:
    # A voucher whose every row is struck out books nothing, and programs write such ones with odd days.
    if 0 not in sie.years or not voucher.entries:
        return False
    start, end = sie.years[0]
    return not start <= voucher.on <= end


def _unproved_balances(sie: SieFile) -> Found:
    if sie.importing:
        return
    closing = closing_balances(sie)
    if not closing:
        yield f"Filen saknar årets utgående balanser och resultat (#UB, #RES). {AGAIN}", None
    elif has_movements(sie):
        yield from _unproved_accounts(sie, closing)
    else:
        yield from _unproved_year(sie, closing)


def _unproved_year(sie: SieFile, closing: dict[str, int]) -> Found:
    opening = opening_balances(sie)
    has_moved = any(posting.kind == "movement" for posting in postings(sie))
    has_results = any(row.kind == "RES" and row.year == 0 for row in sie.balances)
    # Once the year is closed, #UB evens out by itself and would not miss the #RES that a cut took away.
    if has_moved and not has_results:
        yield f"Filen saknar årets resultat (#RES) fast balanserna har ändrats. {AGAIN}", None
    elif sum(opening.values()) != sum(closing.values()):
        sums = f"#IB är tillsammans {_kr(sum(opening.values()))} men #UB och #RES {_kr(sum(closing.values()))}"
        yield f"Saldona går inte ihop: {sums}. {AGAIN}", None


def _unproved_accounts(sie: SieFile, closing: dict[str, int]) -> Found:
    booked: Counter[str] = Counter()
    for posting in postings(sie):
        booked[posting.account] += posting.amount_ore
    stated = {row.account: row for row in sie.balances if row.year == 0 and row.kind != "IB"}
    wrong = [account for account in _accounts_to_prove(sie, booked) if booked[account] != closing.get(account, 0)]
    if wrong:
        yield f"Filen kan vara avkortad: raderna ger inte de saldon som filen själv anger. {AGAIN}", None
    for account in wrong:
        yield _difference(account, stated.get(account), booked[account], closing.get(account, 0))


def _accounts_to_prove(sie: SieFile, booked: Counter[str]) -> list[str]:
    """Return the accounts whose closing amount the file states: by a row or, since zero is left out (5.17), by none."""
    rows = [row for row in sie.balances if row.year == 0 and row.kind != "IB"]
    kinds, accounts = {row.kind for row in rows}, {row.account for row in rows}
    if "UB" in kinds:
        accounts |= opening_balances(sie).keys()
    if kinds == {"UB", "RES"}:
        accounts |= booked.keys()
    return sorted(accounts)


def _difference(account: str, row: SieBalance | None, booked: int, stated: int) -> tuple[str, int | None]:
    source = "raderna ger" if row and row.kind == "RES" else "#IB och raderna ger"
    record = f"#{row.kind}" if row else "filens saldo"
    sums = f"{_kr(booked)} men {record} är {_kr(stated)}, en skillnad på {_kr(abs(booked - stated))}"
    return f"Konto {account}: {source} {sums}.", row.line if row else None


def _kr(ore: int) -> str:
    return f"{number(Decimal(ore).scaleb(-2))} kr"
