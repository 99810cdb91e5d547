"""Which report of which period: its name in addresses and files, and its title."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from finsam.core.models import Association
from finsam.kernel.periods import YEARS, Period
from finsam.kernel.swedish import MONTHS, capital, months
from finsam.reports.models import Report, ReportKind

ADDRESSES = {
    ReportKind.ANNUAL_REPORT: "arsredovisning",
    ReportKind.ANNUAL_ACCOUNTS: "arsbokslut",
    ReportKind.HALF_YEAR_ACCOUNTS: "delarsbokslut",
    ReportKind.ECONOMIC_REPORT: "ekonomisk-rapport",
}
KINDS = {address: kind for kind, address in ADDRESSES.items()}
PLURALS = {
    ReportKind.ANNUAL_REPORT: "Årsredovisningar",
    ReportKind.ANNUAL_ACCOUNTS: "Årsbokslut",
    ReportKind.HALF_YEAR_ACCOUNTS: "Delårsbokslut",
    ReportKind.ECONOMIC_REPORT: "Ekonomiska rapporter",
}
MONTHS_OF = {
    ReportKind.ANNUAL_REPORT: range(12, 13),
    ReportKind.ANNUAL_ACCOUNTS: range(12, 13),
    ReportKind.HALF_YEAR_ACCOUNTS: range(6, 9),  # at least half of the year, at most two thirds (RKR R17; R16)
    ReportKind.ECONOMIC_REPORT: range(1, 13),
}
"""The months a report of the kind may end with."""
USUAL_MONTH = {ReportKind.HALF_YEAR_ACCOUNTS: 8}
"""The month that a name without one means; else December. An economic report always names its month."""
SIGNED = frozenset({ReportKind.ANNUAL_REPORT, ReportKind.ANNUAL_ACCOUNTS, ReportKind.HALF_YEAR_ACCOUNTS})
"""The kinds that the board signs; an economic report is put to the documents."""
_NAME = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


@dataclass(frozen=True)
class Edition:
    """A report of a kind for January to a month of a year."""

    kind: ReportKind
    year: int
    month: int = 12

    @property
    def period(self) -> Period:
        """From the first of January to the last of the month."""
        return Period(date(self.year, 1, 1), date(self.year, self.month, monthrange(self.year, self.month)[1]))

    @property
    def name(self) -> str:
        """The period in addresses and files: "2019", "2025-10"."""
        usual = USUAL_MONTH.get(self.kind, 12)
        plain = self.kind is not ReportKind.ECONOMIC_REPORT and self.month == usual
        return str(self.year) if plain else f"{self.year}-{self.month:02}"

    @property
    def title(self) -> str:
        """As "Årsredovisning 2019" or "Ekonomisk rapport januari–oktober 2025"."""
        if MONTHS_OF[self.kind] == range(12, 13):
            return f"{self.kind.label} {self.year}"
        return f"{self.kind.label} {self.months}"

    @property
    def months(self) -> str:
        """The period in words: "januari–oktober 2025"."""
        return months(self.period.start, self.period.end)

    @property
    def is_signed(self) -> bool:
        """Whether the board signs it."""
        return self.kind in SIGNED

    @property
    def file(self) -> str:
        """The name of its text in a bundle."""
        return f"reports/{self.kind.value}-{self.name}.md"

    def file_name(self, association: Association, ending: str) -> str:
        """What the file is called that is handed out."""
        return f"{association.slug}-{ADDRESSES[self.kind]}-{self.name}.{ending}"

    def found(self, association: Association) -> Report | None:
        """Return its row, if anything has been written or done about it."""
        return Report.objects.filter(association=association, **self.key).first()

    @property
    def key(self) -> dict[str, Any]:
        """What makes its row unique within the association."""
        return {"kind": self.kind.value, "year": self.year, "month": self.month}

    def url(self, association: Association) -> str:
        """Return the address of its page."""
        if self.kind is ReportKind.ECONOMIC_REPORT:
            return reverse("economic-report", args=[association.slug, self.name])
        return self.page("report", association)

    def page(self, name: str, association: Association, *more: str) -> str:
        """Return the address of one of its pages or files."""
        return reverse(name, args=[association.slug, ADDRESSES[self.kind], self.name, *more])


def edition_of(report: Report) -> Edition:
    """Return which report a row is."""
    return Edition(ReportKind(report.kind), report.year, report.month)


def parse_edition(kind: ReportKind, name: str) -> Edition:
    """Read the name of a period for a kind of report. Raises ValueError with a Swedish sentence when there is none."""
    found = _NAME.fullmatch(name)
    year, month = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
    if not month and kind is not ReportKind.ECONOMIC_REPORT:
        month = USUAL_MONTH.get(kind, 12)
    if year not in YEARS or month not in MONTHS_OF[kind]:
        raise ValueError(f"”{name}” är ingen period för {kind.label.lower()}. {_wanted(kind)}")
    return Edition(kind, year, month)


def edition_at(address: str, name: str) -> Edition:
    """Return the report of an address. Raises ValueError when there is none."""
    if address not in KINDS:
        raise ValueError(f"”{address}” är ingen rapport.")
    return parse_edition(KINDS[address], name)


def edition_in(file: str) -> Edition:
    """Return the report whose text a file of a bundle holds. Raises ValueError with a Swedish sentence."""
    for kind in ReportKind:
        if file.startswith(f"reports/{kind.value}-") and file.endswith(".md"):
            edition = parse_edition(kind, file.removeprefix(f"reports/{kind.value}-").removesuffix(".md"))
            if edition.file == file:
                return edition
    raise ValueError("Filen ska heta reports/annual-report-ÅÅÅÅ.md, med rapportens år")


def _wanted(kind: ReportKind) -> str:
    ends = MONTHS_OF[kind]
    if ends == range(12, 13):
        return "Skriv ett år, som 2025."
    first, last = MONTHS[ends[0] - 1], MONTHS[ends[-1] - 1]
    return f"{capital(first)} till {last} går att välja som sista månad. Skriv som 2025-{ends[-1]:02}."
