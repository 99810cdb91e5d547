"""What an address of the product is, and who gets an answer at it."""

from dataclasses import dataclass
from enum import Enum

from django.urls import reverse


class Reach(Enum):
    """Who gets an answer at an address."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    INSIDERS = "insiders"  # whoever has a seat in the association of the address
    BY_POST = "by post"  # never by following a link: `@require_POST` outermost
    DIARISTS = "keep_diary"  # of the insiders those with the permission of this name
    KEEPERS = "keep_meetings"
    SITTERS = "sit_in_body"
    RULERS = "set_rules"
    MONEY_KEEPERS = "keep_money"
    LEDGER_READERS = "open_ledger"
    REPORT_WRITERS = "write_report"
    CLEARED = "read_secret"
    FUNDERS = "keep_funding"
    TAKERS = "take_position"
    SIGNERS = "sign_agreement"
    OWN_SIGNERS = "own signers"  # whoever may sign agreements; a project owner only those asked for: of others 404
    ATTESTERS = "attest"
    OWNERS = "run_project"
    LEADERS = "leaders"  # whoever keeps the meetings or may be in the chair
    BODY = "body"  # whoever keeps the meetings or has a seat in the body


@dataclass(frozen=True)
class Address:
    """One named address with its arguments filled in. A name may stand several times with other arguments."""

    name: str
    args: tuple[str | int, ...] = ()
    asked: str = ""
    reach: Reach = Reach.INSIDERS
    is_file: bool = False

    @property
    def path(self) -> str:
        """The address as it stands in the browser."""
        return reverse(self.name, args=self.args) + self.asked

    def __str__(self) -> str:
        words = (self.name, *(str(arg) for arg in self.args if arg != "sydnarke"), self.asked)
        return " ".join(word for word in words if word)
