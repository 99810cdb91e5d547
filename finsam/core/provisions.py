"""What holds in an association on a day, read from the database."""

from datetime import date

from finsam.core.models import Association, Provision
from finsam.core.rules.provisions import Decided, Provisions


def provisions_of(association: Association, on: date) -> Provisions:
    """Return the provisions in force on the day, in one query. Must be called within the association."""
    rows = Provision.objects.filter(association=association).values_list("key", "value", "valid_from")
    return Provisions([Decided(*row) for row in rows], on)
