"""What happens with agreements by itself: what both have signed is sealed, what has changed falls."""

from datetime import date

from finsam.core.models import Association
from finsam.core.ticking import job
from finsam.funding.actions.agreement_signing import drop_if_changed, seal_agreement
from finsam.funding.models import AgreementState
from finsam.funding.queries.agreements import agreement_reads
from finsam.signing.actions import is_complete


@job("avtal förseglade")
def finish_sealing(association: Association, today: date) -> int:  # noqa: ARG001  what a job takes
    """Seal what both have signed and let fall what has changed; return how many were sealed."""
    sealed = 0
    for one in agreement_reads(association).filter(state=AgreementState.SIGNING):
        if one.signing and is_complete(one.signing):
            sealed += seal_agreement(association=association, agreement=one)
        else:
            drop_if_changed(association=association, agreement=one)
    return sealed
