"""The pages where an intervention and its lists are changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.interventions.actions.entries import Kind
from finsam.interventions.models import Intervention
from finsam.interventions.queries.measures import measures_of
from finsam.interventions.rules.goals import written_limit
from finsam.interventions.rules.locks import is_locked
from finsam.kernel.swedish import NOTHING, amount, day
from finsam.ui.parts import Link


@dataclass(frozen=True)
class ListWords:
    """What a list is called, what adding to it is called, and what to know."""

    title: str
    one: str
    add: str
    intro: str
    nothing: str
    address: str
    view: str


WORDS = {
    "parties": ListWords(
        "Parter", "Part", "Lägg till en part", "De som deltar i insatsen, medlemmar eller andra.",
        "Inga parter är inlagda.", "parties", "teamet",
    ),
    "team": ListWords(
        "Teamets tjänster", "Tjänst", "Lägg till en tjänst",
        "Tjänster, aldrig personer: vad den är, vems den är och hur stor. En vakant tjänst lyfts på insatsens sida.",
        "Inga tjänster är inlagda.", "team", "teamet",
    ),
    "steering": ListWords(
        "Styrgrupp", "Plats", "Lägg till en plats", "Organisationer och funktioner, aldrig personer.",
        "Ingen styrgrupp är inlagd.", "steering", "teamet",
    ),
    "goals": ListWords(
        "Mål", "Mål", "Lägg till ett mål",
        "Välj ett tal som mäter målet, så bedömer Finsam det varje år. Målet om antal deltagare kommer från budgeten.",
        "Inga mål är inlagda.", "goals", "",
    ),
    "sources": ListWords(
        "Pengar från andra", "Finansiär", "Lägg till ett belopp",
        "Vad andra än förbundet betalar, år för år. Förbundets egna pengar kommer av besluten.",
        "Inga andra finansiärer är inlagda.", "sources", "pengar",
    ),
    "steps": ListWords(
        "Väg till ordinarie verksamhet", "Steg", "Lägg till ett steg",
        "Vem som tar över hur mycket av kostnaden, år för år. Det som blir kvar bär förbundet.",
        "Inga steg är inlagda.", "transition", "pengar",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class EntryRow:
    """An entry as it stands in its list."""

    name: str
    detail: str
    aside: str
    url: str
    late: bool = False


@dataclass(frozen=True)
class EntriesPage:
    """A list of an intervention."""

    title: str
    window_title: str
    state: str
    crumbs: Sequence[Link]
    rows: Sequence[EntryRow]
    words: ListWords
    locked: str
    add_url: str
    back_url: str
    facts_url: str


@dataclass(frozen=True)
class FormPage:
    """A form of an intervention, or of an entry of its lists."""

    title: str
    window_title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    note: str
    back_url: str
    may_remove: bool = False
    in_pairs: bool = False  # its fields stand two and two where there is room


def page_url(association: Association, row: Intervention, view: str = "") -> str:
    """Return the address of an intervention's page, in a view."""
    return reverse("intervention", args=[association.slug, row.key]) + (f"?vy={view}" if view else "")


def entries_page(association: Association, row: Intervention, kind: Kind, found: Sequence[Any]) -> EntriesPage:
    """Return a list with each entry's way to be changed."""
    words = WORDS[kind.name]
    args = [association.slug, row.key]
    locked = ""
    if kind.name == "goals" and row.locked_on:
        locked = f"Den första rapporten kom {day(row.locked_on)}. Mål som gällde då står fast, så att utfallet kan "
        locked += "jämföras med det som var bestämt. Avsluta ett mål med en sista dag och lägg till ett nytt."
    return EntriesPage(
        title=words.title,
        window_title=f"Ändra {words.title.lower()}, {row.title}",
        state=row.title,
        crumbs=crumbs(association, row, Link(words.title)),
        rows=[_entry(association, row, kind, one) for one in found],
        words=words,
        locked=locked,
        add_url=reverse(f"intervention-{words.address}-row", args=[*args, 0]),
        back_url=page_url(association, row, words.view),
        facts_url=reverse("intervention-edit", args=args) if kind.name == "steps" else "",
    )


def _entry(association: Association, row: Intervention, kind: Kind, one: Any) -> EntryRow:
    url = reverse(f"intervention-{WORDS[kind.name].address}-row", args=[association.slug, row.key, one.pk])
    match kind.name:
        case "parties":
            return EntryRow(one.name, one.part, "medlem" if one.member_id else "", url)
        case "team":
            vacant = f"vakant sedan {day(one.vacant_since)}" if one.vacant_since else f"{one.percent} %"
            return EntryRow(one.role, _joined(_post(one)), vacant, url, late=one.vacant_since is not None)
        case "steering":
            said = ["ordförande" * one.is_chair, "adjungerad" * one.is_co_opted]
            return EntryRow(one.organisation, one.function, _joined(said), url)
        case "goals":
            fixed = "står fast" if is_locked(row.locked_on, one.since) else ""
            return EntryRow(one.text, _joined(_goal(row, one)), fixed, url)
        case "sources":
            return EntryRow(one.name, str(one.year), f"{amount(one.amount_ore)} kr", url)
    return EntryRow(f"{one.year}: {one.party}", one.remark, f"{one.percent} %", url)


def _joined(said: Any) -> str:
    return " · ".join(filter(None, said))


def _post(one: Any) -> Iterator[str]:
    yield one.employer
    yield "" if one.funded else "arbetsgivaren betalar"
    yield f"från {day(one.since)}" if one.since else ""
    yield f"till {day(one.until)}" if one.until else ""


def _goal(row: Intervention, one: Any) -> Iterator[str]:
    measured = dict(measures_of(row)).get(one.figure, one.figure) or one.measure
    yield f"Mäts med: {measured}" if measured else "Mäts inte"
    yield f"uppfyllt från {written_limit(one.at_least)}" if one.at_least is not None else ""
    yield f"från {day(one.since)}" if one.since else ""
    yield f"till {day(one.until)}" if one.until else ""


def entry_form_page(
    association: Association, row: Intervention, kind: Kind, one: Any, form: forms.Form, *, may_remove: bool
) -> FormPage:
    """Return the form of an entry, new or there already."""
    words = WORDS[kind.name]
    back = reverse(f"intervention-{words.address}", args=[association.slug, row.key])
    title = kind.told(one) if one else words.add
    note = ""
    if kind.name == "goals" and one and is_locked(row.locked_on, one.since):
        note = "Målet har rapporterats och står fast. Du kan fylla i det som är tomt, och avsluta det med en sista dag."
    return FormPage(
        title=title,
        window_title=f"{title}, {words.title.lower()}, {row.title}",
        state=row.title,
        crumbs=crumbs(association, row, Link(words.title, back), Link(words.one if one else "Ny")),
        form=form,
        note=note,
        back_url=back,
        may_remove=may_remove,
    )


def facts_page(association: Association, row: Intervention | None, form: forms.Form) -> FormPage:
    """Return the form of what an intervention is; without a row of a new one."""
    title = f"Ändra {row.title}" if row else "Ny insats"
    note = "" if row else "För insatser som inte har sökt pengar. En beviljad ansökan lägger själv in sin insats."
    back = page_url(association, row) if row else reverse("interventions", args=[association.slug])
    way = crumbs(association, row, Link("Ändra")) if row else [*crumbs(association, None), Link(title)]
    return FormPage(title, title, association.name, way, form, note, back, in_pairs=True)


def crumbs(association: Association, row: Intervention | None, *rest: Link) -> list[Link]:
    """Return the way to a page of the interventions."""
    return [
        Link(association.short_name, reverse("overview", args=[association.slug])),
        Link("Insatser", reverse("interventions", args=[association.slug])),
        *([Link(row.title or NOTHING, page_url(association, row))] if row else []),
        *rest,
    ]
