"""Reads the records of a SIE file one by one. What they say together is for `sie_checks` to judge."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from sys import intern
from typing import Literal

from finsam.kernel.amounts import parse_ore
from finsam.money.rules.sie_faults import AGAIN, CORRECT, SieFaults
from finsam.money.rules.sie_fields import (
    field,
    read_day,
    read_objects,
    read_period,
    read_year_index,
    split_fields,
    supply_object_list,
)
from finsam.money.rules.sie_file import (
    VOUCHERS,
    SieBalance,
    SieEntry,
    SieFile,
    SieObject,
    SieObjectBalance,
    SiePeriodAmount,
    SieVoucher,
)

Record = Callable[[list[str], int], None]
"""Takes in a record, given as its fields (the tag first) and its line. Raises ValueError or IndexError."""

_TYPES = {"1": 1, "2": 2, "3": 3, "4": 4, "4E": 4, "4I": 4}
_BALANCES: dict[str, Literal["IB", "UB", "RES"]] = {"#IB": "IB", "#UB": "UB", "#RES": "RES"}
_OBJECT_BALANCES: dict[str, Literal["OIB", "OUB"]] = {"#OIB": "OIB", "#OUB": "OUB"}
_PROVED_COMPLETE = ("}", "#KSUMMA")


class SieReader:
    """Takes in the lines of a file and hands back what they held.

    Tags and trailing fields it does not know are passed over (SIE 4B, 7.1-7.3). So are #RTRANS, whose row follows
    once more as #TRANS, and #BTRANS, whose row is struck out.
    """

    def __init__(self, faults: SieFaults) -> None:
        self._faults = faults
        self._head: dict[str, str] = {}
        self._years: dict[int, tuple[date, date]] = {}
        self._accounts: dict[str, str] = {}
        self._account_kinds: dict[str, str] = {}
        self._dimensions: dict[str, str] = {}
        self._objects: dict[SieObject, str] = {}
        self._balances: list[SieBalance] = []
        self._object_balances: list[SieObjectBalance] = []
        self._period_balances: list[SiePeriodAmount] = []
        self._period_budgets: list[SiePeriodAmount] = []
        self._vouchers = _Vouchers()
        self._records: dict[str, Record] = {
            **dict.fromkeys(("#SIETYP", "#FNAMN", "#ORGNR", "#PROGRAM", "#GEN", "#VALUTA"), self._read_head),
            "#RAR": self._read_year,
            "#KONTO": self._read_account,
            "#KTYP": self._read_account_kind,
            **dict.fromkeys(("#DIM", "#UNDERDIM"), self._read_dimension),
            "#OBJEKT": self._read_object,
            **dict.fromkeys(_BALANCES, self._read_balance),
            **dict.fromkeys(_OBJECT_BALANCES, self._read_object_balance),
            **dict.fromkeys(("#PSALDO", "#PBUDGET"), self._read_period_amount),
            **self._vouchers.records,
        }

    def read(self, lines: Iterable[str]) -> None:
        """Take in every line and note what is wrong with each. Refuses a file that ends in the middle of something."""
        number, line = 0, ""
        for number, line in enumerate(lines, start=1):
            start = line.split(None, 1)
            if start:
                self._read_line(start[0], line, number)
        if self._vouchers.unfinished:
            self._faults.refuse(f"Filen slutar mitt i verifikation {self._vouchers.unfinished.name}. {AGAIN}", number)
        if not line.endswith("\n") and not line.lstrip().startswith(_PROVED_COMPLETE):
            self._faults.refuse(f"Filen slutar mitt på rad {number}. {AGAIN}", number)

    def _read_line(self, tag: str, line: str, number: int) -> None:
        try:
            if record := self._records.get(tag):
                record(split_fields(line), number)
            elif not tag.startswith("#"):
                self._faults.add(f"Raden börjar inte med #, som alla rader i en SIE-fil. {CORRECT}", number)
        except (IndexError, ValueError) as error:
            reason = str(error) if isinstance(error, ValueError) else f"Raden {tag} är för kort, så uppgifter saknas"
            self._faults.add(f"{reason}. {CORRECT}", number)
            if tag == "#VER":
                self._vouchers.begin_unreadable(number)

    def _read_head(self, fields: list[str], _: int) -> None:
        value = field(fields, 1)
        if fields[0] == "#SIETYP" and value not in _TYPES:
            msg = f"SIE-typ ”{value}” är okänd. Finsam läser typ 1, 2, 3 och 4"
            raise ValueError(msg)
        if fields[0] == "#VALUTA" and value not in {"SEK", ""}:
            msg = f"Beloppen är i {value}. Finsam läser bara kronor (SEK)"
            raise ValueError(msg)
        self._head[fields[0]] = value

    def _read_year(self, fields: list[str], _: int) -> None:
        self._years[read_year_index(fields[1])] = read_day(fields[2]), read_day(fields[3])

    def _read_account(self, fields: list[str], _: int) -> None:
        self._accounts[intern(fields[1])] = field(fields, 2)

    def _read_account_kind(self, fields: list[str], _: int) -> None:
        self._account_kinds[intern(fields[1])] = field(fields, 2)

    def _read_dimension(self, fields: list[str], _: int) -> None:
        self._dimensions[fields[1]] = field(fields, 2)

    def _read_object(self, fields: list[str], _: int) -> None:
        self._objects[fields[1], fields[2]] = field(fields, 3)

    def _read_balance(self, fields: list[str], line: int) -> None:
        year, account, amount = read_year_index(fields[1]), intern(fields[2]), parse_ore(fields[3])
        self._balances.append(SieBalance(_BALANCES[fields[0]], year, account, amount, line))

    def _read_object_balance(self, fields: list[str], line: int) -> None:
        year, account, objects = read_year_index(fields[1]), intern(fields[2]), read_objects(fields[3])
        kind, amount = _OBJECT_BALANCES[fields[0]], parse_ore(fields[4])
        self._object_balances += (SieObjectBalance(kind, year, account, item, amount, line) for item in objects)

    def _read_period_amount(self, fields: list[str], line: int) -> None:
        supply_object_list(fields, 4)
        year, period, account = read_year_index(fields[1]), read_period(fields[2]), intern(fields[3])
        row = SiePeriodAmount(year, period, account, read_objects(fields[4]), parse_ore(fields[5]), line)
        (self._period_balances if fields[0] == "#PSALDO" else self._period_budgets).append(row)

    def finish(self, encoding: str) -> SieFile:
        """Hand back the file, and note which of the records that name it are missing."""
        if "#FNAMN" not in self._head:
            self._faults.add(f"Raden #FNAMN saknas, så det syns inte vems bokföringen är. {AGAIN}")
        if "#SIETYP" not in self._head and (self._vouchers.read or self._period_balances):
            self._faults.add(f"Raden #SIETYP saknas, så det syns inte vilken SIE-typ filen är. {AGAIN}")
        sie_type = _TYPES[self._head.get("#SIETYP", "1")]
        return SieFile(
            sie_type=sie_type,
            importing=sie_type == VOUCHERS and not self._balances,
            company=self._head.get("#FNAMN", ""),
            organisation_number=self._head.get("#ORGNR", ""),
            program=self._head.get("#PROGRAM", ""),
            generated_on=self._generated_on(),
            text_encoding=encoding,
            years=self._years,
            accounts=self._accounts,
            account_kinds=self._account_kinds,
            dimensions=self._dimensions,
            objects=self._objects,
            balances=tuple(self._balances),
            object_balances=tuple(self._object_balances),
            period_balances=tuple(self._period_balances),
            period_budgets=tuple(self._period_budgets),
            vouchers=tuple(self._vouchers.read),
        )

    def _generated_on(self) -> date | None:
        # Nothing is counted from this day, so an odd one is no reason to refuse the books.
        with suppress(ValueError):
            return read_day(self._head.get("#GEN", ""))
        return None


class _Vouchers:
    """Takes in #VER, {, #TRANS and }, and keeps the vouchers that have been read to their end."""

    def __init__(self) -> None:
        self.read: list[SieVoucher] = []
        self.unfinished: SieVoucher | None = None
        self.records: dict[str, Record] = {
            "#VER": self._begin,
            "{": self._open,
            "#TRANS": self._read_entry,
            "}": self._close,
        }
        self._entries: list[SieEntry] | None = None

    def begin_unreadable(self, line: int) -> None:
        """Begin a voucher whose #VER has been told as a fault, lest every row of it be told as a stray one too."""
        self.unfinished, self._entries = SieVoucher("", "", date.min, "", None, line), None

    def _begin(self, fields: list[str], line: int) -> None:
        if self.unfinished:
            msg = f"Verifikation {self.unfinished.name} saknar slutklammer }}"
            raise ValueError(msg)
        registered_on = read_day(fields[5]) if field(fields, 5) else None
        self.unfinished = SieVoucher(
            intern(fields[1]), fields[2], read_day(fields[3]), field(fields, 4), registered_on, line
        )

    def _open(self, _fields: list[str], _line: int) -> None:
        if not self.unfinished or self._entries is not None:
            msg = "Klammern { hör inte till någon verifikation"
            raise ValueError(msg)
        self._entries = []

    def _read_entry(self, fields: list[str], line: int) -> None:
        if not self.unfinished or self._entries is None:
            msg = "Raden #TRANS står utanför en verifikation"
            raise ValueError(msg)
        supply_object_list(fields, 2)
        account, objects, amount = intern(fields[1]), read_objects(fields[2]), parse_ore(fields[3])
        on = read_day(fields[4]) if field(fields, 4) else self.unfinished.on
        self._entries.append(SieEntry(account, objects, amount, on, field(fields, 5), line))

    def _close(self, _fields: list[str], _line: int) -> None:
        if not self.unfinished or self._entries is None:
            msg = "Klammern } hör inte till någon verifikation"
            raise ValueError(msg)
        series, number, on, text, registered_on, line, _ = self.unfinished
        self.read.append(SieVoucher(series, number, on, text, registered_on, line, tuple(self._entries)))
        self.unfinished = self._entries = None
