"""Measure the money: the SIE file beside its floor and other programs, and pages of ten years of vouchers."""

import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finsam.core.models import Association

Row = tuple[str, str, str]
Timed = Callable[..., list[float]]
YEARS, EACH_YEAR, LAST = 10, 10_000, 2024


def floor(content: bytes, timed: Timed) -> list[Row]:
    """Scan the file that is read: every line parted at its spaces, nothing kept."""

    def scan() -> None:
        for line in content.decode("cp437").splitlines():
            line.split()

    return [("  floor: its lines scanned", f"{statistics.median(timed(scan)):.2f} s", "")]


def others(entries: int, timed: Timed) -> list[Row]:
    """Let other programs read the same vouchers, where they are installed."""
    with tempfile.TemporaryDirectory() as folder:
        journals = {
            "hledger": (_journal(Path(folder), entries, "hledger"), ["balance", "--no-total", "-f"]),
            "bean-check": (_journal(Path(folder), entries, "bean-check"), []),
        }
        return [
            (f"  {name}", _run(name, [*options, str(file)], timed), "") for name, (file, options) in journals.items()
        ]


def _run(name: str, arguments: list[str], timed: Timed) -> str:
    program = shutil.which(name)
    if program is None:
        return "not installed"
    seconds = timed(lambda: subprocess.run([program, *arguments], check=True, capture_output=True), runs=2)
    return f"{statistics.median(seconds):.2f} s"


def _journal(folder: Path, entries: int, program: str) -> Path:
    """Write the bench's vouchers as a program's own journal."""
    file = folder / f"{program}.journal"
    bank, cost = "Assets:Bank", "Expenses:Services"
    head, txt = ("2023-01-01 open {}\n", '* "{}"') if program == "bean-check" else ("account {}\n", "* {}")
    with file.open("w", encoding="utf-8") as journal:
        journal.writelines(head.format(account) for account in (bank, cost))
        for number in range(1, entries // 2 + 1):
            day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            journal.write(f"\n{day} {txt.format(f'Faktura {number}')}\n  {cost}  1.00 SEK\n  {bank}  -1.00 SEK\n")
    return file


def books() -> "Association":
    """Make ten years of ten thousand vouchers with three rows each, on twenty accounts and ten objects."""
    from django.db import connection

    from finsam.core.models import Association, Person, Seat
    from finsam.core.tenancy import within
    from finsam.money.models import Account, BudgetGroup, BudgetLine, Ledger, LedgerFile, LedgerObject

    association, _ = Association.objects.get_or_create(
        slug="bocker", defaults={"name": "Böcker", "short_name": "Böcker"}
    )
    with within(association):
        one = {"association": association}
        director = Person.objects.get(email="forbundschef@exempel.se")
        Seat.objects.create(**one, body="secretariat", role="director", person=director, position=0)
        director.associations.add(association)
        lines = {"1930": "Kassa och bank", "2410": "Kortfristiga skulder"}
        lines |= {str(number): "Verksamhetens kostnader" for number in range(4631, 4651)}
        accounts = [
            Account.objects.create(**one, number=number, name=f"Konto {number}", statement_line=line, position=place)
            for place, (number, line) in enumerate(lines.items())
        ]
        group = BudgetGroup.objects.create(**one, key="insatser", label="Insatser", kind="interventions", position=0)
        for code in range(10):
            LedgerObject.objects.create(**one, code=str(code), name=f"Team {code}")
            BudgetLine.objects.create(**one, group=group, label=f"Team {code}", ledger_object=str(code), position=code)
        for year in range(LAST - YEARS + 1, LAST + 1):
            file = LedgerFile.objects.create(**one, year=year, sie_type=4, file_name="b.se", content=b"", sha256="")
            ledger = Ledger.objects.create(
                **one, year=year, starts_on=f"{year}-01-01", ends_on=f"{year}-12-31", file=file
            )
            with connection.cursor() as cursor:
                cursor.execute(_VOUCHERS, [association.pk, ledger.pk, file.pk, year, EACH_YEAR])
                bank, debt, *costs = (row.pk for row in accounts)
                for place, among in enumerate((costs, [bank] * len(costs), [debt] * len(costs)), start=1):
                    cursor.execute(_POSTINGS, [among, year, place, place, association.pk, ledger.pk])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE money_voucher")
            cursor.execute("ANALYZE money_posting")
    return association


_VOUCHERS = """
    INSERT INTO money_voucher (association_id, ledger_id, file_id, series, number, booked_on, text)
    SELECT %s, %s, %s, 'L', n, make_date(%s, 1 + n %% 12, 1 + n %% 28), 'Leverantör ' || n %% 300 || ': faktura ' || n
    FROM generate_series(1, %s) n
"""
_POSTINGS = """
    INSERT INTO money_posting
      (association_id, ledger_id, account_id, voucher_id, kind, year, month, ledger_object, amount_ore, text)
    SELECT v.association_id, v.ledger_id, (%s::bigint[])[1 + v.id %% 20], v.id, 'voucher', %s,
       extract(month FROM v.booked_on), CASE WHEN %s = 1 THEN (v.id %% 10)::text ELSE '' END,
       (ARRAY[100000, -60000, -40000])[%s], 'Rad'
    FROM money_voucher v WHERE v.association_id = %s AND v.ledger_id = %s
"""


def addresses(association: "Association") -> list[str]:
    """Return the pages to measure."""
    from finsam.core.tenancy import within
    from finsam.money.models import Voucher

    with within(association):
        newest = Voucher.objects.filter(association=association).order_by("-booked_on", "-pk").first()
    home, list_ = f"/{association.slug}/pengar/", f"/{association.slug}/pengar/verifikationer/"
    return [
        list_,
        f"{list_}?ar=2018&q=faktura+77",
        f"{list_}?ar=alla&q=faktura+777",
        f"{list_}?q=1+000,00&manad=3",
        f"{list_}?rad=Team+3",
        f"{list_}?tal=money.costs&period={LAST}",
        f"{list_}{newest.pk if newest else 0}/",
        f"/{association.slug}/tal/money.costs/{LAST}/",
        f"{home}huvudbok/konton/",
        home,
        f"{home}{LAST}-10/",
    ]
