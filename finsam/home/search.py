"""Search: one field over everything of an association that has a name or words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from finsam.cases.queries import search_diary
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.queries import book_of_year
from finsam.figures.registry import all_figures
from finsam.interventions.models import Intervention
from finsam.meetings.queries.search import search_items
from finsam.ui.parts import Link

LONGEST = 200  # characters of what is searched for that are read


@dataclass(frozen=True)
class Found:
    """Something found: its name, where it stands, and for a text the words around (safe markup)."""

    title: str
    where: str
    url: str
    excerpt: SafeString | str = ""


@dataclass(frozen=True)
class SearchPage:
    """What was found, by kind."""

    title: str
    state: str
    crumbs: Sequence[Link]
    words: str
    url: str
    groups: Sequence[tuple[str, Sequence[Found]]]
    nothing: str


def search_page(association: Association, asked: str, permissions: Collection[Permission], today: date) -> SearchPage:
    """Look for the words in the diary, in agendas and minutes, among interventions and figures."""
    words = asked.replace("\0", "").strip()[:LONGEST]
    groups = (
        [(name, found) for name, found in _groups(association, words, permissions, today) if found] if words else []
    )
    count = sum(len(found) for _, found in groups)
    return SearchPage(
        title=f"Sök: {words[:60]}" if words else "Sök",
        state=f"{count} {'träff' if count == 1 else 'träffar'} på ”{words}”" if words else "",
        crumbs=[Link(association.short_name, reverse("overview", args=[association.slug]))],
        words=words,
        url=reverse("search", args=[association.slug]),
        groups=groups,
        nothing=f"Inget hittades på ”{words}”. Prova ett annat ord, ett diarienummer eller en paragraf." if words
        else "Skriv ett ord, ett diarienummer, en paragraf eller vad ett tal heter.",
    )  # fmt: skip


def _groups(
    association: Association, words: str, permissions: Collection[Permission], today: date
) -> list[tuple[str, list[Found]]]:
    diary = search_diary(association, words, permissions)
    items = search_items(association, words, permissions, today)
    return [
        ("Möten och protokoll", [Found(hit.title, hit.where, hit.url) for hit in items]),
        ("Ärenden och handlingar", [Found(hit.title, hit.where, hit.url, hit.excerpt) for hit in diary]),
        ("Insatser", _interventions(association, words)),
        ("Tal", _figures(association, words)),
    ]


def _interventions(association: Association, words: str) -> list[Found]:
    rows = Intervention.objects.filter(association=association, title__icontains=words).order_by("position")[:20]
    return [
        Found(row.title, row.get_direction_display(), reverse("intervention", args=[association.slug, row.key]))
        for row in rows
    ]


def _figures(association: Association, words: str) -> list[Found]:
    sought = words.casefold()
    named = [
        figure
        for figure in all_figures()
        if not figure.per and (sought in figure.title.casefold() or sought == figure.name)
    ]
    if not named:
        return []
    period = book_of_year(association, "").period.name
    return [
        Found(figure.title, figure.definition, reverse("figure", args=[association.slug, figure.name, period]))
        for figure in named[:20]
    ]
