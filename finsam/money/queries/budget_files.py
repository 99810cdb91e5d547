"""A budget in a file as it is shown before it is stored: where its groups go, its lines, and its sums judged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django import forms
from django.urls import NoReverseMatch, reverse

from finsam.core.models import Association
from finsam.kernel.swedish import NOTHING, amount, capital, listed
from finsam.money.actions.budget_files import Handed
from finsam.money.models import BudgetGroup, BudgetLine
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.rules.budget_placing import Known, Place, line_label, propose
from finsam.money.rules.budget_table import PrintedBudget
from finsam.money.rules.budget_words import plain
from finsam.money.rules.stated_sums import Verdict, said, summary
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

UNITS = {1_000: "tusental kronor", 1_000_000: "miljoner kronor"}


def known_groups(association: Association) -> list[Known]:
    """Return the groups that the association has, with their lines' labels."""
    lines: dict[int, list[str]] = {}
    for group, label in BudgetLine.objects.filter(association=association).values_list("group_id", "label"):
        lines.setdefault(group, []).append(label)
    groups = BudgetGroup.objects.filter(association=association)
    return [Known(group.key, group.label, group.kind, lines.get(group.pk, [])) for group in groups]


def placed(printed: PrintedBudget, known: Sequence[Known]) -> dict[str, Place]:
    """Propose where every group of a file goes."""
    lines = {group: [row.label for row in printed.lines if row.group == group] for group in printed.groups}
    return propose(printed.proposed_kinds(), lines, known)


def budgets_url(association: Association) -> str:
    """Return where the budgets are; the money's first page until there is such a place."""
    try:
        return reverse("budgets", args=[association.slug])
    except NoReverseMatch:
        return reverse("money", args=[association.slug])


@dataclass(frozen=True)
class UploadPage:
    """Where a file is chosen."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    form: forms.Form
    back_url: str


def upload_page(association: Association, form: forms.Form) -> UploadPage:
    """Lay out the page that asks for the file."""
    return UploadPage(
        title="Läs in en budget",
        state="Excel eller CSV. Du ser allt som är läst innan något sparas.",
        crumbs=money_crumbs(association, Link("Budget", budgets_url(association))),
        tabs=money_tabs(association, "budgets"),
        form=form,
        back_url=budgets_url(association),
    )


@dataclass(frozen=True)
class WrongSum:
    """A sum that is wrong of itself: what is said of it, and the sums that follow from it."""

    name: str
    stated: str
    said: str
    also: str


@dataclass(frozen=True)
class PreviewPage:
    """A budget read, before it is stored."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    lead: str
    remarks: Sequence[str]
    wrong: Sequence[WrongSum]
    verdicts: ShownTable | None
    form: forms.Form
    lines: ShownTable
    read: str
    again_url: str


def preview_page(
    association: Association, handed: Handed, form: forms.Form, known: Sequence[Known], read: str
) -> PreviewPage:
    """Lay out what a file says. `read` is the file as the page carries it until it is stored."""
    ready = handed.ready
    verdicts = ready.verdicts
    years = sorted({year for line in ready.lines for year in line.amounts})
    of = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(handed.year)
    sheet = f", bladet {handed.printed.sheet}" if handed.printed.sheet else ""
    return PreviewPage(
        title=f"Budget {of} ur filen",
        state=f"{handed.printed.file}{sheet} · {len(ready.lines)} rader, {len(ready.sums)} summor · inget är sparat än",
        crumbs=money_crumbs(association, Link("Budget", budgets_url(association))),
        tabs=money_tabs(association, "budgets"),
        lead=summary(verdicts),
        remarks=_remarks(handed),
        wrong=wrong_sums(verdicts),
        verdicts=verdict_table(verdicts) if verdicts else None,
        form=form,
        lines=_line_table(handed, years, known),
        read=read,
        again_url=reverse("budget-import", args=[association.slug]),
    )


def _remarks(handed: Handed) -> list[str]:
    printed = handed.printed
    told = []
    if handed.ready.is_turned:
        told.append("Filen skriver kostnader utan minus. De läses som minus, och summorna likaså.")
    if printed.unit != 1:
        told.append(f"Rubriken säger {UNITS[printed.unit]}. Beloppen är räknade om till kronor.")
    if left := [year for year in printed.years if year < handed.year]:
        told.append(f"Kolumnen för {listed([str(year) for year in left])} är före budgetåret och läses inte.")
    if printed.unread:
        told.append(f"Kolumner som inte läses: {listed(printed.unread)}.")
    if printed.skipped:
        told.append(f"Rader utan belopp som inte läses: {listed(printed.skipped)}.")
    return told


def wrong_sums(verdicts: Sequence[Verdict]) -> list[WrongSum]:
    """Return the sums that are wrong of themselves, each with those that follow from it."""
    return [
        WrongSum(f"{root.stated.label} {root.year}", amount(root.stated_ore), said(root), _also(root, verdicts))
        for root in verdicts
        if root.is_root
    ]


def _also(root: Verdict, verdicts: Iterable[Verdict]) -> str:
    years: dict[str, list[str]] = {}
    for one in verdicts:
        if any(cause.stated is root.stated and cause.year == root.year for cause in one.follows):
            years.setdefault(one.stated.label, []).append(str(one.year))
    return listed([f"{label} {listed(found)}" for label, found in years.items()])


def verdict_table(verdicts: Sequence[Verdict]) -> ShownTable:
    """Show every sum against its lines, year by year."""
    years = sorted({verdict.year for verdict in verdicts})
    rows: list[ShownRow] = []
    for year in years:
        rows.append(ShownRow([ShownCell(str(year))], "group"))
        rows += [_verdict_row(verdict) for verdict in verdicts if verdict.year == year]
    columns = [ShownColumn("Summa", "words"), *map(ShownColumn, ("Står", "Raderna ger", "Skillnad"))]
    return ShownTable("Skrivna summor mot sina rader", columns, rows, unit="kronor")


def _verdict_row(verdict: Verdict) -> ShownRow:
    given = NOTHING if verdict.lines_ore is None else amount(verdict.lines_ore)
    tone: Literal["", "worse"] = "" if verdict.bears or verdict.lines_ore is None else "worse"
    apart = NOTHING if verdict.lines_ore is None else amount(verdict.difference_ore, signed=True)
    remark = f"{capital(verdict.reading.what)}." if verdict.reading else said(verdict)
    cells = [ShownCell(verdict.stated.label), ShownCell(amount(verdict.stated_ore)), ShownCell(given)]
    return ShownRow([*cells, ShownCell(apart, tone=tone)], remark=remark if verdict.bears else said(verdict))


def _line_table(handed: Handed, years: Sequence[int], known: Sequence[Known]) -> ShownTable:
    """Show every line that is read, under its heading, the new ones marked."""
    here = {(one.key, plain(label)) for one in known for label in one.lines}
    labels = {one.key: one.label for one in known}
    rows: list[ShownRow] = []
    for group, place in handed.places.items():
        goes = labels.get(place.key, "ny rubrik")
        rows.append(ShownRow([ShownCell(group if plain(goes) == plain(group) else f"{group} → {goes}")], "group"))
        for row in handed.ready.lines:
            if row.group == group:
                label = line_label(row.label, place.kind)
                is_new = (place.key, plain(label)) not in here
                remark = ". ".join(filter(None, ["Ny rad" if is_new else "", row.text]))
                amounts = [ShownCell(amount(row.amounts[year]) if year in row.amounts else NOTHING) for year in years]
                rows.append(ShownRow([ShownCell(label), *amounts], remark=remark))
    columns = [ShownColumn("Rad", "words"), *(ShownColumn(str(y), current=y == handed.year) for y in years)]
    return ShownTable("Rader som blir budgeten", columns, rows, unit="kronor")


def place_choices(known: Sequence[Known], kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return where a group can go: a group that is there, or a new one of a kind."""
    return [
        *((f"key {one.key}", one.label) for one in known),
        *((f"new {kind}", f"Ny rubrik: {label.lower()}") for kind, label in kinds.items()),
    ]
