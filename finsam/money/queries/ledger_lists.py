"""What a file would change, written out in lists one can unfold: vouchers, balances, accounts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finsam.core.models import Association
from finsam.kernel.swedish import NOTHING, amount, capital, number
from finsam.money.models import Posting
from finsam.money.queries.ledger_comparison import Comparison
from finsam.money.rules.ledger_changes import AccountChange, BookedVoucher, Row, voucher_rows
from finsam.money.rules.sie import SieFile
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

LISTED = 100
"""So many of a kind are written out; of the rest the number is told."""
ROWS_NAMED = 6
"""So many rows of a changed voucher are written out."""

VOUCHER_COLUMNS = [
    ShownColumn("Verifikation", "words"),
    ShownColumn("Datum", "date"),
    ShownColumn("Text", "words"),
    ShownColumn("Omslutning"),
]
CHANGED_COLUMNS = [*VOUCHER_COLUMNS[:3], ShownColumn("Före"), ShownColumn("Efter")]
ACCOUNT_COLUMNS = [
    ShownColumn("Konto", "words"),
    ShownColumn("Före"),
    ShownColumn("Efter"),
    ShownColumn("Skillnad"),
]


@dataclass(frozen=True)
class Listed:
    """A list to unfold: its heading with the number of things, and the first of them."""

    title: str
    table: ShownTable


def voucher_lists(association: Association, sie: SieFile, found: Comparison) -> list[Listed]:
    """Return the vouchers that are new, changed and gone."""
    changes = found.vouchers
    lists = [
        ("Nya verifikationer", changes.new, _voucher_table("Nya verifikationer", changes.new)),
        ("Ändrade verifikationer", changes.changed, _changed_table(association, sie, changes.changed)),
        ("Verifikationer som är borta", changes.gone, _voucher_table("Borta ur filen", changes.gone)),
    ]
    return [Listed(f"{title}: {number(len(things))}", table) for title, things, table in lists if things]


def _voucher_table(caption: str, vouchers: Sequence[BookedVoucher]) -> ShownTable:
    rows = [
        ShownRow([_cell(one.name), _cell(one.on), _cell(one.text), _cell(amount(one.turnover_ore))])
        for one in _first(vouchers)
    ]
    return ShownTable(caption, VOUCHER_COLUMNS, rows, "kronor", footnotes=_more(len(vouchers)))


def _first(vouchers: Iterable[BookedVoucher]) -> list[BookedVoucher]:
    return sorted(vouchers, key=lambda one: (one.on, one.series, one.number.zfill(20)))[:LISTED]


def _changed_table(
    association: Association, sie: SieFile, pairs: Sequence[tuple[BookedVoucher, BookedVoucher]]
) -> ShownTable:
    shown = sorted(pairs, key=lambda pair: (pair[0].on, pair[0].series, pair[0].number.zfill(20)))[:LISTED]
    before = _kept_rows(association, [old.place for old, _ in shown])
    of_line = {one.line: one for one in sie.vouchers}
    rows = [
        ShownRow(
            [
                _cell(now.name),
                _cell(now.on),
                _cell(now.text),
                _cell(amount(old.turnover_ore)),
                _cell(amount(now.turnover_ore)),
            ],
            remark=_what_changed(
                old, now, before[old.place], voucher_rows(of_line[now.place], association.ledger_dimension)
            ),
        )
        for old, now in shown
    ]
    return ShownTable("Ändrade verifikationer", CHANGED_COLUMNS, rows, "kronor", footnotes=_more(len(pairs)))


def _kept_rows(association: Association, vouchers: Sequence[int]) -> dict[int, list[Row]]:
    found = Posting.objects.filter(association=association, voucher_id__in=vouchers).order_by("pk")
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    of_voucher = found.values_list("voucher_id", "account__number", "ledger_object", "amount_ore", "text")
    for key, account, code, ore, text in of_voucher:
        rows[key or 0].append(Row(account, code, ore, text))
    return rows


def _what_changed(old: BookedVoucher, now: BookedVoucher, before: Sequence[Row], after: Sequence[Row]) -> str:
    """Write what differs: "Var daterad 2020-02-10. 4631 objekt 10: från 1 200 till 1 300"."""
    words = [f"var daterad {old.on}"] if old.on != now.on else []
    words += [f"hade texten ”{old.text}”" if old.text else "hade ingen text"] if old.text != now.text else []
    sums: dict[tuple[str, str], list[int]] = {}
    for place, rows in enumerate((before, after)):
        for row in rows:
            sums.setdefault((row.account, row.object_code), [0, 0])[place] += row.amount_ore
    moved = [(place, ore) for place, ore in sums.items() if ore[0] != ore[1]]
    words += [f"{_place(*place)} från {amount(ore[0])} till {amount(ore[1])}" for place, ore in moved[:ROWS_NAMED]]
    words += [f"{len(moved) - ROWS_NAMED} rader till"] if len(moved) > ROWS_NAMED else []
    return capital("; ".join(words or ["texten på en rad är en annan"]))


def _place(account: str, code: str) -> str:
    return f"{account} objekt {code}" if code else account


def balance_lists(found: Comparison) -> list[Listed]:
    """Return the accounts that are new, changed and gone, in a file without vouchers."""
    changes = found.balances
    lists = [
        ("Nya konton", changes.new),
        ("Ändrade konton", [now for _, now in changes.changed]),
        ("Konton som är borta", changes.gone),
    ]
    return [Listed(f"{title}: {number(len(rows))}", _account_rows(title, found, rows)) for title, rows in lists if rows]


def account_table(found: Comparison) -> ShownTable | None:
    """Return what every account that differs comes to before and after; None when none does."""
    return _account_rows("Konton som får andra belopp", found, found.accounts) if found.accounts else None


def _account_rows(caption: str, found: Comparison, changes: Sequence[AccountChange]) -> ShownTable:
    rows = [
        ShownRow(
            [
                _cell(f"{change.account} {found.names.get(change.account, '')}"),
                _cell(NOTHING if change.before_ore is None else amount(change.before_ore)),
                _cell(NOTHING if change.after_ore is None else amount(change.after_ore)),
                _cell(amount(change.difference_ore, signed=True)),
            ]
        )
        for change in changes[:LISTED]
    ]
    return ShownTable(caption, ACCOUNT_COLUMNS, rows, "kronor, debet plus och kredit minus", _more(len(changes)))


def _more(count: int) -> Sequence[str]:
    return [f"De {LISTED} första visas, av {number(count)}."] if count > LISTED else []


def _cell(text: object) -> ShownCell:
    return ShownCell(str(text))
