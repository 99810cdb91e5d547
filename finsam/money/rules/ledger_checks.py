"""Whether a SIE file is the one asked for: the right year, the right association, and fit to be added to a year."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from finsam.kernel.faults import BadInput, Fault
from finsam.kernel.swedish import MONTHS, SPACE
from finsam.money.rules.sie_faults import SieFaults
from finsam.money.rules.sie_file import SieFile
from finsam.money.rules.sie_postings import year_of

MOST_BYTES = 100_000_000
"""What is larger is refused before it is read: about a million vouchers, far beyond any association."""

_HEAD = 65_536


@dataclass(frozen=True)
class Expected:
    """What is known of the association and asked of the file. `year` None: any; `formed` 0: not known."""

    today: date
    year: int | None = None
    organisation_number: str = ""
    formed: int = 0


@dataclass(frozen=True)
class Span:
    """A year's ledger that an addition is put to: its days, and the vouchers it holds by series and number."""

    starts_on: date
    ends_on: date
    taken: Collection[tuple[str, str]]


def check_size(file: str, size: int, most: int = MOST_BYTES) -> None:
    """Refuse a file by its size alone, before it is read. Raises BadInput."""
    if size == 0:
        raise BadInput(Fault("Filen är tom. Exportera på nytt och försök igen.", file))
    if size > most:
        limits = f"Filen är på {_megabytes(size)} och får vara på högst {_megabytes(most)}."
        raise BadInput(Fault(f"{limits} Exportera ett räkenskapsår i taget och försök igen.", file))


def _megabytes(size: int) -> str:
    return f"{max(1, round(size / 1_000_000))}{SPACE}MB"


def check_expected(sie: SieFile, file: str, content: bytes, expected: Expected) -> None:
    """Refuse a file about another year or another association than is asked for. Raises BadInput."""
    faults = SieFaults(file)
    for what, tag in (*_wrong_year(sie, expected), *_wrong_association(sie, expected)):
        faults.add(f"{what} Inget är inläst.", _line_of(content, tag))
    faults.refuse_if_any()


def _wrong_year(sie: SieFile, expected: Expected) -> Iterator[tuple[str, bytes]]:
    year = year_of(sie)
    start = sie.years[0][0] if 0 in sie.years else date(year, 1, 1)
    if expected.year and expected.year != year:
        yield f"Filen gäller {year}, inte {expected.year}. Välj rätt fil, eller ange {year} som år.", b"#RAR"
    elif start > expected.today:
        begins = f"{start.day} {MONTHS[start.month - 1]} {start.year}"
        yield f"Filen gäller {year}, ett år som börjar först {begins}. Kontrollera året i exporten.", b"#RAR"
    elif year < expected.formed:
        what = f"Filen gäller {year}, men förbundet bildades {expected.formed}."
        yield f"{what} Kontrollera att det är rätt företag och år i exporten.", b"#RAR"


def _wrong_association(sie: SieFile, expected: Expected) -> Iterator[tuple[str, bytes]]:
    theirs, ours = _digits(sie.organisation_number), _digits(expected.organisation_number)
    if theirs and ours and theirs != ours:
        whose = f"Filen gäller {sie.company}, {sie.organisation_number}"
        what = f"{whose}, men förbundet har {expected.organisation_number}."
        yield f"{what} Välj förbundets fil, eller rätta numret där det är fel.", b"#ORGNR"


def _digits(organisation_number: str) -> str:
    """Return the ten digits, whether it was written with hyphen, with century or without."""
    return "".join(filter(str.isdigit, organisation_number))[-10:]


def _line_of(content: bytes, tag: bytes) -> int | None:
    lines = content[:_HEAD].splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.lstrip().startswith(tag)), None)


def check_addition(sie: SieFile, file: str, span: Span | None, known: Mapping[str, str]) -> None:
    """Refuse an addition (4I) that cannot be put to the year's ledger. `known` are the accounts with their names.

    Raises BadInput.
    """
    faults = SieFaults(file)
    if span is None:
        year = year_of(sie)
        faults.refuse(
            f"Filen innehåller bara tillkommande verifikationer (typ 4I), och {year} har ingen huvudbok att lägga "
            f"dem till. Läs först in en fil för hela {year}, helst typ 4, och sedan den här."
        )
    for what, line in (*_misplaced(sie, span), *_without_name(sie, known)):
        faults.add(what, line)
    faults.refuse_if_any()


def _misplaced(sie: SieFile, span: Span) -> Iterator[tuple[str, int]]:
    for voucher in sie.vouchers:
        if not span.starts_on <= voucher.on <= span.ends_on:
            what = f"Verifikation {voucher.name} är daterad {voucher.on}, utanför räkenskapsåret"
            yield f"{what} {span.starts_on}–{span.ends_on}. Rätta datumet och exportera på nytt.", voucher.line
        if voucher.number and (voucher.series, voucher.number) in span.taken:
            what = f"Verifikation {voucher.name} finns redan i huvudboken."
            yield f"{what} Ta bort den ur filen eller ge den ett nytt nummer.", voucher.line


def _without_name(sie: SieFile, known: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    told: set[str] = set()
    for voucher in sie.vouchers:
        for row in voucher.entries:
            if row.account not in sie.accounts and row.account not in known and row.account not in told:
                told.add(row.account)
                what = f"Konto {row.account} finns varken i filens kontoplan (#KONTO) eller hos förbundet."
                yield f"{what} Rätta i ekonomisystemet och exportera på nytt.", row.line
