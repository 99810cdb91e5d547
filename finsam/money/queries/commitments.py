"""The page of what lines are bound to pay, and of projects with money from others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import year_links
from finsam.figures.shown import shown_table
from finsam.money.commitment_facts import BY_HAND, COMMITMENTS, external_projects, yielding
from finsam.money.places import money_crumbs, money_tabs
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownTable


@dataclass(frozen=True)
class CommitmentsPage:
    """Both tables of a year, with the way to change each row for who keeps the money."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    commitments: ShownTable | None
    yielding: Sequence[Link]
    projects: ShownTable | None
    new_url: str
    new_project_url: str


@dataclass(frozen=True)
class CommitmentFormPage:
    """A form of one commitment or project."""

    title: str
    crumbs: Sequence[Link]
    form: forms.Form
    back_url: str
    may_remove: bool


def commitments_page(book: Book, permissions: frozenset[Permission]) -> CommitmentsPage:
    """Return the page of the book's year."""
    association, keeps = book.association, Permission.KEEP_MONEY in permissions
    slug = association.slug
    rows = book.cube(COMMITMENTS).rows
    projects = book.scope.once(external_projects)
    return CommitmentsPage(
        title=f"Åtaganden {book.year}",
        state="Vad raderna i budgeten är bundna till, och projekt med pengar från andra",
        crumbs=money_crumbs(association, Link("Åtaganden")),
        tabs=money_tabs(association, "commitments"),
        years=year_links(book, "commitments"),
        commitments=_leading(book, "money.commitments", _of_commitments(book, keeps=keeps)) if rows else None,
        yielding=_yielding(book, keeps=keeps),
        projects=_leading(book, "money.external_projects", _of_projects(book, keeps=keeps)) if projects else None,
        new_url=reverse("commitment", args=[slug, book.year, 0]) if keeps else "",
        new_project_url=reverse("external-project", args=[slug, 0]) if keeps else "",
    )


def _of_commitments(book: Book, *, keeps: bool) -> dict[str, str]:
    """Where each commitment stands, by its row: the agreement of a grant, the form of one written by hand."""
    slug, year = book.association.slug, book.year
    urls = {}
    for row in book.cube(COMMITMENTS).rows:
        key, by_hand = row["commitment"], row["source"] == BY_HAND
        mine = reverse("commitment", args=[slug, year, int(key)]) if by_hand and keeps else ""
        urls[key] = mine if by_hand else row["url"]
    return urls


def _yielding(book: Book, *, keeps: bool) -> list[Link]:
    """Those written by hand that are left out, since a grant says the same; a link for who may take them away."""
    slug, year = book.association.slug, book.year
    return [
        Link(row.title, reverse("commitment", args=[slug, year, row.pk]) if keeps else "")
        for row in yielding(book.scope)
    ]


def _of_projects(book: Book, *, keeps: bool) -> dict[str, str]:
    slug = book.association.slug
    projects = book.scope.once(external_projects) if keeps else []
    return {str(row.pk): reverse("external-project", args=[slug, row.pk]) for row in projects}


def _leading(book: Book, full_name: str, urls: Mapping[str, str]) -> ShownTable:
    """Show a figure's table with the name of each row leading to where it is changed."""
    shown = shown_table(book, full_name)
    rows = [
        replace(row, cells=[replace(row.cells[0], href=urls.get(category.key, "")), *row.cells[1:]])
        for row, category in zip(shown.rows, book.table(full_name).rows, strict=True)
    ]
    return replace(shown, rows=rows)


def commitment_form_page(
    association: Association, title: str, form: forms.Form, back_url: str, *, may_remove: bool
) -> CommitmentFormPage:
    """Return the page of a form."""
    crumbs = money_crumbs(association, Link("Åtaganden", back_url), Link(title))
    return CommitmentFormPage(title, crumbs, form, back_url, may_remove)
