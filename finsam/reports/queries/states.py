"""How far a report has come: draft, sent, being signed, sealed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from finsam.core.models import Association
from finsam.kernel.swedish import day
from finsam.reports.models import Report, SealedReport, SentReport
from finsam.signing.models import Approval, SigningState

DRAFT, UNDER_WAY, SEALED = 0, 1, 2


@dataclass(frozen=True)
class ReportState:
    """How far: the stage of its mark, and what it is called."""

    stage: int = DRAFT
    word: str = "Utkast"
    sent: list[SentReport] = field(default_factory=list)
    sealed_at: datetime | None = None
    is_open: bool = True  # its text may be changed: nobody is signing it


def about_of(report: Report) -> str:
    """Return what a round of approvals calls the report: "report:17"."""
    return f"report:{report.pk}"


def states_of(association: Association, reports: Iterable[Report]) -> dict[int, ReportState]:
    """Return how far each report has come, by its id. Three queries."""
    ids = [report.pk for report in reports]
    mine = {"association": association, "report__in": ids}
    sent: dict[int, list[SentReport]] = {}
    for one in SentReport.objects.filter(**mine).select_related("meeting"):
        sent.setdefault(one.report_id, []).append(one)
    sealed = dict(SealedReport.objects.filter(**mine, sealed_at__isnull=False).values_list("report", "sealed_at"))
    asked, given = _approvals(association, ids)
    return {pk: _state(sent.get(pk, []), sealed.get(pk), asked[f"report:{pk}"], given[f"report:{pk}"]) for pk in ids}


def _approvals(association: Association, ids: Iterable[int]) -> tuple[Counter[str], Counter[str]]:
    """How many are asked and how many have approved in each open round."""
    places = Approval.objects.filter(
        association=association, signing__state=SigningState.OPEN, signing__about__in=[f"report:{pk}" for pk in ids]
    )
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for about, approved_at in places.values_list("signing__about", "approved_at"):
        asked[about] += 1
        given[about] += approved_at is not None
    return asked, given


def _state(sent: list[SentReport], sealed_at: datetime | None, asked: int, given: int) -> ReportState:
    if sealed_at:
        return ReportState(SEALED, f"Förseglad {day(timezone.localdate(sealed_at))}", sent, sealed_at, is_open=False)
    if asked:
        return ReportState(UNDER_WAY, f"Undertecknas, {given} av {asked} har godkänt", sent, is_open=False)
    if sent:
        return ReportState(UNDER_WAY, f"Skickad {day(sent[-1].sent_on)}", sent)
    return ReportState()


def state_of(association: Association, report: Report | None) -> ReportState:
    """Return how far one report has come; one that has not been begun is a draft."""
    return states_of(association, [report])[report.pk] if report else ReportState()
