"""Who pays contributions, and how the parties share them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import transaction
from django.db.models import Max

from finsam.core import audit
from finsam.core.models import Association, Member, Person, Share
from finsam.kernel.swedish import listed
from finsam.money.models import Contribution, ContributionWeight, Contributor
from finsam.money.rules.contributions import KINDS, shares_on


@dataclass(frozen=True)
class Payer:
    """A contributor as it is written: which members it pays for, its account, and the years it pays."""

    name: str
    kind: str
    members: Sequence[str]
    ledger_account: str = ""
    from_year: int | None = None
    until_year: int | None = None


@transaction.atomic
def keep_contributor(
    *, association: Association, by: Person, payer: Payer, contributor: Contributor | None = None
) -> Contributor:
    """Add a contributor, or change one. Raises ValueError with a Swedish sentence."""
    others = Contributor.objects.select_for_update().filter(association=association)
    _check(association, payer, [row for row in others if contributor is None or row.pk != contributor.pk])
    if contributor and payer.until_year:
        _check_ended(association, contributor, payer.until_year)
    last = others.aggregate(last=Max("position"))["last"]
    row = contributor or Contributor(association=association, position=0 if last is None else last + 1)
    was = contributor.name if contributor else ""
    row.name, row.kind, row.members = payer.name.strip(), payer.kind, list(payer.members)
    row.ledger_account, row.from_year, row.until_year = payer.ledger_account.strip(), payer.from_year, payer.until_year
    row.save()
    audit.record(
        association, "money.contributor.changed" if contributor else "money.contributor.added", row, by=by,
        was=was, kind=row.kind, members=row.members, account=row.ledger_account, until=row.until_year,
    )  # fmt: skip
    return row


def _check(association: Association, payer: Payer, others: Sequence[Contributor]) -> None:
    if not payer.name.strip():
        raise ValueError("Skriv vad bidragsgivaren heter.")
    if payer.name.strip() in {row.name for row in others}:
        raise ValueError(f"{payer.name.strip()} finns redan bland bidragsgivarna.")
    members = dict(Member.objects.filter(association=association).values_list("name", "kind"))
    if not payer.members:
        raise ValueError("Kryssa i vilka medlemmar bidragsgivaren betalar för.")
    wrong = [name for name in payer.members if members.get(name) != payer.kind]
    if wrong:
        raise ValueError(f"{listed(wrong)} hör till en annan part. Välj medlemmar av samma part.")
    account = payer.ledger_account.strip()
    taken = next((row.name for row in others if account and row.ledger_account == account), "")
    if taken:
        raise ValueError(f"Konto {account} är redan {taken}s. Varje bidragsgivare behöver ett eget konto.")
    if payer.from_year and payer.until_year and payer.until_year < payer.from_year:
        raise ValueError("Det sista året kan inte vara före det första.")


def _check_ended(association: Association, contributor: Contributor, until: int) -> None:
    later = _years(association, contributor, after=until)
    if later:
        raise ValueError(
            f"{contributor.name} har belopp för {listed(later)}. Ta bort dem, eller välj ett senare sista år."
        )


def _years(association: Association, contributor: Contributor, after: int = 0) -> list[str]:
    rows = Contribution.objects.filter(association=association, contributor=contributor, year__gt=after)
    said = rows.exclude(requested_ore=None, announced_ore=None, amount_ore=None)
    return [str(year) for year in said.order_by("year").values_list("year", flat=True)]


@transaction.atomic
def remove_contributor(*, association: Association, by: Person, contributor: Contributor) -> None:
    """Remove a contributor that has never had an amount. Raises ValueError when it has."""
    years = _years(association, contributor)
    if years:
        raise ValueError(
            f"{contributor.name} har belopp för {listed(years)} och kan inte tas bort. Skriv ett sista år i stället."
        )
    audit.record(association, "money.contributor.removed", contributor, by=by, name=contributor.name)
    Contribution.objects.filter(association=association, contributor=contributor).delete()
    ContributionWeight.objects.filter(association=association, contributor=contributor).delete()
    contributor.delete()


@transaction.atomic
def set_shares(*, association: Association, by: Person, shares: Mapping[str, Fraction], valid_from: date) -> None:
    """Let the parties share the contributions so from a day on. Raises ValueError when they are not one whole."""
    kinds = set(Contributor.objects.filter(association=association).values_list("kind", flat=True))
    told = {kind: share for kind, share in shares.items() if share}
    if any(share < 0 for share in told.values()):
        raise ValueError("En andel kan inte vara mindre än noll.")
    shares_on([(kind, share, valid_from) for kind, share in told.items()], valid_from, kinds)
    for position, kind in enumerate(KINDS):
        share = shares.get(kind, Fraction(0))
        Share.objects.update_or_create(
            association=association, kind=kind, valid_from=valid_from,
            defaults={"numerator": share.numerator, "denominator": share.denominator, "position": position},
        )  # fmt: skip
    audit.record(
        association, "money.shares.changed", by=by, on=str(valid_from),
        shares={kind: str(share) for kind, share in told.items()},
    )  # fmt: skip
