"""What reports want of a person: to be signed."""

from finsam.core.models import Association, Person
from finsam.meetings.queries.acts import ActDue
from finsam.reports.editions import edition_of
from finsam.reports.models import Report
from finsam.signing.queries import waiting_for


def report_acts(association: Association, person: Person) -> list[ActDue]:
    """Return the reports whose turn it is for the person to sign. Must be called within the association."""
    waiting = [signing.about for signing, _ in waiting_for(person, association) if signing.about.startswith("report:")]
    reports = Report.objects.filter(association=association, pk__in=[about.partition(":")[2] for about in waiting])
    return [
        ActDue(
            due=None,
            what=f"Underteckna {edition.title[:1].lower()}{edition.title[1:]}",
            why="Läs den och godkänn med ditt lösenord.",
            action="Läs och godkänn",
            url=edition.page("report-signing", association),
        )
        for edition in (map(edition_of, reports) if waiting else ())
    ]
