"""The page of what lines are bound to pay, and of projects with money from others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import year_links
from finsam.figures.shown import shown_table
from finsam.money.commitment_facts import COMMITMENTS, external_projects
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
    projects: ShownTable | None
    change_commitments: Sequence[Link]
    change_projects: Sequence[Link]
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
        commitments=shown_table(book, "money.commitments") if rows else None,
        projects=shown_table(book, "money.external_projects") if projects else None,
        change_commitments=[
            Link(row["title"], reverse("commitment", args=[slug, book.year, int(row["commitment"])])) for row in rows
        ]
        if keeps
        else [],
        change_projects=[Link(row.name, reverse("external-project", args=[slug, row.pk])) for row in projects]
        if keeps
        else [],
        new_url=reverse("commitment", args=[slug, book.year, 0]) if keeps else "",
        new_project_url=reverse("external-project", args=[slug, 0]) if keeps else "",
    )


def commitment_form_page(
    association: Association, title: str, form: forms.Form, back_url: str, *, may_remove: bool
) -> CommitmentFormPage:
    """Return the page of a form."""
    crumbs = money_crumbs(association, Link("Åtaganden", back_url), Link(title))
    return CommitmentFormPage(title, crumbs, form, back_url, may_remove)
