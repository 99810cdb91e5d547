"""When somebody who owes a follow-up report is reminded."""

from datetime import date, timedelta

AGAIN = timedelta(days=14)


def reminder_day(due_on: date, days_before: int, today: date) -> date | None:
    """Return the last day a reminder was to be written; None before the first.

    Some days before the report is due, the day after, then every two weeks.
    """
    late_from = due_on + timedelta(days=1)
    if today >= late_from:
        return late_from + AGAIN * ((today - late_from) // AGAIN)
    first = due_on - timedelta(days=days_before)
    return first if today >= first else None


def is_to_be_reminded(due_on: date, days_before: int, reminded_on: date | None, today: date) -> bool:
    """Tell whether a reminder is to be written today: each only once, and of those that were missed only the last."""
    day = reminder_day(due_on, days_before, today)
    return day is not None and (reminded_on is None or reminded_on < day)
