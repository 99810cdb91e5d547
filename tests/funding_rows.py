"""One row of every table of the funding: an application that was granted, one that is assessed, one being written.

All about 2024. Sydnärke's are the first of all, which the addresses of the tests know.
"""

from datetime import UTC, date, datetime
from typing import Any

from finsam.cases.files import Incoming, store_file
from finsam.cases.models import Case, CaseKind, Direction, Document, StoredFile
from finsam.core.models import Association, Body, Person
from finsam.core.tenancy import within
from finsam.funding.models import (
    ActionPoint,
    Agreement,
    AgreementAmount,
    AgreementTemplate,
    Application,
    ApplicationCost,
    ApplicationFile,
    ApplicationForm,
    ApplicationGoal,
    ApplicationSource,
    Assessment,
    Attestation,
    Call,
    Checklist,
    Claim,
    ClaimFile,
    ClaimLine,
    CompletionRequest,
    Consideration,
    Grant,
    GrantAmount,
    PaymentAccount,
    PaymentFile,
    Position,
    ProgressReport,
    ProgressVersion,
    ProposedAmount,
    ReportingDate,
    ReportTemplate,
    Writer,
)
from finsam.interventions.models import (
    FundingSource,
    Intervention,
    InterventionGoal,
    InterventionParty,
    SteeringPlace,
    TeamPost,
    TransitionStep,
)
from finsam.meetings.models import Item, ItemKind, ItemState, Meeting, MeetingState
from finsam.money.models import BudgetLine

YEAR = 2024
DAY, MOMENT = date(2023, 10, 2), datetime(2023, 10, 2, tzinfo=UTC)
HELD = date(2023, 11, 10)  # the meeting that granted the first application
ORE = 1_200_000_00
ASSESSED_TITLE = "Provansökan inkommen"


def fill_funding(association: Association, *, prefix: str = "prov", word: str = "Prov") -> None:
    """Give the association a row of each. The writers' keys begin with the prefix, what is named with the word."""
    with within(association):
        one = {"association": association}
        person, _ = Person.objects.get_or_create(email=f"{prefix}@finsam.test", defaults={"name": "Kil Rännfors"})
        intervention = Intervention.objects.filter(**one).order_by("position").first()
        line = BudgetLine.objects.filter(**one, group__kind="interventions").first()
        file, _ = StoredFile.objects.get_or_create(
            **one,
            sha256=prefix,
            defaults={"name": "prov.txt", "media_type": "text/plain", "size": 4, "content": b"prov"},
        )
        form = ApplicationForm.objects.create(
            **one, version=1, questions=[{"key": "barn", "label": "Barnets bästa", "help": "", "required": False}]
        )
        call = Call.objects.create(**one, title=f"{word} 2024", opens_on=DAY, closes_on=date(2030, 12, 31))
        granted, received, draft = (
            Application.objects.create(
                **one, call=call, form=form, title=f"{word}ansökan {name}", applicant=f"{word} kommun",
                contact_email=f"{prefix}.{name}@finsam.test", contact_name="Kil Rännfors", direction="individual",
                purpose="Fler ska få stöd samtidigt.", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31),
            )
            for name in ("beviljad", "inkommen", "utkast")
        )  # fmt: skip
        for number, application in enumerate((granted, received), 1):
            application.case = Case.objects.create(
                **one, year=DAY.year, number=900 + number, diary_number=f"{word} 2023-90{number}",
                title=application.title, kind=CaseKind.APPLICATION, opened_on=DAY,
            )  # fmt: skip
            application.state, application.received_on = "received", DAY
            application.save()
        Application.objects.create(**one, call=call, form=form, title=f"{word}ansökan papper")  # the office fills it in
        for application, key in ((granted, "granted"), (received, "received"), (draft, "draft")):
            Writer.objects.create(
                **one, application=application, name="Kil Rännfors", email=f"{key}@finsam.test", key=f"{prefix}-{key}"
            )
            ApplicationCost.objects.create(**one, application=application, year=YEAR, kind="staff", amount_ore=ORE)
            ApplicationSource.objects.create(**one, application=application, year=YEAR, amount_ore=ORE)
            ApplicationGoal.objects.create(**one, application=application, text=f"{word}mål", target="15 %")
        ApplicationFile.objects.create(**one, application=received, file=file, title=word)
        CompletionRequest.objects.create(**one, application=received, text=word, asked_on=DAY, due_on=HELD)
        checklist = Checklist.objects.create(
            **one, version=1, valid_from=DAY,
            questions=[{"key": "ansvar", "question": "Ligger det inom parternas ansvar?", "group": "Propositionen"}],
        )  # fmt: skip
        assessment = Assessment.objects.create(**one, application=received, checklist=checklist, line=line)
        ProposedAmount.objects.create(**one, assessment=assessment, year=YEAR, amount_ore=ORE)
        Consideration.objects.create(**one, assessment=assessment, key="ansvar", verdict="yes")
        Position.objects.create(**one, application=received, party=f"{word}parten")
        item = _decided(association, granted, word)
        granted.state, granted.decided_in, granted.decided_on = "granted", item, HELD
        granted.intervention, granted.answered_on = intervention, HELD
        granted.answer = Document.objects.create(
            **one, case=granted.case, number=1, title=f"{word}besked", direction=Direction.OUTGOING, dated_on=HELD,
            file=store_file(association=association, incoming=Incoming("besked.txt", b"Beviljad")),
        )  # fmt: skip
        granted.save()
        grant = Grant.objects.create(
            **one, application=granted, intervention=intervention, line=line, decided_in=item, decided_on=HELD
        )
        GrantAmount.objects.create(**one, grant=grant, year=YEAR, amount_ore=ORE)
        AgreementTemplate.objects.create(**one, version=1, text="Mellan {förbundet} och {projektägaren}.")
        agreement = Agreement.objects.create(
            **one, grant=grant, state="signed", signed_on=date(2023, 12, 1), text=f"{word}avtal",
            counterpart=f"{word} kommun", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31),
            due_on=date(2023, 12, 9),
        )  # fmt: skip
        AgreementAmount.objects.create(**one, agreement=agreement, year=YEAR, amount_ore=ORE)
        Agreement.objects.create(
            **one, grant=grant, number=2, text=f"{word}tillägg", reason=word, counterpart=f"{word} kommun",
            starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31),
        )  # fmt: skip
        ReportTemplate.objects.create(
            **one,
            version=1,
            sections=[{"key": "vad", "title": "Vad har hänt", "help": "", "kinds": [], "required": True}],
        )
        asked = [
            ReportingDate.objects.create(
                **one, agreement=agreement, kind="quarter", period_from=date(YEAR, first, 1),
                period_to=date(YEAR, first + 2, 30), due_on=date(YEAR, first + 3, 20),
            )
            for first in (4, 7)
        ]  # fmt: skip
        report = ProgressReport.objects.create(**one, asked=asked[0], state="sent", sent_at=MOMENT)
        ProgressVersion.objects.create(**one, report=report, number=1)
        ProgressReport.objects.create(**one, asked=asked[1])
        ActionPoint.objects.create(**one, intervention=intervention, report=report, finding=f"{word}avvikelse")
        payment = PaymentFile.objects.create(**one, message_id=f"{prefix}-1", pay_on=HELD, total_ore=100_00)
        PaymentAccount.objects.create(**one, iban="SE3550000000054910000003", name=word, valid_from=DAY)
        claim = Claim.objects.create(
            **one, grant=grant, number=1, state="sent", period_from=date(YEAR, 1, 1), period_to=date(YEAR, 3, 31),
            payee_account="5050-1055", sent_at=MOMENT,
        )  # fmt: skip
        ClaimLine.objects.create(**one, claim=claim, kind="staff", amount_ore=300_000_00)
        ClaimFile.objects.create(**one, claim=claim, file=file, title=word)
        Attestation.objects.create(**one, claim=claim, person=person, role="ekonom", amount_ore=300_000_00)
        Claim.objects.create(
            **one, grant=grant, number=2, state="paid", period_from=date(YEAR, 4, 1), period_to=date(YEAR, 6, 30),
            payment=payment, paid_on=HELD,
        )  # fmt: skip


def fill_intervention(association: Association, word: str) -> None:
    """Give the association's first intervention a row of each of its lists. Not where a bundle holds them."""
    with within(association):
        first = Intervention.objects.filter(association=association).order_by("position").first()
        _fill_lists({"association": association, "intervention": first}, word)


def _fill_lists(same: dict[str, Any], word: str) -> None:
    InterventionParty.objects.create(**same, name=f"{word}parten")
    TeamPost.objects.create(**same, role=f"{word}coach", percent=80)
    SteeringPlace.objects.create(**same, organisation=f"{word} kommun")
    InterventionGoal.objects.create(**same, text=f"{word}mål", target="15 %")
    FundingSource.objects.create(**same, year=YEAR, name=f"{word} ESF", amount_ore=100_00)
    TransitionStep.objects.create(**same, year=YEAR, party=f"{word} kommun", percent=30)


def _decided(association: Association, application: Application, word: str) -> Item:
    """The § that granted the application, of a meeting that asks nothing of anybody."""
    meeting = Meeting.objects.create(
        association=association, body=Body.BOARD, held_on=HELD, state=MeetingState.CANCELLED, opened_at=MOMENT,
        closed_at=MOMENT,
    )  # fmt: skip
    return Item.objects.create(
        association=association, meeting=meeting, position=0, kind=ItemKind.FUNDING, title=f"{word}ansökan",
        case=application.case, series=f"board-{HELD.year}", number=1, state=ItemState.CLOSED, outcome="approved",
        closed_at=MOMENT,
    )  # fmt: skip
