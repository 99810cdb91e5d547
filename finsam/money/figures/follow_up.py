"""The follow-up of a month: budget, outcome, deviation and forecast, by line and by intervention (R7)."""

from functools import partial

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import NOTHING, Cell, total
from finsam.figures.rules.cubes import TOTAL
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import KRONOR
from finsam.interventions.facts import interventions_of
from finsam.interventions.models import Intervention
from finsam.kernel.swedish import listed
from finsam.money.equity_facts import covered_to
from finsam.money.facts import LEDGER, budget_lines
from finsam.money.figures.forecasts import Foreteller
from finsam.money.figures.lines import Lines, budgeted, outcome_of
from finsam.money.figures.shared import LAW, has_ledger, kronor
from finsam.money.rules.months import Month, said_to

COLUMNS = ("budget_year", "budget_period", "outcome", "deviation", "forecast", "forecast_deviation")
followed_up = partial(figure, unit=KRONOR, source=f"{LAW}; den budget som gäller; valda prognoser")


def _heads(book: Book) -> dict[str, Category]:
    span = Month.ending(book.period).span
    return {
        "budget_year": Category("budget_year", f"Budget {book.year}"),
        "budget_period": Category("budget_period", f"Budget {span}"),
        "outcome": Category("outcome", f"Utfall {span}", current=True),
        "deviation": Category("deviation", f"Avvikelse {span}", signed=True),
        "forecast": Category("forecast", f"Prognos {book.year}"),
        "forecast_deviation": Category("forecast_deviation", "Prognos mot budget", signed=True),
    }


@followed_up(
    "money.follow_up",
    title="Uppföljning",
    definition="Årets budget, den del av den som ligger i periodens månader, utfallet, hur utfallet avviker, prognosen "
    "för året och hur den avviker från årets budget. Kostnader är negativa. Plus i en avvikelse är bättre resultat "
    "än budget, minus sämre. Utfallet tas från de objekt och konton som raden pekar ut; det som ingen rad pekar ut "
    "står på en egen rad.",
    base="budgetens rader och alla bokförda intäkter och kostnader",
)
def follow_up(book: Book) -> Table:
    """The follow-up of the period's last month: every line of the budget (R7)."""
    heads, foretold = _heads(book), book.table("money.forecasts")
    sheet = Sheet([heads[key] for key in ("budget_year", "budget_period", "outcome", "forecast")], "Kronor")

    def forecast(key: str) -> Cell:
        return foretold.cells.get((key, "forecast"), NOTHING)

    def of_line(key: str) -> list[Cell]:
        year = budgeted(book, "whole_year", budget_line=key)
        return [year, budgeted(book, budget_line=key), outcome_of(book, key), forecast(key)]

    Lines(sheet, book, of_line, lambda key, booked: [NOTHING, NOTHING, booked, forecast(key)]).write()
    _deviations(sheet, heads)
    sheet.footnotes += _footnotes(book)
    if any(cell.value is not None and cell.value % 100 for cell in sheet.cells.values()):
        sheet.footnotes.append("Varje belopp är avrundat för sig, så en summa kan se ut att skilja på en krona.")
    return sheet.table()


def _deviations(sheet: Sheet, heads: dict[str, Category]) -> None:
    """Add the two deviations, and put the columns in the order they are read."""
    sheet.difference_column(heads["deviation"], "outcome", "budget_period")
    sheet.difference_column(heads["forecast_deviation"], "forecast", "budget_year")
    sheet.columns = [heads[key] for key in COLUMNS]


def _footnotes(book: Book) -> list[str]:
    month, notes = Month.ending(book.period), []
    covers = book.scope.once(covered_to).get(book.year)
    if has_ledger(book) and covers and covers < book.period.end:
        notes.append(f"Huvudboken är inläst till och med {said_to(covers)}.")
    foreteller = Foreteller(book)
    gone = [key for key in foreteller.chosen if foreteller.method(key) != foreteller.used(key)]
    if gone and month.month < 12:
        notes.append(
            f"Den valda metoden går inte att använda för {listed(gone)}: prognosen är där resten enligt budget."
        )
    return notes


@kronor(
    "money.follow_up_accounts",
    title="Uppföljning per konto",
    definition="Vad som är bokfört på vart och ett av kontona bakom budgetens rader, från januari. "
    "Kostnader är negativa.",
    base="alla bokförda intäkter och kostnader",
)
def follow_up_accounts(book: Book) -> Table:
    """The accounts behind each line; row keys are "line | account"."""
    cube = book.cube(LEDGER)
    sheet = Sheet([_heads(book)["outcome"]], "Kronor")
    for row in book.table("money.follow_up").rows:
        side = row.key.removeprefix("rest ")
        mine = cube.where(side=side, budget_line="") if side != row.key else cube.where(budget_line=row.key)
        accounts = mine.kept("account") if row.kind == "item" else []
        if accounts:
            sheet.group(f"line {row.key}", row.label)
        for account in accounts:
            label = f"{account.key} {account.label}"
            sheet.row(
                Category(f"{row.key} | {account.key}", label),
                [mine.where(account=account.key).cell("amount", sign=-1)],
            )
    sheet.sum(TOTAL.key, "Resultat", [row.key for row in sheet.rows if row.kind == "item"], "total")
    return sheet.table()


@followed_up(
    "money.follow_up_by_intervention",
    title="Uppföljning per insats",
    definition="Budget, utfall, avvikelse och prognos för de budgetrader som hör till insatsen, genom sitt objekt "
    "eller för att raden säger det, och det som är bokfört på insatsens objekt men inte på någon av dess rader. "
    "Kostnader är negativa. Plus i en avvikelse är bättre än budget.",
    base="budgetrader och objekt som hör till en insats",
)
def follow_up_by_intervention(book: Book) -> Table:
    """The follow-up of every intervention that has money (R7, R9)."""
    heads = _heads(book)
    sheet = Sheet([heads[key] for key in ("budget_year", "budget_period", "outcome", "forecast")], "Insats")
    lines = lines_of_interventions(book)
    for intervention in book.scope.once(interventions_of):
        cells = _of_intervention(book, intervention, lines)
        if any(cell.value for cell in cells):
            sheet.row(Category(intervention.key, intervention.title), cells)
    sheet.sum(TOTAL.key, "Summa insatser", [row.key for row in sheet.rows], "total")
    _deviations(sheet, heads)
    return sheet.table()


def lines_of_interventions(book: Book) -> dict[int, list[str]]:
    """Return the keys of the lines that belong to each intervention: by the line's word, else by its object."""
    owners = {code: row.pk for row in book.scope.once(interventions_of) for code in row.ledger_objects}
    found: dict[int, list[str]] = {}
    for key, line in book.scope.once(budget_lines).items():
        owner = line.intervention_id or owners.get(line.ledger_object)
        if owner:
            found.setdefault(owner, []).append(key)
    return found


def _of_intervention(book: Book, intervention: Intervention, lines: dict[int, list[str]]) -> list[Cell]:
    """What its lines come to, and what is booked on its objects and on no line of any intervention."""
    table, mine = book.table("money.follow_up"), lines.get(intervention.pk, [])
    taken = {key for keys in lines.values() for key in keys}
    objects = book.cube(LEDGER).where(side="cost", ledger_object=set(intervention.ledger_objects))
    others = {row["budget_line"] for row in objects.rows} - taken
    beside = objects.where(budget_line=others).cell("amount", sign=-1) if others else NOTHING
    return [
        total([*(table.cells.get((key, column), NOTHING) for key in mine), beside if booked else NOTHING])
        for column, booked in (("budget_year", 0), ("budget_period", 0), ("outcome", 1), ("forecast", 1))
    ]
