"""What applications want of a person: everything with a button and a last day."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.access import owner_path
from finsam.funding.models import Application, ApplicationState, CompletionRequest, Writer
from finsam.funding.queries.application_clocks import answer_clock, timing_of
from finsam.meetings.queries.act_parts import ActDue

NEAR = timedelta(days=21)  # before a call closes
DECIDED = (ApplicationState.GRANTED, ApplicationState.REJECTED)
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
    """What is to be read, completed, assessed, answered, and told to the applicant: all from one read."""
    writes = Writer.objects.filter(application=OuterRef("pk"))
    untold = Q(Exists(writes), state__in=DECIDED, answer=None, case__isnull=False)
    rows = Application.objects.filter(Q(state__in=WAITS) | untold, association=association)
    found = list(rows.order_by("received_on", "pk").prefetch_related(_open_requests()))
    timing = timing_of(association, found, today) if found else None
    for one in found:
        clock = answer_clock(one, timing) if timing else None
        due = clock.due_on if clock and clock.done_on is None else None
        act = _decided(association, one) if one.state in DECIDED else _waiting(association, one, due, today)
        if act:
            yield act


def _waiting(association: Association, one: Application, due: date | None, today: date) -> ActDue | None:
    """What an application waits for. `due`: the last day of a first answer, None when it is given."""
    url = reverse("application", args=[association.slug, one.pk])
    asked = next(iter(one.asked_now), None)  # type: ignore[attr-defined]
    if one.state == ApplicationState.INCOMPLETE and asked and asked.due_on < today:
        return ActDue(
            asked.due_on,
            f"Komplettering saknas: {one.title}",
            f"{one.applicant} skulle ha svarat",
            "Öppna ansökan",
            url,
        )
    if one.state == ApplicationState.RECEIVED and one.complete_on:
        assess = reverse("assessment", args=[association.slug, one.pk])
        return ActDue(due, f"Bedöm {one.title}", one.applicant, "Bedöm ansökan", assess)
    if one.state == ApplicationState.RECEIVED and not one.answered_on:
        why = f"{one.applicant}; svar inom tiden är ett av målen"
        return ActDue(due, f"Läs ansökan {one.title}", why, "Läs ansökan", url)
    if one.state == ApplicationState.RECEIVED:
        return ActDue(None, f"Läs kompletteringen av {one.title}", f"{one.applicant} har svarat", "Läs ansökan", url)
    if due:
        why = f"{one.applicant} väntar på ett första svar"
        return ActDue(due, f"Svara på ansökan {one.title}", why, "Öppna ansökan", url)
    return None


def _decided(association: Association, one: Application) -> ActDue:
    """The letter that tells what the board decided."""
    what = "beviljat" if one.state == ApplicationState.GRANTED else "avslagit"
    return ActDue(
        one.decided_on, f"Skicka beskedet om {one.title}", f"Styrelsen har {what} ansökan.", "Läs och skicka",
        reverse("dossier", args=[association.slug, one.pk]),
    )  # fmt: skip


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
