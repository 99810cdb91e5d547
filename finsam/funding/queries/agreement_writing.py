"""The pages where an agreement is begun, written, changed and ended, and where its template is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.core.once import new_token
from finsam.funding.actions.agreements import EXISTS, Written, template_text, why_no_grant
from finsam.funding.forms.agreements import AgreementForm, NewAgreementForm, TemplateForm, new_initial
from finsam.funding.links import decision_words
from finsam.funding.models import Agreement, AgreementState, AgreementTemplate, Application, Grant
from finsam.funding.queries.agreement import agreement_crumbs, agreement_url
from finsam.funding.queries.agreement_content import title_of
from finsam.funding.rules.agreement_text import ALWAYS, AMOUNTS, ONCE, REPORTS
from finsam.funding.rules.reporting_dates import Asked
from finsam.kernel.swedish import SPACE, amount, day, listed
from finsam.ui.parts import Fact, Link

MEANINGS = {
    "förbundet": "förbundets namn", "förbundets nummer": "förbundets organisationsnummer",
    "projektägaren": "motpartens namn", "projektägarens nummer": "motpartens organisationsnummer",
    "från": "avtalets första dag", "till": "avtalets sista dag", "summan": "alla år tillsammans",
    AMOUNTS: "tabellen med belopp, på en egen rad", REPORTS: "tabellen med rapporter, på en egen rad",
    "insatsen": "insatsens namn", "syfte": "syftet i ansökan", "målgrupp": "målgruppen i ansökan",
    "mål": "målen i ansökan, som en lista", "parter": "de som medverkar", "beslutet": "mötets dag och paragraf",
    "ärendet": "diarienumret", "skälet": "varför avtalet ändras", "ändrat avtal": "det avtal som ändras",
}  # fmt: skip
"""What each name in braces stands for."""
OF_AMENDMENTS = {"skälet", "ändrat avtal"}


@dataclass(frozen=True)
class FormPage:
    """A short form about an agreement. Without a form there is only the reason why."""

    title: str
    state: str
    crumbs: Sequence[Link]
    lead: str
    form: forms.Form | None
    act: str
    back_url: str
    why_not: str = ""
    kind: str = "filled"
    instead: Link | None = None
    facts: Sequence[Fact] = ()


@dataclass(frozen=True)
class EditPage:
    """Everything a draft says, and beside it what was granted and what can stand in the text."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: AgreementForm
    granted: Sequence[Fact]
    marks: Sequence[tuple[str, str]]
    theirs: str  # what somebody else has saved meanwhile
    back_url: str


@dataclass(frozen=True)
class TemplatePage:
    """The text that new agreements begin with."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: TemplateForm
    once: Sequence[tuple[str, str]]
    always: Sequence[tuple[str, str]]
    theirs: str
    back_url: str


def new_page(association: Association, application: Application, form: NewAgreementForm | None = None) -> FormPage:
    """Return the page where an agreement is begun, or why it cannot be. Must be called within the association."""
    why = why_no_grant(application)
    grant = None if why else Grant.objects.filter(association=association, application=application).first()
    of_grant = list(Agreement.objects.filter(association=association, grant=grant)) if grant else []
    there = next((one for one in of_grant if one.state != AgreementState.ENDED), None)
    initial = new_initial(application.starts_on, application.ends_on, new_token())
    decided = [Fact("Beslut", decision_words(grant.decided_in)), *granted_facts(grant)] if grant else []
    return FormPage(
        title=f"Skriv avtal om {application.title}",
        state=f"{application.applicant}",
        crumbs=agreement_crumbs(association, Link("Nytt avtal")),
        lead="Texten kommer från förbundets mall, med det som står i ansökan och beslutet ifyllt. "
        "Du kan ändra allt innan avtalet lämnas för underskrift.",
        form=None if why or there else form or NewAgreementForm(initial=initial),
        act="Skriv avtalet",
        back_url=reverse("agreements", args=[association.slug]),
        why_not=why or (EXISTS if there else ""),
        instead=Link("Öppna avtalet", agreement_url(association, there)) if there else None,
        facts=decided,
    )


def edit_page(association: Association, agreement: Agreement, form: AgreementForm | None = None) -> EditPage:
    """Return the page where a draft is written; `form` is what was refused. Must be called within the association."""
    title = title_of(agreement)
    theirs = form is not None and str(form["revision"].value()) != str(agreement.revision)
    return EditPage(
        title=f"Ändra {title[:1].lower()}{title[1:]}",
        state="Utkast. Det syns för alla i förbundet, men inte för projektägaren.",
        crumbs=agreement_crumbs(association, Link(title, agreement_url(association, agreement)), Link("Ändra")),
        form=form or agreement_form(agreement),
        granted=[Fact("Beslut", decision_words(agreement.grant.decided_in)), *granted_facts(agreement.grant)],
        marks=_marks(ALWAYS),
        theirs=agreement.text if theirs else "",
        back_url=agreement_url(association, agreement),
    )


def agreement_form(agreement: Agreement, data: Any = None) -> AgreementForm:
    """Return the form of a draft, as it stands or as it was sent."""
    return AgreementForm(data, agreement=agreement, granted=_granted(agreement.grant), known=_known(agreement))


def template_page(association: Association, form: TemplateForm | None = None) -> TemplatePage:
    """Return the page of the template; `form` is what was refused. Must be called within the association."""
    newest = AgreementTemplate.objects.filter(association=association).first()
    text = template_text(association)
    version = newest.version if newest else 0
    theirs = form is not None and str(form["version"].value()) != str(version)
    return TemplatePage(
        title="Avtalsmall",
        state=f"Version {version}, {day(newest.made_at.date())}" if newest else "Mallen som följer med Finsam",
        crumbs=agreement_crumbs(association, Link("Mall")),
        form=form or TemplateForm(initial={"text": text, "version": version}),
        once=_marks([name for name in ONCE if name not in OF_AMENDMENTS]),
        always=_marks(ALWAYS),
        theirs=text if theirs else "",
        back_url=reverse("agreements", args=[association.slug]),
    )


def amend_page(association: Association, agreement: Agreement, form: forms.Form) -> FormPage:
    """Return the page where an amendment is begun."""
    title = title_of(agreement)
    return FormPage(
        title="Skriv ett tillägg",
        state=title,
        crumbs=agreement_crumbs(association, Link(title, agreement_url(association, agreement)), Link("Tillägg")),
        lead="Avtalet gäller som det är tills båda parter har skrivit under tillägget. Då gäller tilläggets tid, "
        "belopp och rapporter i stället. Rapporter som redan är påbörjade står kvar.",
        form=form, act="Skriv tillägget", back_url=agreement_url(association, agreement),
    )  # fmt: skip


def end_page(association: Association, agreement: Agreement, form: forms.Form) -> FormPage:
    """Return the page where an agreement is ended."""
    title = title_of(agreement)
    return FormPage(
        title="Avsluta avtalet",
        state=title,
        crumbs=agreement_crumbs(association, Link(title, agreement_url(association, agreement)), Link("Avsluta")),
        lead=f"Avtalet gäller annars till och med {day(agreement.ends_on)}. Rekvisitioner och rapporter om tiden före "
        "sista dagen kan fortfarande lämnas. Det som gäller tiden efter faller bort. Det går inte att ångra.",
        form=form, act="Avsluta avtalet", back_url=agreement_url(association, agreement), kind="danger",
    )  # fmt: skip


def granted_facts(grant: Grant) -> list[Fact]:
    """Return what the decision gives, year by year."""
    return [Fact(str(year), f"{amount(ore)}{SPACE}kr") for year, ore in _granted(grant).items()]


def granted_words(grant: Grant) -> str:
    """Write what the decision gives: "1 200 000 kr 2024 och 600 000 kr 2025"."""
    return listed([f"{amount(ore)}{SPACE}kr {year}" for year, ore in _granted(grant).items()])


def _granted(grant: Grant) -> dict[int, int]:
    return {one.year: one.amount_ore for one in grant.amounts.all()}


def _known(agreement: Agreement) -> Written:
    words = ("counterpart", "counterpart_number", "signatory_name", "signatory_email", "signatory_role", "reason",
             "starts_on", "ends_on", "text")  # fmt: skip
    return Written(
        **{name: getattr(agreement, name) for name in words},
        amounts={one.year: one.amount_ore for one in agreement.amounts.all()},
        dates=[Asked(one.kind, one.period_from, one.period_to, one.due_on) for one in agreement.reporting_dates.all()],
    )


def _marks(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"{{{name}}}", MEANINGS[name]) for name in names]
