"""Retention classes of an association: its own, or those proposed until it has used one."""

from finsam.cases.models import RetentionClass
from finsam.cases.rules.retention import PROPOSED
from finsam.core.models import Association
from finsam.kernel.faults import BadInput, Fault

Kept = RetentionClass | str | None
"""A retention class, or the key of one; empty or null: not decided."""


def retention_choices(association: Association) -> list[tuple[str, str]]:
    """Return the keys and names to choose between. Nothing is written. Must be called within the association."""
    own = list(RetentionClass.objects.filter(association=association).values_list("key", "name"))
    return own or [(proposed.key, proposed.name) for proposed in PROPOSED]


def retention_class(association: Association, chosen: Kept) -> RetentionClass | None:
    """Return the class chosen. The first time a proposed one is used they are all written. Raises BadInput."""
    if not isinstance(chosen, str):
        return chosen
    if not chosen:
        return None
    classes = RetentionClass.objects.filter(association=association)
    if not classes.exists():
        RetentionClass.objects.bulk_create(
            [
                RetentionClass(association=association, position=place, **vars(proposed))
                for place, proposed in enumerate(PROPOSED)
            ],
            ignore_conflicts=True,
        )
    found = classes.filter(key=chosen).first()
    if found is None:
        raise BadInput(Fault("Gallringsklassen finns inte. Välj en av dem i listan."))
    return found
