"""Pages of the equity: over the years against its rule, the cash through the year, and the rules there have been."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import year_links
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import DAYS, KRONOR, Unit
from finsam.figures.shown import open_url, shown_table
from finsam.kernel.swedish import MONTHS, day
from finsam.money.equity_facts import covered_month, equity_rule, equity_rules, is_booked_whole, said_rule
from finsam.money.figures.liquidity import pace_stretch, to_month
from finsam.money.models import EquityRule
from finsam.money.pictures import cash_ahead_picture, cash_run_out, equity_picture
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.rules.liquidity import Stretch
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownTable


@dataclass(frozen=True)
class Said:
    """A piece of a sentence: words, and where they open when they are a number. `worse` is amber."""

    text: str
    url: str = ""
    worse: bool = False


@dataclass(frozen=True)
class RuleLine:
    """A rule in words; `remove_url` for those who may take it away."""

    words: str
    when: str
    remove_url: str = ""


@dataclass(frozen=True)
class EquityPage:
    """Equity and cash of a year. Empty pictures and tables: nothing is known."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    answer: Sequence[Said]
    equity_picture: SafeString
    over_years: ShownTable | None
    year_end: ShownTable | None
    cash_answer: Sequence[Said]
    cash_picture: SafeString
    cash_caption: str
    cash_by_month: ShownTable | None
    cash_forecast: ShownTable | None
    administration: ShownTable | None
    rule: str
    rules: Sequence[RuleLine]
    rule_url: str
    scenario_url: str


def equity_page(book: Book, permissions: Collection[Permission]) -> EquityPage:
    """Return the page of a year. Must be called within the association."""
    association = book.association
    keeps = Permission.KEEP_MONEY in permissions
    rule = equity_rule(book.scope)
    return EquityPage(
        title=f"Eget kapital och kassa {book.year}",
        state=_state(book),
        crumbs=money_crumbs(association, Link("Eget kapital")),
        tabs=money_tabs(association, "equity"),
        years=year_links(book, "equity"),
        answer=list(_equity_answer(book)),
        equity_picture=mark_safe(equity_picture(book)),  # noqa: S308  drawn by us, every word escaped
        over_years=_table(book, "money.equity_over_years"),
        year_end=_table(book, "money.equity_forecast"),
        cash_answer=list(_cash_answer(book)),
        cash_picture=mark_safe(cash_ahead_picture(book)),  # noqa: S308  drawn by us, every word escaped
        cash_caption=_cash_caption(book),
        cash_by_month=_table(book, "money.cash_by_month"),
        cash_forecast=_table(book, "money.cash_forecast"),
        administration=_table(book, "money.administration_over_years"),
        rule=said_rule(rule) if rule else "",
        rules=[_rule_line(association, one, rule, keeps=keeps) for one in reversed(book.scope.once(equity_rules))],
        rule_url=reverse("equity-rule", args=[association.slug]) if keeps else "",
        scenario_url=f"{reverse('scenario', args=[association.slug])}?ar={book.year}",
    )


def _state(book: Book) -> str:
    covered = covered_month(book.scope)
    if not covered:
        return "Ingen huvudbok är inläst för året"
    return f"Huvudboken är inläst till och med {MONTHS[covered - 1]}"


def _table(book: Book, name: str) -> ShownTable | None:
    return None if book.table(name).is_empty else shown_table(book, name)


def said_cell(association: Association, cell: Cell, unit: Unit = KRONOR, *, worse: bool = False) -> Said:
    """Write a cell that applies with its unit and the way to open it; never with a minus."""
    value = cell.value or 0
    return Said(unit.written(max(value, -value)), open_url(association, cell.address), worse)


def _equity_answer(book: Book) -> Iterator[Said]:
    """Say what equity is or is foretold to be when the year ends, and how that stands to the rule."""
    told = {row.key: book.cell("money.equity_forecast", row.key, "forecast") for row in _year_end_rows(book)}
    closing = told.get("closing")
    if closing is None or closing.value is None:
        return
    is_booked = is_booked_whole(book.scope)
    yield Said(f"Eget kapital {'var' if is_booked else 'väntas bli'} ")
    yield Said("minus " if closing.value < 0 else "")
    yield said_cell(book.association, closing)
    yield Said(" vid årets slut")
    yield from _room_words(book, told["room"])
    floor = told["floor"]
    if floor.value is not None and closing.value < floor.value:
        yield Said(", under golvet på ")
        yield said_cell(book.association, floor, worse=True)
    yield Said(".")


def _year_end_rows(book: Book) -> Sequence[Category]:
    return book.table("money.equity_forecast").rows


def _room_words(book: Book, room: Cell) -> Iterator[Said]:
    if room.value is None:
        return
    over = room.value < 0
    yield Said(", ")
    yield said_cell(book.association, room, worse=over)
    yield Said(" över taket" if over else " under taket")


def _cash_answer(book: Book) -> Iterator[Said]:
    """Say what the cash is, and how long it lasts."""
    covered = covered_month(book.scope)
    cash = to_month(book, covered).cell("money.cash") if covered else None
    if cash is None or cash.value is None:
        return
    yield Said(f"I slutet av {MONTHS[covered - 1]} fanns ")
    yield said_cell(book.association, cash)
    yield Said(" i kassan.")
    stretch, out = pace_stretch(book), cash_run_out(book)
    if stretch is None:
        yield Said(" Tre månader behöver vara bokförda för att säga hur länge det räcker.")
    elif out is None:
        yield Said(" Utan bidrag skulle den inte minska i den takt som varit.")
    else:
        yield from _lasting(book, out)
    yield from _edges(book)


def _edges(book: Book) -> Iterator[Said]:
    """Say when the cash was least and most, of the months booked."""
    table = book.table("money.cash_by_month")
    closings = {int(row.key): table.cell(row.key, "closing") for row in table.rows if row.kind == "item"}
    if len(closings) < 2:
        return
    by_size = sorted(closings, key=lambda month: (closings[month].value or 0, month))
    for words, month in ((" Minst fanns det i slutet av ", by_size[0]), (", mest i slutet av ", by_size[-1])):
        yield Said(f"{words}{MONTHS[month - 1]}: ")
        yield Said("minus " if (closings[month].value or 0) < 0 else "")
        yield said_cell(book.association, closings[month])
    yield Said(".")


def _lasting(book: Book, out: date) -> Iterator[Said]:
    yield Said(" Kommer inga fler bidrag räcker det i ")
    yield said_cell(book.association, book.cell("money.cash_days"), DAYS)
    yield Said(f", till {day(out)}. Takten är ")
    yield said_cell(book.association, book.cell("money.net_cost_per_day"))
    yield Said(" om dagen.")


def _cash_caption(book: Book) -> str:
    stretch = pace_stretch(book)
    return f"Takten är räknad på {_stretch_words(stretch)}, {stretch.days} dagar." if stretch else ""


def _stretch_words(stretch: Stretch) -> str:
    first, last = stretch.first, stretch.last
    begins = f"{MONTHS[first.month - 1]} {first.year}" if first.year != last.year else MONTHS[first.month - 1]
    return f"{begins} till {MONTHS[last.month - 1]} {last.year}"


def _rule_line(association: Association, one: EquityRule, current: EquityRule | None, *, keeps: bool) -> RuleLine:
    is_current = current is not None and one.pk == current.pk
    ahead = one.valid_from > timezone.localdate()
    when = "gäller för året" if is_current else "kommande" if ahead else "tidigare"
    if not is_current and not ahead and current is not None and one.valid_from > current.valid_from:
        when = "gällde senare"
    return RuleLine(
        said_rule(one), when, reverse("equity-rule-remove", args=[association.slug, one.pk]) if keeps else ""
    )


@dataclass(frozen=True)
class EquityRulePage:
    """The form of a new rule."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    back_url: str


def equity_rule_page(association: Association, form: forms.Form) -> EquityRulePage:
    """Return the page where a new rule is set."""
    back = reverse("equity", args=[association.slug])
    title = "Ny regel för eget kapital"
    crumbs = money_crumbs(association, Link("Eget kapital", back), Link("Ny regel"))
    state = "Den nya regeln gäller från sin dag. Tidigare år räknas på den regel som gällde då."
    return EquityRulePage(title, state, crumbs, form, back)
