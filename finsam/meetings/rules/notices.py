"""Whether the notices of a meeting's minutes went up and came down in time (R25, R26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from finsam.kernel.swedish import day
from finsam.meetings.rules.dates import announce_by, last_appeal_day, take_down_from


@dataclass(frozen=True)
class Posted:
    """One notice as the rules see it. Only those the law counts (`counts`) move the time to appeal."""

    put_up_on: date | None
    taken_down_on: date | None
    counts: bool = True


@dataclass(frozen=True)
class Times:
    """The days that hold for all notices of a meeting. The last two are None until every board has its notice up."""

    announce_by: date
    appeal_until: date | None
    take_down_from: date | None


def times_of(notices: Sequence[Posted], adjusted_on: date, *, announce: int, appeal: int, moves: bool) -> Times:
    """Return the days, given the provisions in days. The appeal counts from the last board's put-up day."""
    counted = [notice for notice in notices if notice.counts] or list(notices)
    put_up = [notice.put_up_on for notice in counted if notice.put_up_on]
    settled = put_up if len(put_up) == len(counted) else []
    return Times(
        announce_by=announce_by(adjusted_on, announce),
        appeal_until=last_appeal_day(settled, appeal, moves=moves),
        take_down_from=take_down_from(settled, appeal, moves=moves),
    )


def faults_of(notice: Posted, times: Times, today: date) -> list[str]:
    """Return what is late or too early with a notice, in Swedish, the worst first."""
    faults = []
    down, since = notice.taken_down_on, times.take_down_from
    if down and (since is None or down < since):
        faults.append(f"nedtaget {_early(down, since)}: tiden för överklagande hade inte gått ut")
    if notice.put_up_on is None and today > times.announce_by:
        faults.append(f"skulle ha satts upp senast {day(times.announce_by)}")
    elif notice.put_up_on and notice.put_up_on > times.announce_by:
        faults.append(f"uppsatt {_days((notice.put_up_on - times.announce_by).days)} för sent")
    return faults


def _early(down: date, since: date | None) -> str:
    return f"{_days((since - down).days)} för tidigt" if since else "för tidigt"


def _days(count: int) -> str:
    return "en dag" if count == 1 else f"{count} dagar"


def check_dates(put_up_on: date | None, taken_down_on: date | None, *, adjusted_on: date, today: date) -> None:
    """Raise ValueError with a Swedish sentence when the days cannot be true."""
    clock = f"Enligt programmets klocka är det {day(today)} i dag."
    if put_up_on and put_up_on < adjusted_on:
        msg = f"Anslaget kan inte ha satts upp {day(put_up_on)}: protokollet justerades {day(adjusted_on)}."
    elif put_up_on and put_up_on > today:
        msg = f"{day(put_up_on)} har inte varit än. {clock} Skriv den dag anslaget sattes upp."
    elif taken_down_on and not put_up_on:
        msg = "Skriv också vilken dag anslaget sattes upp."
    elif taken_down_on and put_up_on and taken_down_on < put_up_on:
        msg = (
            f"Anslaget kan inte ha tagits ned {day(taken_down_on)}: det sattes upp {day(put_up_on)}. "
            "Kontrollera om dagarna har bytt plats."
        )
    elif taken_down_on and taken_down_on > today:
        msg = f"{day(taken_down_on)} har inte varit än. {clock} Skriv den dag anslaget togs ned."
    else:
        return
    raise ValueError(msg)
