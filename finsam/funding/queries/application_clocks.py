"""The two clocks of applications, in words: the first answer, and the agreement after the decision (R8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from finsam.core.models import Association, Provision
from finsam.core.rules.provisions import Decided, Provisions
from finsam.funding.models import Agreement, Application, ApplicationState
from finsam.funding.rules.clocks import Clock, ClockState, clock
from finsam.kernel.swedish import SPACE, day


@dataclass(frozen=True)
class ShownClock:
    """A clock in words. `late`: its day has passed, whether it was done after it or not at all."""

    name: str
    text: str
    rule: str
    state: str
    due: date | None
    late: bool
    waits: bool  # for the association to do it


@dataclass(frozen=True)
class Timing:
    """What the clocks of an association are set by, read once: its provisions, and when agreements were signed."""

    rows: Sequence[Decided]
    signed: Mapping[int, date]  # by application
    today: date

    def months(self, key: str, on: date) -> int:
        """Return the months of a provision as it held on the day."""
        return Provisions(self.rows, on).months(key)


def timing_of(association: Association, applications: Sequence[Application], today: date) -> Timing:
    """Read what the clocks of these applications need, in two queries. Must be called within the association."""
    rows = Provision.objects.filter(association=association, key__in=["application_answer_months", "agreement_months"])
    decided = [Decided(*row) for row in rows.values_list("key", "value", "valid_from")]
    granted = [one.pk for one in applications if one.state == ApplicationState.GRANTED]
    signed = Agreement.objects.filter(association=association, grant__application__in=granted, number=1)
    found = signed.values_list("grant__application", "signed_on") if granted else []
    return Timing(decided, {pk: on for pk, on in found if on}, today)


def answer_clock(application: Application, timing: Timing) -> Clock | None:
    """Return the clock from reception to the first answer."""
    if application.received_on is None:
        return None
    return clock(
        started_on=application.received_on, months=timing.months("application_answer_months", application.received_on),
        done_on=application.answered_on, today=timing.today, stopped_on=application.withdrawn_on,
    )  # fmt: skip


def agreement_clock(application: Application, timing: Timing) -> Clock | None:
    """Return the clock from the decision to grant to the signed agreement."""
    if application.state != ApplicationState.GRANTED or application.decided_on is None:
        return None
    return clock(
        started_on=application.decided_on, months=timing.months("agreement_months", application.decided_on),
        done_on=timing.signed.get(application.pk), today=timing.today,
    )  # fmt: skip


def clocks_of(application: Application, timing: Timing) -> list[ShownClock]:
    """Return both clocks in words; one that has not started says what starts it."""
    answer, agreement = answer_clock(application, timing), agreement_clock(application, timing)
    return [
        _shown("Svar", answer, done="Besvarad", rule=_rule("från att ansökan kom in", "application_answer_months",
               application.received_on, timing), waits="Börjar när ansökan är inkommen."),
        _shown("Avtal", agreement, done="Undertecknat", rule=_rule("efter beslutet", "agreement_months",
               application.decided_on, timing), waits=_no_agreement(application)),
    ]  # fmt: skip


def _no_agreement(application: Application) -> str:
    if application.state in {ApplicationState.REJECTED, ApplicationState.WITHDRAWN}:
        return "Blir inte aktuellt."
    return "Börjar när styrelsen har beviljat ansökan."


def _rule(since: str, key: str, on: date | None, timing: Timing) -> str:
    months = timing.months(key, on or timing.today)
    return f"Senast {months}{SPACE}{'månad' if months == 1 else 'månader'} {since}."


def _shown(name: str, clock_: Clock | None, *, done: str, rule: str, waits: str) -> ShownClock:
    if clock_ is None:
        return ShownClock(name, waits, rule, "", None, late=False, waits=False)
    late = clock_.state == ClockState.MISSED
    waiting = clock_.done_on is None and clock_.state != ClockState.STOPPED
    return ShownClock(name, words_of(clock_, done), rule, clock_.state.value, clock_.due_on, late=late, waits=waiting)


def words_of(one: Clock, done: str) -> str:
    """Write how a clock stands: "Senast 27 december 2021, 12 dagar kvar"."""
    due = day(one.due_on)
    if one.state == ClockState.STOPPED:
        return "Ansökan är återtagen, klockan har stannat."
    if one.done_on and one.state == ClockState.MET:
        return f"{done} {day(one.done_on)}, i tid (senast {due})"
    if one.done_on:
        return f"{done} {day(one.done_on)}, {days(one.days_late)} för sent (senast {due})"
    if one.state == ClockState.MISSED:
        return f"Skulle ha varit klart senast {due}, {days(one.days_late)} sedan"
    return f"Senast {due}, {'i dag' if one.days_left == 0 else f'{days(one.days_left)} kvar'}"


def days(count: int) -> str:
    """Write a number of days."""
    return f"{count}{SPACE}{'dag' if count == 1 else 'dagar'}"
