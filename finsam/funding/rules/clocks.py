"""The two clocks of an application: an answer within so many months, an agreement within so many (rule R8).

The clock starts on a day and is met or missed on another. What is not done when its day has passed is missed, and
stays missed when it is done later: the association's goal counts it so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from finsam.kernel.periods import months_after


class ClockState(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    STOPPED = "stopped"  # nothing is to be done any more


@dataclass(frozen=True)
class Clock:
    """A clock on a day. `done_on` is when what it waits for was done; `days_left` is negative after the last day."""

    state: ClockState
    started_on: date
    due_on: date
    done_on: date | None
    days_left: int

    @property
    def late(self) -> bool:
        """Whether it runs no more in time and still waits."""
        return self.state == ClockState.MISSED and self.done_on is None

    @property
    def days_late(self) -> int:
        """How many days after the last day it was done, or how many have passed. 0 when it is in time."""
        return max(0, -self.days_left)


def clock(
    *, started_on: date | None, months: int, done_on: date | None, today: date, stopped_on: date | None = None
) -> Clock | None:
    """Return the clock as it stands today; None when it has not started. Done on the last day is in time."""
    if started_on is None:
        return None
    due = months_after(started_on, months)
    return clock_to(due, started_on=started_on, done_on=done_on, today=today, stopped_on=stopped_on)


def clock_to(
    due: date, *, started_on: date, done_on: date | None, today: date, stopped_on: date | None = None
) -> Clock:
    """Return the clock whose last day is set already."""
    left = (due - (done_on or stopped_on or today)).days
    if done_on is None and stopped_on is not None:
        state = ClockState.STOPPED
    elif left < 0:
        state = ClockState.MISSED
    else:
        state = ClockState.MET if done_on else ClockState.RUNNING
    return Clock(state, started_on, due, done_on, left)
