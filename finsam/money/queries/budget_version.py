"""The page of one version of the budget."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from finsam.cases.models import Case
from finsam.cases.queries import case_url
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.registry import all_figures
from finsam.figures.shown import shown_table
from finsam.kernel.swedish import SPACE, amount, day
from finsam.meetings.queries.register import section_of
from finsam.money.budget_facts import version_key
from finsam.money.models import Budget, BudgetState, BudgetTransfer
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.queries.budgets import (
    Around,
    Opened,
    around,
    book_of_budget,
    budget_name,
    budget_url,
    case_of,
    is_told,
    opened,
    state_words,
    weighed,
)
from finsam.money.rules.budget_warnings import REASONS, warnings_of
from finsam.ui.parts import Fact, Link, Moment, Tab
from finsam.ui.tables import ShownTable

STATED = "money.stated_sums"


@dataclass(frozen=True)
class WarnedRow:
    """A warning with the reason that has been given, if any."""

    text: str
    reason: str


@dataclass(frozen=True)
class ConsultedRow:
    """A member, and when and how it was consulted."""

    member: str
    held_on: str
    remark: str


@dataclass(frozen=True)
class TransferRow:
    """Money moved by a decision."""

    id: int
    what: str
    section: Link
    text: str
    is_last: bool


@dataclass(frozen=True)
class VersionPage:
    """A version: its table, what it is weighed by, consultation, transfers. Addresses are "" without the right."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    stages: Sequence[Moment]
    lead: Sequence[Opened]
    warned: Sequence[WarnedRow]
    reasons_url: str
    table: ShownTable | None
    beside: Sequence[tuple[str, ShownTable]]
    changes: ShownTable | None
    stated: ShownTable | None
    consulted: Sequence[ConsultedRow]
    consulted_aside: str
    consultation_url: str
    transfers: Sequence[TransferRow]
    transfer_url: str
    facts: Sequence[Fact]
    first: Link
    second: Link
    step_url: str
    put_to_board: str
    back_to_draft: bool
    removable: bool
    copy_url: str
    files: Sequence[Link]


def version_page(
    association: Association, budget: Budget, permissions: Collection[Permission], today: date
) -> VersionPage:
    """Lay out a version. Must be called within the association."""
    near, book = around(association, today, budget), book_of_budget(association, budget)
    key, told = version_key(budget.year, budget.version), is_told(book, budget)
    keeps, decided = Permission.KEEP_MONEY in permissions, budget.state == BudgetState.DECIDED
    prefix = near.provisions.text("section_prefix")
    warned = [
        WarnedRow(one.text, getattr(budget, REASONS[one.kind])) for one in warnings_of(weighed(book, budget, near))
    ]
    case = case_of(association, budget.year)
    transfers = _transfers(association, budget, prefix)
    lacking = any(not row.reason for row in warned)
    decide_url = budget_url(association, budget, "budget-decide")
    return VersionPage(
        title=budget_name(budget),
        state=state_words(budget, prefix),
        crumbs=money_crumbs(association, Link("Budget", reverse("budgets", args=[association.slug]))),
        tabs=money_tabs(association, "budgets"),
        stages=_stages(association, budget, keeps=keeps),
        lead=_lead(book, budget, key) if told else [],
        warned=warned,
        reasons_url=decide_url if keeps and lacking and decided else "",
        table=shown_table(book, f"money.budget_comparison@{key}") if told else None,
        beside=_beside(book, key) if told else [],
        changes=shown_table(book, "money.budget_changes") if transfers else None,
        stated=_stated(book, key) if told else None,
        consulted=_consulted(budget, near),
        consulted_aside=_consulted_aside(near, budget),
        consultation_url=budget_url(association, budget, "budget-consultation") if keeps and not decided else "",
        transfers=transfers,
        transfer_url=budget_url(association, budget, "budget-transfer") if keeps and decided else "",
        facts=_facts(association, budget, prefix, case),
        first=_first(association, budget, told=told) if keeps else Link(""),
        second=_second(association, budget, told=told) if keeps else Link(""),
        step_url=budget_url(association, budget, "budget-step") if keeps else "",
        put_to_board=_put_to_board(case, permissions) if told and not decided else "",
        back_to_draft=keeps and budget.state == BudgetState.CONSULTATION,
        removable=keeps and not decided,
        copy_url=f"{reverse('budget-new', args=[association.slug])}?fran={key}" if keeps else "",
        files=_files(association, budget) if told else [],
    )


def _stages(association: Association, budget: Budget, *, keeps: bool) -> list[Moment]:
    """The way of a version: draft, consultation, decided."""
    order = [BudgetState.DRAFT, BudgetState.CONSULTATION, BudgetState.DECIDED]
    urls = {
        BudgetState.CONSULTATION: budget_url(association, budget, "budget-consultation"),
        BudgetState.DECIDED: budget_url(association, budget, "budget-decide"),
    }
    at, words = order.index(BudgetState(budget.state)), ("Utkast", "Samråd", "Fastställd")
    done = budget.state == BudgetState.DECIDED
    return [
        Moment(
            "",
            words[place],
            url=urls.get(state, "") if keeps and not done else "",
            state="past" if place < at or done else "now" if place == at else "coming",
        )
        for place, state in enumerate(order)
    ]


def _lead(book: Book, budget: Budget, key: str) -> list[Opened]:
    """Say how the year ends: its result, equity, and administration's share."""
    year = str(budget.year)
    told = [
        opened(book, f"money.budget_version@{key}", "result", year, f"Resultatet {year} blir ", ""),
        opened(book, f"money.budget_version@{key}", "closing_equity", year, " och eget kapital vid årets slut ", ""),
        opened(book, f"money.budget_share@{key}", "administration", year, ". Administrationen är ", " av kostnaderna."),
    ]
    return [one for one in told if one]


BESIDE = {
    "budget_equity": "Eget kapital",
    "budget_share": "Administrationens andel",
    "budget_contributions": "Bidragen skiljer sig",
}


def _beside(book: Book, key: str) -> list[tuple[str, ShownTable]]:
    """The small tables that say something: equity and its ceiling, administration, contributions that differ."""
    names = [n for n in ("budget_equity", "budget_share") if not book.table(f"money.{n}@{key}").is_empty]
    differs = book.table(f"money.budget_contributions@{key}").cell("difference", str(book.year)).value
    names += ["budget_contributions"] if differs else []
    return [(BESIDE[name], shown_table(book, f"money.{name}@{key}")) for name in names]


def _stated(book: Book, key: str) -> ShownTable | None:
    """The sums printed in the document a version was read from, held against its lines, when it was read from one."""
    figure = next((figure for figure in all_figures() if figure.name == STATED), None)
    if figure is None or key not in {category.key for category in book.keys(figure)}:
        return None
    return shown_table(book, f"{STATED}@{key}")


def _consulted(budget: Budget, near: Around) -> list[ConsultedRow]:
    rows = near.held.get(budget.pk, {})
    return [
        ConsultedRow(member.name, str(row.held_on), row.remark)
        if (row := rows.get(member.pk))
        else ConsultedRow(member.name, "", "")
        for member in near.members
    ]


def _consulted_aside(near: Around, budget: Budget) -> str:
    missing = len(near.not_consulted(budget))
    return f"{len(near.members) - missing} av {len(near.members)} medlemmar"


def _transfers(association: Association, budget: Budget, prefix: str) -> list[TransferRow]:
    rows = BudgetTransfer.objects.filter(association=association, budget=budget).order_by("made_at", "pk")
    found = list(rows.select_related("decided_in__meeting").prefetch_related("amounts__line__group"))
    return [
        TransferRow(
            id=row.pk,
            what=_moved(row),
            section=section_of(association, row.decided_in, prefix) if row.decided_in else Link(""),
            text=f"{day(row.decided_on)}. {row.text}".strip(),
            is_last=row is found[-1],
        )
        for row in found
    ]


def _moved(transfer: BudgetTransfer) -> str:
    """Write "150 000 kr från Projektfinansiering till Samverkan, 2025"."""
    amounts = sorted(transfer.amounts.all(), key=lambda row: row.amount_ore)
    less, more = amounts[0], amounts[-1]
    income = less.line.group.kind == "income"
    giver, taker = (less, more) if income else (more, less)
    ore = abs(giver.amount_ore)
    return f"{amount(ore)}{SPACE}kr från {giver.line.label} till {taker.line.label}, {giver.year}"


def _facts(association: Association, budget: Budget, prefix: str, case: Case | None) -> list[Fact]:
    """Who made it, when and where it was decided, and its case."""
    facts = []
    if budget.decided_on:
        section = section_of(association, budget.decided_in, prefix) if budget.decided_in else Link("")
        facts.append(Fact("Fastställd", f"{day(budget.decided_on)} {section.label}".strip(), section.url))
    if budget.created_by:
        facts.append(Fact("Gjord av", f"{budget.created_by.name}, {budget.created_at.date()}"))
    if case:
        facts.append(Fact("Ärende", f"{case.diary_number}{' väntar på styrelsen' if case.awaits else ''}",
                          case_url(association, case)))  # fmt: skip
    return facts


def _first(association: Association, budget: Budget, *, told: bool) -> Link:
    """The one filled button: what comes next."""
    if budget.state == BudgetState.DECIDED:
        return Link("")
    if budget.state == BudgetState.CONSULTATION and told:
        return Link("Fastställ budgeten", budget_url(association, budget, "budget-decide"))
    return Link("Ändra beloppen" if told else "Fyll i beloppen", budget_url(association, budget, "budget-edit"))


def _second(association: Association, budget: Budget, *, told: bool) -> Link:
    if budget.state == BudgetState.DECIDED:
        return Link("Omdisponera", budget_url(association, budget, "budget-transfer"))
    if budget.state == BudgetState.CONSULTATION and told:
        return Link("Ändra beloppen", budget_url(association, budget, "budget-edit"))
    return Link("Fastställ budgeten", budget_url(association, budget, "budget-decide")) if told else Link("")


def _put_to_board(case: Case | None, permissions: Collection[Permission]) -> str:
    """The words of the button that puts the budget on the board's next agenda; "" when it waits there already."""
    if not {Permission.KEEP_MONEY, Permission.KEEP_DIARY} <= set(permissions):
        return ""
    return "" if case and case.awaits else "Gör till ärende för styrelsen"


def _files(association: Association, budget: Budget) -> list[Link]:
    """The version as a file to work in."""
    return [Link("Hämta som Excel", budget_url(association, budget, "budget-file", "xlsx"))]
