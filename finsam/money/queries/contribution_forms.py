"""The pages where a year's contributions are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Sum
from django.urls import reverse

from finsam.core.models import Association, Body
from finsam.meetings.models import Item, ItemState
from finsam.money.models import Contribution, Contributor
from finsam.money.places import money_crumbs
from finsam.money.queries.contribution_sharing import Known, Sharing
from finsam.money.rules.contribution_stages import AmountStage
from finsam.money.rules.contributions import WHOLE
from finsam.ui.parts import Link
from finsam.ui.tables import ShownTable

RECENT = timedelta(days=730)


@dataclass(frozen=True)
class ContributionFormPage:
    """A form of the contributions, what is computed from it, and the words on its buttons."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    act: str
    back_url: str
    computed: ShownTable | None = None
    begins: bool = False
    lead: str = ""
    remove: str = ""


def year_url(association: Association, year: int) -> str:
    """Return the address of a year's contributions."""
    return f"{reverse('contributions', args=[association.slug])}?ar={year}"


def form_page(
    association: Association, year: int, title: str, form: forms.Form, act: str, **more: Any
) -> ContributionFormPage:
    """Return the page of a form about a year's contributions."""
    back = year_url(association, year)
    crumbs = money_crumbs(association, Link(f"Bidrag {year}", back))
    return ContributionFormPage(title, association.name, crumbs, form, act, back, **more)


def deciding_items(association: Association, year: int) -> list[Item]:
    """Return the board's paragraphs that may have decided the year's contributions, the newest first."""
    after = date(year, 1, 1) - RECENT
    items = Item.objects.filter(
        association=association, number__isnull=False, state=ItemState.CLOSED, meeting__body=Body.BOARD,
        meeting__held_on__gte=after, meeting__held_on__lte=date(year, 12, 31),
    )  # fmt: skip
    return list(items.select_related("meeting").order_by("-meeting__held_on", "position"))


def stage_amounts(sharing: Sharing, stage: AmountStage) -> dict[int, int | None]:
    """Return what stands for a stage, öre by contributor: as written, else what the shares give, else as before it."""
    found = {key: getattr(row, stage.field) for key, row in sharing.held.items()}
    if any(ore is not None for ore in found.values()):
        return found
    if sharing.row and sharing.row.total_ore is not None:
        try:
            asked = Known(WHOLE, sharing.row.total_ore, sharing.row.basis, sharing.weights)
            return dict(sharing.compute(asked).ore)
        except ValueError:
            pass
    return {key: row.latest_ore for key, row in sharing.held.items()}


def to_call(association: Association, year: int) -> list[Contributor]:
    """Return the contributors whose decided amount is not all called in, in order."""
    rows = Contribution.objects.filter(association=association, year=year, amount_ore__gt=0)
    found = rows.annotate(called=Sum("calls__amount_ore")).select_related("contributor")
    return [
        row.contributor for row in found.order_by("contributor__position") if (row.amount_ore or 0) > (row.called or 0)
    ]
