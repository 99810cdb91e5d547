"""What is agreed and claimed in a year, as rows that figures count: agreements in force, and claims that stand."""

from collections.abc import Sequence

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.funding.models import AgreementAmount, AgreementState, Claim
from finsam.funding.queries.claim_amounts import with_totals
from finsam.funding.rules.claims import STANDS
from finsam.interventions.models import Intervention

IN_FORCE = (AgreementState.SIGNED, AgreementState.ENDED)
ATTESTED, PAID = frozenset({"attested", "ordered", "paid"}), frozenset({"paid"})


def _agreed_rows(scope: Scope) -> Sequence[FactRow]:
    """The years of agreements signed by both; of a grant with several, the one of the highest number."""
    year = scope.period.start.year
    amounts = AgreementAmount.objects.filter(
        association=scope.association, year=year, agreement__state__in=IN_FORCE
    ).select_related("agreement__grant__intervention")
    latest: dict[int, AgreementAmount] = {}
    for row in amounts.order_by("agreement__grant__intervention__position", "agreement__number"):
        latest[row.agreement.grant_id] = row
    return [
        {
            "intervention": row.agreement.grant.intervention.key,
            "title": row.agreement.grant.intervention.title,
            "counterpart": row.agreement.counterpart,
            "number": row.agreement.number,
            "agreed": row.amount_ore,
        }
        for row in latest.values()
    ]


def _claim_rows(scope: Scope) -> Sequence[FactRow]:
    """The claims of the year that stand: neither drafts nor what is returned."""
    claims = Claim.objects.filter(
        association=scope.association, state__in=STANDS, period_to__year=scope.period.start.year
    ).select_related("grant__intervention", "grant__application")
    return [
        {
            "intervention": claim.grant.intervention.key,
            "title": claim.grant.intervention.title,
            "applicant": claim.grant.application.applicant,
            "number": claim.number,
            "period": f"{claim.period_from} – {claim.period_to}",
            "claimed": claim.total,  # type: ignore[attr-defined]  # annotated by with_totals
            "attested": claim.total if claim.state in ATTESTED else 0,  # type: ignore[attr-defined]
            "paid": claim.total if claim.state in PAID else 0,  # type: ignore[attr-defined]
        }
        for claim in with_totals(claims).order_by("grant__intervention__position", "grant", "number")
    ]


def _interventions(scope: Scope) -> list[Category]:
    rows = Intervention.objects.filter(association=scope.association).order_by("position")
    return [Category(row.key, row.title) for row in rows]


def _agreed_cube(scope: Scope) -> Cube:
    return Cube(AGREED.name, scope.period.name, _agreed_rows(scope), {"intervention": scope.once(_interventions)})


def _claim_cube(scope: Scope) -> Cube:
    return Cube(CLAIMS.name, scope.period.name, _claim_rows(scope), {"intervention": scope.once(_interventions)})


AGREED = facts(
    Facts(
        name="agreed_years",
        title="Avtalade belopp",
        read=_agreed_cube,
        rows=_agreed_rows,
        columns=[
            FactColumn("title", "Insats"),
            FactColumn("counterpart", "Motpart"),
            FactColumn("number", "Avtal"),
            FactColumn("agreed", "Avtalat", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"agreed": KRONOR},
        years=lambda association: [AgreementAmount.objects.filter(association=association).values_list("year")],
        planned=True,
    )
)

CLAIMS = facts(
    Facts(
        name="claims",
        title="Rekvisitionerna",
        read=_claim_cube,
        rows=_claim_rows,
        columns=[
            FactColumn("title", "Insats"),
            FactColumn("applicant", "Projektägare"),
            FactColumn("number", "Rekvisition"),
            FactColumn("period", "Period"),
            FactColumn("claimed", "Rekvirerat", KRONOR),
            FactColumn("attested", "Attesterat", KRONOR),
            FactColumn("paid", "Betalt", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures=dict.fromkeys(("claimed", "attested", "paid"), KRONOR),
        years=lambda association: [
            Claim.objects.filter(association=association, state__in=STANDS).values_list("period_to__year")
        ],
        planned=True,
    )
)
