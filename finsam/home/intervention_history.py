"""What has happened to an intervention, in words, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from finsam.core.models import Association, AuditEntry
from finsam.home.intervention_work import WorkPart, WorkRow
from finsam.interventions.models import Intervention
from finsam.kernel.swedish import day
from finsam.ui.parts import Moment

CHANGES = {
    "created": "Insatsen lades in",
    "changed": "Uppgifterna ändrades",
    "list.parties": "Parterna ändrades",
    "list.team": "Teamet ändrades",
    "list.steering": "Styrgruppen ändrades",
    "list.goals": "Målen ändrades",
    "list.sources": "Andra finansiärer ändrades",
    "list.steps": "Övergången ändrades",
}
MOST = 100


@dataclass(frozen=True)
class HistoryPart:
    """What was decided over the years, and what was changed here and by whom."""

    decided: Sequence[Moment]
    changed: Sequence[WorkRow]


def history_part(association: Association, row: Intervention, work: WorkPart, today: date) -> HistoryPart:
    """Return the history of an intervention. One query."""
    entries = (
        AuditEntry.objects.filter(
            association=association, action__startswith="interventions.", detail__intervention=row.key
        )
        .select_related("by")
        .order_by("-pk")[:MOST]
    )
    return HistoryPart(_moments(row, work, today), [_entry(entry) for entry in entries])


def _moments(row: Intervention, work: WorkPart, today: date) -> list[Moment]:
    edges = [
        (row.since, "Insatsen började", "", ""),
        (row.locked_on, "Första rapporten lämnades", "Inriktning och mål för den tiden står fast", ""),
        (row.until, "Insatsen slutar" if row.until and row.until >= today else "Insatsen slutade", "", ""),
    ]
    told = [(on, what, detail, url) for on, what, detail, url in edges if on]
    told += [(one.on, one.name, f"{one.detail} · {one.aside}", one.url) for one in work.grants if one.on]
    told += [(one.on, one.name, one.aside, one.url) for one in work.agreements if one.on]
    told.sort(key=lambda each: each[0])
    return [
        Moment(on.isoformat(), what, detail, url, "past" if on <= today else "coming") for on, what, detail, url in told
    ]


def _entry(entry: AuditEntry) -> WorkRow:
    what = entry.action.removeprefix("interventions.")
    on = timezone.localtime(entry.at)
    detail = str(entry.detail.get("told", ""))
    return WorkRow(CHANGES.get(what, "Ändring"), detail, f"{day(on.date())}, {entry.by.name if entry.by else 'Finsam'}")
