"""What a voucher books: told by the rooms above, which know of claims when the ledger does not."""

from collections.abc import Callable

from finsam.core.models import Association
from finsam.money.models import Voucher
from finsam.ui.parts import Fact

Reader = Callable[[Association, Voucher], list[Fact]]
READERS: list[Reader] = []
"""One for each room that is booked, added by its module `mentions`, which is found at the start."""


def mentions_vouchers(reader: Reader) -> Reader:
    """Let the page of a voucher show what the reader knows of one."""
    READERS.append(reader)
    return reader


def mentions_of(association: Association, voucher: Voucher) -> list[Fact]:
    """Return what is known of a voucher elsewhere. Must be called within the association."""
    return [one for reader in READERS for one in reader(association, voucher)]
