"""The page of the ledger's files: what is in force, what waits, and every file that has been."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.db.models import Count, Sum
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from finsam.core.models import Association
from finsam.kernel.swedish import amount, listed, number
from finsam.money.models import Ledger, LedgerFile, Posting, PostingKind, Voucher
from finsam.money.places import money_crumbs, money_tabs
from finsam.ui.parts import Fault, Link, Tab

TYPES = {1: "Typ 1, årssaldon", 2: "Typ 2, periodsaldon", 3: "Typ 3, objektsaldon", 4: "Typ 4, verifikationer"}
ADDITION = "Typ 4I, tillkommande verifikationer"
APPLY, DISCARD, UNDO = "infor", "kasta", "angra"
"""What a post to a file's address may ask for."""

ENCODINGS = {"cp437": "PC8 (CP437)", "cp1252": "Windows-1252", "utf-8": "UTF-8"}


@dataclass(frozen=True)
class YearLine:
    """A year's ledger as it stands."""

    year: str
    files: Sequence[Link]
    kind: str
    encoding: str
    covers_to: str
    vouchers: str
    vouchers_url: str
    turnover: str
    undo_url: str  # "" for who may not


@dataclass(frozen=True)
class FileLine:
    """A file that waits or has been applied."""

    name: str
    url: str
    detail: str
    state: str


@dataclass(frozen=True)
class LedgerPage:
    """The ledger's files."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    form: forms.Form | None  # None for who may not
    faults: Sequence[Fault]
    faults_before: str
    years_in_force: Sequence[YearLine]
    waiting: Sequence[FileLine]
    history: Sequence[FileLine]


def ledger_page(
    association: Association, form: forms.Form | None, *, faults: Sequence[Fault] = (), refused: str = "", reads: bool
) -> LedgerPage:
    """Return the page; `faults` are those of the file `refused` that was just handed in.

    For who may not read the ledger (`reads`) nothing leads on to files and vouchers.
    """
    rows = LedgerFile.objects.filter(association=association).defer("content")
    files = list(rows.select_related("uploaded_by", "applied_by", "undone_by").order_by("applied_at", "pk"))
    applied = [file for file in files if file.applied_at]
    holding = in_force_by_year(applied)
    years = _years(association, holding, keeps=form is not None)
    page = LedgerPage(
        title="Huvudbok",
        state=_state(years),
        crumbs=money_crumbs(association, Link("Huvudbok")),
        tabs=money_tabs(association, "ledger"),
        form=form,
        faults=faults,
        faults_before=f"innan {refused} kan läsas in",
        years_in_force=years,
        waiting=[_waiting(association, file) for file in files if not file.applied_at],
        history=[_applied(association, file, holding) for file in reversed(applied)],
    )
    return page if reads else _closed(page)


def _closed(page: LedgerPage) -> LedgerPage:
    years = [
        replace(line, files=[Link(file.label) for file in line.files], vouchers_url="") for line in page.years_in_force
    ]
    return replace(page, years_in_force=years, waiting=[], history=[replace(line, url="") for line in page.history])


def in_force_by_year(applied: Sequence[LedgerFile]) -> dict[int, list[LedgerFile]]:
    """Return the files in force by year, of all that have been applied in the order they were."""
    holding: dict[int, list[LedgerFile]] = {}
    for file in applied:
        if not file.undone_at:
            holding[file.year] = [*holding.get(file.year, []), file] if file.is_addition else [file]
    return holding


def kind_of(file: LedgerFile) -> str:
    """Write which SIE type a file is."""
    return ADDITION if file.is_addition else TYPES[file.sie_type]


def file_url(association: Association, file: LedgerFile, do: str = "") -> str:
    """Return the address of a file's page; with `do` the one to post to."""
    return reverse("ledger-file", args=[association.slug, file.pk]) + (f"?gor={do}" if do else "")


def vouchers_url(association: Association, year: int) -> str:
    """Return the address of a year's vouchers, or "" when there is none."""
    try:
        return f"{reverse('vouchers', args=[association.slug])}?ar={year}"
    except NoReverseMatch:
        return ""


def _years(association: Association, holding: Mapping[int, Sequence[LedgerFile]], *, keeps: bool) -> list[YearLine]:
    of_association = {"association": association}
    vouchers = Voucher.objects.filter(**of_association).order_by().values_list("ledger__year").annotate(Count("pk"))
    debit = Posting.objects.filter(**of_association, kind=PostingKind.VOUCHER, amount_ore__gt=0).order_by()
    counts, turnover = dict(vouchers), dict(debit.values_list("ledger__year").annotate(Sum("amount_ore")))
    ledgers = Ledger.objects.filter(**of_association).order_by("-year")
    return [
        YearLine(
            year=str(ledger.year),
            files=[Link(file.file_name, file_url(association, file)) for file in files],
            kind=TYPES[files[0].sie_type] + _additions(len(files) - 1),
            encoding=listed(list(dict.fromkeys(ENCODINGS.get(file.text_encoding, "") for file in files))),
            covers_to=str(ledger.covers_to or ""),
            vouchers=number(counts.get(ledger.year, 0)) if ledger.year in counts else "",
            vouchers_url=vouchers_url(association, ledger.year) if ledger.year in counts else "",
            turnover=amount(turnover[ledger.year]) if ledger.year in turnover else "",
            undo_url=file_url(association, files[-1], UNDO) if keeps else "",
        )
        for ledger in ledgers
        if (files := holding.get(ledger.year))
    ]


def _additions(count: int) -> str:
    return f" och {count} tillägg" if count else ""


def _state(years: Sequence[YearLine]) -> str:
    latest = max((line.covers_to for line in years), default="")
    return f"Bokfört till och med {latest}" if latest else ""


def _waiting(association: Association, file: LedgerFile) -> FileLine:
    came = f"{file.year}, {kind_of(file)}, lämnad {moment(file.uploaded_at)}{_by(file.uploaded_by)}"
    return FileLine(file.file_name, file_url(association, file), came, "Inte införd")


def _applied(association: Association, file: LedgerFile, holding: Mapping[int, Sequence[LedgerFile]]) -> FileLine:
    applied = f"{file.year}, {kind_of(file)}, införd {moment(file.applied_at)}{_by(file.applied_by)}"
    return FileLine(file.file_name, file_url(association, file), applied, state_words(file, holding.get(file.year, [])))


def state_words(file: LedgerFile, holding: Sequence[LedgerFile]) -> str:
    """Write whether an applied file is in force, replaced or undone."""
    if file.undone_at:
        return f"Ångrad {moment(file.undone_at)}{_by(file.undone_by)}"
    return "Gäller" if any(one.pk == file.pk for one in holding) else "Ersatt"


def moment(at: object) -> str:
    """Write the day of a moment, as tables do."""
    return f"{timezone.localdate(at)}" if at else ""  # type: ignore[arg-type]


def _by(person: object) -> str:
    return f" av {person}" if person else ""
