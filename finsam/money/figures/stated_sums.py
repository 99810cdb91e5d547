"""The sums written in a budget, held against what its lines come to (R4)."""

from collections.abc import Iterable, Mapping, Sequence

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, difference, total
from finsam.figures.rules.cubes import Cube
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.money.budget_facts import BUDGET_VERSIONS
from finsam.money.facts import budget_lines
from finsam.money.figures.shared import kronor
from finsam.money.rules.budget_words import is_opening_equity
from finsam.money.rules.stated_sums import Verdict, judge, said_beside, summary
from finsam.money.rules.sum_readings import Item, Stated
from finsam.money.stated_facts import STATED_SUMS


def _keys(book: Book) -> Sequence[Category]:
    return book.cube(STATED_SUMS).categories["version"]


@kronor(
    "money.stated_sums",
    title="Skrivna summor mot raderna",
    definition="Varje summa som den står i det dokument som budgeten lästes ur, bredvid vad raderna ger, år för år. "
    "Vad en summa summerar tas av dess namn, annars av var den står, annars av vad den stämmer med. "
    "Budgeten själv räknas alltid av raderna. Skillnaden är raderna minus det skrivna, så minus är sämre än det står.",
    base="de skrivna summorna och versionens rader, som de fastställdes",
    source="Det dokument som budgeten lästes ur; regel R4",
    per=_keys,
)
def stated_sums(book: Book, key: str) -> Table:
    """Every written sum of a version, what its lines give, and the difference, year by year (R4)."""
    stated, plan = book.cube(STATED_SUMS).where(version=key), _decided(book, key)
    verdicts, names = judged(book, key)
    sheet = Sheet([column for year in stated.kept("year") for column in _columns(book, year.key)], "Kronor")
    for position, label in {row["sum"]: row["label"] for row in stated.rows}.items():
        of_sum = {str(v.year): v for v in verdicts if str(v.stated.position) == position}
        cells: list[Cell] = []
        for year in stated.kept("year"):
            cells += _cells(stated.where(sum=position, year=year.key), plan, of_sum.get(year.key), names)
        sheet.row(Category(position, label, remark=_remark(of_sum.values())), cells)
    sheet.footnotes.append(summary(verdicts))
    return sheet.table()


def _columns(book: Book, year: str) -> list[Category]:
    return [
        Category(f"{year} stated", f"{year} skrivet", current=year == str(book.year)),
        Category(f"{year} lines", f"{year} raderna"),
        Category(f"{year} difference", f"{year} skillnad", signed=True),
    ]


def _remark(verdicts: Iterable[Verdict]) -> str:
    """What is said of the years whose lines do not bear the sum."""
    told: dict[str, list[str]] = {}
    for verdict in verdicts:
        if not verdict.bears:
            told.setdefault(said_beside(verdict), []).append(str(verdict.year))
    return " ".join(f"{' och '.join(years)}: {words}" for words, years in told.items())


def _cells(stated: Cube, plan: Cube, verdict: Verdict | None, names: Mapping[int, str]) -> list[Cell]:
    if verdict is None:
        return [NOTHING] * 3
    written, given = stated.cell("amount"), _given(plan, verdict, names)
    return [written, given, NOTHING if given.value is None else difference(given, written)]


def _given(plan: Cube, verdict: Verdict, names: Mapping[int, str]) -> Cell:
    """What the lines of a sum come to: one selection of rows for the years that have the same lines."""
    if verdict.lines_ore is None:
        return NOTHING
    years: dict[frozenset[int], list[str]] = {}
    for year in sorted({year for _, year in verdict.amounts}):
        lines = frozenset(position for position, of in verdict.amounts if of == year)
        years.setdefault(lines, []).append(str(year))
    parts = [
        plan.where(budget_line=[names[position] for position in lines], year=those).cell("amount")
        for lines, those in _overlapping_apart(years).items()
    ]
    return parts[0] if len(parts) == 1 else total(parts)


def _overlapping_apart(years: Mapping[frozenset[int], list[str]]) -> dict[frozenset[int], list[str]]:
    """Let lines that stand in every year be one selection, and those of some years another."""
    common = frozenset.intersection(*years) if years else frozenset()
    apart = {common: [year for those in years.values() for year in those]} if common else {}
    return apart | {rest: those for lines, those in years.items() if (rest := lines - common)}


def _decided(book: Book, key: str) -> Cube:
    """A version as it was decided: a sum written then knows nothing of later transfers."""
    return book.cube(BUDGET_VERSIONS).where(version=key, part="decided")


def judged(book: Book, key: str) -> tuple[list[Verdict], dict[int, str]]:
    """Judge the written sums of a version; return the verdicts and the lines' keys by the position they were given."""
    sums = _stated(book, key)
    taken = {one.position for one in sums if not is_opening_equity(one.label)}  # opening equity is a line, and a sum
    free = (position for position in range(1_000_000) if position not in taken)
    rows: dict[str, dict[int, int]] = {}
    for row in _decided(book, key).rows:
        rows.setdefault(row["budget_line"], {})[int(row["year"])] = row["amount"]
    lines = sorted(
        ((name, line) for name, line in book.scope.once(budget_lines).items() if name in rows),
        key=lambda named: (named[1].group.position, named[1].position),
    )
    items = [
        Item(position, line.group.label, line.group.kind, line.label, rows[name])
        for position, (name, line) in zip(free, lines, strict=False)
    ]
    return judge(items, sums), {item.position: name for item, (name, _) in zip(items, lines, strict=True)}


def _stated(book: Book, key: str) -> list[Stated]:
    amounts: dict[tuple[int, str, str], dict[int, int]] = {}
    for row in book.cube(STATED_SUMS).where(version=key).rows:
        place = int(row["sum"]), row["group_label"], row["label"]
        amounts.setdefault(place, {})[int(row["year"])] = row["amount"]
    return [Stated(position, group, label, years) for (position, group, label), years in amounts.items()]
