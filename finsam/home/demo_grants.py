"""The grant of the year in the demo: decided last autumn, agreed, reported and claimed as far as the year has come."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from finsam.core.models import Association, Body, Person, Seat, SeatRole
from finsam.core.numbers import next_number
from finsam.funding.actions.decisions import follow_item
from finsam.funding.models import (
    Agreement,
    AgreementAmount,
    Application,
    Attestation,
    Claim,
    ClaimLine,
    Grant,
    ProgressReport,
    ProgressVersion,
    ReportingDate,
)
from finsam.home.demo_meetings import friday_after
from finsam.home.demo_people import OWNER
from finsam.meetings.models import (
    Attendee,
    Decision,
    Item,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    Notice,
    Presence,
)

SENT_AFTER, PAID_AFTER, ASKED_AFTER = 12, 25, 20  # days after the end of a quarter
ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
COSTS = {
    "staff": 463_250,
    "premises": 38_000,
    "services": 14_000,
    "material": 9_000,
    "travel": 9_000,
    "overhead": 50_000,
}
"""What a quarter cost, in kronor."""
SAID = {
    "handelser": "Teamet har tagit emot på biblioteket i Kopparberg en dag i veckan.",
    "avvikelser": "Kön är längre än fyra veckor i Ljusnarsberg.",
    "deltagare": "17 nya deltagare, varav nio kvinnor.",
    "resultat": "Nio avslutades, sex av dem till arbete eller studier.",
    "ekonomi": "I nivå med budget.",
    "jamstalldhet": "Remisserna är jämnt fördelade. Kvinnor väntar något längre.",
    "samverkan": "Styrgruppen har träffats en gång.",
    "framat": "En coach börjar i Ljusnarsberg.",
}


def add_grant_of_the_year(association: Association, by: Person, today: date, application: Application) -> date:
    """Let last autumn's board grant the application, and add what should have followed until today.

    Return the day of the decision.
    """
    held_on = friday_after(date(today.year - 1, 11, 15))
    follow_item(association, _decided(association, application, held_on), by)
    grant = Grant.objects.get(association=association, application=application)
    _Year(association, by, today, grant, _agreed(association, by, grant, held_on)).add()
    return held_on


def _decided(association: Association, application: Application, held_on: date) -> Item:
    """The § of an adjusted meeting, whose only matter it is here."""
    at = _moment(held_on, 9)
    meeting = Meeting.objects.create(
        association=association, body=Body.BOARD, held_on=held_on, starts_at=time(9), ends_at=time(10), opened_at=at,
        place="Kommunstyrelsens Hus, Lindesberg", state=MeetingState.ADJUSTED, closed_at=_moment(held_on, 10),
        called_at=at - timedelta(days=9),
    )  # fmt: skip
    one = {"association": association, "meeting": meeting}
    for seat in Seat.objects.filter(association=association, body=Body.BOARD).exclude(role=SeatRole.SUBSTITUTE):
        attendee = Attendee.objects.create(**one, seat=seat, name=str(seat.person or ""))
        Presence.objects.create(association=association, attendee=attendee)
    Minutes.objects.create(**one, adjusted_on=held_on + timedelta(days=7))
    put_up = held_on + timedelta(days=10)
    Notice.objects.create(**one, put_up_on=put_up, taken_down_on=put_up + timedelta(days=22))
    sum_ore = sum(source.amount_ore for source in application.sources.all() if not source.name)
    item = Item.objects.create(
        **one, kind=ItemKind.FUNDING, title=f"Projektansökan {application.title}", case=application.case,
        series=f"board-{held_on.year}", number=next_number(association, f"board-{held_on.year}"), position=0,
        state=ItemState.CLOSED, outcome="approved", begun_at=at, closed_at=at + timedelta(minutes=20),
        background="Paragrafen är påhittad, för att årets pengar ska ha ett beslut i exemplet.",
    )  # fmt: skip
    Decision.objects.create(
        association=association, item=item, text=f"bevilja {application.title} i enlighet med ansökan", position=0,
        amount_ore=sum_ore, responsible="förbundschefen", done_on=held_on + timedelta(days=19),
    )  # fmt: skip
    return item


def _agreed(association: Association, by: Person, grant: Grant, held_on: date) -> Agreement:
    year = held_on.year + 1
    one = {"association": association}
    agreement = Agreement.objects.create(
        **one, grant=grant, state="signed", counterpart=grant.application.applicant, signatory_name=OWNER[0],
        signatory_email=OWNER[1], signatory_role="enhetschef", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
        due_on=held_on + timedelta(days=30), signed_on=held_on + timedelta(days=19), made_by=by,
        text=f"Förbundet och {grant.application.applicant} är överens om {grant.application.title}. Pengarna "
        "rekvireras i efterskott, ett kvartal i taget, och varje kvartal rapporteras.",
    )  # fmt: skip
    for amount in grant.amounts.all():
        AgreementAmount.objects.create(**one, agreement=agreement, year=amount.year, amount_ore=amount.amount_ore)
    for first, last in _quarters(year):
        final = last.month == 12
        ReportingDate.objects.create(
            **one, agreement=agreement, kind="final" if final else "quarter", period_to=last,
            period_from=date(year, 1, 1) if final else first, due_on=last + timedelta(days=ASKED_AFTER),
        )  # fmt: skip
    return agreement


def _quarters(year: int) -> list[tuple[date, date]]:
    return [(date(year, last - 2, 1), date(year, last, day)) for last, day in ENDS]


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour - 1), UTC)


@dataclass(frozen=True)
class _Year:
    association: Association
    by: Person
    today: date
    grant: Grant
    agreement: Agreement

    def add(self) -> None:
        """Report and claim each quarter that is over: the last one waits for the office, the others are done."""
        asked = list(self.agreement.reporting_dates.all())
        over = [one for one in asked if one.period_to + timedelta(days=SENT_AFTER) <= self.today]
        for number, one in enumerate(over, 1):
            self.report(one, is_last=one is over[-1])
            self.claim(number, one, is_last=one is over[-1])

    def report(self, asked: ReportingDate, *, is_last: bool) -> None:
        """Send the report of a quarter, approved unless it is the last."""
        sent = _moment(asked.period_to + timedelta(days=SENT_AFTER), 10)
        report = ProgressReport.objects.create(
            association=self.association, asked=asked, state="sent" if is_last else "approved", texts=SAID,
            sent_at=sent, approved_at=None if is_last else sent + timedelta(days=6),
            approved_by=None if is_last else self.by,
        )  # fmt: skip
        version = ProgressVersion.objects.create(
            association=self.association, report=report, number=1, texts=SAID,
            sent_by=self.grant.application.writers.first(),
        )  # fmt: skip
        ProgressVersion.objects.filter(pk=version.pk).update(sent_at=sent)

    def claim(self, number: int, asked: ReportingDate, *, is_last: bool) -> None:
        """Claim what a quarter cost: attested by one when it is the last, else by two and paid."""
        last = asked.period_to
        paid_on = last + timedelta(days=PAID_AFTER)
        claim = Claim.objects.create(
            association=self.association, grant=self.grant, number=number, state="sent" if is_last else "paid",
            period_from=date(last.year, last.month - 2, 1), period_to=last, payee_account="5050-1055",
            payee_reference=f"Coachingteamet {number}/{last.year}", writer=self.grant.application.writers.first(),
            sent_at=_moment(last + timedelta(days=SENT_AFTER), 11), paid_on=None if is_last else paid_on,
        )  # fmt: skip
        one = {"association": self.association, "claim": claim}
        for place, (kind, kronor) in enumerate(COSTS.items()):
            ClaimLine.objects.create(**one, kind=kind, amount_ore=kronor * 100, position=place)
        roles = (SeatRole.ECONOMIST,) if is_last else (SeatRole.ECONOMIST, SeatRole.DIRECTOR)
        for seat in Seat.objects.filter(association=self.association, role__in=roles).exclude(person=None):
            attested = Attestation.objects.create(
                **one, person=seat.person, role=seat.get_role_display(), amount_ore=sum(COSTS.values()) * 100
            )
            Attestation.objects.filter(pk=attested.pk).update(attested_at=_moment(last + timedelta(days=15), 13))
