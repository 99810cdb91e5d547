"""What the board decides in a § is the grant, or the rejection: made when it is closed, gone when taken up again."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.db.models.deletion import ProtectedError
from django.utils.text import slugify

from finsam.core import audit
from finsam.core.models import Association, Body, Person
from finsam.core.ticking import job
from finsam.funding.models import (
    Application,
    ApplicationSource,
    ApplicationState,
    Grant,
    GrantAmount,
    ProposedAmount,
    Recommendation,
)
from finsam.funding.rules.grants import decided_amounts
from finsam.funding.rules.proposals import granted_in
from finsam.interventions.models import Direction, Intervention, InterventionGoal, InterventionParty
from finsam.meetings.decided import follows_decisions
from finsam.meetings.models import Decision, Item, ItemKind, ItemState, Outcome

DECIDES = frozenset({ItemKind.FUNDING, ItemKind.DECISION})  # a § that only reports on the case decides nothing
GRANTED_BY = frozenset({Outcome.APPROVED, Outcome.AMENDED})
PENDING = frozenset({ApplicationState.DRAFT, ApplicationState.WITHDRAWN})


@follows_decisions
@transaction.atomic
def follow_item(association: Association, item: Item, by: Person | None) -> None:
    """Let an application be granted or rejected by its §, or neither when the § is open, adjourned or referred back.

    Nothing happens for a § that treats no application, or is not the board's. Called again it changes nothing.
    Raises ValueError when an agreement or a claim already stands on what would no longer be decided, or when the
    amount cannot be told.
    """
    application = _application(association, item)
    if application is None:
        return
    granted, rejected = _outcome(application, item)
    if not granted:
        _undo(association, application, item, by)
    if granted:
        _grant(association, application, item, by)
    elif rejected:
        _decide(association, application, item, ApplicationState.REJECTED, by)


@job("beslut om ansökningar")
def follow_new(association: Association, today: date) -> int:  # noqa: ARG001  what a job takes
    """Follow the decisions that came in another way than by a meeting held here; return how many there were."""
    return follow_all(association)


def follow_all(association: Association) -> int:
    """Let every application follow the §§ that treat its case, the latest last. Must be called within the association.

    What is settled already is left as it is. Returns how many applications were granted or rejected by it.
    """
    followed = 0
    open_ = Application.objects.filter(association=association, decided_in=None, case__isnull=False)
    for application in open_.exclude(state__in=PENDING):
        closed = Item.objects.filter(
            association=association, case=application.case_id, state=ItemState.CLOSED, kind__in=DECIDES
        )
        item = closed.select_related("meeting").order_by("meeting__held_on", "position").last()
        if item is not None:
            follow_item(association, item, None)
            followed += Application.objects.filter(pk=application.pk, decided_in__isnull=False).exists()
    return followed


def _application(association: Association, item: Item) -> Application | None:
    if item.case_id is None or item.kind not in DECIDES or item.meeting.body != Body.BOARD:
        return None
    found = Application.objects.select_for_update(of=("self",)).filter(association=association, case=item.case_id)
    return found.exclude(state__in=PENDING).first()


def _outcome(application: Application, item: Item) -> tuple[bool, bool]:
    """Tell whether the § grants the application, and whether it rejects it."""
    if item.state != ItemState.CLOSED:
        return False, False
    if item.outcome == Outcome.AS_PROPOSED:
        assessment = application.assessments.first()
        rejects = bool(assessment and assessment.recommendation == Recommendation.REJECT)
        return not rejects, rejects
    return item.outcome in GRANTED_BY, item.outcome == Outcome.REJECTED


def _grant(association: Association, application: Application, item: Item, by: Person | None) -> None:
    amounts = decided_amounts(
        outcome=item.outcome, proposed=_proposed(application), sought=_sought(application), stated=_stated(item)
    )
    grant = Grant.objects.filter(association=association, application=application).first()
    if grant and _of_years(grant) != amounts and grant.agreements.exists():
        raise ValueError("Ett avtal är skrivet på beslutet. Avsluta eller ta bort avtalet innan beloppet ändras.")
    if grant is None:
        grant = Grant(association=association, application=application, intervention=_intervention(application))
    assessment = application.assessments.first()
    grant.line = grant.line or (assessment.line if assessment else None)
    grant.decided_in, grant.decided_on = item, item.meeting.held_on
    grant.save()
    if _of_years(grant) != amounts:
        GrantAmount.objects.filter(association=association, grant=grant).delete()
        GrantAmount.objects.bulk_create(
            GrantAmount(association=association, grant=grant, year=year, amount_ore=ore)
            for year, ore in sorted(amounts.items())
        )
    application.intervention = grant.intervention
    _decide(association, application, item, ApplicationState.GRANTED, by)


def _decide(
    association: Association, application: Application, item: Item, state: ApplicationState, by: Person | None
) -> None:
    was = application.state
    application.state, application.decided_in = state, item
    application.decided_on = item.meeting.held_on
    application.answered_on = application.answered_on or application.decided_on
    application.save()
    if was != state:
        audit.record(association, f"funding.application.{state}", application, by=by, application=application.pk)


def _undo(association: Association, application: Application, item: Item, by: Person | None) -> None:
    """Take back what the § decided. Raises ValueError when something already stands on it."""
    if application.decided_in_id != item.pk:
        if item.outcome == Outcome.REFERRED_BACK and application.state == ApplicationState.PROPOSED:
            application.state = ApplicationState.RECEIVED  # open again, so that completion can be asked for
            application.save(update_fields=["state"])
        return
    grant = Grant.objects.filter(association=association, application=application).first()
    if grant:
        if grant.agreements.exists() or grant.claims.exists():
            raise ValueError("Ett avtal är skrivet på beslutet. Avsluta eller ta bort avtalet innan paragrafen ändras.")
        made = not grant.intervention.ledger_objects and grant.intervention.grants.count() == 1
        intervention = grant.intervention
        grant.delete()
        if made:
            application.intervention = None
            application.save(update_fields=["intervention"])
            _remove_unused(intervention)
    asked = application.completions.order_by("asked_on").first()
    application.answered_on = asked.asked_on if asked else None
    referred = item.outcome == Outcome.REFERRED_BACK and item.state == ItemState.CLOSED
    application.state = ApplicationState.RECEIVED if referred else ApplicationState.PROPOSED
    application.decided_in, application.decided_on = None, None
    application.save()
    audit.record(association, "funding.application.undecided", application, by=by, application=application.pk)


def _remove_unused(intervention: Intervention) -> None:
    try:
        with transaction.atomic():
            intervention.delete()
    except ProtectedError:
        return  # something stands on it: it was there before the grant


def _proposed(application: Application) -> dict[int, int]:
    rows = ProposedAmount.objects.filter(association=application.association_id, assessment__application=application)
    return dict(rows.values_list("year", "amount_ore"))


def _sought(application: Application) -> dict[int, int]:
    rows = ApplicationSource.objects.filter(association=application.association_id, application=application, name="")
    return {row.year: row.amount_ore for row in rows if row.amount_ore}


def _stated(item: Item) -> int | None:
    """The sum of the amounts of the §'s att-satser in öre; None when none has any.

    An att-sats whose amount nobody has entered says it in its words: "bevilja 3 083 460 kr".
    """
    of_item = Decision.objects.filter(association=item.association_id, item=item)
    for decision in of_item.filter(amount_ore=None):
        if ore := granted_in(decision.text):
            decision.amount_ore = ore
            decision.save(update_fields=["amount_ore"])
    stated: int | None = of_item.aggregate(sum=Sum("amount_ore"))["sum"]
    return None if stated is None else int(stated)


def _of_years(grant: Grant) -> Mapping[int, int]:
    return dict(grant.amounts.values_list("year", "amount_ore")) if grant.pk else {}


def _intervention(application: Application) -> Intervention:
    """The intervention that the application renews, else a new one that says what the application does."""
    if application.intervention:
        return application.intervention
    association = application.association
    taken = set(Intervention.objects.filter(association=association).values_list("key", flat=True))
    made = Intervention.objects.create(
        association=association, key=_key(application.title, taken), title=application.title,
        direction=application.direction or Direction.INDIVIDUAL, owner=application.applicant,
        owner_number=application.applicant_number, purpose=application.purpose, target_group=application.target_group,
        partners=", ".join(application.parties), since=application.starts_on, until=application.ends_on,
        transition=application.afterwards, position=len(taken),
    )  # fmt: skip
    same = {"association": association, "intervention": made}
    InterventionGoal.objects.bulk_create(
        InterventionGoal(**same, text=goal.text, measure=goal.measure, target=goal.target, position=place)
        for place, goal in enumerate(application.goals.all())
    )
    InterventionParty.objects.bulk_create(
        InterventionParty(**same, name=name, position=place) for place, name in enumerate(application.parties)
    )
    return made


def _key(title: str, taken: set[str]) -> str:
    plain = title.lower().translate(str.maketrans("åäöé", "aaoe"))
    key = slugify(plain)[:50] or "insats"
    return next(f"{key}{end}" for end in ("", *(f"-{n}" for n in range(2, 1000))) if f"{key}{end}" not in taken)
