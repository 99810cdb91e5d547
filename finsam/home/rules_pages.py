"""Reads of the association's own rules: provisions, qualified majorities, wording of decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse

from finsam.cases.models import CaseKind
from finsam.core.models import Association, Provision
from finsam.core.rules.provisions import KNOWN, Decided, Known, Provisions
from finsam.kernel.swedish import capital, day
from finsam.meetings.models import ItemKind, Majority, Outcome, TextModule
from finsam.ui.parts import Link

GROUPS = (
    ("Kallelse och möte", ("calling_days", "quorum", "same_member", "distance", "section_prefix")),
    ("Protokoll och anslag", ("adjust_days", "announce_days", "appeal_days", "appeal_moves", "kept_at")),
    ("Diarium och påminnelser", ("diary_form", "decision_reminder_days", "discharge_reminder")),
)
KIND_WORDS = {"": "alla paragrafer", **dict(ItemKind.choices), **dict(CaseKind.choices)}


@dataclass(frozen=True)
class ValueLine:
    """A value an association has decided. `remove_url` while it has not been in force before today."""

    value: str
    since: str
    source: str
    remove_url: str = ""


@dataclass(frozen=True)
class RuleLine:
    """A provision: what it is, its law, what holds now, what has held or will, and where it is changed."""

    label: str
    law: str
    value: str
    is_own: bool
    shipped: str
    since: str
    values: Sequence[ValueLine]
    url: str


@dataclass(frozen=True)
class MajorityLine:
    """What the ordinance asks for a kind of decision."""

    name: str
    fraction: str
    source: str
    since: str
    holds: bool
    url: str
    remove_url: str


@dataclass(frozen=True)
class ModuleLine:
    """An own wording of a decision."""

    label: str
    kind: str
    outcome: str
    sentences: Sequence[str]
    url: str
    remove_url: str


@dataclass(frozen=True)
class RulesPage:
    """Every rule of an association."""

    title: str
    state: str
    crumbs: Sequence[Link]
    groups: Sequence[tuple[str, Sequence[RuleLine]]]
    majorities: Sequence[MajorityLine]
    modules: Sequence[ModuleLine]
    new_majority_url: str
    new_module_url: str
    sets: bool


def rules_page(association: Association, *, on: date, sets: bool) -> RulesPage:
    """Return the rules in force on the day, with their history. Must be called within the association."""
    own = list(Provision.objects.filter(association=association).order_by("-valid_from"))
    lines = {known.key: _rule(association, known, own, on) for known in KNOWN}
    named = [(title, [lines[key] for key in keys]) for title, keys in GROUPS]
    placed = {key for _, keys in GROUPS for key in keys}
    rest = [line for key, line in lines.items() if key not in placed]
    return RulesPage(
        title="Förbundets regler",
        state="Tider, tal och val som programmet räknar med, och varifrån de kommer",
        crumbs=rules_crumbs(association, "Regler"),
        groups=[*named, ("Övrigt", rest)] if rest else named,
        majorities=_majorities(association, on),
        modules=[_module(association, row) for row in TextModule.objects.filter(association=association)],
        new_majority_url=reverse("majority-new", args=[association.slug]),
        new_module_url=reverse("text-module-new", args=[association.slug]),
        sets=sets,
    )


def rules_crumbs(association: Association, *here: str) -> list[Link]:
    """Return the way to a page under Förbundet; with two words the first leads to the rules."""
    slug = association.slug
    way = [
        Link(association.short_name, reverse("overview", args=[slug])),
        Link("Förbundet", reverse("association", args=[slug])),
    ]
    before = [Link(word, reverse("rules", args=[slug])) for word in here[:-1]]
    return [*way, *before, Link(here[-1])]


def _rule(association: Association, known: Known, every: Sequence[Provision], on: date) -> RuleLine:
    own = [row for row in every if row.key == known.key]
    value = Provisions([Decided(row.key, row.value, row.valid_from) for row in own], on).text(known.key)
    holding = next((row for row in own if row.valid_from <= on), None)
    return RuleLine(
        label=known.label,
        law=capital(known.law),
        value=value or "inget",
        is_own=holding is not None,
        shipped=known.value or "inget",
        since=str(holding.valid_from) if holding else "",
        values=[_value(association, row, on) for row in own],
        url=reverse("rule", args=[association.slug, known.key]),
    )


def _value(association: Association, row: Provision, on: date) -> ValueLine:
    remove = reverse("rule-remove", args=[association.slug, row.pk]) if row.valid_from >= on else ""
    return ValueLine(row.value or "inget", str(row.valid_from), row.source, remove)


def _majorities(association: Association, on: date) -> list[MajorityLine]:
    """Each kind's rows, the newest first; of those that have begun only the newest holds."""
    rows = list(Majority.objects.filter(association=association).order_by("key", "-valid_from"))
    holding = {row.key: row.pk for row in reversed(rows) if row.valid_from <= on}
    return [
        MajorityLine(
            row.name,
            f"{row.numerator}/{row.denominator}",
            row.source,
            str(row.valid_from),
            holding.get(row.key) == row.pk,
            reverse("majority", args=[association.slug, row.key]),
            reverse("majority-remove", args=[association.slug, row.pk]),
        )
        for row in rows
    ]


def _module(association: Association, row: TextModule) -> ModuleLine:
    return ModuleLine(
        row.label,
        KIND_WORDS.get(row.kind, row.kind),
        Outcome(row.outcome).label if row.outcome else "",
        row.text.splitlines(),
        reverse("text-module", args=[association.slug, row.pk]),
        reverse("text-module-remove", args=[association.slug, row.pk]),
    )


@dataclass(frozen=True)
class RuleFormPage:
    """A form of one rule."""

    title: str
    state: str
    crumbs: Sequence[Link]
    lead: str
    form: forms.Form
    act: str
    back_url: str
    history: Sequence[ValueLine] = ()


def details_page(association: Association, form: forms.Form) -> RuleFormPage:
    """Return the page where it is written what the association is."""
    back = reverse("association", args=[association.slug])
    return RuleFormPage(
        title="Förbundets uppgifter",
        state=association.name,
        crumbs=[
            Link(association.short_name, reverse("overview", args=[association.slug])), Link("Förbundet", back),
            Link("Uppgifter"),
        ],
        lead="",
        form=form,
        act="Spara uppgifterna",
        back_url=back,
    )  # fmt: skip


def rule_page(association: Association, known: Known, form: forms.Form, on: date) -> RuleFormPage:
    """Return the page where a provision gets a new value."""
    own = list(Provision.objects.filter(association=association, key=known.key).order_by("-valid_from"))
    line = _rule(association, known, own, on)
    holds = f"Nu gäller {line.value}" + (f" sedan {day(date.fromisoformat(line.since))}." if line.since else ".")
    shipped = "" if not line.is_own else f" Utan eget beslut gäller {line.shipped}."
    return RuleFormPage(
        title=known.label,
        state=line.law,
        crumbs=rules_crumbs(association, "Regler", known.label),
        lead=holds + shipped,
        form=form,
        act="Besluta värdet",
        back_url=reverse("rules", args=[association.slug]),
        history=line.values,
    )


def majority_page(association: Association, name: str, form: forms.Form) -> RuleFormPage:
    """Return the page where a qualified majority is written down, of a new kind or of the one named."""
    title = f"Ny majoritet: {name}" if name else "Ny kvalificerad majoritet"
    return RuleFormPage(
        title=title,
        state="Förbundsordningen bestämmer för vilka beslut mer än hälften krävs, 9 § lagen (2003:1210)",
        crumbs=rules_crumbs(association, "Regler", name or "Ny majoritet"),
        lead="",
        form=form,
        act="Skriv in majoriteten",
        back_url=reverse("rules", args=[association.slug]),
    )


def module_page(association: Association, label: str, form: forms.Form) -> RuleFormPage:
    """Return the page where a wording is written, a new one or the one named."""
    return RuleFormPage(
        title=f"Ändra ”{label}”" if label else "Ny beslutstext",
        state="Erbjuds i mötet bredvid programmets egna",
        crumbs=rules_crumbs(association, "Regler", label or "Ny beslutstext"),
        lead="",
        form=form,
        act="Spara beslutstexten",
        back_url=reverse("rules", args=[association.slug]),
    )
