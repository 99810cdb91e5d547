"""What is decided about words in the public minutes."""

from collections.abc import Iterable

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.meetings.models import Masking, Meeting


@transaction.atomic
def decide_maskings(
    *, association: Association, meeting: Meeting, choices: Iterable[tuple[str, str, bool]], by: Person
) -> int:
    """Decide phrases: phrase, why, and whether it is left out. Returns how many. The last word on a phrase holds.

    Must be called within the association. The trail says how many, never which: it must not keep what was left out.
    """
    made = list(choices)
    for phrase, why, masked in made:
        Masking.objects.update_or_create(
            association=association,
            meeting=meeting,
            phrase=phrase[:200],
            defaults={"masked": masked},
            create_defaults={"masked": masked, "why": why[:120]},
        )
    left_out = sum(masked for _, _, masked in made)
    audit.record(
        association, "meetings.maskings.decided", meeting, by=by, left_out=left_out, let_stand=len(made) - left_out
    )
    return len(made)
