"""The public page: what the association funds, open calls, and how to begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.funding.actions.application_letters import contact_of
from finsam.funding.models import Call
from finsam.kernel.swedish import SPACE, day
from finsam.ui.parts import Fact, Link

FUNDS = (
    "Förbundet betalar insatser för människor som behöver stöd från flera håll på en gång, av Arbetsförmedlingen, "
    "Försäkringskassan, regionen och kommunerna (lagen 2003:1210). Insatsen ska hjälpa dem att få eller förbättra sin "
    "förmåga att arbeta, eller utveckla hur ni samverkar om dem, och komplettera det ni redan gör."
)
STEPS = (
    ("Börja", "Du får en länk med e-post. Inget konto behövs."),
    ("Skriv tillsammans", "Bjud in fler. Utkastet sparas medan ni skriver."),
    ("Skicka", "Ansökan får ett diarienummer och ni ser var den står."),
    ("Få svar", "Styrelsen beslutar. Blir det ja skrivs ett avtal."),
)


@dataclass(frozen=True)
class OpenCall:
    """A call as it is shown: its name, what is sought, when it closes. `late`: a week or less is left."""

    title: str
    text: str
    closes: str
    late: bool


@dataclass(frozen=True)
class ApplyPage:
    """The public page."""

    title: str
    state: str
    crumbs: Sequence[Link]
    funds: str
    calls: Sequence[OpenCall]
    coming: Sequence[OpenCall]
    any_time: bool
    closed: str  # why nothing can be begun now
    steps: Sequence[tuple[str, str]]
    facts: Sequence[Fact]
    form: forms.Form | None


def calls_on(association: Association, today: date) -> tuple[list[Call], list[Call], bool]:
    """Return the calls open on the day, those to come, and whether the association has any calls at all."""
    calls = list(Call.objects.filter(association=association).order_by("closes_on", "position", "pk"))
    opened = [call for call in calls if call.opens_on <= today and (not call.closes_on or today <= call.closes_on)]
    return opened, [call for call in calls if call.opens_on > today], bool(calls)


def apply_page(
    association: Association, form: forms.Form | None, opened: Sequence[Call], coming: Sequence[Call], today: date
) -> ApplyPage:
    """Return the page. Without a form nothing can be begun today. Must be called within the association."""
    any_time = form is not None and not opened
    return ApplyPage(
        title=f"Ansök om medel i {association.short_name}",
        state=association.name,
        crumbs=[Link(association.short_name, reverse("notice-board", args=[association.slug])), Link("Ansök om medel")],
        funds=FUNDS,
        calls=[_shown(call, today) for call in opened],
        coming=[_to_come(call) for call in coming],
        any_time=any_time,
        closed="" if form else _closed(coming),
        steps=STEPS,
        facts=[
            Fact("Frågor", contact_of(association)),
            *([Fact("Webbplats", association.website, association.website)] if association.website else []),
        ],
        form=form,
    )


def _shown(call: Call, today: date) -> OpenCall:
    if call.closes_on is None:
        return OpenCall(call.title, call.text, "Öppen tills vidare", late=False)
    left = (call.closes_on - today).days
    return OpenCall(call.title, call.text, f"Sista dag {day(call.closes_on)}{_left(left)}", late=left <= 7)


def _left(days: int) -> str:
    if days > 31:
        return ""
    return ", i dag" if days == 0 else ", i morgon" if days == 1 else f", om {days}{SPACE}dagar"


def _to_come(call: Call) -> OpenCall:
    return OpenCall(call.title, call.text, f"Öppnar {day(call.opens_on)}", late=False)


def _closed(coming: Sequence[Call]) -> str:
    if coming:
        return f"Ingen omgång är öppen just nu. Nästa, ”{coming[0].title}”, öppnar {day(coming[0].opens_on)}."
    return "Ingen ansökningsomgång är öppen just nu. Fråga förbundet när nästa öppnar."
