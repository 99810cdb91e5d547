"""The application as it stands, to be read by its owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.cases.wording import file_words
from finsam.core.models import Association
from finsam.funding.access import owner_path
from finsam.funding.models import Writer
from finsam.funding.queries.application_held import hold
from finsam.funding.queries.application_parts import Content, content_of
from finsam.funding.queries.owner import state_words
from finsam.funding.queries.owner_send import owner_crumbs
from finsam.ui.parts import Link


@dataclass(frozen=True)
class ReadPage:
    """The page. Files are title, what it is, address."""

    title: str
    state: str
    crumbs: Sequence[Link]
    content: Content
    files: Sequence[tuple[str, str, str]]
    back_url: str


def read_page(association: Association, writer: Writer) -> ReadPage:
    """Return the page. Must be called within the association."""
    held = hold(association, writer.application)
    return ReadPage(
        title=f"Inskickad ansökan: {writer.application.title}",
        state=state_words(writer.application),
        crumbs=owner_crumbs(association, writer, Link("Ansökan")),
        content=content_of(held),
        files=[
            (one.title, file_words(one.file), reverse("owner-file", args=[association.slug, writer.key, one.pk]))
            for one in held.files
        ],
        back_url=owner_path(association, writer),
    )
