"""A year's contributions: how they are shared, and what is asked for, announced and decided (R1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.kernel.swedish import kr, listed
from finsam.meetings.models import Item
from finsam.money.models import Contribution, ContributionRound, ContributionWeight, Contributor
from finsam.money.rules.contribution_stages import AmountStage
from finsam.money.rules.contributions import FIRST_YEAR, OF_PARTIES, PARTIES, Shares, among, off_shares


@dataclass(frozen=True)
class Plan:
    """How a year's contributions are shared. `weights` by the contributor's id; an index in percent has its source."""

    basis: str
    total_ore: int | None = None
    weights: Mapping[int, int] = field(default_factory=dict)
    index_percent: Decimal | None = None
    index_source: str = ""


def contributors_in(association: Association, year: int) -> list[Contributor]:
    """Return who pays in the year, in order."""
    rows = Contributor.objects.filter(association=association)
    begun = Q(from_year=None) | Q(from_year__lte=year)
    return list(rows.filter(begun, Q(until_year=None) | Q(until_year__gte=year)).order_by("position"))


@transaction.atomic
def begin_round(*, association: Association, by: Person, year: int, plan: Plan) -> ContributionRound:
    """Begin a year's round. Raises ValueError when there is one, or the plan does not work."""
    if year < FIRST_YEAR:
        raise ValueError(f"Året {year} är före förbundens tid. Välj ett år från {FIRST_YEAR}.")
    made, is_new = ContributionRound.objects.get_or_create(association=association, year=year)
    if not is_new:
        raise ValueError(f"Bidragen för {year} är redan påbörjade. Öppna dem och ändra där.")
    _plan(association, made, plan)
    audit.record(association, "money.contributions.begun", made, by=by, year=year, **_told(plan))
    return made


@transaction.atomic
def change_round(*, association: Association, by: Person, year: int, plan: Plan, reason: str = "") -> ContributionRound:
    """Change how the year's contributions are shared. Raises ValueError; once decided, only with a reason."""
    locked = locked_round(association, year)
    reason = _reason(association, locked, reason)
    _plan(association, locked, plan)
    audit.record(association, "money.contributions.shared", locked, by=by, year=year, reason=reason, **_told(plan))
    return locked


def locked_round(association: Association, year: int) -> ContributionRound:
    """Return the year's round, made when there is none, locked for the transaction."""
    made, _ = ContributionRound.objects.get_or_create(association=association, year=year)
    return ContributionRound.objects.select_for_update().get(association=association, pk=made.pk)


def is_decided(association: Association, year: int) -> bool:
    """Whether any of the year's contributions is decided."""
    rows = Contribution.objects.filter(association=association, year=year)
    return rows.filter(amount_ore__isnull=False).exists()


def _reason(association: Association, row: ContributionRound, reason: str) -> str:
    """Return the reason for changing what is decided, and note it on the round. Raises ValueError without one."""
    reason = reason.strip()
    if not is_decided(association, row.year):
        return ""
    if not reason:
        raise ValueError(f"Bidragen för {row.year} är beslutade. Skriv varför de ändras.")
    row.remark = f"{row.remark}\n{reason}".strip()
    row.save(update_fields=["remark"])
    return reason


def _plan(association: Association, row: ContributionRound, plan: Plan) -> None:
    if plan.index_percent and not plan.index_source.strip():
        raise ValueError("Skriv vad uppräkningen bygger på, som KPV eller ett beslut.")
    row.basis, row.total_ore = plan.basis, plan.total_ore
    row.index_percent, row.index_source = plan.index_percent, plan.index_source.strip()
    row.save()
    ContributionWeight.objects.filter(association=association, round=row).delete()
    ContributionWeight.objects.bulk_create(
        ContributionWeight(association=association, round=row, contributor_id=key, weight=weight)
        for key, weight in plan.weights.items()
    )


def _told(plan: Plan) -> dict[str, object]:
    percent = plan.index_percent
    return {
        "basis": plan.basis,
        "total_ore": plan.total_ore,
        "weights": {str(key): weight for key, weight in plan.weights.items()},
        "index": None if percent is None else str(percent),
        "index_source": plan.index_source,
    }


def proposed(
    parts: Mapping[str, int], contributors: list[Contributor], basis: str, weights: Mapping[int, int | None]
) -> dict[int, int]:
    """Return what each contributor pays of its party's part, öre by id. Raises ValueError as `among` does."""
    found: dict[int, int] = {}
    for kind, ore in parts.items():
        of_kind = {str(row.pk): row for row in contributors if row.kind == kind}
        weighed = {key: weights.get(row.pk) for key, row in of_kind.items()}
        named = {of_kind[key].name: weight for key, weight in weighed.items()}
        shared = among(ore, basis, named, OF_PARTIES[kind])
        found |= {row.pk: shared[row.name] for row in of_kind.values()}
    return found


@dataclass(frozen=True)
class Amounts:
    """The amounts of a stage: öre by the contributor's id, the day, the § that decided, and why they are so."""

    ore: Mapping[int, int | None]
    on: date | None = None
    item: Item | None = None
    remarks: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""  # for changing what is decided, or for amounts that do not follow the shares


@transaction.atomic
def set_amounts(
    *, association: Association, by: Person, year: int, stage: AmountStage, amounts: Amounts, shares: Shares
) -> ContributionRound:
    """Write the amounts of a stage. Raises ValueError when they are negative, off the shares or less than called in."""
    row = locked_round(association, year)
    contributors = contributors_in(association, year)
    on = amounts.on or (amounts.item.meeting.held_on if amounts.item else None)
    _check_amounts(contributors, amounts, on)
    changed = _changed(association, year, stage, amounts)
    reason = _reason(association, row, amounts.reason) if changed else ""
    if all(amounts.ore.get(one.pk) is not None for one in contributors):
        _check_shares(contributors, amounts, shares)
        row.total_ore = sum(amounts.ore[one.pk] or 0 for one in contributors)
    _write(association, year, stage, contributors, amounts)
    if stage.column == "decided":
        _check_called(association, year)
        row.decided_in = amounts.item
    if amounts.reason.strip() and not reason:
        row.remark = f"{row.remark}\n{amounts.reason.strip()}".strip()
    setattr(row, stage.date_field, on)
    row.save()
    audit.record(
        association, f"money.contributions.{stage.column}", row, by=by, year=year, on=str(on or ""), reason=reason,
        section=amounts.item.pk if amounts.item else None, ore={str(key): ore for key, ore in amounts.ore.items()},
    )  # fmt: skip
    return row


def _check_amounts(contributors: list[Contributor], amounts: Amounts, on: date | None) -> None:
    names = {row.pk: row.name for row in contributors}
    if set(amounts.ore) - set(names):
        raise ValueError("En av bidragsgivarna betalar inte det här året. Läs om sidan och försök igen.")
    if not any(ore is not None for ore in amounts.ore.values()):
        raise ValueError("Skriv minst ett belopp.")
    negative = [names[key] for key, ore in amounts.ore.items() if ore is not None and ore < 0]
    if negative:
        raise ValueError(f"Ett bidrag kan inte vara mindre än noll: {listed(negative)}.")
    if on is None:
        raise ValueError("Ange vilken dag, eller välj paragrafen.")


def _changed(association: Association, year: int, stage: AmountStage, amounts: Amounts) -> bool:
    """Whether the amounts change something that is decided."""
    before = dict(
        Contribution.objects.filter(association=association, year=year).values_list("contributor_id", stage.field)
    )
    return any(before.get(key) != ore for key, ore in amounts.ore.items())


def _check_shares(contributors: list[Contributor], amounts: Amounts, shares: Shares) -> None:
    parts: dict[str, int] = {}
    for row in contributors:
        parts[row.kind] = parts.get(row.kind, 0) + (amounts.ore[row.pk] or 0)
    off = off_shares(parts, shares)
    told = amounts.reason.strip() or any(remark.strip() for remark in amounts.remarks.values())
    if off and not told:
        said = [f"{PARTIES[kind]} {kr(abs(ore))} för {'mycket' if ore > 0 else 'lite'}" for kind, ore in off.items()]
        raise ValueError(f"Beloppen följer inte parternas andelar: {listed(said)}. Ändra beloppen, eller skriv varför.")


def _write(
    association: Association, year: int, stage: AmountStage, contributors: list[Contributor], amounts: Amounts
) -> None:
    for one in contributors:
        ore, remark = amounts.ore.get(one.pk), amounts.remarks.get(one.pk, "").strip()
        held = Contribution.objects.filter(association=association, year=year, contributor=one)
        if not held.update(**{stage.field: ore, "remark": remark}) and ore is not None:
            held.create(association=association, year=year, contributor=one, remark=remark, **{stage.field: ore})


def _check_called(association: Association, year: int) -> None:
    """Nothing may be decided lower than what is already called in."""
    rows = Contribution.objects.filter(association=association, year=year).annotate(called=Sum("calls__amount_ore"))
    for row in rows.filter(called__isnull=False).select_related("contributor"):
        if row.called > (row.amount_ore or 0):
            raise ValueError(
                f"{kr(row.called)} är redan rekvirerat av {row.contributor}. "
                "Ta bort rekvisitioner först, eller skriv ett högre belopp."
            )
