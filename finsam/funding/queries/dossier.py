"""The dossier (underlag) of an application: one page for the preparatory group and the board, and its paper."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from finsam.cases.queries import case_url, document_url
from finsam.core.models import Association, Body, Member, Person, Seat
from finsam.core.rules.permissions import Permission
from finsam.funding.actions.positions import OPEN, may_take
from finsam.funding.models import Application, Assessment, Consideration, Grant, Position, Verdict
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.money_after import MoneyAfter, money_after
from finsam.funding.queries.renewal import Earlier, earlier_of
from finsam.funding.queries.weighing import questions_of, sought_of
from finsam.funding.rules.proposals import clause
from finsam.kernel.swedish import SPACE, day, kr, listed
from finsam.meetings.models import Standing
from finsam.meetings.records import meeting_key
from finsam.ui.parts import Fact, Link, Tab

MARKS = {Verdict.YES: "met", Verdict.PARTLY: "partly", Verdict.NO: "not", Verdict.UNCLEAR: "open"}
NOT_ANSWERED = "Inte besvarad"


@dataclass(frozen=True)
class Considered:
    """A question with its answer: a mark with its word, and the director's comment."""

    question: str
    mark: str
    word: str
    comment: str


@dataclass(frozen=True)
class Stood:
    """What a party thinks, with reason; `take_url` when the reader may say it."""

    party: str
    standing: str
    reason: str
    taken: str
    late: bool
    take_url: str
    take_word: str


@dataclass(frozen=True)
class DossierPage:
    """Everything one needs to take a position on an application, or to decide on it."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    summary: str
    facts: Sequence[Fact]
    texts: Sequence[tuple[str, str]]
    goals: Sequence[tuple[str, str]]
    considered: Sequence[tuple[str, Sequence[Considered]]]
    source: str
    policy: str
    positions: Sequence[Stood]
    positions_due: str
    own: Stood | None  # the reader's own, not taken yet
    money: MoneyAfter | None
    earlier: Earlier | None
    recommendation: str
    proposal: Sequence[str]
    reason: str
    decision: Link | None
    documents: Sequence[Link]
    assessment_url: str
    letter_url: str
    letter: Link | None
    file_url: str


def dossier_page(
    association: Association, application: Application, person: Person, permissions: Collection[Permission], today: date
) -> DossierPage:
    """Return the page of an application that has come in. Must be called within the association."""
    assessment = Assessment.objects.filter(association=association, application=application)
    assessment_ = assessment.select_related("checklist", "line__group").first()
    slug = association.slug
    keeps = Permission.KEEP_FUNDING in permissions
    positions = _positions(association, application, assessment_, person, permissions, today)
    decided = _decision(association, application)
    proposed = _proposed(application, assessment_)
    return DossierPage(
        title=f"Underlag: {application.title}",
        state=" · ".join(filter(None, _state(application))),
        crumbs=funding_crumbs(association, Link("Ansökningar", _list_url(association)), Link(application.title)),
        tabs=funding_tabs(association, "applications"),
        summary=assessment_.summary if assessment_ else "",
        facts=list(_facts(application)),
        texts=[(label, text) for label, text in _texts(application) if text.strip()],
        goals=[(goal.text, goal.target or goal.measure) for goal in application.goals.all()],
        considered=_considered(association, assessment_) if assessment_ else [],
        source=_source(assessment_),
        policy=assessment_.policy if assessment_ else "",
        positions=positions,
        positions_due=positions_due(assessment_),
        own=next((one for one in positions if one.take_url and not one.taken and not keeps), None),
        money=money_after(
            association, assessment_.line if assessment_ else None, proposed, granted=application.state == "granted"
        ),
        earlier=earlier_of(association, application),
        recommendation=assessment_.get_recommendation_display() if assessment_ else "",
        proposal=_clauses(application, assessment_),
        reason=assessment_.reason if assessment_ else "",
        decision=decided,
        documents=_documents(association, application),
        assessment_url=reverse("assessment", args=[slug, application.pk])
        if keeps and application.state in OPEN
        else "",
        letter_url=reverse("application-letter", args=[slug, application.pk])
        if keeps and decided and not application.answer_id
        else "",
        letter=_letter(association, application),
        file_url=reverse("dossier-file", args=[slug, application.pk]),
    )  # fmt: skip


def positions_due(assessment: Assessment | None) -> str:
    """Write by when the parties were asked to answer: "Senast 13 december 2026", empty when they are not asked."""
    return f"Senast {day(assessment.positions_due_on)}" if assessment and assessment.positions_due_on else ""


def _state(application: Application) -> list[str]:
    diary = application.case.diary_number if application.case else ""
    return [application.applicant, application.get_state_display().lower(), diary]


def _list_url(association: Association) -> str:
    tabs = funding_tabs(association, "applications")
    return next((tab.url for tab in tabs if tab.current), "")


def _facts(application: Application) -> Iterator[Fact]:
    sought = sought_of(application)
    if application.received_on:
        yield Fact("Kom in", day(application.received_on))
    for year, ore in sought.items():
        yield Fact(f"Söker {year}", kr(ore))
    if application.starts_on and application.ends_on:
        yield Fact("Period", f"{day(application.starts_on)} – {day(application.ends_on)}")
    if application.direction:
        yield Fact("Inriktning", application.get_direction_display())
    if application.parties:
        yield Fact("Parter", listed(application.parties))
    if application.participants:
        yield Fact("Deltagare", f"{application.participants} planerade")


def _texts(application: Application) -> list[tuple[str, str]]:
    return [
        ("Syfte", application.purpose),
        ("Målgrupp", application.target_group),
        ("Behov", application.need),
        ("Det här ska göras", application.method),
        ("Risker", application.risks),
        ("Jämställdhet", application.gender_analysis),
        ("När finansieringen tar slut", application.afterwards),
    ]


def _considered(association: Association, assessment: Assessment) -> list[tuple[str, list[Considered]]]:
    rows = Consideration.objects.filter(association=association, assessment=assessment)
    answers = {row.key: row for row in rows}
    groups: dict[str, list[Considered]] = {}
    for one in questions_of(assessment):
        row = answers.get(one.key)
        mark = MARKS[Verdict(row.verdict)] if row and row.verdict else "open"
        word = row.get_verdict_display() if row and row.verdict else NOT_ANSWERED
        groups.setdefault(one.group, []).append(Considered(one.question, mark, word, row.comment if row else ""))
    return list(groups.items())


def _source(assessment: Assessment | None) -> str:
    if assessment is None:
        return ""
    if assessment.checklist is None:
        return "Frågorna är propositionens (2002/03:132 s. 52–54), i programmets version."
    list_ = assessment.checklist
    return f"Förbundets egna frågor, version {list_.version} från den {day(list_.valid_from)}" + (
        f": {list_.source}." if list_.source else "."
    )


def own_members(association: Association, person: Person, today: date) -> list[Member]:
    """Return the members that the person sits for in the preparatory group on the day."""
    seats = Seat.objects.in_force(today).filter(association=association, person=person, body=Body.PREPARATORY)
    return [seat.member for seat in seats.select_related("member") if seat.member]


def _positions(
    association: Association, application: Application, assessment: Assessment | None, person: Person,
    permissions: Collection[Permission], today: date,
) -> list[Stood]:  # fmt: skip
    takes = Permission.TAKE_POSITION in permissions and application.state in OPEN
    keeps = Permission.KEEP_FUNDING in permissions
    members = own_members(association, person, today) if takes and not keeps else []
    due = assessment.positions_due_on if assessment else None
    rows = Position.objects.filter(association=association, application=application).order_by("position", "pk")
    return [
        Stood(
            party=row.party,
            standing=row.get_standing_display(),
            reason=row.reason,
            taken=day(row.taken_on) if row.taken_on else "",
            late=row.standing == Standing.NOT_RECEIVED and due is not None and due < today,
            take_url=reverse("position", args=[association.slug, application.pk, row.pk])
            if takes and (keeps or may_take(row, members))
            else "",
            take_word="Ändra" if row.taken_on else "Ta ställning",
        )
        for row in rows
    ]


def _proposed(application: Application, assessment: Assessment | None) -> dict[int, int]:
    grant = Grant.objects.filter(association=application.association_id, application=application).first()
    if grant:
        return dict(grant.amounts.values_list("year", "amount_ore"))
    amounts = dict(assessment.amounts.values_list("year", "amount_ore")) if assessment else {}
    return amounts or sought_of(application)


def _clauses(application: Application, assessment: Assessment | None) -> list[str]:
    if assessment is None or not assessment.recommendation:
        return []
    amounts = dict(assessment.amounts.values_list("year", "amount_ore"))
    said = clause(assessment.recommendation, applicant=application.applicant, title=application.title, amounts=amounts)
    return [said] if said else []


def _decision(association: Association, application: Application) -> Link | None:
    item = application.decided_in
    if item is None:
        return None
    url = reverse("meeting", args=[association.slug, meeting_key(item.meeting)])
    return Link(f"{application.get_state_display()} {day(item.meeting.held_on)}, §{SPACE}{item.number}", url)


def _letter(association: Association, application: Application) -> Link | None:
    if application.answer is None:
        return None
    return Link(f"Besked skickat {day(application.answer.dated_on)}", document_url(association, application.answer))


def _documents(association: Association, application: Application) -> list[Link]:
    if application.case is None:
        return []
    rows = application.case.documents.select_related("case").defer("search").order_by("number")
    return [
        Link(application.case.diary_number, case_url(association, application.case)),
        *(Link(f"{row.number}. {row.title}", document_url(association, row)) for row in rows),
    ]
