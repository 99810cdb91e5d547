"""What grants bind budget lines to, told to the money, so that nobody writes a grant down a second time."""

from finsam.figures.registry import Scope
from finsam.funding.grant_facts import HeldGrant, grants_of_year, recipient_of
from finsam.funding.links import agreement_url, decided_words, decision_url
from finsam.money.committed import tells_commitments
from finsam.money.rules.committed import Told


@tells_commitments
def told(scope: Scope) -> list[Told]:
    """Tell each grant that is taken from a budget line, with what is agreed, claimed and paid of the year."""
    year = scope.period.start.year
    return [_told(scope, one, year) for one in grants_of_year(scope) if one.grant.line_id and one.ore("granted", year)]


def _told(scope: Scope, one: HeldGrant, year: int) -> Told:
    grant, agreement = one.grant, one.agreement
    item = grant.decided_in
    by_agreement = agreement_url(scope.association, agreement.pk) if agreement else ""
    return Told(
        key=f"grant-{grant.pk}",
        line_id=grant.line_id or 0,
        title=grant.application.title,
        counterpart=recipient_of(one),
        decided=one.ore("granted", year) or 0,
        contracted=one.ore("agreed", year),
        claimed=one.ore("claimed", year),
        paid=one.ore("paid", year),
        source=decided_words(item),
        url=by_agreement or decision_url(scope.association, item),
        decided_in_id=item.pk,
        names=(grant.intervention.title,),
    )
