"""One application, as the office and the insiders see it: what it says, its way, its clocks, what can be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.urls import reverse

from finsam.cases.queries import case_url, document_url
from finsam.cases.wording import file_words
from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.application_saving import OPEN
from finsam.funding.actions.application_withdrawal import items_ahead
from finsam.funding.links import decision_url, decision_words
from finsam.funding.models import Application, ApplicationState, CompletionRequest, Writer
from finsam.funding.places import funding_crumbs
from finsam.funding.queries.application_clocks import ShownClock, clocks_of, timing_of
from finsam.funding.queries.application_held import Held, hold
from finsam.funding.queries.application_parts import Content, content_of, stages_of
from finsam.funding.queries.owner import WriterRow, state_words
from finsam.funding.rules.states import APPLICATION
from finsam.kernel.swedish import day
from finsam.meetings.models import Item
from finsam.meetings.words import meeting_title, short_day
from finsam.ui.parts import Fact, Link, Moment


@dataclass(frozen=True)
class OfficeForms:
    """The forms of the page; the one that was refused holds what was typed."""

    completion: forms.Form
    withdrawal: forms.Form
    invite: forms.Form


@dataclass(frozen=True)
class ApplicationPage:
    """The page. What may not be done has no word or form."""

    title: str
    state: str
    crumbs: Sequence[Link]
    stages: Sequence[Moment]
    note: str
    clocks: Sequence[ShownClock]
    content: Content | None
    files: Sequence[tuple[str, str, str]]
    facts: Sequence[Fact]
    history: Sequence[Moment]
    asked: Sequence[CompletionRequest]
    assessment_url: str  # for who assesses, while it is to be assessed
    dossier_url: str
    edit_url: str
    receive_url: str
    completion: forms.Form | None
    may_find_complete: bool
    withdrawal: forms.Form | None
    writers: Sequence[WriterRow]
    invite: forms.Form | None
    opened: str  # the form that was refused


def application_page(
    association: Association, application: Application, permissions: Collection[Permission], today: date,
    office: OfficeForms, opened: str = "",
) -> ApplicationPage:  # fmt: skip
    """Return the page. A draft that the applicant writes is not shown. Must be called within the association."""
    keeps = Permission.KEEP_FUNDING in permissions
    writers = list(Writer.objects.filter(association=association, application=application, ended_at=None))
    theirs = application.state == ApplicationState.DRAFT and bool(writers)
    held = hold(association, application)
    timing = timing_of(association, [application], today)
    asked = list(CompletionRequest.objects.filter(association=association, application=application))
    ahead = items_ahead(association, application)
    fills_in = keeps and may_fill_in(application, writers)
    after = APPLICATION[application.state] if keeps else frozenset()
    return ApplicationPage(
        title=application.title,
        state=state_words(application),
        crumbs=funding_crumbs(
            association, Link("Ansökningar", reverse("applications", args=[association.slug])), Link(application.title)
        ),
        stages=stages_of(application, signed=application.pk in timing.signed),
        note=_note(application, ahead, theirs=theirs),
        clocks=clocks_of(application, timing),
        content=None if theirs else content_of(held),
        files=[] if theirs else _files(association, held),
        facts=[fact for fact in _facts(association, application, ahead) if fact.text],
        history=_history(application, asked),
        asked=asked,
        assessment_url=_url(association, application, "assessment") if {"rejected", "withdrawn"} <= after else "",
        dossier_url=_url(association, application, "dossier") if application.state != ApplicationState.DRAFT else "",
        edit_url=_url(association, application, "application-edit") if fills_in else "",
        receive_url=_url(association, application, "application-receive") if fills_in else "",
        completion=office.completion if "incomplete" in after else None,
        may_find_complete=keeps and _may_be_complete(application),
        withdrawal=office.withdrawal if "withdrawn" in after and not theirs else None,
        writers=_writers(writers) if keeps else [],
        invite=office.invite if keeps and application.state != ApplicationState.WITHDRAWN else None,
        opened=opened,
    )  # fmt: skip


def _may_be_complete(application: Application) -> bool:
    received = application.state == ApplicationState.RECEIVED and application.complete_on is None
    return received or application.state == ApplicationState.INCOMPLETE


def may_fill_in(application: Application, writers: Sequence[Writer]) -> bool:
    """Tell whether the office writes in the application itself: when it may change and nobody else has a link."""
    return application.state in OPEN and not writers


def _note(application: Application, ahead: Sequence[Item], *, theirs: bool) -> str:
    if theirs:
        return "Sökanden skriver. Vad som står i utkastet visas när ansökan är inskickad."
    if application.state == ApplicationState.INCOMPLETE:
        return "Ansökan kompletteras. Det som står nedan kan ändras tills svaret kommer."
    if application.state == ApplicationState.WITHDRAWN:
        said = f"Återtagen: {application.withdrawal_reason}"
        stands = "".join(f" Den står på dagordningen för {meeting_title(item.meeting)}." for item in ahead)
        return said + stands
    return ""


def _facts(association: Association, application: Application, ahead: Sequence[Item]) -> list[Fact]:
    case, decided = application.case, application.decided_in
    facts = [Fact("Ärende", case.diary_number, case_url(association, case)) if case else Fact("Ärende", "")]
    if application.document and case:
        facts.append(Fact("Handling", application.document.title, document_url(association, application.document)))
    facts += [
        Fact("Dagordning", meeting_title(item.meeting), decision_url(association, item))
        for item in ahead
        if item.pk != application.decided_in_id
    ]
    if decided and decided.number:
        facts.append(Fact("Beslut", decision_words(decided), decision_url(association, decided)))
    if application.answer:
        facts.append(Fact("Besked", day(application.answer.dated_on), document_url(association, application.answer)))
    return facts


def _files(association: Association, held: Held) -> list[tuple[str, str, str]]:
    return [
        (
            one.title, file_words(one.file),
            document_url(association, one.document) if one.document
            else reverse("application-file", args=[association.slug, held.application.pk, one.pk]),
        )
        for one in held.files
    ]  # fmt: skip


def _history(application: Application, asked: Sequence[CompletionRequest]) -> list[Moment]:
    """What has happened, oldest first."""
    found: list[tuple[date, str, str]] = [(_on(application.begun_at), "Påbörjad", "")]
    if application.received_on:
        found.append((application.received_on, "Inkommen", application.case.diary_number if application.case else ""))
    for one in asked:
        found.append((one.asked_on, "Komplettering begärd", f"senast {day(one.due_on)}"))
        if one.answered_on:
            found.append((one.answered_on, "Kompletterad", one.answer))
    found += [
        (on, label, detail)
        for on, label, detail in (
            (application.complete_on, "Komplett", ""),
            (application.decided_on, application.get_state_display(), ""),
            (application.withdrawn_on, "Återtagen", application.withdrawal_reason),
        )
        if on
    ]
    if application.received_on:  # what the office registers afterwards has been begun after it came
        found[0] = (min(found[0][0], application.received_on), found[0][1], found[0][2])
    return [
        Moment(short_day(on)[:6].strip(), label, ". ".join(filter(None, [str(on.year), detail])), state="past")
        for on, label, detail in sorted(found, key=lambda one: one[0])
    ]


def _on(moment: datetime) -> date:
    return moment.date()


def _writers(writers: Sequence[Writer]) -> list[WriterRow]:
    return [
        WriterRow(
            one.name, f"{one.email}, {'har öppnat länken' if one.seen_at else 'har inte öppnat länken än'}", one.pk,
            mine=False,
        )
        for one in writers
    ]  # fmt: skip


def _url(association: Association, application: Application, name: str) -> str:
    return reverse(name, args=[association.slug, application.pk])
