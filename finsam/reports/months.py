"""What was said of a month when it was followed up: the director's summary, and why lines deviate."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.figures.book import Book
from finsam.money.models import LineComment, MonthClosing


@dataclass(frozen=True)
class MonthSaid:
    """The paragraphs of the summary, and the comments by the label of their line."""

    summary: Sequence[str]
    comments: Sequence[tuple[str, str]]


def month_said(book: Book) -> MonthSaid:
    """Return what was said of the month that the book's period ends with."""
    end = book.period.end
    month = {"association": book.association, "year": end.year, "month": end.month}
    closing = MonthClosing.objects.filter(**month).first()
    comments = LineComment.objects.filter(**month).select_related("line__group")
    ordered = sorted(comments, key=lambda one: (one.line.group.position, one.line.position))
    return MonthSaid(
        [" ".join(said.split()) for said in (closing.summary.split("\n\n") if closing else ()) if said.strip()],
        [(one.line.label, one.text) for one in ordered],
    )
