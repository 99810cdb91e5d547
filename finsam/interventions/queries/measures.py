"""The figures that can measure a goal of an intervention."""

from finsam.interventions.models import Direction, Intervention

INDIVIDUAL = (
    ("participants.against_target:{key}/outcome", "Deltagare under året, antal"),
    ("participants.ended_by_team:{key}/ended", "Avslutade under året, antal"),
    ("participants.ended_by_team:{key}/steps", "Avslutade som tog ett steg framåt, antal"),
    ("interventions.step_share@{key}:total/share", "Avslutade som tog ett steg framåt, procent"),
    ("interventions.work_share@{key}", "Till arbete, studier eller aktivt arbetssökande, procent"),
    ("participants.sex@{key}:woman/share", "Kvinnor bland deltagarna, procent"),
)
STRUCTURAL = (("participants.structural:{key}/outcome", "Deltagare under året, antal"),)


def measures_of(row: Intervention) -> list[tuple[str, str]]:
    """Return the figures that can measure a goal of the intervention, with what they are called in the list."""
    found = INDIVIDUAL if row.direction == Direction.INDIVIDUAL else STRUCTURAL
    return [(name.format(key=row.key), label) for name, label in found]
