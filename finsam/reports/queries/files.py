"""A report's files: as it reads now, or as it was sealed."""

import json

from django.utils import timezone

from finsam.core.models import Association
from finsam.reports.data import report_data
from finsam.reports.editions import Edition
from finsam.reports.models import SealedReport
from finsam.reports.printing import Standing, printed_report
from finsam.reports.queries.composed import composed_report, text_of
from finsam.reports.queries.states import state_of
from finsam.reports.rules.standing import standing_words


def report_bytes(association: Association, edition: Edition, ending: str) -> bytes:
    """Return the report as "pdf" or "json": the sealed file and its content when it is sealed."""
    report = edition.found(association)
    sealed = SealedReport.objects.filter(association=association, report=report, sealed_at__isnull=False)
    fixed = sealed.select_related("document__file").first() if report else None
    if fixed and fixed.document and fixed.document.file and ending == "pdf":
        return bytes(fixed.document.file.content)
    if fixed:
        return _json(fixed.content["report"])
    composed = composed_report(association, edition, text=text_of(report, edition))
    if ending == "json":
        return _json(report_data(composed))
    sent = [(one.to, one.sent_on) for one in state_of(association, report).sent]
    standing = Standing(subtitle=association.name, mark=standing_words(is_signed=edition.is_signed, sent=sent))
    return printed_report(composed, made_at=timezone.now(), standing=standing)


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
