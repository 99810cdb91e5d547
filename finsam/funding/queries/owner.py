"""The project owner's own page: where it stands, what waits, the clocks, the writers, reports and claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms

from finsam.core.models import Association
from finsam.funding.access import owner_path
from finsam.funding.actions.application_letters import contact_of
from finsam.funding.models import Application, ApplicationState, CompletionRequest, Grant, Writer
from finsam.funding.queries.application_clocks import ShownClock, clocks_of, timing_of
from finsam.funding.queries.application_parts import stages_of
from finsam.funding.queries.owner_claims import claim_rows
from finsam.funding.queries.owner_reports import report_rows
from finsam.funding.queries.owner_rows import OwnerRow
from finsam.kernel.swedish import amount, day
from finsam.ui.parts import Fact, Link, Moment


@dataclass(frozen=True)
class Waiting:
    """What the owner is to do now."""

    when: str
    what: str
    why: str
    action: str
    url: str
    late: bool = False


@dataclass(frozen=True)
class WriterRow:
    """Somebody who writes. `pk` is 0 when the link cannot be taken back."""

    name: str
    detail: str
    pk: int
    mine: bool


@dataclass(frozen=True)
class Decided:
    """What was decided, with the amounts granted by year, why, and the letter once it is sent."""

    title: str
    facts: Sequence[Fact]
    reasons: str
    letter_url: str


@dataclass(frozen=True)
class OwnerPage:
    """The page."""

    title: str
    state: str
    crumbs: Sequence[Link]
    stages: Sequence[Moment]
    waiting: Sequence[Waiting]
    calm: str
    clocks: Sequence[ShownClock]
    decided: Decided | None
    facts: Sequence[Fact]
    application_url: str
    application_word: str
    withdraw_url: str
    writers: Sequence[WriterRow]
    invite: forms.Form
    invite_open: bool
    reports: Sequence[OwnerRow]
    claims: Sequence[OwnerRow]
    granted: bool
    url: str


OPENERS = {ApplicationState.DRAFT: "Skriv ansökan", ApplicationState.INCOMPLETE: "Ändra ansökan"}
CALM = {
    ApplicationState.RECEIVED: "Förbundet läser ansökan. Du behöver inte göra något nu.",
    ApplicationState.PROPOSED: "Ansökan är på väg till styrelsen. Du behöver inte göra något nu.",
    ApplicationState.GRANTED: "Ansökan är beviljad. Du behöver inte göra något nu.",
    ApplicationState.REJECTED: "Ansökan är avslagen. Ni är välkomna med en ny.",
    ApplicationState.WITHDRAWN: "Ansökan är återtagen. Ni kan börja en ny.",
}


def owner_page(association: Association, writer: Writer, today: date, invite: forms.Form) -> OwnerPage:
    """Return the page behind a writer's link. Must be called within the association."""
    application = writer.application
    timing = timing_of(association, [application], today)
    grant = _grant(association, application)
    reports, claims = report_rows(association, writer, today), claim_rows(association, writer, today)
    return OwnerPage(
        title=application.title,
        state=state_words(application),
        crumbs=[],
        stages=stages_of(application, signed=application.pk in timing.signed),
        waiting=[*_waiting(association, writer, today), *_late([*reports, *claims])],
        calm=CALM.get(ApplicationState(application.state), ""),
        clocks=clocks_of(application, timing),
        decided=_decided(association, writer, grant),
        facts=_facts(association, application),
        application_url=owner_path(association, writer, "owner-application"),
        application_word=OPENERS.get(ApplicationState(application.state), "Läs ansökan"),
        withdraw_url=_withdraw_url(association, writer),
        writers=_writers(association, writer),
        invite=invite,
        invite_open=bool(invite.errors),
        reports=reports,
        claims=claims,
        granted=grant is not None,
        url=owner_path(association, writer),
    )


def state_words(application: Application) -> str:
    """Write what the application is and its number: "Inkommen 27 oktober 2021 · SOFINT 2021-41"."""
    state, came = application.get_state_display(), application.received_on
    since = application.withdrawn_on or application.decided_on or (came if state == "Inkommen" else None)
    said = f"{state} {day(since)}" if since else f"{state}, inkom {day(came)}" if came else state
    return " · ".join(filter(None, [said, application.case.diary_number if application.case else ""]))


def _waiting(association: Association, writer: Writer, today: date) -> list[Waiting]:
    application = writer.application
    if application.state == ApplicationState.DRAFT:
        closes = application.call.closes_on if application.call else None
        when = f"senast {day(closes)}" if closes else "när ni vill"
        late = closes is not None and closes < today
        why = "Omgången har stängt. Utkastet finns kvar." if late else "Utkastet sparas medan ni skriver."
        url = owner_path(association, writer, "owner-application")
        return [Waiting(when, "Skriv klart och skicka ansökan", why, "Skriv ansökan", url, late)]
    if application.state == ApplicationState.INCOMPLETE:
        asked = open_request(association, application)
        due = asked.due_on if asked else None
        return [
            Waiting(
                f"senast {day(due)}" if due else "", "Komplettera ansökan", asked.text if asked else "",
                "Ändra ansökan", owner_path(association, writer, "owner-application"), bool(due and due < today),
            )
        ]  # fmt: skip
    return []


def _late(rows: Sequence[OwnerRow]) -> list[Waiting]:
    return [Waiting(row.state, row.name, row.detail, "Öppna", row.url, late=True) for row in rows if row.late]


def open_request(association: Association, application: Application) -> CompletionRequest | None:
    """Return what is asked for and not answered, the newest. Must be called within the association."""
    asked = CompletionRequest.objects.filter(association=association, application=application, answered_on=None)
    return asked.order_by("-pk").first()


def _grant(association: Association, application: Application) -> Grant | None:
    if application.state != ApplicationState.GRANTED:
        return None
    grants = Grant.objects.filter(association=association, application=application).prefetch_related("amounts")
    return grants.select_related("decided_in__meeting").first()


def _decided(association: Association, writer: Writer, grant: Grant | None) -> Decided | None:
    application = writer.application
    if application.decided_on is None:
        return None
    facts = [Fact("Beslutad", day(application.decided_on))]
    if grant:
        facts += [Fact(str(row.year), f"{amount(row.amount_ore)} kr") for row in grant.amounts.all()]
    return Decided(
        "Beviljad" if grant else "Avslagen" if application.state == ApplicationState.REJECTED else "Beslut",
        facts,
        reasons=application.decided_in.reasons.strip() if application.decided_in else "",
        letter_url=owner_path(association, writer, "owner-letter") if application.answer_id else "",
    )


def _facts(association: Association, application: Application) -> list[Fact]:
    facts = [
        Fact("Förbund", association.name),
        Fact("Sökande", application.applicant),
        Fact("Omgång", application.call.title if application.call else ""),
        Fact("Diarienummer", application.case.diary_number if application.case else ""),
        Fact("Frågor", contact_of(association)),
    ]
    return [fact for fact in facts if fact.text]


def _withdraw_url(association: Association, writer: Writer) -> str:
    done = {ApplicationState.GRANTED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN}
    return "" if writer.application.state in done else owner_path(association, writer, "owner-withdraw")


def _writers(association: Association, writer: Writer) -> list[WriterRow]:
    rows = list(Writer.objects.filter(association=association, application=writer.application_id, ended_at=None))
    return [
        WriterRow(
            row.name, f"{row.email}, {'har öppnat länken' if row.seen_at else 'har inte öppnat länken än'}", row.pk,
            mine=row.pk == writer.pk,
        )
        for row in rows
    ]  # fmt: skip
