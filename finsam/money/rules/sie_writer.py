"""A SIE file written as the standard has it (SIE 4B): in PC8, every field with quotes that needs them, CR LF."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from finsam.kernel.identity import organisation_number
from finsam.money.rules.sie_file import (
    VOUCHERS,
    SieBalance,
    SieFile,
    SieObject,
    SieObjectBalance,
    SiePeriodAmount,
    SieVoucher,
)

_BARE = re.compile(r"[A-Za-z0-9.+-]+")
_LAST_SAFE = 0xBF
"""The last code of PC8 that cannot be taken for UTF-8 or Windows-1252: all Swedish letters lie under it."""

_INSTEAD = {
    "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-",
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT SINGLE QUOTATION MARK}": "'", "\N{ACUTE ACCENT}": "'",
    "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{THIN SPACE}": " ",
    "\N{HORIZONTAL ELLIPSIS}": "...", "\N{EURO SIGN}": "EUR", "\N{SECTION SIGN}": "par.", "\N{BULLET}": "-",
}  # fmt: skip
"""What stands for characters that PC8 lacks, where something does."""


@dataclass(frozen=True)
class SieWritten:
    """The bytes of a file, and each character that could not be written with what stands for it."""

    content: bytes
    replaced: dict[str, str]

    @property
    def told(self) -> str:
        """The replacements as a Swedish sentence; "" when there are none."""
        if not self.replaced:
            return ""
        pairs = ", ".join(f"{_visible(char)} har blivit {text or 'inget'}" for char, text in self.replaced.items())
        return f"Tecken som SIE-filens teckenkod (PC8) saknar är utbytta: {pairs}."


def write_sie(sie: SieFile, *, remark: str = "") -> SieWritten:
    """Write a file that `read_sie` reads back as the same, but for what line a thing stands on.

    `remark` goes out as #PROSA. Only standard records are written, and no checksum, which programs count differently.
    """
    text = _Text()
    lines = [*_head(sie, text, remark), *_chart(sie, text), *_balances(sie, text)]
    if sie.sie_type == VOUCHERS:
        for voucher in sie.vouchers:
            lines += _voucher(voucher, text)
    return SieWritten("".join(f"{line}\r\n" for line in lines).encode("cp437"), text.replaced)


class _Text:
    """Writes fields, and remembers every character that had to give way."""

    def __init__(self) -> None:
        self.replaced: dict[str, str] = {}

    def field(self, value: str) -> str:
        """Write a field, in quotes unless it is plainly a number or a code."""
        if _BARE.fullmatch(value):
            return value
        return '"' + self._safe(value).replace('"', '\\"') + '"'

    def code(self, value: str) -> str:
        """Write an object's code, which stands between braces and so may hold none."""
        for brace, instead in (("{", "("), ("}", ")")):
            if brace in value:
                value = value.replace(brace, self._note(brace, instead))
        return '"' + self._safe(value).replace('"', '\\"') + '"'

    def objects(self, pairs: Sequence[SieObject]) -> str:
        """Write an object list: {6 "10"}."""
        return "{" + " ".join(f"{self.field(dimension)} {self.code(code)}" for dimension, code in pairs) + "}"

    def _safe(self, value: str) -> str:
        text = "".join(char if _fits(char) else self._instead_of(char) for char in unicodedata.normalize("NFC", value))
        # A backslash before the closing quote would make that a part of the text.
        return text[:-1] + self._note("\\", "/") if text.endswith("\\") else text

    def _instead_of(self, char: str) -> str:
        if unicodedata.category(char) == "Cc":
            return self._note(char, " ")
        bare = unicodedata.normalize("NFD", char)[0]
        return self._note(char, _INSTEAD.get(char) or (bare if _fits(bare) else "?"))

    def _note(self, char: str, instead: str) -> str:
        self.replaced[char] = instead
        return instead


def _fits(char: str) -> bool:
    try:
        code = char.encode("cp437")[0]
    except UnicodeEncodeError:
        return False
    return ord(" ") <= code <= _LAST_SAFE and code != 0x7F


def _visible(char: str) -> str:
    name = unicodedata.name(char, "")
    return f"”{char}”" if char.isprintable() and name else f"tecknet U+{ord(char):04X}"


def _amount(ore: int) -> str:
    sign, rest = ("-", -ore) if ore < 0 else ("", ore)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _head(sie: SieFile, text: _Text, remark: str) -> Iterator[str]:
    yield "#FLAGGA 0"
    yield f"#PROGRAM {text.field(sie.program)} 1.0"
    yield "#FORMAT PC8"
    if sie.generated_on:
        yield f"#GEN {_day(sie.generated_on)}"
    yield f"#SIETYP {sie.sie_type}"
    if remark:
        yield f"#PROSA {text.field(remark)}"
    if sie.organisation_number:
        yield f"#ORGNR {organisation_number(sie.organisation_number)}"
    yield f"#FNAMN {text.field(sie.company)}"
    for year, (start, end) in sorted(sie.years.items(), reverse=True):
        yield f"#RAR {year} {_day(start)} {_day(end)}"
    yield "#VALUTA SEK"


def _chart(sie: SieFile, text: _Text) -> Iterator[str]:
    for number, name in sie.accounts.items():
        yield f"#KONTO {text.field(number)} {text.field(name)}"
        if number in sie.account_kinds:
            yield f"#KTYP {text.field(number)} {sie.account_kinds[number]}"
    for dimension, name in sie.dimensions.items():
        yield f"#DIM {text.field(dimension)} {text.field(name)}"
    for (dimension, code), name in sie.objects.items():
        yield f"#OBJEKT {text.field(dimension)} {text.code(code)} {text.field(name)}"


def _balances(sie: SieFile, text: _Text) -> Iterator[str]:
    for row in sie.balances:
        yield _balance(row, "", text)
    for its in sie.object_balances:
        yield _balance(its, f"{text.objects([its.object])} ", text)
    for tag, rows in (("#PSALDO", sie.period_balances), ("#PBUDGET", sie.period_budgets)):
        yield from _periods(tag, rows, text)


def _balance(row: SieBalance | SieObjectBalance, objects: str, text: _Text) -> str:
    return f"#{row.kind} {row.year} {text.field(row.account)} {objects}{_amount(row.amount_ore)}"


def _periods(tag: str, rows: Iterable[SiePeriodAmount], text: _Text) -> Iterator[str]:
    for row in rows:
        account, objects = text.field(row.account), text.objects(row.objects)
        yield f"{tag} {row.year} {row.period} {account} {objects} {_amount(row.amount_ore)}"


def _voucher(voucher: SieVoucher, text: _Text) -> Iterator[str]:
    registered = f" {_day(voucher.registered_on)}" if voucher.registered_on else ""
    name = f"{text.field(voucher.series)} {text.field(voucher.number)}"
    yield f"#VER {name} {_day(voucher.on)} {text.field(voucher.text)}{registered}"
    yield "{"
    for entry in voucher.entries:
        on = '""' if entry.on == voucher.on else _day(entry.on)
        said = f" {on} {text.field(entry.text)}" if entry.text or entry.on != voucher.on else ""
        yield f"#TRANS {text.field(entry.account)} {text.objects(entry.objects)} {_amount(entry.amount_ore)}{said}"
    yield "}"
