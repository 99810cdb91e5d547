"""The page where an application is checked as a whole and sent, or its completion is; and where it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms

from finsam.core.models import Association
from finsam.funding.access import owner_path
from finsam.funding.actions.application_sending import answer_due, fault_of_call
from finsam.funding.models import ApplicationState, Writer
from finsam.funding.queries.application_held import hold, written_of
from finsam.funding.queries.application_parts import Content, content_of
from finsam.funding.queries.owner import open_request, state_words
from finsam.funding.rules.applications import lacks_of
from finsam.kernel.swedish import day
from finsam.ui.parts import Fault, Link


@dataclass(frozen=True)
class SendPage:
    """The page. `done`: it stands and there is nothing to send."""

    title: str
    state: str
    crumbs: Sequence[Link]
    lacks: Sequence[Fault]
    closed: str
    done: str
    asked: str
    content: Content
    files: Sequence[str]
    answer: forms.Form | None
    word: str
    after: str
    back_url: str
    form_url: str


@dataclass(frozen=True)
class WithdrawPage:
    """The page where an application is taken back; `done` says why it cannot be."""

    title: str
    state: str
    crumbs: Sequence[Link]
    form: forms.Form
    what: str
    done: str
    back_url: str


def owner_crumbs(association: Association, writer: Writer, *rest: Link) -> list[Link]:
    """Return the way to a page of the owner's."""
    return [Link(writer.application.title, owner_path(association, writer)), *rest]


def send_page(association: Association, writer: Writer, today: date, answer: forms.Form) -> SendPage:
    """Return the page. Must be called within the association."""
    application = writer.application
    completes = application.state == ApplicationState.INCOMPLETE
    is_open = completes or application.state == ApplicationState.DRAFT
    held = hold(association, application)
    form_url = owner_path(association, writer, "owner-application")
    lacks = lacks_of(written_of(held)) if is_open else []
    asked = open_request(association, application) if completes else None
    word = "Skicka kompletteringen" if completes else "Skicka ansökan"
    return SendPage(
        title=word if is_open else f"Granska ansökan: {application.title}",
        state=state_words(application),
        crumbs=owner_crumbs(association, writer, Link("Granska och skicka")),
        lacks=[Fault(lack.label, lack.text, f"{form_url}#{lack.anchor}") for lack in lacks],
        closed=fault_of_call(association, application, today) if application.state == ApplicationState.DRAFT else "",
        done="" if is_open else "Ansökan är inskickad och det som står i den gäller.",
        asked=asked.text if asked else "",
        content=content_of(held),
        files=[attached.title for attached in held.files],
        answer=answer if completes else None,
        word=word,
        after="" if completes else _after(association, today),
        back_url=owner_path(association, writer),
        form_url=form_url,
    )


def _after(association: Association, today: date) -> str:
    return (
        "När du skickar får ansökan ett diarienummer och blir en allmän handling. Alla som skriver får en bekräftelse. "
        f"Det som står gäller sedan. Ni får svar senast {day(answer_due(association, today))}."
    )


def withdraw_page(association: Association, writer: Writer, form: forms.Form) -> WithdrawPage:
    """Return the page. Must be called within the association."""
    application = writer.application
    done = {
        ApplicationState.GRANTED: "Ansökan är beviljad. Hör av dig till förbundet om ni inte vill ha pengarna.",
        ApplicationState.REJECTED: "Ansökan är avslagen. Det finns inget att ta tillbaka.",
        ApplicationState.WITHDRAWN: "Ansökan är redan återtagen.",
    }
    drafted = application.state == ApplicationState.DRAFT
    return WithdrawPage(
        title="Ta tillbaka ansökan",
        state=state_words(application),
        crumbs=owner_crumbs(association, writer, Link("Ta tillbaka")),
        form=form,
        what="Utkastet stängs. Det har inte skickats in, så förbundet får inget veta." if drafted else
        "Ärendet avslutas och ansökan prövas inte. Det går inte att ångra; ni kan börja en ny ansökan.",
        done=done.get(ApplicationState(application.state), ""),
        back_url=owner_path(association, writer),
    )  # fmt: skip
