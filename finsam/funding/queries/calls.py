"""Pages of calls, and of the association's own questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Count, Q
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.funding.models import ApplicationForm, ApplicationState, Call
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.rules.applications import Asked
from finsam.kernel.swedish import day
from finsam.ui.parts import Link, Tab


@dataclass(frozen=True)
class CallRow:
    """A call in the list."""

    title: str
    detail: str
    aside: str
    url: str


@dataclass(frozen=True)
class CallsPage:
    """The list of calls, and the questions in force."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    rows: Sequence[CallRow]
    questions: Sequence[Asked]
    version: str
    new_url: str
    form_url: str
    apply_url: str


@dataclass(frozen=True)
class CallPage:
    """A call, to be made or changed."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    may_close: bool
    back_url: str


@dataclass(frozen=True)
class QuestionsPage:
    """The questions, to be changed."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    kept: str
    back_url: str


def newest_form(association: Association) -> ApplicationForm | None:
    """Return the questions in force. Must be called within the association."""
    return ApplicationForm.objects.filter(association=association).order_by("-version").first()


def asked_of(form: ApplicationForm | None) -> list[Asked]:
    """Return the questions of a version."""
    return [Asked(**question) for question in form.questions] if form else []


def calls_page(association: Association, permissions: Collection[Permission], today: date) -> CallsPage:
    """Return the list. Must be called within the association."""
    keeps = Permission.KEEP_FUNDING in permissions
    sent = Count("applications", filter=~Q(applications__state=ApplicationState.DRAFT))
    calls = Call.objects.filter(association=association).annotate(sent=sent).order_by("-opens_on", "pk")
    form = newest_form(association)
    slug = association.slug
    return CallsPage(
        title="Ansökningsomgångar",
        state="När det går att söka, och vad ni frågar om",
        crumbs=_crumbs(association, Link("Omgångar")),
        tabs=funding_tabs(association, "applications"),
        rows=[
            CallRow(
                call.title, _period(call), _aside(call, today), reverse("call", args=[slug, call.pk]) if keeps else ""
            )
            for call in calls
        ],
        questions=asked_of(form),
        version=f"version {form.version}" if form else "",
        new_url=reverse("call-new", args=[slug]) if keeps else "",
        form_url=reverse("application-form", args=[slug]) if keeps else "",
        apply_url=reverse("apply", args=[slug]),
    )


def call_page(association: Association, call: Call | None, form: forms.Form, today: date) -> CallPage:
    """Return the page of a call."""
    back = reverse("calls", args=[association.slug])
    title = call.title if call else "Ny ansökningsomgång"
    return CallPage(
        title=title,
        state=_period(call) if call else "",
        crumbs=_crumbs(association, Link("Omgångar", back), Link(title)),
        form=form,
        may_close=call is not None and (call.closes_on is None or call.closes_on >= today),
        back_url=back,
    )


def questions_page(association: Association, newest: ApplicationForm | None, form: forms.Form) -> QuestionsPage:
    """Return the page of the questions."""
    back = reverse("calls", args=[association.slug])
    return QuestionsPage(
        title="Förbundets egna frågor",
        state=f"Version {newest.version}" if newest else "Inga egna frågor än",
        crumbs=_crumbs(association, Link("Omgångar", back), Link("Frågor")),
        form=form,
        kept="Ändrar du något blir det en ny version. Ansökningar som redan är påbörjade behåller de frågor de fick.",
        back_url=back,
    )


def _crumbs(association: Association, *rest: Link) -> list[Link]:
    return funding_crumbs(association, Link("Ansökningar", reverse("applications", args=[association.slug])), *rest)


def _period(call: Call) -> str:
    return (
        f"{day(call.opens_on)} – {day(call.closes_on)}"
        if call.closes_on
        else f"Från {day(call.opens_on)}, tills vidare"
    )


def _aside(call: Call, today: date) -> str:
    sent = getattr(call, "sent", 0)
    state = "Kommande" if call.opens_on > today else "Stängd" if call.closes_on and call.closes_on < today else "Öppen"
    return f"{state}, {sent} {'ansökan' if sent == 1 else 'ansökningar'}"
