"""How a registration is put in the statistics' classes: age band, referring party, exit class, granted compensation."""

from collections.abc import Iterable

UNKNOWN = "unknown"
PROTECTED = "protected"

AGE_BANDS = {
    "under_16": ("Under 16 år", range(16)),
    "16_29": ("16–29 år", range(16, 30)),
    "30_44": ("30–44 år", range(30, 45)),
    "45_59": ("45–59 år", range(45, 60)),
    "60_": ("60 år eller äldre", range(60, 130)),
}

PARTIES = {
    "region": "Regionen",
    "fk": "Försäkringskassan",
    "kommun": "Kommunerna",
    "af": "Arbetsförmedlingen",
    "egen": "Egen ansökan eller anhörig",
    "ovriga": "Annan insats eller annat förbund",
}

_OWN = {"egen", "anhorig"}

EXIT_ORDER = ("work_study_jobseeking", "continued_rehabilitation", "sick", "other")

GRANTED = frozenset({"sjukersattning", "aktivitetsersattning"})
"""Outcome codes that mean a granted compensation: not a step forward, counted apart (R39)."""


def age_band(birth_year: int | None, year: int) -> str:
    """Return the key of the band for the age that is reached during the year; "unknown" without a birth year."""
    if birth_year is None:
        return UNKNOWN
    return next((key for key, (_, ages) in AGE_BANDS.items() if year - birth_year in ages), UNKNOWN)


def party(referrer: str) -> str:
    """Return the party a referrer's code belongs to, by what the code begins with (docs/bundle.md)."""
    first = referrer.partition("_")[0]
    if first in _OWN:
        return "egen"
    return first if first in PARTIES else "ovriga"


def exit_class(classes: Iterable[str]) -> str:
    """Return the first class, in the order of `EXIT_ORDER`, that one of the outcomes has; "" when none has any."""
    met = set(classes)
    return next((key for key in EXIT_ORDER if key in met), "")
