"""Tables of a bundle: rows of a file against rows of the database, described once for reading and writing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from finsam.bundle.columns import Column, money
from finsam.core.models import Association
from finsam.core.tenancy import TenantModel
from finsam.kernel.faults import Fault

Record = dict[str, Any]
YEARS = "amounts by year"


@dataclass(frozen=True)
class WrittenRow:
    """A row as it stands in a file: the line it begins on and the words by column."""

    line: int
    words: dict[str, str]


@dataclass(frozen=True)
class Yearly:
    """Columns with the year in their name ("amount_2019"), kept as rows of a model of their own."""

    prefix: str
    model: type[Any]  # a tenant model that keeps its order in `position`
    parent: str  # the foreign key to the row they stand in
    children: str  # its related name

    def year(self, column: str) -> int | None:
        """Return the year of a column's name, if it is such a column."""
        year = column.removeprefix(self.prefix)
        return int(year) if column.startswith(self.prefix) and year.isdigit() and len(year) == 4 else None

    def current(self, association: Association) -> Iterable[tuple[int, int, int]]:
        """Return the row, year and öre of every amount stored, by year."""
        stored = self.model.objects.filter(association=association, amount_ore__isnull=False).order_by("year")
        return list(stored.values_list(self.parent, "year", "amount_ore"))

    def keep(self, association: Association, rows: Sequence[tuple[Any, Mapping[int, int]]]) -> None:
        """Make the rows' öre by year what is said; the rows must be stored before."""
        said = {(row.pk, year): ore for row, amounts in rows for year, ore in amounts.items()}
        for one in self.model.objects.filter(association=association):
            self.leave_or_remove(one, said.pop((getattr(one, f"{self.parent}_id"), one.year), None))
        self.model.objects.bulk_create(
            self.model(**{"association": association, f"{self.parent}_id": pk, "year": year, "amount_ore": ore})
            for (pk, year), ore in said.items()
        )

    def leave_or_remove(self, stored: Any, ore: int | None) -> None:
        """Give what is stored of a year the amount that is said, or remove it when nothing is said."""
        if ore is None:
            stored.delete()
        elif ore != stored.amount_ore:
            stored.amount_ore = ore
            stored.save(update_fields=["amount_ore"])


@dataclass(frozen=True)
class TableSpec:
    """A model's rows as columns of a file. `unique` names the columns that together may stand only once."""

    model: type[Any]  # a tenant model that keeps its order in `position`
    columns: Sequence[Column]
    unique: Sequence[str] = ()
    yearly: Yearly | None = None
    order: Sequence[str] = ("position", "pk")  # without position: by what the rows stand in, in files too

    # reading a file

    def header_faults(self, header: Sequence[str], file: str, line: int) -> list[Fault]:
        """Tell which columns are missing, unknown or doubled."""
        names = {column.name for column in self.columns}
        missing = [c.name for c in self.columns if c.name not in header and not c.default]
        unknown = [name for name in header if name not in names and not (self.yearly and self.yearly.year(name))]
        doubled = sorted({name for name in header if header.count(name) > 1})
        said = [f"Kolumnen {name} saknas" for name in missing]
        said += [f"Kolumnen ”{name}” känns inte igen. Se docs/bundle.md." for name in unknown]
        said += [f"Kolumnen {name} finns två gånger" for name in doubled]
        return [Fault(what, file, line) for what in said]

    def read(self, rows: Iterable[WrittenRow], file: str) -> tuple[list[Record], list[Fault]]:
        """Read the rows of a file; return the records and everything that is wrong."""
        faults: list[Fault] = []
        records: list[Record] = []
        first_line: dict[tuple[Any, ...], int] = {}
        for row in rows:
            record = self._record(row, file, faults)
            faults += self._too_much(record, file, row.line)
            records.append(record)
            key = tuple(record[name] for name in self.unique)
            if key and first_line.setdefault(key, row.line) != row.line:
                faults.append(Fault(f"{' '.join(map(str, key))} står redan på rad {first_line[key]}", file, row.line))
        if not self.keeps_place:
            records.sort(key=lambda record: tuple(str(record[name]) for name in self.order))
        return records, faults

    @property
    def keeps_place(self) -> bool:
        """Whether the order of the rows is kept, in `position`."""
        return "position" in self.order

    def _too_much(self, record: Record, file: str, line: int) -> list[Fault]:
        """Tell which values are longer or larger than there is room for."""
        faults = []
        for column in self.columns:
            value, room = record[column.fills], getattr(self.model._meta.get_field(column.fills), "max_length", None)  # noqa: SLF001
            if isinstance(value, str) and room and not column.link and len(value) > room:
                faults.append(Fault(f"{column.name}: högst {room} tecken får plats, det är {len(value)}", file, line))
            if isinstance(value, int) and not isinstance(value, bool) and value > self._largest(column):
                faults.append(Fault(f"{column.name}: {value} är för stort", file, line))
        return faults

    def _largest(self, column: Column) -> int:
        field = self.model._meta.get_field(column.fills)  # noqa: SLF001
        return int(connection.ops.integer_field_range(field.get_internal_type())[1])

    def _record(self, row: WrittenRow, file: str, faults: list[Fault]) -> Record:
        record = {column.fills: _value(column, column.name, row, file, faults) for column in self.columns}
        if self.yearly:
            years = {year: name for name in row.words if (year := self.yearly.year(name))}
            read = {year: _value(money(name), name, row, file, faults) for year, name in years.items()}
            record[YEARS] = {year: ore for year, ore in read.items() if ore is not None}
        return record

    # the database

    def current(self, association: Association) -> list[Record]:
        """Return the association's rows as records, in order."""
        fields = {c.fills: f"{c.fills}__{c.link}" if c.link else c.fills for c in self.columns}
        rows = list(
            self.model.objects.filter(association=association).order_by(*self.order).values("pk", *fields.values())
        )
        empty = {c.fills: "" for c in self.columns if c.link}
        records = [{name: row[path] or empty.get(name, row[path]) for name, path in fields.items()} for row in rows]
        if self.yearly:
            amounts: dict[int, dict[int, int]] = {row["pk"]: {} for row in rows}
            for pk, year, ore in self.yearly.current(association):
                amounts[pk][year] = ore
            for row, record in zip(rows, records, strict=True):
                record[YEARS] = amounts[row["pk"]]
        return records

    def clear(self, association: Association) -> None:
        """Remove the association's rows."""
        self.model.objects.filter(association=association).delete()

    def rows(self, association: Association, records: Sequence[Record]) -> list[Any]:
        """Return the records as rows not yet stored; what they link to must be stored before."""
        linked = {c.fills: self._targets(association, c) for c in self.columns if c.link}
        return [
            self.model(
                association=association,
                **({"position": position} if self.keeps_place else {}),
                **{name: linked[name][v] if name in linked else v for name, v in record.items() if name != YEARS},
            )
            for position, record in enumerate(records)
        ]

    def store(self, association: Association, records: Sequence[Record]) -> None:
        """Write the records as rows; what they link to must be stored before."""
        rows = self.rows(association, records)
        self.model.objects.bulk_create(rows)
        self.store_years(association, rows, records)

    def store_years(self, association: Association, rows: Sequence[Any], records: Sequence[Record]) -> None:
        """Write the records' amounts by year, in place of those there were; the rows must be stored before."""
        if self.yearly:
            amounts = [record[YEARS] for record in records]
            self.yearly.keep(association, list(zip(rows, amounts, strict=True)))

    def linked_model(self, column: Column) -> type[Any]:
        """Return the model that a linking column points at."""
        related = self.model._meta.get_field(column.fills).related_model  # noqa: SLF001
        assert isinstance(related, type)
        return related

    def _targets(self, association: Association, column: Column) -> dict[Any, TenantModel | None]:
        model = self.linked_model(column)
        found = {getattr(row, column.link): row for row in model.objects.filter(association=association)}
        return {**found, "": None, None: None}

    # writing a file

    def written(self, records: Sequence[Record]) -> list[dict[str, str]]:
        """Return the records as words by column, the same columns in every row."""
        years = sorted({year for record in records for year in record.get(YEARS, ())})
        rows = []
        for record in records:
            words = {c.name: "" if record[c.fills] is None else c.write(record[c.fills]) for c in self.columns}
            for year in years:
                column = money(f"{self.yearly.prefix}{year}")  # type: ignore[union-attr]
                words[column.name] = column.write(record[YEARS].get(year))
            rows.append(words)
        return rows


def _value(column: Column, name: str, row: WrittenRow, file: str, faults: list[Fault]) -> Any:
    written = row.words.get(name, "").strip()
    try:
        value = column.read(written)
    except ValueError as error:
        faults.append(Fault(f"{name}: {error}", file, row.line))
        return None
    if column.required and not written:
        faults.append(Fault(f"{name}: värdet saknas", file, row.line))
    return value
