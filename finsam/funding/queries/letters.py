"""What the letter to an applicant says, from the § that decided."""

from collections.abc import Iterator
from datetime import date

from finsam.core.models import Association
from finsam.core.provisions import provisions_of
from finsam.funding.models import Application, ApplicationState, Grant, GrantAmount
from finsam.funding.printing.letter import LetterText
from finsam.kernel.periods import months_after
from finsam.kernel.swedish import SPACE, day, kr
from finsam.meetings.models import Decision, MeetingState


def letter_text(association: Association, application: Application, *, today: date) -> LetterText:
    """Compose the letter of a decided application. Must be called within the association."""
    item = application.decided_in
    assert item is not None
    assert application.case is not None
    granted = application.state == ApplicationState.GRANTED
    meeting, decided_on = item.meeting, item.meeting.held_on
    clauses = Decision.objects.filter(association=association, item=item).values_list("text", flat=True)
    outcome = "bevilja ansökan" if granted else "avslå ansökan"
    facts = [
        ("Ansökan", application.title),
        ("Sökande", application.applicant),
        ("Diarienummer", application.case.diary_number),
        ("Kom in", day(application.received_on) if application.received_on else ""),
        *_amounts(association, application),
    ]
    return LetterText(
        association=association.name,
        short_name=association.short_name,
        title=f"Besked om ansökan: {application.title}",
        to=application.applicant,
        dated=day(today),
        facts=[fact for fact in facts if fact[1]],
        intro="Styrelsen har beviljat er ansökan." if granted else "Styrelsen har avslagit er ansökan.",
        decided=list(clauses) or [outcome],
        decided_by=f"Styrelsen beslutade {day(decided_on)}, §{SPACE}{item.number},",
        reasons=item.reasons.strip(),
        what_next=list(_next(association, granted=granted, decided_on=decided_on)),
        mark="" if meeting.state == MeetingState.ADJUSTED else "Protokollet är inte justerat än",
    )


def _amounts(association: Association, application: Application) -> Iterator[tuple[str, str]]:
    grant = Grant.objects.filter(association=association, application=application).first()
    if grant:
        for row in GrantAmount.objects.filter(association=association, grant=grant).order_by("year"):
            yield f"Beviljat {row.year}", kr(row.amount_ore)


def _next(association: Association, *, granted: bool, decided_on: date) -> Iterator[str]:
    if granted:
        months = provisions_of(association, decided_on).months("agreement_months")
        by = day(months_after(decided_on, months))
        yield f"Ett avtal skrivs med er senast {by}. Pengar kan rekvireras när det är undertecknat."
        return
    yield (
        "Beslutet kan prövas enligt 13 kap. kommunallagen av den som är medlem i en kommun eller region som är med i "
        "förbundet. Ni är välkomna med en ny ansökan."
    )
