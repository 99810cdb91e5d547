"""The database refuses what must not be, whatever the code does."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from finsam.cases.models import Case, Document, ReleaseRequest
from finsam.core.models import Association, OrdinancePoint, Seat, Share
from finsam.core.tenancy import within
from finsam.funding.models import (
    ActionPoint,
    Agreement,
    AgreementAmount,
    Application,
    ApplicationCost,
    ApplicationSource,
    Attestation,
    Call,
    Claim,
    CompletionRequest,
    GrantAmount,
    ProgressReport,
    ProgressVersion,
    ReportingDate,
)
from finsam.interventions.models import FundingSource, TeamPost, TransitionStep
from finsam.meetings.models import (
    Attendee,
    Ballot,
    ChangeRequest,
    Conflict,
    Decision,
    Discharge,
    Item,
    Majority,
    Meeting,
    Notice,
    Reservation,
)
from finsam.money.models import (
    Budget,
    Commitment,
    ContributionCall,
    Contributor,
    Forecast,
    LedgerFile,
    LineComment,
    MonthClosing,
)
from finsam.participants.models import Registration
from finsam.reports.models import Report, SealedReport, SentReport
from finsam.signing.models import Approval

DAY, LATER, MOMENT = date(2020, 1, 2), date(2020, 1, 3), datetime(2020, 1, 2, tzinfo=UTC)

BROKEN: dict[str, Callable[[], object]] = {
    "share_denominator": lambda: Share.objects.update(denominator=0),
    "ordinance_point_number": lambda: OrdinancePoint.objects.update(number=19),
    "seat_term": lambda: Seat.objects.update(since=date(2020, 1, 2), until=date(2020, 1, 1)),
    "case_secrecy_has_ground": lambda: Case.objects.update(secret=True, secrecy_ground=""),
    "document_secrecy_has_ground": lambda: Document.objects.update(secret=True, secrecy_ground=""),
    "release_answer_has_day": lambda: ReleaseRequest.objects.update(outcome="released", answered_on=None),
    "release_refusal_has_ground": lambda: ReleaseRequest.objects.update(outcome="refused", answered_on=DAY, ground=""),
    "approval_has_hash": lambda: Approval.objects.update(approved_at=MOMENT, content_hash=""),
    "meeting_called_by_someone": lambda: Meeting.objects.update(
        called_at=None, called_by=Approval.objects.get().person
    ),
    "meeting_closed_was_opened": lambda: Meeting.objects.update(closed_at=MOMENT, opened_at=None),
    "item_number_in_series": lambda: Item.objects.filter(number__isnull=False).update(series=""),
    "item_begun_has_number": lambda: Item.objects.filter(number=None).update(state="begun"),
    "item_closed_is_decided": lambda: Item.objects.filter(state="closed").update(outcome=""),
    "attendee_is_somebody": lambda: Attendee.objects.update(seat=None, name="", role=""),
    "conflict_has_text": lambda: Conflict.objects.update(text=""),
    "majority_never_all": lambda: Majority.objects.update(numerator=1, denominator=1),
    "majority_more_than_half": lambda: Majority.objects.update(numerator=1, denominator=2),
    "ballot_settled_has_result": lambda: Ballot.objects.update(settled_at=MOMENT, carried=None),
    "decision_done_has_day": lambda: Decision.objects.update(done_by=Approval.objects.get().person, done_on=None),
    "reservation_text_has_time": lambda: Reservation.objects.update(text="skäl", text_at=None),
    "discharge_decided_has_day": lambda: Discharge.objects.update(granted=True, decided_on=None),
    "change_request_answer_has_time": lambda: ChangeRequest.objects.update(accepted=True, answered_at=None),
    "notice_down_after_up": lambda: Notice.objects.update(put_up_on=DAY, taken_down_on=date(2020, 1, 1)),
    "ledger_file_undone_was_applied": lambda: LedgerFile.objects.update(applied_at=None, undone_at=MOMENT),
    "ledger_file_undone_by_at": lambda: LedgerFile.objects.update(undone_by=Approval.objects.get().person),
    "budget_day_is_of_decided": lambda: Budget.objects.filter(state="draft").update(decided_on=DAY),
    "contributor_until_after_from": lambda: Contributor.objects.update(from_year=2025, until_year=2024),
    "contribution_call_is_positive": lambda: ContributionCall.objects.update(amount_ore=0),
    "contribution_call_due_after": lambda: ContributionCall.objects.update(due_on=DAY, called_on=date(2020, 1, 3)),
    "forecast_by_hand_has_amount": lambda: Forecast.objects.update(method="hand", amount_ore=None),
    "forecast_month": lambda: Forecast.objects.update(month=13),
    "line_comment_has_text": lambda: LineComment.objects.update(text=""),
    "line_comment_month": lambda: LineComment.objects.update(month=0),
    "month_closing_month": lambda: MonthClosing.objects.update(month=13),
    "commitment_contract_has_amount": lambda: Commitment.objects.update(contracted_ore=None, contracted_on=DAY),
    "report_month": lambda: Report.objects.update(month=13),
    "sent_report_to_somebody": lambda: SentReport.objects.update(to=""),
    "sealed_report_has_document": lambda: SealedReport.objects.update(sealed_at=MOMENT, document=None),
    "team_post_percent": lambda: TeamPost.objects.update(percent=101),
    "funding_source_not_negative": lambda: FundingSource.objects.update(amount_ore=-1),
    "transition_step_percent": lambda: TransitionStep.objects.update(percent=101),
    "call_closes_after_it_opens": lambda: Call.objects.update(opens_on=LATER, closes_on=DAY),
    "application_ends_after_start": lambda: Application.objects.update(starts_on=LATER, ends_on=DAY),
    "application_received_has_day": lambda: Application.objects.update(state="received", received_on=None),
    "application_decided_has_day": lambda: Application.objects.filter(received_on__isnull=False).update(
        state="rejected", decided_on=None
    ),
    "application_cost_not_negative": lambda: ApplicationCost.objects.update(amount_ore=-1),
    "application_source_not_negative": lambda: ApplicationSource.objects.update(amount_ore=-1),
    "completion_due_after_asked": lambda: CompletionRequest.objects.update(asked_on=LATER, due_on=DAY),
    "grant_amount_not_negative": lambda: GrantAmount.objects.update(amount_ore=-1),
    "agreement_ends_after_start": lambda: Agreement.objects.update(starts_on=LATER, ends_on=DAY),
    "agreement_signed_has_day": lambda: Agreement.objects.update(signed_on=None),
    "agreement_amount_not_negative": lambda: AgreementAmount.objects.update(amount_ore=-1),
    "reporting_date_in_order": lambda: ReportingDate.objects.update(due_on=DAY),
    "progress_report_approved_by_at": lambda: ProgressReport.objects.update(
        approved_at=None, approved_by=Attestation.objects.get().person
    ),
    "progress_version_returned_with_reason": lambda: ProgressVersion.objects.update(returned_at=MOMENT),
    "action_point_verified_is_done": lambda: ActionPoint.objects.update(verified_on=DAY, done_on=None),
    "claim_period_in_order": lambda: Claim.objects.update(period_from=LATER, period_to=DAY),
    "claim_paid_has_day": lambda: Claim.objects.update(state="paid", paid_on=None),
    "registration_one_each": lambda: Registration.objects.filter(kind="personal").update(count=2),
    "registration_order": lambda: Registration.objects.update(started=date(2020, 1, 2), ended=date(2020, 1, 1)),
}
"""A way to break each rule that the tables check."""


def declared(kind: type[models.BaseConstraint]) -> dict[str, type[models.Model]]:
    return {
        constraint.name: model
        for model in apps.get_models()
        if model.__module__.startswith("finsam.")
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    }


def test_every_rule_of_the_tables_is_broken_below() -> None:
    assert BROKEN.keys() == declared(models.CheckConstraint).keys()


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_against_a_rule_is_refused(name: str, neighbour: Association) -> None:
    with within(neighbour), pytest.raises(IntegrityError, match=f'check constraint "{name}"'), transaction.atomic():
        BROKEN[name]()


@pytest.mark.parametrize("name", declared(models.UniqueConstraint))
def test_what_may_stand_once_cannot_stand_twice(name: str, neighbour: Association) -> None:
    model = declared(models.UniqueConstraint)[name]
    with within(neighbour):
        row = model.objects.all()[:1].get()
        row.pk = None
        with pytest.raises(IntegrityError, match="unique constraint|duplicate key"), transaction.atomic():
            row.save(force_insert=True)
            connection.check_constraints()  # those that are looked at only when everything is in place


@pytest.mark.django_db
def test_what_is_unique_is_so_within_its_association() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
            "WHERE i.indisunique AND NOT i.indisprimary AND c.relforcerowsecurity AND a.attname <> 'association_id'"
        )
        assert cursor.fetchall() == []
