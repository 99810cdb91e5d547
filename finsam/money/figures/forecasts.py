"""Where each line's year is heading: what is booked, what the chosen method adds, and what was set by hand (R7)."""

from dataclasses import dataclass
from functools import cached_property

from finsam.figures.book import Book
from finsam.figures.rules.cells import NOTHING, Cell, combined, difference, part, total
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.kernel.periods import Period
from finsam.kernel.swedish import day
from finsam.money.equity_facts import covered_month, covered_to
from finsam.money.facts import LEDGER, budget_lines
from finsam.money.figures.lines import Lines, budgeted, outcome_of
from finsam.money.figures.shared import has_ledger, kronor
from finsam.money.forecast_facts import FORECASTS, choices
from finsam.money.models import Forecast, ForecastMethod
from finsam.money.rules import forecasts as rules
from finsam.money.rules.months import LAST, Month


def months_gone(book: Book) -> int:
    """Return how many months of the year are booked in the period: those the ledger reaches, 0 when nothing is."""
    if not has_ledger(book):
        return 0
    covered = book.year in book.scope.once(covered_to)
    return covered_month(book.scope) if covered else Month.ending(book.period).month


@dataclass
class Foreteller:
    """Foretells the lines of a year from what is booked to the end of a period."""

    asked: Book

    @cached_property
    def book(self) -> Book:
        """The year to the last month that is booked in the period."""
        month = Month.ending(self.asked.period)
        return self.asked.of(Month(month.year, self.months or month.month).period)

    @cached_property
    def months(self) -> int:
        """How many months of the year are gone."""
        return months_gone(self.asked)

    @cached_property
    def last_year(self) -> Book:
        """The whole year before."""
        return self.asked.of(Period.year(self.asked.year - 1))

    @cached_property
    def chosen(self) -> dict[str, Forecast]:
        """The choice that counts, by line."""
        by_pk = choices(self.book.scope)
        return {key: by_pk[line.pk] for key, line in self.book.scope.once(budget_lines).items() if line.pk in by_pk}

    def method(self, key: str) -> str:
        """Return the method chosen for a line, whether or not it can be used."""
        return self.chosen[key].method if key in self.chosen else ForecastMethod.BUDGET

    def used(self, key: str) -> str:
        """Return the method that a line is foretold by: the one chosen, when it can be used."""
        return rules.applied(self.method(key), self.known(key)) if key in self.chosen else rules.BUDGET

    def known(self, key: str, method: str = "") -> rules.Known:
        """Gather what a method, else the one chosen, needs to know of a line, in öre."""
        asks = (method or self.method(key)) == rules.LAST_YEAR
        before = [_whole(cell) for cell in self.before(key)] if asks else [None, None]
        return rules.Known(
            months=self.months,
            outcome=_whole(outcome_of(self.book, key)) or 0,
            budget_year=_whole(budgeted(self.book, "whole_year", budget_line=key)) or 0,
            budget_so_far=_whole(budgeted(self.book, budget_line=key)) or 0,
            last_year=before[0],
            last_year_so_far=before[1],
        )

    def before(self, key: str) -> tuple[Cell, Cell]:
        """Return what was booked on a line the year before: the whole year, and to the same month."""
        if not has_ledger(self.last_year):
            return NOTHING, NOTHING
        mine = self.last_year.cube(LEDGER).where(budget_line=key)
        so_far = mine.where(month=set(range(self.months + 1)))
        return mine.cell("amount", sign=-1), so_far.cell("amount", sign=-1)

    def cells(self, key: str) -> list[Cell]:
        """Return what a line's forecast is made of: outcome, the rest by its method, what was set by hand, forecast."""
        outcome = outcome_of(self.book, key)
        if self.months == LAST and outcome.value is not None:
            return [outcome, NOTHING, NOTHING, total([outcome])]
        rest = self._rest(key, outcome, self.used(key))
        by_hand = self._by_hand(key, total([outcome, rest]))
        return [outcome, rest, by_hand, total([outcome, rest, by_hand])]

    def by_method(self, key: str, method: str) -> Cell:
        """Return what a method would foretell; does not apply when it cannot be used."""
        outcome = outcome_of(self.book, key)
        usable = rules.applied(method, self.known(key, method)) == method
        return total([outcome, self._rest(key, outcome, method)]) if usable else NOTHING

    def _rest(self, key: str, outcome: Cell, used: str) -> Cell:
        if used in {rules.LINEAR, rules.LAST_YEAR}:
            return part(rules.factor(used, self.known(key, used)), outcome)
        year = budgeted(self.book, "whole_year", budget_line=key)
        return difference(year, budgeted(self.book, budget_line=key)) if self.months else year

    def _by_hand(self, key: str, otherwise: Cell) -> Cell:
        """What the year was set to beyond the rest by budget; 0, with the choice behind it, of another method."""
        if key not in self.chosen:
            return NOTHING
        choice = self.book.cube(FORECASTS).where(budget_line=key, counts="yes").cell("amount")
        return combined([(1, choice), (-1, otherwise)]) if self.method(key) == rules.HAND else choice

    def said(self, key: str) -> str:
        """Say how a line is foretold, and who chose it, when and why."""
        if self.months == LAST:
            return "Hela året är bokfört."
        if key not in self.chosen:
            return ForecastMethod.BUDGET.label + "."
        choice = self.chosen[key]
        who = f"{choice.made_by.name}, " if choice.made_by else ""
        words = f"{choice.get_method_display()} ({who}{day(choice.made_at.date())})."
        if why := rules.why_not(choice.method, self.known(key)):
            words += f" {why} Därför: {ForecastMethod.BUDGET.label.lower()}."
        return f"{words} {choice.reason}".strip()


def _whole(cell: Cell) -> int | None:
    return None if cell.value is None else int(cell.value)


@kronor(
    "money.forecasts",
    title="Prognos per rad",
    definition="Vad året väntas sluta på: det som är bokfört, och resten av året enligt den metod som valts för raden. "
    "Utan val är resten den budget som är kvar. Ett belopp för hand gäller i stället för det uträknade. "
    "När hela året är bokfört är prognosen utfallet.",
    base="budgetens rader, det bokförda och de valda metoderna",
)
def forecasts(book: Book) -> Table:
    """How each line's forecast is made."""
    foreteller = Foreteller(book)
    columns = [
        Category("outcome", f"Utfall {Month.ending(foreteller.book.period).span}"),
        Category("rest", "Resten enligt metoden"),
        Category("by_hand", "Ändrat för hand", signed=True),
        Category("forecast", f"Prognos {book.year}", current=True),
    ]
    sheet = Sheet(columns, "Kronor")
    Lines(
        sheet,
        foreteller.book,
        of_line=foreteller.cells,
        of_rest=lambda _, booked: [booked, NOTHING, NOTHING, total([booked])],
        remark=foreteller.said,
    ).write()
    if any(method.method == rules.LAST_YEAR for method in foreteller.chosen.values()):
        _last_year(sheet, foreteller)
    return sheet.table()


def _last_year(sheet: Sheet, foreteller: Foreteller) -> None:
    """Add what the profile of the last year was taken from."""
    heads = [
        Category("last_year", f"Utfall {foreteller.asked.year - 1}"),
        Category(
            "last_year_so_far",
            f"Utfall {Month.ending(foreteller.book.period).span} {foreteller.asked.year - 1}",
        ),
    ]
    sheet.columns += heads
    for row in sheet.rows:
        if row.kind == "group":
            continue
        follows = row.key in foreteller.chosen and foreteller.method(row.key) == rules.LAST_YEAR
        cells = foreteller.before(row.key) if follows else (NOTHING, NOTHING)
        for head, cell in zip(heads, cells, strict=True):
            sheet.cells[row.key, head.key] = cell


@kronor(
    "money.forecast_methods",
    title="Vad varje metod skulle ge",
    definition="Vad varje rad skulle sluta på med resten enligt budget, i samma takt, och med förra årets profil. "
    "Vilken metod som är vald står i talet Prognos per rad.",
    base="budgetens rader och det bokförda i år och förra året",
)
def forecast_methods(book: Book) -> Table:
    """What each method that computes would foretell, for whoever is to choose."""
    foreteller = Foreteller(book)
    methods = [method for method in ForecastMethod if method != ForecastMethod.HAND]
    sheet = Sheet([Category(method.value, method.label) for method in methods], "Kronor")
    Lines(
        sheet,
        foreteller.book,
        of_line=lambda key: [foreteller.by_method(key, method.value) for method in methods],
        of_rest=lambda _, booked: [total([booked])] * len(methods),
    ).write()
    return sheet.table()
