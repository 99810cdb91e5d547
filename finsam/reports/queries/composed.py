"""A report's text, and the report composed of it."""

from functools import cache
from pathlib import Path

from finsam.core.models import Association
from finsam.figures.audience import Audience
from finsam.figures.book import Book
from finsam.figures.registry import Use, uses
from finsam.reports.blocks import Composed
from finsam.reports.composition import compose
from finsam.reports.editions import Edition, edition_of
from finsam.reports.models import Report, ReportKind


@cache
def shipped_outline(kind: ReportKind) -> str:
    """Return the outline that every association's report starts from."""
    return (Path(__file__).parents[1] / "outlines" / f"{kind.value}.md").read_text(encoding="utf-8")


def text_of(report: Report | None, edition: Edition) -> str:
    """Return the report's own text, else the shipped outline."""
    return (report and report.text) or shipped_outline(edition.kind)


def composed_report(
    association: Association,
    edition: Edition,
    audience: Audience = Audience.ASSOCIATION,
    *,
    text: str = "",
) -> Composed:
    """Compose an association's report, from `text` if it is known. Raises KeyError when it names what is not there."""
    written = text or text_of(edition.found(association), edition)
    return compose(
        Book(association, edition.period),
        written,
        edition.title,
        str(edition.kind.label),
        audience,
        short=edition.kind is ReportKind.ECONOMIC_REPORT,
    )


@uses
def uses_in_reports(association: Association, name: str) -> list[Use]:
    """Tell which of the association's reports a figure is used in."""
    found = Report.objects.filter(association=association, text__contains=name.partition("@")[0])
    return [Use(one.title, one.url(association)) for one in map(edition_of, found)]
