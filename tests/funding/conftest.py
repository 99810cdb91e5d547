"""What the tests of the funding share."""

import pytest
from agreement_parties import PASSWORD, Parties
from django.core.cache import cache
from world import Seated, SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.funding.models import Agreement, AgreementTemplate, Claim, ProgressReport


@pytest.fixture
def parties(sydnarke: Association, seated: Seated, signed_in: SignedIn) -> Parties:
    """Sydnärke's first grant without its agreement, a director and a chair with a password."""
    cache.clear()
    with within(sydnarke):
        ProgressReport.objects.all().delete()
        Claim.objects.all().delete()
        Agreement.objects.all().delete()
        AgreementTemplate.objects.all().delete()
    chair = seated(sydnarke, SeatRole.CHAIR)
    chair.set_password(PASSWORD)
    chair.save()
    return Parties(sydnarke, signed_in(sydnarke, SeatRole.DIRECTOR), chair)
