"""What applications want of a person: everything with a button and a last day."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Prefetch
from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.access import owner_path
from finsam.funding.models import Application, ApplicationState, CompletionRequest, Writer
from finsam.funding.queries.application_clocks import answer_clock, timing_of
from finsam.meetings.queries.act_parts import ActDue

NEAR = timedelta(days=21)  # before a call closes
WAITS = (ApplicationState.RECEIVED, ApplicationState.INCOMPLETE, ApplicationState.PROPOSED)


def application_acts(
    association: Association, person: Person, permissions: Collection[Permission], today: date
) -> list[ActDue]:
    """Return what waits for the person. Must be called within the association."""
    acts: list[ActDue] = []
    if Permission.KEEP_FUNDING in permissions:
        acts += _of_the_office(association, today)
    if Permission.RUN_PROJECT in permissions:
        acts += _of_the_owner(association, person, today)
    return acts


def _open_requests(prefix: str = "") -> "Prefetch[str]":
    asked = CompletionRequest.objects.filter(answered_on=None).order_by("-pk")
    return Prefetch(f"{prefix}completions", queryset=asked, to_attr="asked_now")


def _of_the_office(association: Association, today: date) -> Iterator[ActDue]:
    """What is not looked at, what is not completed in time, and what has to be answered."""
    rows = Application.objects.filter(association=association, state__in=WAITS).order_by("received_on", "pk")
    found = list(rows.prefetch_related(_open_requests()))
    timing = timing_of(association, found, today) if found else None
    for one in found:
        url = reverse("application", args=[association.slug, one.pk])
        clock = answer_clock(one, timing) if timing else None
        due = clock.due_on if clock and clock.done_on is None else None
        asked = next(iter(one.asked_now), None)  # type: ignore[attr-defined]
        if one.state == ApplicationState.INCOMPLETE and asked and asked.due_on < today:
            yield ActDue(asked.due_on, f"Komplettering saknas: {one.title}", f"{one.applicant} skulle ha svarat",
                         "Öppna ansökan", url)  # fmt: skip
        elif one.state == ApplicationState.RECEIVED and one.complete_on is None and not one.answered_on:
            yield ActDue(due, f"Läs ansökan {one.title}", f"{one.applicant}; svar inom tiden är ett av målen",
                         "Läs ansökan", url)  # fmt: skip
        elif one.state == ApplicationState.RECEIVED and one.complete_on is None:
            yield ActDue(None, f"Läs kompletteringen av {one.title}", f"{one.applicant} har svarat",
                         "Läs ansökan", url)  # fmt: skip
        elif due and one.state != ApplicationState.RECEIVED:  # one found complete is asked to be assessed
            yield ActDue(due, f"Svara på ansökan {one.title}", f"{one.applicant} väntar på ett första svar",
                         "Öppna ansökan", url)  # fmt: skip


def _of_the_owner(association: Association, person: Person, today: date) -> Iterator[ActDue]:
    """Drafts whose call closes soon, and what is to be completed."""
    writers = Writer.objects.filter(
        association=association, email__iexact=person.email, ended_at=None,
        application__state__in=[ApplicationState.DRAFT, ApplicationState.INCOMPLETE],
    )  # fmt: skip
    rows = writers.select_related("application__call").prefetch_related(_open_requests("application__"))
    for writer in rows:
        one, url = writer.application, owner_path(association, writer)
        asked = next(iter(one.asked_now), None)  # type: ignore[attr-defined]
        closes = one.call.closes_on if one.call else None
        if one.state == ApplicationState.INCOMPLETE:
            due = asked.due_on if asked else None
            yield ActDue(due, f"Komplettera ansökan {one.title}", "Förbundet har frågat", "Komplettera", url)
        elif closes and today <= closes <= today + NEAR:
            yield ActDue(closes, f"Skicka ansökan {one.title}", "Omgången stänger", "Skriv klart", url)
