"""The members' approval and discharge: one row a fiscal year and member (R29)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse

from finsam.core.models import Association, Member
from finsam.core.provisions import provisions_of
from finsam.core.rules.provisions import Provisions
from finsam.kernel.swedish import NOTHING, day, listed
from finsam.meetings.models import Discharge, Item, ItemKind
from finsam.meetings.queries.register import RegisterFormPage, register_crumbs, register_tabs, section_of
from finsam.meetings.rules.follow_up import MemberDischarge, all_granted, remind_from
from finsam.ui.parts import Link, Tab

SHORT = {True: "ja", False: "nej", None: NOTHING}


@dataclass(frozen=True)
class OpenDischarge:
    """A member whose answer on a year is missing, or is not noted by the board."""

    year: int
    member: str
    missing: str


def open_discharges(association: Association, on: date, provisions: Provisions | None = None) -> list[OpenDischarge]:
    """Return what is open of every year whose day of reminder has come, the oldest first.

    `provisions` of the day, when they have been read. Must be called within the association.
    """
    month_day = (provisions or provisions_of(association, on)).text("discharge_reminder")
    members = list(Member.objects.filter(association=association))
    rows = _rows(association)
    years = [year for year in _years(rows, on) if remind_from(year, month_day) <= on]
    return [
        OpenDischarge(year, answer.member, answer.missing)
        for year in reversed(years)
        for answer in _answers(members, rows, year)
        if answer.is_open
    ]


def _rows(association: Association) -> dict[tuple[int, int], Discharge]:
    rows = Discharge.objects.filter(association=association).select_related("noted_in__meeting")
    return {(row.year, row.member_id): row for row in rows}


def _years(rows: Iterable[tuple[int, int]], on: date) -> list[int]:
    """The fiscal years with any row, and the last that has ended; the newest first."""
    return sorted({on.year - 1, *(year for year, _ in rows)}, reverse=True)


def _answers(members: Iterable[Member], rows: dict[tuple[int, int], Discharge], year: int) -> list[MemberDischarge]:
    found = [(member, rows.get((year, member.pk))) for member in members]
    return [
        MemberDischarge(member.name, row.report_approved, row.granted, row.noted is not None)
        if row
        else MemberDischarge(member.name)
        for member, row in found
    ]


@dataclass(frozen=True)
class DischargeLine:
    """A member's row."""

    member: str
    decided_on: str
    approved: str
    granted: str
    refused: bool
    remark: str
    noted_on: str
    noted_in: Link
    missing: str
    url: str


@dataclass(frozen=True)
class DischargesPage:
    """The table of a fiscal year."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    lead: str
    lines: Sequence[DischargeLine]
    keeps: bool


def discharges_page(association: Association, asked_year: str, *, on: date, keeps: bool) -> DischargesPage:
    """Return the table of the year asked for, else the last that has ended. Must be called within the association."""
    members = list(Member.objects.filter(association=association))
    rows = _rows(association)
    years = _years(rows, on)
    year = next((y for y in years if str(y) == asked_year), years[0])
    prefix = provisions_of(association, on).text("section_prefix")
    here = reverse("discharges", args=[association.slug])
    answers = _answers(members, rows, year)
    return DischargesPage(
        title=f"Ansvarsfrihet {year}",
        state=f"Medlemmarnas beslut om årsredovisningen och styrelsens ansvarsfrihet för {year}",
        crumbs=register_crumbs(association, "Ansvarsfrihet"),
        tabs=register_tabs(association, "discharges"),
        years=[Link(str(y), "" if y == year else f"{here}?ar={y}") for y in reversed(years)] if len(years) > 1 else [],
        lead=summed_up(answers, year),
        lines=[
            _line(association, member, year, rows.get((year, member.pk)), answer, prefix)
            for member, answer in zip(members, answers, strict=True)
        ],
        keeps=keeps,
    )


def summed_up(answers: Sequence[MemberDischarge], year: int) -> str:
    """Say in a sentence or two how far the year has come."""
    if not answers:
        return "Förbundet har inga medlemmar inskrivna."
    if all_granted(answers):
        return f"Alla har beviljat styrelsen ansvarsfrihet för {year}."
    granted = sum(answer.granted is True for answer in answers)
    refused = [answer.member for answer in answers if answer.granted is False]
    waiting = [answer.member for answer in answers if answer.granted is None]
    unnoted = [answer.member for answer in answers if answer.granted is not None and not answer.noted]
    parts = [f"{granted} av {len(answers)} medlemmar har beviljat styrelsen ansvarsfrihet för {year}."]
    parts += [f"{listed(refused)} har inte beviljat den."] if refused else []
    parts += [f"Besked saknas från {listed(waiting)}."] if 0 < len(waiting) < len(answers) else []
    parts += [f"Styrelsen har inte antecknat beslutet från {listed(unnoted)}."] if unnoted else []
    return " ".join(parts)


def _line(
    association: Association, member: Member, year: int, row: Discharge | None, answer: MemberDischarge, prefix: str
) -> DischargeLine:
    item = row.noted_in if row else None
    return DischargeLine(
        member=member.name,
        decided_on=str(row.decided_on or "") if row else "",
        approved=SHORT[answer.approved],
        granted=SHORT[answer.granted],
        refused=answer.granted is False,
        remark=row.remark if row else "",
        noted_on=str(row.noted or "") if row else "",
        noted_in=section_of(association, item, prefix) if item and item.number else Link(""),
        missing=answer.missing,
        url=reverse("discharge", args=[association.slug, year, member.pk]),
    )


def noting_items(association: Association, year: int) -> list[Item]:
    """Return the paragraphs where the board may have noted members' decisions on the year, the newest first."""
    items = Item.objects.filter(association=association, kind=ItemKind.DISCHARGE, number__isnull=False)
    after = items.filter(meeting__held_on__year__gt=year).select_related("meeting")
    return list(after.order_by("-meeting__held_on", "position"))


def item_words(item: Item, prefix: str) -> str:
    """Write "§ 69, 19 november 2021: Beslut om ansvarsfrihet"."""
    return f"§ {prefix}{item.number}, {day(item.meeting.held_on)}: {item.title}"


def discharge_form_page(association: Association, member: Member, year: int, form: forms.Form) -> RegisterFormPage:
    """Return the page where a member's answer is written down."""
    back = f"{reverse('discharges', args=[association.slug])}?ar={year}"
    crumbs = [*register_crumbs(association, "")[:-1], Link("Ansvarsfrihet", back), Link(member.name)]
    return RegisterFormPage(
        f"{member.name} om {year}", "Medlemmens beslut om årsredovisning och ansvarsfrihet", crumbs, form, "Spara", back
    )
