"""Which postings of the ledger a period has, which of them a selection counts, and how they are read out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.registry import Scope
from finsam.figures.rules.cells import Address
from finsam.figures.rules.cubes import FactRow
from finsam.money.models import Ledger, Posting
from finsam.ui.parts import Link

GROUPED = ("account_id", "ledger_object", "kind", "month")
UNVOUCHERED = {"opening": "Ingående balans", "movement": "Årets förändring", "voucher": "Utan nummer"}


def postings_of(scope: Scope) -> QuerySet[Posting]:
    """The year's postings to the period's last month: from its own ledger, else as next year's file remembers it."""
    year = scope.period.start.year
    own = Ledger.objects.filter(association=scope.association, year=year)
    from_ledger = Q(ledger__year=year) | Q(~Exists(own), ledger__year=year + 1)
    return Posting.objects.filter(
        from_ledger, association=scope.association, year=year, month__lte=scope.period.end.month
    )


def counted_among(grouped: Iterable[FactRow], counts: Callable[[FactRow], bool]) -> Q:
    """Write which postings are counted as a condition, short enough for a query of a big ledger.

    `grouped` are all the postings grouped by `GROUPED`, and by `inward` on accounts where in and out are told apart;
    each group is counted whole or not at all.
    """
    rows = list(grouped)
    parted = {row["account_id"] for row in rows if row.get("inward")}
    counted = _counted((row for row in rows if row["account_id"] not in parted), counts)
    for inward, of_sign in ((1, Q(amount_ore__gt=0)), (0, Q(amount_ore__lte=0))):
        its = (row for row in rows if row["account_id"] in parted and row["inward"] == inward)
        counted |= of_sign & _counted(its, counts)
    return counted


def _counted(grouped: Iterable[FactRow], counts: Callable[[FactRow], bool]) -> Q:
    found: dict[int, dict[str, dict[int, bool]]] = defaultdict(lambda: defaultdict(dict))
    for row in grouped:
        its = found[row["account_id"]][row["ledger_object"]]
        its[row["month"]] = its.get(row["month"], False) or counts(row)
    alike: dict[tuple[tuple[str, ...], tuple[int, ...]], list[int]] = defaultdict(list)
    for account, objects in found.items():
        for part in _parts(objects):
            alike[part].append(account)
    counted = Q(pk__in=())
    for (codes, months), accounts in alike.items():
        of_object = Q(ledger_object__in=codes) if codes else Q()
        of_month = Q(month__in=months) if months else Q()
        counted |= Q(account_id__in=accounts) & of_object & of_month
    return counted


def _parts(objects: dict[str, dict[int, bool]]) -> Iterable[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Part an account's objects by the months counted; no objects means every one, no months every month."""
    by_months: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for code, months in objects.items():
        counted = tuple(sorted(month for month, counts in months.items() if counts))
        if counted:
            by_months[() if len(counted) == len(months) else counted].append(code)
    for counted, codes in by_months.items():
        yield (() if len(codes) == len(objects) else tuple(sorted(codes))), counted


def read_out(postings: QuerySet[Posting]) -> Iterator[dict[str, Any]]:
    """Read postings one by one, by day, with what each says to those who read it."""
    about = [f"voucher__{name}" for name in ("series", "number", "booked_on", "text")]
    rows = postings.order_by("month", "voucher__booked_on", "pk")
    for row in rows.values(*GROUPED, "voucher_id", *about, "text", "amount_ore"):
        voucher = f"{row['voucher__series'] or ''} {row['voucher__number'] or ''}".strip()
        yield {
            **row,
            "amount": row["amount_ore"],
            "voucher": voucher or UNVOUCHERED[row["kind"]],
            "booked_on": row["voucher__booked_on"],
            "said": row["text"] or row["voucher__text"] or "",
        }


def voucher_url(association: Association, row: FactRow) -> str:
    """Return the page of the voucher a posting stands on; "" for an opening balance or a sum."""
    return reverse("voucher", args=[association.slug, row["voucher_id"]]) if row["voucher_id"] else ""


def searched_at(association: Association, address: Address) -> Link:
    """Return the way to the vouchers behind a figure's cell, where they can be searched."""
    asked = {"tal": address.figure, "period": address.period, "talrad": address.row, "talkolumn": address.column}
    told = urlencode({name: value for name, value in asked.items() if value})
    return Link("Sök bland verifikationerna bakom talet", f"{reverse('vouchers', args=[association.slug])}?{told}")
