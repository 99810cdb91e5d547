"""The agreements of an association: which is in force, and the list of grants with theirs."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.core.rules.permissions import Permission
from finsam.funding.links import decision_words
from finsam.funding.models import Agreement, AgreementState, Grant
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.agreement_content import is_amendment, name_of
from finsam.funding.queries.application_clocks import words_of
from finsam.funding.rules.clocks import Clock, clock_to
from finsam.kernel.periods import months_after
from finsam.kernel.swedish import NOTHING, amount, day
from finsam.ui.parts import Link, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

IN_FORCE = (AgreementState.SIGNED, AgreementState.ENDED)
UNSIGNED = (AgreementState.DRAFT, AgreementState.SIGNING)
MOST_YEARS = 4


def agreement_in_force(grant: Grant) -> Agreement | None:
    """Return the agreement that claims and reports rest on: the signed one of the highest number.

    One that has ended is still returned, with `ended_on`: what is about the time before it can still be asked for.
    Must be called within the association.
    """
    signed = Agreement.objects.filter(association=grant.association_id, grant=grant, state__in=IN_FORCE)
    return signed.order_by("-number").first()


def agreement_reads(association: Association) -> QuerySet[Agreement]:
    """Return the association's agreements with what pages and papers say of them."""
    found = Agreement.objects.filter(association=association).select_related(
        "association", "grant__intervention", "grant__application__case", "grant__decided_in__meeting", "signing",
        "document__case",
    )  # fmt: skip
    return found.prefetch_related("amounts", "reporting_dates")


@dataclass(frozen=True)
class Lacking:
    """A grant whose agreement is not signed: what to do with it, by when."""

    when: str
    what: str
    why: str
    action: str
    url: str
    late: bool


@dataclass(frozen=True)
class AgreementsPage:
    """Every grant: those that lack a signed agreement first, then the agreements."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    lacking: Sequence[Lacking]
    table: ShownTable | None
    template_url: str


def agreements_page(association: Association, permissions: Collection[Permission], today: date) -> AgreementsPage:
    """Return the page. Must be called within the association."""
    months = provisions_of(association, today).months("agreement_months")
    grants = list(_grants(association))
    keeps = Permission.KEEP_FUNDING in permissions
    found = [_lacking(association, one, months, today, keeps=keeps) for one in grants]
    lacking = sorted((one for one in found if one), key=lambda pair: pair[0])
    signed = [(grant, newest) for grant in grants if (newest := in_force_of(grant))]
    return AgreementsPage(
        title="Avtal",
        state=_state(len(lacking), sum(row.late for _, row in lacking), len(signed)),
        crumbs=funding_crumbs(association, Link("Avtal")),
        tabs=funding_tabs(association, "agreements"),
        lacking=[row for _, row in lacking],
        table=_table(association, signed, today) if signed else None,
        template_url=reverse("agreement-template", args=[association.slug]) if keeps else "",
    )


def in_force_of(grant: Grant) -> Agreement | None:
    """Return the one in force of a grant whose agreements are read already."""
    signed = [one for one in grant.agreements.all() if one.state in IN_FORCE]
    return max(signed, key=lambda one: one.number, default=None)


def unsigned_of(grant: Grant) -> Agreement | None:
    """Return the one that is being written or signed of a grant whose agreements are read already."""
    return next((one for one in grant.agreements.all() if one.state in UNSIGNED), None)


def grant_clock(grant: Grant, months: int, today: date) -> Clock:
    """Return the month's clock of a grant whose agreements are read already: stopped by the first that was signed."""
    first = next((one for one in grant.agreements.all() if one.number == 1), None)
    due = first.due_on if first else None
    return clock_to(
        due or months_after(grant.decided_on, months), started_on=grant.decided_on,
        done_on=first.signed_on if first else None, today=today,
    )  # fmt: skip


def read_grants(association: Association) -> QuerySet[Grant]:
    """Return the association's grants with their agreements. Two queries."""
    agreements = Agreement.objects.filter(association=association).order_by("number")
    return (
        Grant.objects.filter(association=association)
        .select_related("application__case", "intervention", "decided_in__meeting")
        .prefetch_related(Prefetch("agreements", agreements))
    )


def _grants(association: Association) -> Iterable[Grant]:
    return read_grants(association).prefetch_related("agreements__amounts").order_by("-decided_on", "-pk")


def _lacking(
    association: Association, grant: Grant, months: int, today: date, *, keeps: bool
) -> tuple[tuple[bool, date], Lacking] | None:
    """What is to be done with the grant, and where it stands in line: without an agreement first, by its last day."""
    open_ = unsigned_of(grant)
    if open_ is None and grant.agreements.all():
        return None
    clock = grant_clock(grant, months, today)
    amends = open_ is not None and is_amendment(open_)
    url = reverse("agreement", args=[association.slug, open_.pk]) if open_ else ""
    if open_ is None and keeps:
        url = reverse("agreement-new", args=[association.slug, grant.application_id])
    when = "" if amends else words_of(clock, "Undertecknat")
    row = Lacking(
        when=when,
        what=grant.intervention.title,
        why=f"{_owner(grant, open_)} · beslutat {decision_words(grant.decided_in)} · {_stands(open_)}",
        action="" if not url else "Skriv avtalet" if open_ is None else "Öppna",
        url=url,
        late=not amends and clock.late,
    )
    return (open_ is not None, clock.due_on), row


def _stands(open_: Agreement | None) -> str:
    if open_ is None:
        return "inget avtal än"
    return f"{name_of(open_)} {'för underskrift' if open_.state == AgreementState.SIGNING else 'som utkast'}"


def _owner(grant: Grant, agreement: Agreement | None) -> str:
    return (agreement.counterpart if agreement else "") or grant.application.applicant or "projektägaren"


def _table(association: Association, signed: Sequence[tuple[Grant, Agreement]], today: date) -> ShownTable:
    amounts = {one.pk: {row.year: row.amount_ore for row in one.amounts.all()} for _, one in signed}
    years = sorted({year for of_one in amounts.values() for year in of_one})[-MOST_YEARS:]
    rows = [_row(association, one, [amounts[one.pk].get(year) for year in years], today) for _, one in signed]
    sums = [sum(of_one.get(year, 0) for of_one in amounts.values()) for year in years]
    total = ShownRow([ShownCell("Summa"), ShownCell(""), *(ShownCell(amount(ore)) for ore in sums)], "total")
    columns = [
        ShownColumn("Insats", "words"), ShownColumn("Läge", "words"), *(ShownColumn(str(year)) for year in years)
    ]  # fmt: skip
    return ShownTable("Avtal som är undertecknade", columns, [*rows, total], unit="kronor")


def _row(association: Association, one: Agreement, amounts: Sequence[int | None], today: date) -> ShownRow:
    url = reverse("agreement", args=[association.slug, one.pk])
    state = standing_words(one, today) + (f", {name_of(one)}" if is_amendment(one) else "")
    cells = [ShownCell(NOTHING if ore is None else amount(ore)) for ore in amounts]
    return ShownRow(
        [ShownCell(one.grant.intervention.title, url), ShownCell(state), *cells],
        remark=f"{one.counterpart}, {day(one.starts_on)} – {day(one.ends_on)}",
    )


def standing_words(one: Agreement, today: date) -> str:
    """Write how an agreement stands: "Gäller, tillägg 2", "Slutar 30 juni 2025", "Har löpt ut"."""
    if one.state == AgreementState.ENDED and one.ended_on:
        return f"{'Slutar' if one.ended_on >= today else 'Avslutat'} {day(one.ended_on)}"
    if one.state == AgreementState.SIGNED and one.ends_on < today:
        return "Har löpt ut"
    return one.get_state_display()


def _state(lacking: int, late: int, signed: int) -> str:
    if not lacking:
        return f"{signed} undertecknade avtal" if signed != 1 else "Ett undertecknat avtal"
    said = f"{lacking} att göra klara" if lacking != 1 else "Ett att göra klart"
    return f"{said}, {late} försenade" if late > 1 else f"{said}, ett försenat" if late else said
