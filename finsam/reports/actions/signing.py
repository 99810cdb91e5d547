"""A report signed by the board: handed over, approved, sent back or called off, sealed when all have approved (R15)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from finsam.cases.actions import register_document
from finsam.cases.models import Direction
from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person, Seat
from finsam.core.outbox import write_mail
from finsam.core.ticking import job
from finsam.kernel.swedish import day
from finsam.meetings.models import Item
from finsam.reports.actions.sending import report_case
from finsam.reports.actions.writing import begin_report, check_open
from finsam.reports.blocks import Composed
from finsam.reports.completeness import in_the_way, looked_at
from finsam.reports.data import report_data
from finsam.reports.editions import Edition, edition_of
from finsam.reports.models import Report, SealedReport
from finsam.reports.printing import Standing, printed_report
from finsam.reports.queries.composed import composed_report, text_of
from finsam.reports.queries.states import about_of
from finsam.reports.rules.differences import differences
from finsam.signing.actions import (
    FELL,
    LONGEST_REASON,
    approve,
    call_off,
    decline,
    fall_if_changed,
    is_complete,
    open_signing,
    seal_file,
)
from finsam.signing.content import canonical
from finsam.signing.content import content_hash as hash_of
from finsam.signing.models import SigningState
from finsam.signing.providers import Signatory
from finsam.signing.queries import SigningShown, evidence_of, round_of

NOT_OPEN = "Rapporten är inte lämnad för underskrift nu."
CHANGED = "Rapporten har ändrats sedan den lämnades för underskrift. Godkännandena gäller inte längre. "
NOT_SEALED = "reports.report.not_sealed"


@transaction.atomic
def hand_over_report(
    *, association: Association, by: Person, edition: Edition, seats: Sequence[Seat], chair_last: bool = False,
    decided_in: Item | None = None,
) -> SealedReport:  # fmt: skip
    """Fix what the report says by its hash, and ask the persons in the seats to approve it.

    Must be called within the association. Raises ValueError when the balance sheet does not balance, a seat has nobody
    to ask, or the report is being signed or is sealed.
    """
    if not edition.is_signed:
        raise ValueError("En ekonomisk rapport undertecknas inte. Skicka den till ett möte i stället.")
    report = begin_report(association=association, by=by, edition=edition)
    check_open(association, report)
    composed = composed_report(association, edition, text=text_of(report, edition))
    if why := in_the_way(looked_at(composed, edition.kind)):
        raise ValueError(f"Rapporten kan inte undertecknas än. {why}")
    content = _content(composed, decided_in)
    signing = open_signing(
        association=association, about=about_of(report), title=edition.title, content_hash=hash_of(content),
        signatories=_signatories(seats, chair_last=chair_last), by=by,
    )  # fmt: skip
    fixed = SealedReport.objects.create(
        association=association, report=report, signing=signing, content=content, sha256=signing.content_hash,
        decided_in=decided_in,
    )  # fmt: skip
    _ask(association, edition, _turn(association, report))
    audit.record(association, "reports.report.handed_over", report, by=by, content_hash=fixed.sha256)
    return fixed


def approve_report(
    *, association: Association, edition: Edition, person: Person, password: str, content_hash: str,
    request: HttpRequest | None = None,
) -> bool:  # fmt: skip
    """Approve the report; when everybody has, seal it. Returns whether it is sealed now.

    Raises ValueError when the approval is refused, or when the report has changed: then every approval falls. Not
    itself atomic: a wrong password and an approval are kept whatever comes after.
    """
    report, shown = _open_round(association, edition)
    if why := drop_if_changed(association=association, report=report):
        raise ValueError(CHANGED + why)
    before = _turn(association, report)
    approve(
        association=association, signing=shown.signing, person=person, password=password, content_hash=content_hash,
        request=request,
    )  # fmt: skip
    if is_complete(shown.signing):
        return seal_report(association=association, report=report)
    with transaction.atomic():
        _ask(association, edition, [one for one in _turn(association, report) if one not in before])
    return False


@transaction.atomic
def return_report(*, association: Association, edition: Edition, person: Person, reason: str) -> None:
    """Send the report back to the office with a reason that everybody asked can read; the text opens again.

    Raises ValueError when the person is not asked or gives no reason.
    """
    report, shown = _open_round(association, edition)
    decline(association=association, signing=shown.signing, person=person, reason=reason)
    _write(
        association, edition, [one for one in _asked(shown) if one != person], f"Inte godkänd: {edition.title}",
        f"{person.name} godkänner inte {edition.title.lower()}:\n\n{reason.strip()}\n\nKansliet rättar och lämnar den "
        "för underskrift igen. Alla godkänner då på nytt.",
    )  # fmt: skip
    audit.record(association, "reports.report.sent_back", report, by=person, reason=reason.strip()[:300])


@transaction.atomic
def call_off_signing(*, association: Association, by: Person, edition: Edition) -> None:
    """End the signing though nothing has changed: the text opens again. Raises ValueError when it is over."""
    report, shown = _open_round(association, edition)
    call_off(association=association, signing=shown.signing, by=by)
    audit.record(association, "reports.report.called_off", report, by=by)


@transaction.atomic
def drop_if_changed(*, association: Association, report: Report) -> str:
    """Let every approval fall when the report says something else than what was handed over; return what, in words."""
    shown = round_of(association, about_of(report))
    if shown is None or not shown.is_open:
        return ""
    fixed = SealedReport.objects.get(association=association, signing=shown.signing)
    composed = _composed(association, report)
    now = _content(composed, fixed.decided_in)
    changed = " ".join(differences(fixed.content["report"], report_data(composed))[:3]) or FELL
    if not fall_if_changed(
        association=association, about=about_of(report), content_hash=hash_of(now), by=None,
        reason=changed[:LONGEST_REASON],
    ):  # fmt: skip
        return ""
    approved = {one.person_id for one in shown.signatories if one.state == "approved"}
    _write(
        association, edition_of(report), [one for one in _asked(shown) if one.pk in approved],
        f"Godkännandet gäller inte längre: {edition_of(report).title}",
        f"Något har ändrats sedan rapporten lämnades för underskrift:\n\n{changed}\n\nDu får ett nytt mejl när den "
        "lämnas på nytt.",
    )  # fmt: skip
    audit.record(association, "reports.report.approvals_fell", report, by=None, changed=changed[:300])
    return changed


def seal_report(*, association: Association, report: Report) -> bool:
    """Seal a report that everybody has approved; tell whether it could be done. What fails is taken up again later."""
    if drop_if_changed(association=association, report=report):
        return False
    try:
        _finish(association=association, report=report)
    except (ValueError, OSError) as error:
        _note_failure(association, report, str(error)[:300])
        return False
    return True


@job("rapporter förseglade")
def finish_sealing(association: Association, today: date) -> int:  # noqa: ARG001  what a job takes
    """Seal what everybody has approved and let fall what has changed; return how many were sealed."""
    sealed = 0
    open_ = SealedReport.objects.filter(association=association, signing__state=SigningState.OPEN)
    for one in open_.select_related("report", "signing"):
        if is_complete(one.signing):
            sealed += seal_report(association=association, report=one.report)
        else:
            drop_if_changed(association=association, report=one.report)
    return sealed


@transaction.atomic
def _finish(*, association: Association, report: Report) -> None:
    """All or nothing. Raises ValueError when the content is not the one approved, or the file cannot be sealed."""
    report = Report.objects.select_for_update(of=("self",)).select_related("case").get(pk=report.pk)
    fixed = SealedReport.objects.select_related("signing", "decided_in__meeting").filter(
        association=association, report=report, signing__state=SigningState.OPEN
    ).first()  # fmt: skip
    if fixed is None:
        return
    edition, composed = edition_of(report), _composed(association, report)
    if hash_of(_content(composed, fixed.decided_in)) != fixed.sha256:
        raise ValueError("Rapporten har ändrats sedan den godkändes.")
    evidence = evidence_of(fixed.signing)
    last = max(row.at for row in evidence.rows)
    standing = Standing(
        adopted=fixed.content["decided"], evidence=evidence, content=canonical(fixed.content),
    )  # fmt: skip
    seal = seal_file(
        association=association, signing=fixed.signing, by=None, name=edition.file_name(association, "pdf"),
        pdf=printed_report(composed, made_at=last, standing=standing),
    )  # fmt: skip
    fixed.sealed_at = seal.sealed_at
    fixed.document = register_document(
        association=association, by=None, title=f"{edition.title}, undertecknad", direction=Direction.DRAWN_UP,
        case=report_case(association=association, by=None, report=report, edition=edition),
        dated_on=timezone.localdate(last), file=seal.file,
    )  # fmt: skip
    fixed.save(update_fields=["sealed_at", "document"])
    shown = round_of(association, about_of(report))
    _write(
        association, edition, _asked(shown) if shown else [], f"Förseglad: {edition.title}",
        f"Alla har godkänt {edition.title.lower()} och filen är förseglad.",
    )  # fmt: skip
    audit.record(association, "reports.report.sealed", report, by=None, sha256=seal.sha256)


def decided_words(item: Item | None) -> str:
    """Say by which § the board adopted the report: "Fastställd av styrelsen 20 mars 2020, § 12."."""
    return f"Fastställd av styrelsen {day(item.meeting.held_on)}, §\N{NO-BREAK SPACE}{item.number}." if item else ""


def _content(composed: Composed, decided_in: Item | None) -> dict[str, object]:
    return {"report": report_data(composed), "decided": decided_words(decided_in)}


def _composed(association: Association, report: Report) -> Composed:
    edition = edition_of(report)
    return composed_report(association, edition, text=text_of(report, edition))


def _signatories(seats: Sequence[Seat], *, chair_last: bool) -> list[Signatory]:
    """Those in the seats, each once in a role. Raises ValueError when nobody sits in one."""
    empty = next((seat for seat in seats if seat.person is None), None)
    if empty:
        raise ValueError(f"Platsen {empty.get_role_display()} har ingen person med inloggning. Välj bort den.")
    asked: dict[tuple[int, str], Signatory] = {}
    for seat in seats:
        order = 2 if chair_last and seat.role == "chair" else 1
        if seat.person:
            asked.setdefault((seat.person.pk, seat.role), Signatory(seat.person, seat.get_role_display(), order))
    return list(asked.values())


def _open_round(association: Association, edition: Edition) -> tuple[Report, SigningShown]:
    report = edition.found(association)
    shown = round_of(association, about_of(report)) if report else None
    if report is None or shown is None or not shown.is_open:
        raise ValueError(NOT_OPEN)
    return report, shown


def _asked(shown: SigningShown) -> list[Person]:
    return list(Person.objects.filter(pk__in={one.person_id for one in shown.signatories}).order_by("pk"))


def _turn(association: Association, report: Report) -> list[Person]:
    """Those who may approve now."""
    shown = round_of(association, about_of(report))
    turn = {one.person_id for one in shown.signatories if one.state == "next"} if shown else set()
    return list(Person.objects.filter(pk__in=turn).order_by("pk"))


def _ask(association: Association, edition: Edition, persons: Iterable[Person]) -> None:
    _write(
        association, edition, persons, f"Underteckna: {edition.title}",
        f"{edition.title} är lämnad för underskrift. Läs den och godkänn med ditt lösenord.",
    )  # fmt: skip


def _write(association: Association, edition: Edition, to: Iterable[Person], subject: str, text: str) -> None:
    url = settings.ORIGIN + edition.page("report-signing", association)
    for person in to:
        write_mail(
            association=association, to=person, subject=subject, about=f"report:{edition.kind}-{edition.name}",
            text=f"Hej {person.name},\n\n{text}\n\n{url}\n\n{association.name}\n",
        )  # fmt: skip


def _note_failure(association: Association, report: Report, reason: str) -> None:
    """Write why in the trail, once for each reason in a row: it is tried again every minute."""
    last = AuditEntry.objects.filter(association=association, action=NOT_SEALED, subject=str(report)).first()
    if last is None or last.detail.get("reason") != reason:
        audit.record(association, NOT_SEALED, report, by=None, reason=reason)
