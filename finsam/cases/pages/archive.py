"""The page of the archive: what it holds and how it is taken out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.urls import reverse

from finsam.cases.models import Case, Document, ReleaseRequest
from finsam.cases.wording import diary_tabs, size
from finsam.core.models import Association
from finsam.kernel.swedish import number
from finsam.ui.parts import Fact, Tab


@dataclass(frozen=True)
class ArchivePage:
    """What can be taken out."""

    title: str
    tabs: Sequence[Tab]
    holds: Sequence[Fact]
    file_url: str
    empty: bool


def archive_page(association: Association) -> ArchivePage:
    """Show what the archive would hold now."""
    cases = Case.objects.filter(association=association).count()
    papers = Document.objects.filter(association=association).aggregate(
        count=Count("pk"), files=Count("file"), size=Sum("file__size")
    )
    waiting = ReleaseRequest.objects.filter(association=association, outcome="").count()
    return ArchivePage(
        title="Arkiv",
        tabs=diary_tabs(association, "archive", archive=True, waiting=waiting),
        holds=[
            Fact("Ärenden", number(cases)),
            Fact("Handlingar", number(papers["count"])),
            Fact("Filer", f"{number(papers['files'])}, {size(papers['size'] or 0)}" if papers["files"] else "inga"),
        ],
        file_url=reverse("archive-file", args=[association.slug]),
        empty=not cases,
    )
