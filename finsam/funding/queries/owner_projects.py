"""What a person with an account runs: the applications where their e-mail address writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.funding.access import owner_path
from finsam.funding.models import Writer
from finsam.funding.queries.owner import state_words
from finsam.ui.parts import Link


@dataclass(frozen=True)
class ProjectsPage:
    """The page. Rows are name, second line, state, address."""

    title: str
    state: str
    crumbs: Sequence[Link]
    rows: Sequence[tuple[str, str, str, str]]
    apply_url: str


def writers_of(association: Association, person: Person) -> list[Writer]:
    """Return the person's ways into applications, newest first. Must be called within the association."""
    writers = Writer.objects.filter(association=association, email__iexact=person.email, ended_at=None)
    return list(writers.select_related("application__case", "application__call").order_by("-application"))


def projects_page(association: Association, person: Person) -> ProjectsPage:
    """Return the page. Must be called within the association."""
    return ProjectsPage(
        title="Mina projekt",
        state=association.name,
        crumbs=[],
        rows=[
            (
                one.application.title, one.application.applicant, state_words(one.application),
                owner_path(association, one),
            )
            for one in writers_of(association, person)
        ],
        apply_url=reverse("apply", args=[association.slug]),
    )  # fmt: skip
