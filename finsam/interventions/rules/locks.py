"""What stands fast when the first report of an intervention has come in (R9)."""

from collections.abc import Mapping
from datetime import date

FILLED_LATER = frozenset({"figure", "at_least", "partly_from", "measure", "until"})
"""What of a goal may still be filled in where it is empty: it says how the goal is measured, not what it is."""


def is_locked(locked_on: date | None, since: date | None) -> bool:
    """Whether a goal that began on a day was reported against before: then it says what it said."""
    return locked_on is not None and (since is None or since <= locked_on)


def check_goal(
    *, locked_on: date | None, was: Mapping[str, object] | None, now: Mapping[str, object], words: str
) -> None:
    """Refuse to change a goal that has been reported against, or to add one to the time that has been.

    `words` is the day of the first report in words. Raises ValueError with a Swedish sentence.
    """
    since = now["since"]
    if was is None:
        if locked_on and (not isinstance(since, date) or since <= locked_on):
            msg = f"Den första rapporten kom {words}. Ett nytt mål börjar gälla en dag efter den: ange från vilken."
            raise ValueError(msg)
        return
    began = was["since"]
    if not is_locked(locked_on, began if isinstance(began, date) else None):
        return
    changed = [name for name, value in was.items() if now[name] != value]
    if any(name not in FILLED_LATER or was[name] not in {None, ""} for name in changed):
        msg = f"Målet står fast sedan den första rapporten kom {words}, så att det går att jämföra. Avsluta det med en "
        msg += "sista dag och lägg till ett nytt mål från dagen efter."
        raise ValueError(msg)


def check_removal(*, locked_on: date | None, since: date | None, words: str) -> None:
    """Refuse to take away a goal that has been reported against. Raises ValueError with a Swedish sentence."""
    if is_locked(locked_on, since):
        msg = f"Målet står fast sedan den första rapporten kom {words}. Avsluta det med en sista dag i stället."
        raise ValueError(msg)


def check_direction(*, locked_on: date | None, was: str, now: str, words: str) -> None:
    """Refuse another direction after the first report. Raises ValueError with a Swedish sentence."""
    if locked_on and was != now:
        msg = f"Inriktningen står fast sedan den första rapporten kom {words}. Lägg in en ny insats för det nya."
        raise ValueError(msg)


def check_period(since: date | None, until: date | None) -> None:
    """Refuse what ends before it begins. Raises ValueError with a Swedish sentence."""
    if since and until and until < since:
        msg = f"Slutar {until}, innan den börjar {since}. Rätta en av dagarna."
        raise ValueError(msg)
