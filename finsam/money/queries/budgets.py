"""Pages of the budget: the years with their versions, and one version."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404
from django.urls import reverse

from finsam.cases.models import Case, CaseKind
from finsam.core.models import Association, Member
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.core.rules.provisions import Provisions
from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.shown import cell_words, open_url
from finsam.kernel.periods import Period
from finsam.kernel.swedish import day
from finsam.money.budget_facts import version_key
from finsam.money.equity_facts import equity_rule
from finsam.money.models import Budget, BudgetState, Consultation
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.rules.budget_warnings import REASONS, Warned, Weighed, warnings_of
from finsam.ui.parts import Link, Tab


def find_budget(association: Association, year: int, version: int) -> Budget:
    """Return a version of a year's budget. Raises Http404. Must be called within the association."""
    rows = Budget.objects.filter(association=association, year=year, version=version)
    found = rows.select_related("decided_in__meeting", "created_by").first()
    if found is None:
        raise Http404
    return found


def case_of(association: Association, year: int) -> Case | None:
    """Return the open case of a year's budget: of that kind, with the year in its title."""
    rows = Case.objects.filter(association=association, kind=CaseKind.BUDGET, closed_on=None)
    return rows.filter(title__contains=str(year)).order_by("-year", "-number").first()


def budget_url(association: Association, budget: Budget, name: str = "budget", *more: str | int) -> str:
    """Return an address of a version."""
    return reverse(name, args=[association.slug, budget.year, budget.version, *more])


def budget_name(budget: Budget) -> str:
    """Write "Budget 2026, version 2"."""
    return f"Budget {budget.year}, version {budget.version}"


@dataclass(frozen=True)
class Opened:
    """A number with the way to open it, and the words around it."""

    before: str
    text: str
    url: str
    after: str = ""
    worse: bool = False


@dataclass(frozen=True)
class Around:
    """What is read once for versions: who the members are, and what holds on the day."""

    members: Sequence[Member]
    provisions: Provisions
    today: date
    held: Mapping[int, Mapping[int, Consultation]] = field(default_factory=dict)  # by budget and member

    def not_consulted(self, budget: Budget) -> list[str]:
        """The names of the members that no consultation is written down of."""
        held = self.held.get(budget.pk, {})
        return [member.name for member in self.members if member.pk not in held]

    def decide_by(self, year: int) -> date:
        """The last day to decide a year's budget."""
        return self.provisions.day_of("budget_decided_by", year - 1)


def around(association: Association, today: date, budget: Budget | None = None) -> Around:
    """Read what the warnings of versions need. Must be called within the association."""
    held: dict[int, dict[int, Consultation]] = defaultdict(dict)
    rows = Consultation.objects.filter(association=association, **({"budget": budget} if budget else {}))
    for row in rows:
        held[row.budget_id][row.member_id] = row
    members = list(Member.objects.filter(association=association))
    return Around(members, provisions_of(association, today), today, held)


def book_of_budget(association: Association, budget: Budget, kept: Book | None = None) -> Book:
    """Return the book a version's figures are asked in: its budget year's."""
    period = Period.year(budget.year)
    return kept.of(period) if kept else Book(association, period)


def is_told(book: Book, budget: Budget) -> bool:
    """Whether a version says anything, so that there are figures of it."""
    known = book.keys(figure_named("money.budget_version"))
    return version_key(budget.year, budget.version) in {category.key for category in known}


def weighed(book: Book, budget: Budget, near: Around, on: date | None = None) -> Weighed:
    """Gather what a version is warned by; `on` is the day it is, or would be, decided."""
    key, year = version_key(budget.year, budget.version), str(budget.year)
    if not is_told(book, budget):
        return Weighed(budget.year, {})
    plan, limits = book.table(f"money.budget_version@{key}"), book.table(f"money.budget_equity@{key}")
    years = [column.key for column in plan.columns]
    rule = equity_rule(book.scope)
    paid = book.table(f"money.budget_contributions@{key}")
    return Weighed(
        year=budget.year,
        results={int(y): plan.cell("result", y).value for y in years},
        equity={int(y): limits.cell("closing_equity", y).value for y in years},
        ceilings={int(y): limits.cell("ceiling", y).value for y in years} if rule else {},
        floor=rule.floor_ore if rule else None,
        decided_on=on or budget.decided_on or (None if budget.state == BudgetState.DECIDED else near.today),
        decide_by=near.decide_by(budget.year),
        not_consulted=[] if _before_us(budget) else near.not_consulted(budget),
        contributions=paid.cell("decided", year).value,
        income=paid.cell("budgeted", year).value,
    )


def _before_us(budget: Budget) -> bool:
    """Whether a version was decided before the program was in use: no day, no §."""
    return budget.state == BudgetState.DECIDED and budget.decided_on is None


@dataclass(frozen=True)
class VersionRow:
    """A version in the list."""

    name: str
    url: str
    state: str
    result: Opened | None
    equity: Opened | None
    remark: str
    in_force: bool


@dataclass(frozen=True)
class BudgetYear:
    """A year with its versions, the newest first."""

    title: str
    rows: Sequence[VersionRow]


@dataclass(frozen=True)
class BudgetsPage:
    """The years and their versions."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[BudgetYear]
    new: Link
    lines_url: str
    import_url: str
    lead: str


def budgets_page(association: Association, permissions: Collection[Permission], today: date) -> BudgetsPage:
    """Lay out every year's versions. Must be called within the association."""
    rows = list(Budget.objects.filter(association=association).select_related("decided_in__meeting"))
    near, book = around(association, today), Book(association, Period.year(today.year))
    years: dict[int, list[Budget]] = defaultdict(list)
    for row in rows:
        years[row.year].append(row)
    keeps, slug = Permission.KEEP_MONEY in permissions, association.slug
    wanted = next_year(rows, today)
    new_url = f"{reverse('budget-new', args=[slug])}?ar={wanted}"
    return BudgetsPage(
        title="Budget",
        state=f"{association.name} · budget för året och plan för de två följande åren",
        crumbs=money_crumbs(association),
        tabs=money_tabs(association, "budgets"),
        years=[
            BudgetYear(f"Budget {year}", [_version_row(book, one, found, near) for one in found])
            for year, found in years.items()
        ],
        new=Link(f"Gör budget för {wanted}", new_url) if keeps else Link(""),
        lines_url=reverse("budget-lines", args=[slug]) if keeps else "",
        import_url=reverse("budget-import", args=[slug]) if keeps else "",
        lead=_urged(rows, near),
    )


def next_year(budgets: Sequence[Budget], today: date) -> int:
    """Return the year to make a budget for: the next, or this one when it has none at all and the year is young."""
    decided = {budget.year for budget in budgets if budget.state == BudgetState.DECIDED}
    return max([today.year + 1, *(year + 1 for year in decided if year == today.year + 1)])


def _urged(budgets: Sequence[Budget], near: Around) -> str:
    """Say when next year's budget is to be decided, while it is not."""
    year = near.today.year + 1
    if any(budget.year == year and budget.state == BudgetState.DECIDED for budget in budgets):
        return ""
    last, today = near.decide_by(year), near.today
    law = "23 § lagen (2003:1210)"
    if today > last:
        return f"Budget {year} är inte fastställd. Sista dagen var {day(last)}, {law}."
    return f"Budget {year} ska vara fastställd {day(last)}, {law}."


def _version_row(book: Book, budget: Budget, beside: Sequence[Budget], near: Around) -> VersionRow:
    own, association = book_of_budget(book.association, budget, book), book.association
    told, key, year = is_told(own, budget), version_key(budget.year, budget.version), str(budget.year)
    decided = [one for one in beside if one.state == BudgetState.DECIDED]
    warned = warnings_of(weighed(own, budget, near)) if told and not _before_us(budget) else []
    return VersionRow(
        name=f"Version {budget.version}",
        url=budget_url(association, budget),
        state=state_words(budget, near.provisions.text("section_prefix")),
        result=opened(own, f"money.budget_version@{key}", "result", year) if told else None,
        equity=opened(own, f"money.budget_version@{key}", "closing_equity", year) if told else None,
        remark="Inget ifyllt än." if not told else _lacking(budget, warned),
        in_force=bool(decided) and decided[0] is budget,
    )


def _lacking(budget: Budget, warned: Sequence[Warned]) -> str:
    count = sum(not getattr(budget, REASONS[one.kind]) for one in warned)
    return f"{count} {'sak' if count == 1 else 'saker'} att ge skäl för" if count else ""


def state_words(budget: Budget, prefix: str = "") -> str:
    """Write "Fastställd 22 november 2024, § 58", or where the version stands."""
    if budget.state != BudgetState.DECIDED:
        return str(BudgetState(budget.state).label)
    if budget.decided_on is None:
        return "Fastställd innan Finsam togs i bruk"
    section = f", §\u00a0{prefix}{budget.decided_in.number}" if budget.decided_in else ""
    return f"Fastställd {day(budget.decided_on)}{section}"


def opened(book: Book, figure: str, row: str, column: str, before: str = "", after: str = "") -> Opened | None:
    """Return a cell with its unit and the way to open it; nothing when it is not there or does not apply."""
    cell = book.table(figure).cells.get((row, column))
    if cell is None or cell.value is None:
        return None
    head = next(c for c in book.table(figure).columns if c.key == column)
    words = cell_words(figure_named(figure), head, cell, unit=True)
    return Opened(before, words, open_url(book.association, cell.address), after, worse=cell.value < 0)
