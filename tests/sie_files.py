"""SIE files written for a test: vouchers in, a file that agrees with itself out."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.money.actions.ledger import keep_file
from finsam.money.rules.sie import read_sie

NAMES = {
    "1930": "Kassa och bank",
    "2010": "Eget kapital",
    "3511": "Driftbidrag från staten",
    "4631": "Köp av tjänster från kommuner",
    "4637": "Köp av tjänster från skolor",
    "6512": "Porto",
}
BALANCE = ("1", "2")
Voucher = tuple[str, str, str, Sequence[tuple[str, str, int]]]
"""Name ("A 1"), day, text, and rows: account, object, kronor."""

BOOKED: list[Voucher] = [
    ("A 1", "20200115", "Bidrag från staten", [("1930", "", 5000), ("3511", "", -5000)]),
    ("A 2", "20200210", "Faktura team", [("4631", "10", 1200), ("1930", "", -1200)]),
    ("A 3", "20200305", "Faktura mässa", [("4631", "30", 300), ("1930", "", -300)]),
]
NEW: list[Voucher] = [*BOOKED, ("A 4", "20200402", "Faktura skola", [("4637", "40", 800), ("1930", "", -800)])]
"""A voucher more, on an account and an object that the demo does not have."""


def sie(
    vouchers: Sequence[Voucher] = BOOKED, *, year: int = 2020, opening: int = 1000, head: str = "",
    objects: str = '#OBJEKT 6 "40" "Skolsamverkan"\n', encoding: str = "cp437",
) -> bytes:  # fmt: skip
    """Return a type 4E file whose bank account opens with so many kronor, and equity with as much."""
    booked: Counter[str] = Counter()
    for _, _, _, rows in vouchers:
        for account, _, amount in rows:
            booked[account] += amount
    opens = {"1930": opening, "2010": -opening}
    closing = {account: opens.get(account, 0) + booked[account] for account in {*booked, *opens}}
    lines = [
        f"#FLAGGA 0\n#PROGRAM Prov 1\n#FORMAT PC8\n#GEN 20200501\n#SIETYP 4\n{head}#FNAMN Sydnärke",
        f"#RAR 0 {year}0101 {year}1231\n#DIM 6 Projekt\n{objects}".rstrip(),
        *(f'#KONTO {number} "{NAMES[number]}"' for number in sorted({*booked, *opens})),
        *(f"#IB 0 {account} {ore}" for account, ore in opens.items()),
        *(f"#UB 0 {account} {ore}" for account, ore in sorted(closing.items()) if account.startswith(BALANCE)),
        *(f"#RES 0 {account} {ore}" for account, ore in sorted(closing.items()) if not account.startswith(BALANCE)),
        *map(written, vouchers),
    ]
    return ("\n".join(lines) + "\n").encode(encoding)


def addition(vouchers: Sequence[Voucher]) -> bytes:
    """Return a type 4I file: vouchers alone."""
    head = '#FLAGGA 0\n#PROGRAM Prov 1\n#SIETYP 4\n#FNAMN Sydnärke\n#KONTO 4631 "Köp av tjänster"\n'
    return (head + "\n".join(map(written, vouchers)) + "\n").encode("cp437")


def balances(result: int) -> bytes:
    """Return a type 1 file where the year 2020 has cost so many kronor."""
    return (
        "#FLAGGA 0\n#SIETYP 1\n#FNAMN Sydnärke\n#RAR 0 20200101 20201231\n#KONTO 1930 Bank\n#KONTO 4631 Köp\n"
        f"#IB 0 1930 {Decimal(1000)}\n#UB 0 1930 {Decimal(1000 - result)}\n#RES 0 4631 {Decimal(result)}\n"
    ).encode("cp437")


def written(voucher: Voucher) -> str:
    """Write a voucher as the file has it."""
    name, day, text, rows = voucher
    series, _, number = name.partition(" ")
    entries = [f"#TRANS {account} {{{f'6 {code}' if code else ''}}} {ore}" for account, code, ore in rows]
    return "\n".join([f'#VER {series or chr(34) * 2} {number or chr(34) * 2} {day} "{text}"', "{", *entries, "}"])


def leave_waiting(association: Association) -> None:
    """Leave a file waiting to be looked through."""
    content = sie(NEW, encoding="cp1252")
    with within(association):
        keep_file(
            association=association, file_name="sie-2020.se", content=content, sie=read_sie(content, "x"), by=None
        )
