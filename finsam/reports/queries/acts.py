"""What reports want of a person: to be signed."""

from collections.abc import Sequence

from finsam.core.models import Association
from finsam.meetings.queries.acts import ActDue
from finsam.reports.editions import edition_of
from finsam.reports.models import Report
from finsam.signing.models import Approval

ABOUT = "report:"


def report_acts(association: Association, turns: Sequence[Approval]) -> list[ActDue]:
    """Return the reports to sign, of the approvals that a person can give now. Asks nothing when there is none.

    Must be called within the association.
    """
    ids = [one.signing.about.removeprefix(ABOUT) for one in turns if one.signing.about.startswith(ABOUT)]
    reports = Report.objects.filter(association=association, pk__in=ids)
    return [
        ActDue(
            due=None,
            what=f"Underteckna {edition.title[:1].lower()}{edition.title[1:]}",
            why="Läs den och godkänn med ditt lösenord.",
            action="Läs och godkänn",
            url=edition.page("report-signing", association),
        )
        for edition in map(edition_of, reports)
    ]
