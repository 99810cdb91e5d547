"""The page of an agreement: its sheet, how it stands, its clock, who has signed, the grant's other agreements."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from finsam.cases.queries import case_url
from finsam.core.models import Association, Person
from finsam.core.rules.permissions import Permission
from finsam.funding.links import decision_words
from finsam.funding.models import Agreement, AgreementState
from finsam.funding.places import funding_crumbs
from finsam.funding.queries.agreement_content import (
    Sheet,
    about_of,
    name_of,
    said_by,
    sheet_of,
    title_of,
)
from finsam.funding.queries.agreements import standing_words
from finsam.funding.queries.application_clocks import words_of
from finsam.funding.rules.clocks import Clock, clock_to
from finsam.kernel.swedish import capital, day
from finsam.signing.models import SigningState
from finsam.signing.queries import SigningShown, round_of
from finsam.signing.signatures import Signature, signature
from finsam.ui.parts import Fact, Link

STAGES = {"draft": 0, "signing": 1, "signed": 3, "replaced": 3, "ended": 3}


@dataclass(frozen=True)
class AgreementPage:
    """An agreement. Links that are not for the reader, or not for now, are empty."""

    title: str
    state: str
    crumbs: Sequence[Link]
    stage: int
    word: str
    sheet: Sheet
    warning: str
    late: str
    facts: Sequence[Fact]
    signatures: Sequence[Signature]
    others: Sequence[tuple[str, str, str]]  # name, state, address
    file_url: str
    file_label: str
    sign: Link
    edit_url: str
    amend_url: str
    end_url: str
    delete_url: str


def agreement_page(
    association: Association, agreement: Agreement, reader: Person, permissions: Collection[Permission], today: date
) -> AgreementPage:
    """Return the page as the reader may see it. Must be called within the association."""
    shown = round_of(association, about_of(agreement))
    keeps = Permission.KEEP_FUNDING in permissions
    others = list(Agreement.objects.filter(association=association, grant=agreement.grant_id).exclude(pk=agreement.pk))
    state = agreement.state
    amends = keeps and state == AgreementState.SIGNED and not any(one.number > agreement.number for one in others)
    draft = keeps and state == AgreementState.DRAFT
    title = title_of(agreement)
    return AgreementPage(
        title=title,
        state=f"{agreement.counterpart}, {day(agreement.starts_on)} – {day(agreement.ends_on)}",
        crumbs=agreement_crumbs(association, Link(title)),
        stage=STAGES[state],
        word=standing_words(agreement, today),
        sheet=sheet_of(said_by(agreement)),
        warning=warning_of(agreement, shown),
        late=_late(agreement, today),
        facts=list(_facts(association, agreement, today)),
        signatures=[signature(one, reader) for one in shown.signatories] if shown else [],
        others=[(capital(name_of(one)), one.get_state_display(), agreement_url(association, one)) for one in others],
        file_url=agreement_url(association, agreement, "agreement-file"),
        file_label="Hämta avtalet (PDF)" if agreement.signed_on else "Utkast som PDF",
        sign=_sign(association, agreement, reader, permissions, shown),
        edit_url=agreement_url(association, agreement, "agreement-edit") if draft else "",
        amend_url=agreement_url(association, agreement, "agreement-amend") if amends else "",
        end_url=agreement_url(association, agreement, "agreement-end") if amends else "",
        delete_url=agreement_url(association, agreement, "agreement-delete") if draft else "",
    )


def agreement_url(association: Association, agreement: Agreement, name: str = "agreement") -> str:
    """Return the address of one of the agreement's pages."""
    return reverse(name, args=[association.slug, agreement.pk])


def agreement_crumbs(association: Association, *rest: Link) -> list[Link]:
    """Return the way to a page of the agreements."""
    return funding_crumbs(association, Link("Avtal", reverse("agreements", args=[association.slug])), *rest)


def warning_of(agreement: Agreement, shown: SigningShown | None) -> str:
    """Return why a draft is a draft again: sent back, changed, called off."""
    if agreement.state != AgreementState.DRAFT or shown is None:
        return ""
    if shown.signing.state == SigningState.DECLINED:
        return f"Avtalet är skickat tillbaka. {shown.signing.ended_reason}"
    return f"{shown.signing.ended_reason} Underskrifterna gäller inte längre. Rätta och lämna det på nytt."


def _late(agreement: Agreement, today: date) -> str:
    """Say that the agreement should have been signed already."""
    clock = _clock(agreement, today)
    return f"Avtalet skulle ha varit undertecknat {day(clock.due_on)}." if clock and clock.late else ""


def _clock(agreement: Agreement, today: date) -> Clock | None:
    if agreement.due_on is None:
        return None
    since = agreement.grant.decided_on
    return clock_to(agreement.due_on, started_on=since, done_on=agreement.signed_on, today=today)


def _facts(association: Association, agreement: Agreement, today: date) -> Iterator[Fact]:
    case = agreement.grant.application.case
    if case:
        yield Fact("Ärende", f"{case.diary_number} {case.title}", case_url(association, case))
    yield Fact("Beslut", decision_words(agreement.grant.decided_in))
    intervention = agreement.grant.intervention
    yield Fact("Insats", intervention.title, reverse("intervention", args=[association.slug, intervention.key]))
    if clock := _clock(agreement, today):
        yield Fact("Tid till avtal", words_of(clock, "Undertecknat"))
    elif agreement.signed_on:
        yield Fact("Undertecknat", day(agreement.signed_on))
    if agreement.reason:
        yield Fact("Skäl", agreement.reason)
    if agreement.ended_on:
        yield Fact("Slutar", f"{day(agreement.ended_on)}. {agreement.end_reason}")


def _sign(
    association: Association, agreement: Agreement, reader: Person, permissions: Collection[Permission],
    shown: SigningShown | None,
) -> Link:  # fmt: skip
    """The way to the signing: for whoever hands it over, signs it, or may follow it."""
    if Permission.SIGN_AGREEMENT not in permissions:
        return Link("")
    url = agreement_url(association, agreement, "agreement-sign")
    if agreement.state == AgreementState.DRAFT:
        return Link("Lämna för underskrift", url) if Permission.KEEP_FUNDING in permissions else Link("")
    if agreement.state == AgreementState.SIGNING:
        return Link("Läs och skriv under" if shown and shown.is_turn_of(reader) else "Följ underskrifterna", url)
    return Link("")
