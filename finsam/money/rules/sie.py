"""SIE 4, the file every Swedish accounting program exports: read whole, or refused with every reason."""

from finsam.money.rules.sie_checks import check
from finsam.money.rules.sie_faults import SieFaults
from finsam.money.rules.sie_file import (
    SieBalance,
    SieEntry,
    SieFile,
    SieObject,
    SieObjectBalance,
    SiePeriodAmount,
    SieVoucher,
)
from finsam.money.rules.sie_postings import (
    SieOpeningDifference,
    SiePeriodMovement,
    SiePosting,
    booked_to,
    closing_balances,
    opening_balances,
    opening_differences,
    period_movements,
    postings,
    prior_postings,
    year_of,
)
from finsam.money.rules.sie_reader import SieReader
from finsam.money.rules.sie_text import (
    bare_content,
    refuse_other_formats,
    refuse_wrong_checksum,
    text_encoding,
    text_lines,
)

__all__ = [
    "SieBalance",
    "SieEntry",
    "SieFile",
    "SieObject",
    "SieObjectBalance",
    "SieOpeningDifference",
    "SiePeriodAmount",
    "SiePeriodMovement",
    "SiePosting",
    "SieVoucher",
    "booked_to",
    "closing_balances",
    "opening_balances",
    "opening_differences",
    "period_movements",
    "postings",
    "prior_postings",
    "read_sie",
    "year_of",
]


def read_sie(content: bytes, file: str) -> SieFile:
    """Read a SIE file of type 1, 2, 3, 4E or 4I. `file` is the name that faults are told under.

    Raises BadInput with every fault found, unless one of them explains the rest.
    """
    faults, content = SieFaults(file), bare_content(content)
    refuse_other_formats(content, faults)
    encoding = text_encoding(content)
    refuse_wrong_checksum(content, encoding, faults)
    reader = SieReader(faults)
    reader.read(text_lines(content, encoding))
    sie = reader.finish(encoding)
    faults.refuse_if_any()
    check(sie, faults)
    faults.refuse_if_any()
    return sie
