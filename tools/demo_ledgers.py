"""Write SOFINT's example ledgers: vouchers made up so that the sums are what its board saw, or the pictures show.

Published are only the result January-October 2021, -221 930 kr, and the budget of 2025. `python -m tools.demo_ledgers`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from finsam.kernel.shares import split

FOLDER = Path("finsam/home/demo/sofint")
BANK, PREPAID, DEBTS, EQUITY, RESULT = "1940", "2990", "2440", "2010", "2099"
PARTIES = {"3511": 2, "3512": 1, "3513": 1}  # state, region, municipalities

ACCOUNTS = {
    BANK: "Bank",
    EQUITY: "Eget kapital",
    RESULT: "Årets resultat",
    DEBTS: "Leverantörsskulder",
    PREPAID: "Förutbetalda medlemsbidrag",
    "3511": "Medlemsbidrag staten",
    "3512": "Medlemsbidrag Region Örebro län",
    "3513": "Medlemsbidrag kommunerna",
    "4531": "Köp av verksamhet, insatser",
    "4532": "Köp av tjänst, strukturell samverkan",
    "4621": "Köp av administrativa tjänster",
    "4622": "Köp av tjänst, förbundschef",
    "5011": "Arvoden till förtroendevalda",
    "5610": "Sociala avgifter",
    "6410": "Hotell och resor",
    "6420": "Kurser och konferenser",
    "6430": "Representation",
    "6440": "Medlemsavgift NNS",
    "6450": "Telefoni",
    "6460": "Verksamhetsutvärdering",
    "6470": "Revision",
    "6490": "Övriga verksamhetskostnader",
    "8490": "Bankavgifter och räntor",
}
OBJECTS = {"10": "Coachingteamet", "20": "Projektfinansiering", "30": "Rehabmässa", "40": "Strukturell samverkan"}


@dataclass(frozen=True)
class Cost:
    """What is booked on an account in months, in kronor, and what the vouchers say."""

    account: str
    text: str
    kronor: int
    months: Mapping[int, int]  # month: weight
    object: str = ""


@dataclass(frozen=True)
class Year:
    """A year to October: opening equity, debts, a month's contributions, and the costs. Kronor."""

    year: int
    equity: int
    debts: int
    contributions: int
    costs: Sequence[Cost]


EVERY = dict.fromkeys(range(1, 11), 1)


def on(*months: int) -> dict[int, int]:
    """Weigh some months alike."""
    return dict.fromkeys(months, 1)


YEARS = (
    Year(
        2021,
        1_896_000,
        154_000,
        325_000,
        [
            Cost("4531", "Lindesbergs kommun, Coachingteamet", 2_416_650, EVERY, "10"),
            Cost("4531", "Projektmedel", 402_500, on(3, 6, 9), "20"),
            Cost("4531", "Rehabmässa, lokal och material", 18_200, on(9, 10), "30"),
            Cost("4532", "Region Örebro län, förbundschef del strukturell samverkan", 104_300, EVERY, "40"),
            Cost("4621", "Lindesbergs kommun, ekonomi", 85_000, EVERY),
            Cost("4622", "Region Örebro län, förbundschef", 257_400, EVERY),
            Cost("5011", "Arvoden", 63_852, on(2, 4, 6, 9, 10)),
            Cost("5610", "Sociala avgifter på arvoden", 20_063, on(2, 4, 6, 9, 10)),
            Cost("6470", "Revision av årsredovisningen", 41_250, on(4)),
            Cost("6410", "Resor", 1_870, on(9, 10)),
            Cost("6420", "Webbkonferens", 4_500, on(5)),
            Cost("6430", "Lunch planeringsdag", 1_240, on(10)),
            Cost("6440", "Nationella nätverket för samordningsförbund", 13_904, on(1)),
            Cost("6450", "Telefoni", 9_612, EVERY),
            Cost("6490", "Kontorsmaterial, licenser, annonser", 30_709, on(2, 3, 5, 8, 10)),
            Cost("8490", "Bankavgifter", 880, on(3, 6, 9)),
        ],
    ),
    Year(
        2025,
        510_000,
        110_000,
        300_000,
        [
            Cost("4531", "Lindesbergs kommun, Coachingteamet kvartal", 1_749_750, on(4, 7, 10), "10"),
            Cost("4531", "Projektmedel", 92_000, on(5, 9), "20"),
            Cost("4531", "Rehabmässa, lokal och material", 31_240, on(9, 10), "30"),
            Cost("4532", "Region Örebro län, förbundschef del strukturell samverkan", 118_410, EVERY, "40"),
            Cost("4621", "Lindesbergs kommun, ekonomi", 93_500, EVERY),
            Cost("4622", "Region Örebro län, förbundschef", 278_300, EVERY),
            Cost("5011", "Arvoden", 67_684, on(2, 4, 6, 9, 10)),
            Cost("5610", "Sociala avgifter på arvoden", 21_266, on(2, 4, 6, 9, 10)),
            Cost("6470", "Revision av årsredovisningen", 42_500, on(4)),
            Cost("6410", "Resor, hotell", 4_180, on(3, 5, 9)),
            Cost("6420", "NNS-dagarna, två ledamöter", 9_450, on(5)),
            Cost("6430", "Lunch planeringsdag", 3_120, on(10)),
            Cost("6440", "Nationella nätverket för samordningsförbund", 14_000, on(1)),
            Cost("6450", "Telefoni", 10_640, EVERY),
            Cost("6490", "Kontorsmaterial, licenser, annonser", 26_825, on(2, 3, 5, 8, 10)),
            Cost("8490", "Bankavgifter", 1_120, on(3, 6, 9)),
        ],
    ),
)
"""The costs of 2025 are those of the reference pictures; those of 2021 sum to what the board saw."""

Row = tuple[str, str, int]  # account, object, öre
Booked = tuple[date, str, list[Row]]


def vouchers(year: Year) -> Iterator[Booked]:
    """Yield what is booked, by day: contributions paid a quarter ahead, taken up month by month, and the costs."""
    for month in range(1, 11):
        month_ore = split(year.contributions * 100, list(PARTIES.values()))
        if month in {1, 4, 7, 10}:
            paid = sum(month_ore) * 3
            yield date(year.year, month, 10), "Medlemsbidrag, kvartalet", [(BANK, "", paid), (PREPAID, "", -paid)]
        income: list[Row] = [(account, "", -ore) for account, ore in zip(PARTIES, month_ore, strict=True)]
        yield date(year.year, month, 28), "Månadens medlemsbidrag", [(PREPAID, "", sum(month_ore)), *income]
        if month == 1:
            debts = year.debts * 100
            yield date(year.year, 1, 15), "Betalda skulder från förra året", [(DEBTS, "", debts), (BANK, "", -debts)]
        for cost in year.costs:
            yield from _cost(year.year, month, cost)


def _cost(year: int, month: int, cost: Cost) -> Iterator[Booked]:
    if month in cost.months:
        parts = split(cost.kronor, list(cost.months.values()))
        ore = parts[list(cost.months).index(month)] * 100
        yield date(year, month, 25), cost.text, [(cost.account, cost.object, ore), (BANK, "", -ore)]


def written(year: Year) -> str:
    """Return the year as a SIE 4 file."""
    opening = {BANK: year.equity + year.debts, EQUITY: -year.equity, DEBTS: -year.debts}
    opening = {account: kronor * 100 for account, kronor in opening.items()}
    booked = sorted(vouchers(year), key=lambda voucher: voucher[0])
    sums: dict[str, int] = {}
    for _, _, rows in booked:
        for account, _, ore in rows:
            sums[account] = sums.get(account, 0) + ore
    lines = [
        *("#FLAGGA 0", '#PROGRAM "demo_ledgers" 1.0', "#FORMAT PC8", f"#GEN {year.year}1103", "#SIETYP 4"),
        '#PROSA "Påhittade verifikationer. Bara summorna är publicerade uppgifter, eller exempel."',
        *('#FNAMN "Samordningsförbundet SOFINT"', f"#RAR 0 {year.year}0101 {year.year}1231"),
        *(f'#KONTO {number} "{name}"' for number, name in ACCOUNTS.items()),
        '#DIM 6 "Projekt"',
        *(f'#OBJEKT 6 "{code}" "{name}"' for code, name in OBJECTS.items()),
        *(f"#IB 0 {account} {_kronor(ore)}" for account, ore in opening.items()),
        *(f"#UB 0 {a} {_kronor(opening.get(a, 0) + sums.get(a, 0))}" for a in ACCOUNTS if a < "3"),
        *(f"#RES 0 {a} {_kronor(ore)}" for a, ore in sorted(sums.items()) if a >= "3"),
    ]
    for number, (day, text, rows) in zip(count(1), booked, strict=False):
        lines += [f'#VER A {number} {day:%Y%m%d} "{text}"', "{"]
        for account, code, ore in rows:
            objects = f'6 "{code}"' if code else ""
            lines.append(f"   #TRANS {account} {{{objects}}} {_kronor(ore)}")
        lines.append("}")
    return "\r\n".join(lines) + "\r\n"


def _kronor(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def main() -> None:
    """Write every year."""
    for year in YEARS:
        (FOLDER / f"ledger-{year.year}.se").write_bytes(written(year).encode("cp437"))


if __name__ == "__main__":
    main()
