"""Meetings to come in the demo, always in the near future: the day it is started decides their days."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from django.db import transaction

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Case, CaseKind, Direction
from finsam.core.models import Association, Body, Person
from finsam.core.tenancy import within
from finsam.home.demo_people import PEOPLE
from finsam.meetings.actions.before_agenda import add_case
from finsam.meetings.actions.before_calling import send_calling
from finsam.meetings.actions.before_planning import Plan, plan_meetings
from finsam.meetings.actions.register import Delegated, decide_by_delegation
from finsam.meetings.models import Meeting, MeetingKind

PAPERS = Path(__file__).parent / "demo_papers"
FRIDAY = 4
CALLED_AHEAD, PLANNED_AHEAD = 9, 20  # days at least
APPLIED_BEFORE = 40  # days: an answer is due within two months


@dataclass(frozen=True)
class Waiting:
    """A case that waits for the board, and its one paper."""

    kind: CaseKind
    title: str
    proposal: str
    paper: str
    sender: str = ""
    days: int = 0  # since it was opened


def add_demo_meetings(today: date) -> None:
    """Give SOFINT a board meeting that is called and Sydnärke one that is planned, where nothing is to come."""
    director = Person.objects.get(email=PEOPLE[0][0])
    for association in Association.objects.filter(slug__in=("sofint", "sydnarke")):
        with within(association), transaction.atomic():
            if not Meeting.objects.filter(association=association, held_on__gte=today).exists():
                _add_meeting(association, director, today)


def _add_meeting(association: Association, director: Person, today: date) -> None:
    is_called = association.slug == "sofint"
    held_on = friday_after(today + timedelta(days=CALLED_AHEAD if is_called else PLANNED_AHEAD))
    cases = _cases(association, director, today, held_on.year + 1)
    plan = Plan(
        body=Body.BOARD, kind=MeetingKind.ORDINARY, held_on=held_on, starts_at=time(9), ends_at=time(12),
        place="Kommunstyrelsens Hus, Lindesberg" if is_called else "Kumla",
    )  # fmt: skip
    (meeting,) = plan_meetings(association=association, by=director, plans=[plan])
    if is_called:
        for case in cases:
            add_case(association=association, by=director, meeting=meeting, case=case)
        _delegate(association, director, today)
        send_calling(association=association, by=director, meeting=meeting)


def _delegate(association: Association, director: Person, today: date) -> None:
    """Decide two things by delegation, not reported to the board yet."""
    for days, what, ore in ((12, "Avtal om lokal för höstens nätverksdag", 1_200_000), (5, "Tjänsteresa", None)):
        decided = Delegated(today - timedelta(days=days), what, "förbundschef", "delegationsordningen", ore)
        decide_by_delegation(association=association, by=director, decided=decided, today=today)


def friday_after(day: date) -> date:
    """Return the first Friday from the day on."""
    return day + timedelta(days=(FRIDAY - day.weekday()) % 7)


def _cases(association: Association, director: Person, today: date, year: int) -> list[Case]:
    """Open the cases that wait for the board, each with its paper."""
    rows = (
        Waiting(CaseKind.ECONOMY, "Ekonomisk rapport", "lägga rapporten till handlingarna", "ekonomisk-rapport"),
        Waiting(
            CaseKind.APPLICATION,
            f"Projektansökan Coachingteamet {year}",
            f"bevilja Coachingteamet 2 333 000 kr för {year}",
            "ansokan-coachingteamet",
            "Lindesbergs kommun",
            APPLIED_BEFORE,
        ),
        Waiting(
            CaseKind.BUDGET,
            f"Verksamhetsplan och budget {year}",
            f"fastställa verksamhetsplan och budget för {year}",
            "verksamhetsplan",
        ),
    )
    wanted = rows if association.slug == "sofint" else rows[:1]
    return [_case(association, director, today, row) for row in wanted]


def _case(association: Association, director: Person, today: date, waiting: Waiting) -> Case:
    day = today - timedelta(days=waiting.days)
    case = open_case(
        association=association, by=director, title=waiting.title, kind=waiting.kind, opened_on=day,
        counterpart=waiting.sender, proposal=waiting.proposal, awaits=Body.BOARD,
    )  # fmt: skip
    register_document(
        association=association, by=director, case=case, title=waiting.title, dated_on=day,
        counterpart=waiting.sender, direction=Direction.INCOMING if waiting.sender else Direction.DRAWN_UP,
        incoming=Incoming(f"{waiting.paper}.pdf", (PAPERS / f"{waiting.paper}.pdf").read_bytes()),
    )  # fmt: skip
    return case
