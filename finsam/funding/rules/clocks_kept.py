"""Whether a clock was kept: the answer within two months of the application, the agreement within one (R8)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Kept:
    """When it was settled whether the clock was kept, whether it was, and after how many days; None: not done."""

    on: date
    in_time: bool
    days: int | None


def kept(started_on: date, due_on: date, done_on: date | None, today: date) -> Kept | None:
    """Settle a clock: on the day it was done, or on its last day when that passed first. None while it still runs.

    What is done late is settled on its last day too, so that it belongs to the same period ever after.
    """
    if done_on is not None and done_on <= due_on:
        return Kept(done_on, in_time=True, days=(done_on - started_on).days)
    if today <= due_on:
        return None
    return Kept(due_on, in_time=False, days=None if done_on is None else (done_on - started_on).days)
