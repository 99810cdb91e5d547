"""Pages where the office takes in an application that came on paper or by e-mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.funding.models import Application
from finsam.funding.places import funding_crumbs
from finsam.funding.queries.application_held import hold, written_of
from finsam.funding.queries.application_parts import Content, content_of
from finsam.funding.rules.applications import lacks_of
from finsam.ui.parts import Fault, Link


@dataclass(frozen=True)
class RegisterPage:
    """Who applies, and for what."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    back_url: str


@dataclass(frozen=True)
class ReceivePage:
    """The whole application, what is missing, and the day it came."""

    title: str
    state: str
    crumbs: Sequence[Link]
    lacks: Sequence[Fault]
    content: Content
    form: forms.Form
    form_url: str


def register_page(association: Association, form: forms.Form) -> RegisterPage:
    """Return the page where it is begun."""
    back = reverse("applications", args=[association.slug])
    crumbs = funding_crumbs(association, Link("Ansökningar", back), Link("Ny"))
    state = "För en ansökan som kom på papper eller med e-post"
    return RegisterPage("Lägg upp en ansökan", state, crumbs, form, back)


def receive_page(association: Association, application: Application, form: forms.Form) -> ReceivePage:
    """Return the page where it is registered. Must be called within the association."""
    held = hold(association, application, files=False)
    form_url = reverse("application-edit", args=[association.slug, application.pk])
    back = Link("Ansökningar", reverse("applications", args=[association.slug]))
    here = Link(application.title, reverse("application", args=[association.slug, application.pk]))
    return ReceivePage(
        title=f"Registrera ansökan: {application.title}",
        state=application.get_state_display(),
        crumbs=funding_crumbs(association, back, here, Link("Registrera")),
        lacks=[Fault(one.label, one.text, f"{form_url}#{one.anchor}") for one in lacks_of(written_of(held))],
        content=content_of(held),
        form=form,
        form_url=form_url,
    )
