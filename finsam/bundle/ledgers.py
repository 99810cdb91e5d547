"""The SIE files of a bundle: of each year a whole one, and the additions (4I) put to it in the order of their names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from finsam.core.models import Association
from finsam.kernel.faults import BadInput, Fault
from finsam.money.actions.ledger import store_ledger
from finsam.money.models import Ledger
from finsam.money.queries.ledger_comparison import files_in_force
from finsam.money.rules.ledger_checks import Span, check_addition
from finsam.money.rules.sie import SieFile, year_of

LEDGER_ENDINGS = (".se", ".si", ".sie")
_GIVEN = re.compile(r"ledger-(\d{4})(?:-\d{3}\.si|\.se)$")


def kept_ledgers(association: Association) -> dict[str, bytes]:
    """Return the files in force, each under its own name if a bundle can have it, else named by year and place."""
    years = Ledger.objects.filter(association=association).values_list("year", flat=True)
    held = {year: files_in_force(association, year) for year in years}
    names = Counter(file.file_name.casefold() for files in held.values() for file in files)
    kept: dict[str, bytes] = {}
    for year, (whole, *additions) in held.items():
        own = [file.file_name for file in additions]
        as_they_are = own == sorted(own) and all(_fits(name, year, names) for name in own)
        kept[whole.file_name if _fits(whole.file_name, year, names) else f"ledger-{year}.se"] = bytes(whole.content)
        for place, file in enumerate(additions, start=1):
            kept[file.file_name if as_they_are else f"ledger-{year}-{place:03}.si"] = bytes(file.content)
    return kept


def _fits(name: str, year: int, names: Mapping[str, int]) -> bool:
    """Tell whether a bundle can have a file of this name: no other has it, nor may be given it."""
    path, given = PurePosixPath(name), _GIVEN.match(name.casefold())
    is_plain = not path.is_absolute() and ".." not in path.parts and "\\" not in name and path.as_posix() == name
    is_free = names[name.casefold()] == 1 and (not given or given[1] == str(year))
    return is_plain and is_free and name.lower().endswith(LEDGER_ENDINGS)


def by_year(read: Mapping[str, SieFile]) -> dict[int, list[tuple[str, SieFile]]]:
    """Part the files by year: the whole ones first, then the additions by name."""
    years: defaultdict[int, list[tuple[str, SieFile]]] = defaultdict(list)
    for name, sie in sorted(read.items(), key=lambda item: (item[1].importing, item[0])):
        years[year_of(sie)].append((name, sie))
    return dict(years)


def ledger_faults(read: Mapping[str, SieFile], accounts: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what keeps a year's files from being put together. `accounts` are those of the bundle, with names."""
    for year, files in by_year(read).items():
        whole = [(name, sie) for name, sie in files if not sie.importing]
        for name, _ in whole[1:]:
            yield Fault(f"Räkenskapsåret {year} finns också i {whole[0][0]}. Behåll en av filerna.", name)
        yield from _addition_faults(whole[:1], files[len(whole) :], accounts)


def _addition_faults(
    whole: Sequence[tuple[str, SieFile]], additions: Sequence[tuple[str, SieFile]], accounts: Mapping[str, str]
) -> Iterator[Fault]:
    taken = {(one.series, one.number) for _, sie in whole for one in sie.vouchers}
    span = Span(*whole[0][1].years[0], taken) if whole else None
    for name, sie in additions:
        try:
            check_addition(sie, name, span, accounts)
        except BadInput as bad:
            yield from bad.faults
        taken.update((one.series, one.number) for one in sie.vouchers)


def store_ledgers(association: Association, read: Mapping[str, SieFile], contents: Mapping[str, bytes]) -> None:
    """Store each year's ledger of its files. Every account must have been mapped before."""
    for files in by_year(read).values():
        (name, sie), *additions = files
        store_ledger(
            association=association, file_name=name, content=contents[name], sie=sie,
            additions=[(more, contents[more], added) for more, added in additions],
        )  # fmt: skip
