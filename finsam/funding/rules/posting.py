"""The posting list (bokföringsunderlag) of a payment file: what the economist books, row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADS = ("Verifikationstext", "Konto", "Objekt", "Debet", "Kredit", "Rekvisition", "Diarienummer", "Mottagare")


@dataclass(frozen=True)
class PaidClaim:
    """A claim in a payment file, as it is booked. `account` and `code` are proposals, empty when none is known."""

    name: str  # "Rekvisition 2"
    intervention: str
    payee: str
    diary_number: str
    account: str
    code: str
    amount_ore: int


@dataclass(frozen=True)
class PostingRow:
    """A row to book, öre in debit or credit."""

    text: str
    account: str
    code: str
    debit_ore: int
    credit_ore: int
    claim: str = ""
    diary_number: str = ""
    payee: str = ""


def posting_rows(claims: Iterable[PaidClaim], bank_account: str, text: str) -> list[PostingRow]:
    """Return a debit for each claim and one credit of the sum on the bank's account: debit and credit tie."""
    rows = [
        PostingRow(
            text=f"{one.name} {one.intervention}", account=one.account, code=one.code, debit_ore=one.amount_ore,
            credit_ore=0, claim=one.name, diary_number=one.diary_number, payee=one.payee,
        )
        for one in claims
    ]  # fmt: skip
    return [*rows, PostingRow(text, bank_account, "", 0, sum(row.debit_ore for row in rows))]


def most_used(accounts: Sequence[tuple[str, int]]) -> str:
    """Return the account that most was booked on, of account and amount; the lowest number when they are equal."""
    return min(accounts, key=lambda one: (-one[1], one[0]))[0] if accounts else ""
