"""The register of decisions made on delegation, and which of them the board has been told of (R28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.kernel.swedish import amount, day
from finsam.meetings.models import DelegatedDecision, Item, ItemKind, ItemState, MeetingState
from finsam.meetings.queries.register import RegisterFormPage, register_crumbs, register_tabs, section_of
from finsam.ui.parts import Link, Tab


@dataclass(frozen=True)
class DelegatedLine:
    """A delegated decision as the register shows it."""

    number: str
    decided_on: str
    what: str
    detail: str
    amount: str
    reported: Link
    reported_word: str


@dataclass(frozen=True)
class DelegatedPage:
    """The register of delegated decisions: those waiting, then those reported by year."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    waiting: Sequence[DelegatedLine]
    years: Sequence[tuple[int, Sequence[DelegatedLine]]]
    report: Link
    new_url: str
    keeps: bool


def delegated_page(association: Association, *, on: date, keeps: bool) -> DelegatedPage:
    """Return the register. Must be called within the association."""
    rows = DelegatedDecision.objects.filter(association=association).select_related("reported_in__meeting")
    prefix = provisions_of(association, on).text("section_prefix")
    lines = [(row, _line(association, row, prefix)) for row in rows]
    waiting = [line for row, line in lines if row.reported_in_id is None]
    reported = [(row.year, line) for row, line in lines if row.reported_in_id]
    item = next_report(association, on) if waiting and keeps else None
    return DelegatedPage(
        title="Delegationsbeslut",
        state=_state(len(waiting)) if lines else "Vad förbundschefen och andra har beslutat på styrelsens vägnar",
        crumbs=register_crumbs(association, "Delegationsbeslut"),
        tabs=register_tabs(association, "delegated"),
        waiting=waiting[::-1],
        years=[(year, [line for y, line in reported if y == year]) for year in dict.fromkeys(y for y, _ in reported)],
        report=_report(association, item) if item else Link(""),
        new_url=reverse("delegated-new", args=[association.slug]),
        keeps=keeps,
    )


def _report(association: Association, item: Item) -> Link:
    url = reverse("delegated-report", args=[association.slug, item.pk])
    return Link(f"Anmäl på mötet {day(item.meeting.held_on)}", url)


def _state(waiting: int) -> str:
    if not waiting:
        return "Allt är anmält till styrelsen"
    return "Ett beslut väntar på att anmälas" if waiting == 1 else f"{waiting} beslut väntar på att anmälas"


def next_report(association: Association, on: date) -> Item | None:
    """Return the item of the coming meeting where delegated decisions are reported, if its agenda has one."""
    items = Item.objects.filter(association=association, kind=ItemKind.DELEGATED, meeting__held_on__gte=on)
    items = items.exclude(state=ItemState.CLOSED).exclude(
        meeting__state__in=[MeetingState.ADJUSTED, MeetingState.CANCELLED]
    )
    return items.select_related("meeting").order_by("meeting__held_on", "position").first()


def _line(association: Association, row: DelegatedDecision, prefix: str) -> DelegatedLine:
    item = row.reported_in
    detail = " · ".join(filter(None, [row.by, row.delegation]))
    number = f"{row.year}:{row.number}"
    money = amount(row.amount_ore) if row.amount_ore is not None else ""
    if item is None:
        return DelegatedLine(number, str(row.decided_on), row.what, detail, money, Link(""), "")
    told = section_of(association, item, prefix) if item.number else Link("")
    word = ("" if item.number else "anmäls ") + day(item.meeting.held_on)
    return DelegatedLine(number, str(row.decided_on), row.what, detail, money, told, word)


def delegated_form_page(association: Association, form: forms.Form) -> RegisterFormPage:
    """Return the page where a delegated decision is written down."""
    back = reverse("delegated", args=[association.slug])
    crumbs = [*register_crumbs(association, "")[:-1], Link("Delegationsbeslut", back), Link("Nytt beslut")]
    return RegisterFormPage("Nytt delegationsbeslut", "", crumbs, form, "Skriv in beslutet", back)
