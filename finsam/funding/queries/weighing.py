"""An assessment as the rules see it, and the questions it answers."""

from finsam.core.models import Association
from finsam.funding.models import Application, ApplicationSource, Assessment, Consideration
from finsam.funding.rules.considerations import SHIPPED, Question, read_questions
from finsam.funding.rules.proposals import Weighed


def questions_of(assessment: Assessment) -> list[Question]:
    """Return the questions of the version that the assessment was begun with."""
    return read_questions(assessment.checklist.questions) if assessment.checklist else list(SHIPPED)


def sought_of(application: Application) -> dict[int, int]:
    """Return what is sought of the association, öre by year."""
    rows = ApplicationSource.objects.filter(association=application.association_id, application=application, name="")
    return {row.year: row.amount_ore for row in rows.order_by("year") if row.amount_ore}


def weighed_of(association: Association, application: Application, assessment: Assessment) -> Weighed:
    """Return the assessment as the rules see it. Must be called within the association."""
    answered = Consideration.objects.filter(association=association, assessment=assessment).exclude(verdict="")
    keys = set(answered.values_list("key", flat=True))
    return Weighed(
        state=application.state,
        summary=assessment.summary,
        recommendation=assessment.recommendation,
        reason=assessment.reason,
        unanswered=sum(one.key not in keys for one in questions_of(assessment)),
        amounts=dict(assessment.amounts.values_list("year", "amount_ore")),
        sought=sought_of(application),
        has_line=assessment.line_id is not None,
    )
