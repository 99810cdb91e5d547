"""A project owner's follow-up reports."""

from datetime import date

from finsam.core.models import Association
from finsam.funding.models import Writer
from finsam.funding.queries.owner_rows import OwnerRow


def report_rows(association: Association, writer: Writer, today: date) -> list[OwnerRow]:  # noqa: ARG001
    """Return the owner's follow-up reports, for the page of the application. Must be called within the association."""
    return []
