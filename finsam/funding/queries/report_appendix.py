"""What the follow-up reports say in the annual report's appendix: the texts of those approved, and the deviations."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from finsam.figures.registry import Scope
from finsam.funding.actions.progress import sections_in
from finsam.funding.models import ActionPoint, ProgressReport, ProgressState, ProgressVersion, ReportKind
from finsam.funding.queries.action_point_rows import points_of
from finsam.funding.queries.progress_reports import intervention_of, report_name, reports_of
from finsam.funding.rules.report_text import APPENDIX
from finsam.kernel.swedish import day


@dataclass
class Told:
    """What is told of an intervention in a year. `by` says which report the texts are from."""

    texts: Sequence[tuple[str, str]] = ()
    by: str = ""
    deviations: list[str] = field(default_factory=list)


def told_of_years(scope: Scope) -> dict[tuple[int, int], Told]:
    """Return what approved reports and deviations tell of each intervention in each year: by its pk and the year.

    Of a year the final report counts before others, else the last. Deviations are of the report they stand in, else of
    the year they were written. Must be called within the association.
    """
    last: dict[tuple[int, int], ProgressReport] = {}
    approved = reports_of(scope.association).filter(state=ProgressState.APPROVED).prefetch_related(None)
    for report in sorted(approved, key=lambda r: (r.asked.kind == ReportKind.FINAL, r.asked.period_to, r.pk)):
        last[intervention_of(report).pk, report.asked.period_to.year] = report
    versions = ProgressVersion.objects.filter(association=scope.association, report__in=last.values())
    newest = {version.report_id: version for version in versions.order_by("number")} if last else {}
    told = {
        key: Told(_texts(report, newest[report.pk]), _by(report)) for key, report in last.items() if report.pk in newest
    }
    for point in points_of(scope.association).select_related("intervention", "report__asked"):
        on = point.report.asked.period_to if point.report else timezone.localdate(point.made_at)
        told.setdefault((point.intervention_id, on.year), Told()).deviations.append(_deviation(point))
    return told


def _texts(report: ProgressReport, version: ProgressVersion) -> list[tuple[str, str]]:
    titles = {one.key: one.title for one in sections_in(report)}
    return [
        (titles[key], version.texts[key].strip())
        for key in APPENDIX
        if key in titles and version.texts.get(key, "").strip()
    ]


def _by(report: ProgressReport) -> str:
    name = report_name(report)
    said = name[:1].lower() + name[1:].replace("rapport ", "rapporten ", 1)
    return f"Ur {said}{f', godkänd {day(timezone.localdate(report.approved_at))}' if report.approved_at else ''}."


def _deviation(point: ActionPoint) -> str:
    done = " Åtgärden är gjord och bedömd som tillräcklig." if point.is_adequate else ""
    return f"{_sentence(point.finding)}{f' Åtgärd: {_sentence(point.action)}' if point.action else ''}{done}"


def _sentence(text: str) -> str:
    said = " ".join(text.split())
    return said if said.endswith((".", "?")) else f"{said}."
