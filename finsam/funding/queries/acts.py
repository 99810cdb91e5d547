"""What the funding wants of a person, from all its places."""

from collections.abc import Collection
from datetime import date

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.queries.agreement_acts import agreement_acts
from finsam.funding.queries.application_acts import application_acts
from finsam.funding.queries.assessment_acts import assessment_acts
from finsam.funding.queries.claim_acts import claim_acts
from finsam.funding.queries.report_acts import report_acts
from finsam.meetings.queries.act_parts import ActDue

PLACES = (application_acts, assessment_acts, agreement_acts, report_acts, claim_acts)


def funding_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person in every place. Must be called within the association."""
    return [act for place in PLACES for act in place(association, person, permissions, today)]
