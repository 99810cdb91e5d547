"""What is granted, agreed, claimed and paid of a year, as rows that figures count: one for each grant and year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Sum
from django.db.models.functions import Coalesce

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.funding.links import agreement_url, claims_url, decided_words, decision_url
from finsam.funding.models import (
    Agreement,
    AgreementAmount,
    AgreementState,
    Claim,
    ClaimState,
    Grant,
    GrantAmount,
)
from finsam.interventions.facts import interventions_of
from finsam.money.facts import budget_lines

STAGES = ("granted", "agreed", "claimed", "paid")
"""The stages of a grant's year, in order: beslutat, avtalat, rekvirerat, betalt."""

HANDED_IN = (ClaimState.SENT, ClaimState.ATTESTED, ClaimState.ORDERED, ClaimState.PAID)
IN_FORCE = (AgreementState.SIGNED, AgreementState.ENDED)
"""Agreements whose amounts hold: the signed one, and one that has ended, for what was agreed until then."""


@dataclass
class HeldGrant:
    """A grant with its amounts by year, in öre; a year that a stage has not reached is not in it."""

    grant: Grant
    agreement: Agreement | None = None
    amounts: dict[str, dict[int, int]] = field(default_factory=lambda: {stage: {} for stage in STAGES})
    claims: list[tuple[Claim, int]] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        """Every year that some stage has an amount for."""
        return sorted({year for of_stage in self.amounts.values() for year in of_stage})

    def ore(self, stage: str, year: int) -> int | None:
        """Return a stage's amount in the year; None when the stage is not reached."""
        return self.amounts[stage].get(year)


def agreed_grants(scope: Scope) -> dict[int, HeldGrant]:
    """Return every grant of the association with its agreement in force, by its key, in three queries."""
    found = Grant.objects.filter(association=scope.association)
    about = ("application__case", "intervention", "line", "decided_in__meeting")
    held = {grant.pk: HeldGrant(grant) for grant in found.select_related(*about)}
    if held:
        _add_granted(scope, held)
        _add_agreed(scope, held)
    return held


def held_grants(scope: Scope) -> list[HeldGrant]:
    """Return every grant of the association with its agreement in force and its claims, in four queries."""
    held = agreed_grants(scope)
    if held:
        _add_claimed(scope, held)
    return list(held.values())


def _add_granted(scope: Scope, held: dict[int, HeldGrant]) -> None:
    for row in GrantAmount.objects.filter(association=scope.association):
        held[row.grant_id].amounts["granted"][row.year] = row.amount_ore


def _add_agreed(scope: Scope, held: dict[int, HeldGrant]) -> None:
    """The agreement in force is the signed one of the highest number: only its amounts count."""
    rows = AgreementAmount.objects.filter(association=scope.association, agreement__state__in=IN_FORCE)
    for row in rows.select_related("agreement").order_by("agreement__number"):
        one = held[row.agreement.grant_id]
        if one.agreement is None or one.agreement.pk != row.agreement_id:
            one.agreement, one.amounts["agreed"] = row.agreement, {}
        one.amounts["agreed"][row.year] = row.amount_ore


def _add_claimed(scope: Scope, held: dict[int, HeldGrant]) -> None:
    """A claim belongs to the year its period ends; only what is handed in and not returned counts."""
    handed_in = Claim.objects.filter(association=scope.association, state__in=HANDED_IN)
    for claim in handed_in.annotate(ore=Coalesce(Sum("lines__amount_ore"), 0)):
        one, year, ore = held[claim.grant_id], claim.period_to.year, int(claim.ore)
        one.claims.append((claim, ore))
        for stage in ("claimed", "paid")[: 2 if claim.state == ClaimState.PAID else 1]:
            one.amounts[stage][year] = one.amounts[stage].get(year, 0) + ore


def grants_of_year(scope: Scope) -> list[HeldGrant]:
    """Return the grants that have something in the year the period begins, in the interventions' order."""
    year = scope.period.start.year
    places = {row.pk: place for place, row in enumerate(scope.once(interventions_of))}
    kept = [one for one in scope.once(held_grants) if year in one.years]
    return sorted(kept, key=lambda one: (places[one.grant.intervention_id], one.grant.decided_on, one.grant.pk))


def _rows(scope: Scope) -> Sequence[FactRow]:
    year = scope.period.start.year
    keys = {line.pk: key for key, line in scope.once(budget_lines).items()} if grants_of_year(scope) else {}
    return [
        {
            "grant": str(one.grant.pk),
            "agreement": one.agreement.pk if one.agreement else None,
            "intervention": one.grant.intervention.key,
            "budget_line": keys.get(one.grant.line_id or 0, ""),
            "year": year,
            "title": one.grant.application.title,
            "recipient": recipient_of(one),
            "decided": decided_words(one.grant.decided_in),
            "decided_in": one.grant.decided_in,
            **{stage: one.ore(stage, year) for stage in STAGES},
        }
        for one in grants_of_year(scope)
    ]


def recipient_of(one: HeldGrant) -> str:
    """Return the organisation that gets the money: as the agreement calls it, else as the application does."""
    return one.agreement.counterpart if one.agreement else one.grant.application.applicant


def _cube(scope: Scope) -> Cube:
    rows = _rows(scope)
    named = {row.key: row.title for row in scope.once(interventions_of)} if rows else {}
    categories = {
        "intervention": [Category(key, title) for key, title in named.items()],
        "grant": [Category(row["grant"], row["title"], remark=f"{row['recipient']}, {row['decided']}") for row in rows],
    }
    return Cube(GRANTS.name, scope.period.name, rows, categories)


def _decision(association: Association, row: FactRow) -> str:
    return decision_url(association, row["decided_in"])


def _agreement(association: Association, row: FactRow) -> str:
    return agreement_url(association, row["agreement"])


def _claims(association: Association, row: FactRow) -> str:
    return claims_url(association, row["year"]) if row["claimed"] is not None else ""


GRANTS = facts(
    Facts(
        name="grants",
        title="De beviljade medlen",
        read=_cube,
        rows=_rows,
        columns=[
            FactColumn("title", "Ansökan", href=_agreement),
            FactColumn("recipient", "Mottagare", href=_claims),
            FactColumn("decided", "Beslut", href=_decision),
            FactColumn("granted", "Beslutat", KRONOR),
            FactColumn("agreed", "Avtalat", KRONOR),
            FactColumn("claimed", "Rekvirerat", KRONOR),
            FactColumn("paid", "Betalt", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures=dict.fromkeys(STAGES, KRONOR),
        years=lambda association: [GrantAmount.objects.filter(association=association).values_list("year")],
        planned=True,
    )
)


def reached(rows: Iterable[FactRow], stage: str) -> bool:
    """Tell whether any row has reached the stage: nothing is not zero."""
    return any(row[stage] is not None for row in rows)
