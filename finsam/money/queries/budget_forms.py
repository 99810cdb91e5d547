"""The pages where a budget is written: a new version, amounts, months, consultation, decision, transfers, lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from finsam.core.models import Association, AuditEntry
from finsam.figures.book import Book
from finsam.figures.rules.tables import Table
from finsam.kernel.swedish import NOTHING, amount, listed
from finsam.money.facts import LEDGER, budget_lines
from finsam.money.models import Budget, BudgetAmount, BudgetGroup, BudgetLine, GroupKind
from finsam.money.places import money_crumbs
from finsam.money.queries.budgets import budget_name, budget_url
from finsam.money.rules.budget_amounts import written_amount
from finsam.money.rules.budget_warnings import Warned
from finsam.ui.parts import Link

HINTS = {
    GroupKind.INCOME: "",
    GroupKind.INTERVENTIONS: "kostnader",
    GroupKind.ADMINISTRATION: "kostnader",
    GroupKind.FINANCIAL: "kostnader med minus",
    GroupKind.CLOSING_BALANCE: "tomt: som året före slutar",
}


@dataclass(frozen=True)
class FormPage:
    """A form with its button and the way back."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: Any
    act: str
    back_url: str
    lead: str = ""


def budget_crumbs(association: Association, *further: Link) -> list[Link]:
    """Return the way to a page of the budget."""
    return money_crumbs(association, Link("Budget", reverse("budgets", args=[association.slug])), *further)


def version_crumbs(association: Association, budget: Budget) -> list[Link]:
    """Return the way to a page of a version."""
    return budget_crumbs(association, Link(budget_name(budget), budget_url(association, budget)))


def form_page(
    association: Association, budget: Budget, title: str, form: forms.Form, act: str, **more: str
) -> FormPage:
    """Return a page with a form about a version."""
    crumbs = version_crumbs(association, budget)
    return FormPage(f"{title} {budget.year}, version {budget.version}", more.pop("state", ""), crumbs, form, act,
                    budget_url(association, budget), **more)  # fmt: skip


def reasons_page(association: Association, budget: Budget, form: Any, *, asked: bool) -> FormPage:
    """Return the page where the reasons that are missing of a decided version are written."""
    lead = "Skriv de skäl som saknas. De står sedan på budgetens sida." if asked else "Inga skäl saknas."
    return form_page(association, budget, "Skäl till budget", form, "Spara skälen" if asked else "", lead=lead)


def decide_page(association: Association, budget: Budget, form: Any, warned: Sequence[Warned]) -> FormPage:
    """Return the page where a version is decided."""
    lead = "När budgeten är fastställd går den inte att ändra. Pengar flyttas då mellan rader genom beslut."
    state = f"{len(warned)} {'sak' if len(warned) == 1 else 'saker'} att ge skäl för" if warned else ""
    return form_page(association, budget, "Fastställ budget", form, "Fastställ budgeten", lead=lead, state=state)


def transfer_page(association: Association, budget: Budget, form: Any) -> FormPage:
    """Return the page where money is moved between two lines."""
    lead = "Pengar flyttas mellan två rader när styrelsen har beslutat det. Det fastställda beloppet står kvar bredvid."
    return form_page(association, budget, "Omdisponera i budget", form, "Flytta pengarna", lead=lead)


def consultation_page(association: Association, budget: Budget, form: Any, missing: Sequence[str]) -> FormPage:
    """Return the page where it is written down which members have been consulted."""
    lead = f"Samråd saknas med {listed(missing)}." if missing else "Samråd är hållet med alla medlemmar."
    return form_page(association, budget, "Samråd om budget", form, "Spara samrådet", lead=lead,
                     state="Budgeten fastställs efter samråd med medlemmarna, 23 § lagen (2003:1210)")  # fmt: skip


def months_page(association: Association, budget: Budget, line: BudgetLine, held: BudgetAmount, form: Any) -> FormPage:
    """Return the page where a line's amount is laid out over the months."""
    crumbs = [*version_crumbs(association, budget),
              Link("Belopp", budget_url(association, budget, "budget-edit"))]  # fmt: skip
    return FormPage(f"{line.label}, månader {budget.year}", f"{amount(held.amount_ore)} kronor för hela året", crumbs,
                    form, "Spara fördelningen", budget_url(association, budget, "budget-edit"))  # fmt: skip


@dataclass(frozen=True)
class IndexGroup:
    """A heading with the fields that raise its lines: the heading's own, and each line's with a box for zero."""

    label: str
    percent: Any
    rows: Sequence[tuple[str, Any, Any]]


@dataclass(frozen=True)
class NewPage:
    """The form of a new version."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: Any
    groups: Sequence[IndexGroup]
    back_url: str


def new_page(association: Association, form: Any) -> NewPage:
    """Return the page where a version is begun."""
    groups = [
        IndexGroup(
            group.label, form[f"g-{group.pk}"],
            [(line.label, form[f"p-{line.pk}"], form[f"z-{line.pk}"]) for line in lines],
        )
        for group, lines in form.groups
        if lines and group.kind != GroupKind.CLOSING_BALANCE
    ]  # fmt: skip
    return NewPage(
        title="Gör en budget",
        state=association.name,
        crumbs=budget_crumbs(association),
        form=form,
        groups=groups,
        back_url=reverse("budgets", args=[association.slug]),
    )


def groups_of(association: Association) -> list[tuple[BudgetGroup, list[BudgetLine]]]:
    """Return the headings in order, each with its lines. Must be called within the association."""
    groups = {group.pk: (group, []) for group in BudgetGroup.objects.filter(association=association)}  # type: ignore[var-annotated]
    for line in BudgetLine.objects.filter(association=association).select_related("group").order_by("position"):
        groups[line.group_id][1].append(line)
    return list(groups.values())


def held_amounts(association: Association, budget: Budget) -> dict[tuple[int, int], BudgetAmount]:
    """Return what a version gives each line and year, transfers left out."""
    rows = BudgetAmount.objects.filter(association=association, budget=budget, transfer=None)
    return {(row.line_id, row.year): row for row in rows}


@dataclass(frozen=True)
class AmountRow:
    """A line with its fields. `before` is its budget and outcome the year before, each under its head."""

    label: str
    before: Sequence[tuple[str, str]]
    amounts: Sequence[tuple[str, Any]]
    text: Any
    months: Link
    faults: Sequence[str]


@dataclass(frozen=True)
class AmountGroup:
    """A heading with its lines."""

    label: str
    hint: str
    rows: Sequence[AmountRow]


@dataclass(frozen=True)
class Clash:
    """What one person typed and another has saved."""

    what: str
    typed: str
    saved: str


@dataclass(frozen=True)
class AmountsPage:
    """Every amount of a version."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: Any
    years: Sequence[str]
    before: Sequence[str]
    groups: Sequence[AmountGroup]
    clashes: Sequence[Clash]
    clashed: str
    lines_url: str
    back_url: str
    span: int


def amounts_page(
    book: Book, budget: Budget, form: Any, groups: Sequence[tuple[BudgetGroup, Sequence[BudgetLine]]],
    held: Mapping[tuple[int, int], BudgetAmount], clashes: Sequence[Clash] = (), clashed: str = "",
) -> AmountsPage:  # fmt: skip
    """Lay out the form of every amount. Must be called within the association."""
    association = book.association
    earlier = book.later(-1).table("money.budget_outcome")
    keys = {line.pk: key for key, line in book.scope.once(budget_lines).items()}
    years = [str(year) for year in form.years]
    before = {
        column.key: f"{column.label} {book.year - 1}"
        for column in earlier.columns
        if column.key != "deviation" and any(_said(earlier, row.key, column.key) for row in earlier.rows)
    }

    def row(line: BudgetLine) -> AmountRow:
        fields = [form[f"a-{line.pk}-{year}"] for year in years]
        text, own = form[f"t-{line.pk}"], held.get((line.pk, budget.year))
        months = "Olika" if own and own.months else "Jämnt"
        url = budget_url(association, budget, "budget-months", line.pk) if own else ""
        faults = [str(error) for field in (*fields, text) for error in field.errors]
        beside = [(head, _said(earlier, keys[line.pk], column) or NOTHING) for column, head in before.items()]
        return AmountRow(
            line.label, beside, list(zip(years, fields, strict=True)), text, Link(months if own else "", url), faults
        )

    return AmountsPage(
        title=f"Belopp i budget {budget.year}, version {budget.version}",
        state="Hela kronor. Ett belopp utan tecken får gruppens eget: kostnader blir minus, intäkter plus.",
        crumbs=version_crumbs(association, budget),
        form=form,
        years=years,
        before=list(before.values()),
        groups=[
            AmountGroup(group.label, HINTS[GroupKind(group.kind)], [row(line) for line in lines])
            for group, lines in groups
            if lines
        ],
        clashes=clashes,
        clashed=clashed,
        lines_url=reverse("budget-lines", args=[association.slug]),
        back_url=budget_url(association, budget),
        span=len(years) + len(before) + 3,
    )


def _said(table: Table, row: str, column: str) -> str:
    cell = table.cells.get((row, column))
    return amount(int(cell.value)) if cell and cell.value is not None else ""


def clashes_of(form: Any, held: Mapping[tuple[int, int], BudgetAmount]) -> list[Clash]:
    """Return where what is typed differs from what has been saved meanwhile; the form must be valid."""
    found = []
    for group, lines in form.groups:
        for line in lines:
            filled = form.filled[line.pk]
            for year, ore in filled.amounts.items():
                row = held.get((line.pk, year))
                if ore != (row.amount_ore if row else None):
                    typed, saved = (written_amount(one, group.kind) or "inget" for one in (
                        ore, row.amount_ore if row else None))  # fmt: skip
                    found.append(Clash(f"{line.label} {year}", typed, saved))
            text = next(
                (held[line.pk, y].text for y in form.years if (line.pk, y) in held and held[line.pk, y].text), ""
            )
            if filled.text.strip() != text:
                found.append(Clash(f"Text om {line.label}", filled.text.strip() or "inget", text or "inget"))
    return found


def who_saved(association: Association, budget: Budget) -> str:
    """Say who saved the version last, and when: "Porla Öresdotter sparade 10.41"."""
    row = AuditEntry.objects.filter(
        association=association, action__in=["money.budget.filled_in", "money.budget.laid_out"],
        detail__budget=budget.pk,
    ).select_related("by").order_by("pk").last()  # fmt: skip
    if row is None:
        return ""
    moment = timezone.localtime(row.at)
    return f"{row.by.name if row.by else 'Någon'} sparade {moment.hour}.{moment.minute:02d}."


def outcome_by_month(book: Book, line: BudgetLine) -> list[int]:
    """Return what is booked on a line the year before, January first: öre, in the direction of its budget."""
    key = next((key for key, row in book.scope.once(budget_lines).items() if row.pk == line.pk), "")
    months = [0] * 12
    for row in book.previous.cube(LEDGER).where(budget_line=key, side=["income", "cost", "financial"]).rows:
        if 1 <= row["month"] <= 12:
            months[row["month"] - 1] += row["amount"]
    sign = -1 if sum(months) < 0 else 1
    return [sign * ore for ore in months]


@dataclass(frozen=True)
class LineRow:
    """A line in the list of lines. `key` names it in the form; up and down: whether it can go there."""

    key: str
    label: str
    detail: str
    url: str
    up: bool
    down: bool


@dataclass(frozen=True)
class LineGroup:
    """A heading in the list of lines."""

    key: str
    label: str
    kind: str
    url: str
    new_url: str
    rows: Sequence[LineRow]
    up: bool
    down: bool


@dataclass(frozen=True)
class LinesPage:
    """The headings and lines of the budget."""

    title: str
    state: str
    crumbs: Sequence[Link]
    groups: Sequence[LineGroup]
    new_line_url: str
    new_group_url: str
    post_url: str
    fault: str


def lines_page(association: Association, fault: str = "") -> LinesPage:
    """Lay out the headings and lines. Must be called within the association."""
    slug, groups = association.slug, groups_of(association)
    return LinesPage(
        title="Budgetens rader",
        state="Samma rader i alla budgetar. Ett nytt namn syns också i dem som är fastställda.",
        crumbs=budget_crumbs(association),
        groups=[
            LineGroup(
                key=f"group-{group.pk}",
                label=group.label,
                kind=str(GroupKind(group.kind).label),
                url=reverse("budget-group", args=[slug, group.pk]),
                new_url=f"{reverse('budget-line', args=[slug])}?rubrik={group.pk}",
                rows=[
                    LineRow(
                        f"line-{line.pk}",
                        line.label,
                        _points_out(line),
                        reverse("budget-line", args=[slug, line.pk]),
                        up=place > 0,
                        down=place < len(lines) - 1,
                    )
                    for place, line in enumerate(lines)
                ],
                up=number > 0,
                down=number < len(groups) - 1,
            )
            for number, (group, lines) in enumerate(groups)
        ],
        new_line_url=reverse("budget-line", args=[slug]) if groups else "",
        new_group_url=reverse("budget-group", args=[slug]),
        post_url=reverse("budget-lines", args=[slug]),
        fault=fault,
    )


def _points_out(line: BudgetLine) -> str:
    """Say what in the ledger is a line's outcome."""
    if line.accounts:
        return f"Konto {', '.join(line.accounts)}"
    return f"Objekt {line.ledger_object}" if line.ledger_object else ""


def line_page(association: Association, line: BudgetLine | None, form: Any) -> FormPage:
    """Return the page of a line, new or changed."""
    title = f"Raden {line.label}" if line else "Ny rad i budgeten"
    return _of_lines(association, title, form, "Spara raden" if line else "Lägg till raden")


def group_page(association: Association, group: BudgetGroup | None, form: Any) -> FormPage:
    """Return the page of a heading, new or changed."""
    title = f"Rubriken {group.label}" if group else "Ny rubrik i budgeten"
    return _of_lines(association, title, form, "Spara rubriken" if group else "Lägg till rubriken")


def _of_lines(association: Association, title: str, form: Any, act: str) -> FormPage:
    back = reverse("budget-lines", args=[association.slug])
    return FormPage(title, "", budget_crumbs(association, Link("Rader", back)), form, act, back)
