"""What an intervention is to reach, and how it went: each goal with its judgement, value and limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.safestring import SafeString

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.units import Unit
from finsam.home.intervention_words import Said, cell_of, counts, drawn, figure, known
from finsam.interventions.models import Intervention, InterventionGoal
from finsam.interventions.queries.whole import Whole
from finsam.interventions.rules.goals import Measure, Verdict, judge, written_limit
from finsam.kernel.amounts import round_half_up
from finsam.kernel.swedish import number
from finsam.ui.charts import Caption, Gauge
from finsam.ui.charts.gauge import gauge

TARGETS = ("participants.against_target", "participants.structural")


@dataclass(frozen=True)
class GoalShown:
    """A goal: what is wanted, its judgement, what came of it in words, and the picture of it."""

    text: str
    verdict: Verdict
    said: Sequence[Said]
    art: SafeString | str = ""
    limit: str = ""


@dataclass(frozen=True)
class GoalsPart:
    """The goals of the year; `rest` counts those of other years."""

    goals: Sequence[GoalShown]
    edit_url: str = ""

    @property
    def are_many(self) -> bool:
        """Whether they fill their column, so that the facts stand elsewhere."""
        return len(self.goals) > 1


def goals_part(book: Book, whole: Whole, *, may_edit: bool) -> GoalsPart:
    """Judge every goal that holds some day of the year, the budgeted number of participants first."""
    shown = [*_targeted(book, whole.row), *(_judged(book, goal) for goal in whole.goals if _holds(goal, book))]
    slug, key = book.association.slug, whole.row.key
    return GoalsPart(shown, reverse("intervention-goals", args=[slug, key]) if may_edit else "")


def _holds(goal: InterventionGoal, book: Book) -> bool:
    start, end = goal.since or date.min, goal.until or date.max
    return start <= book.period.end and end >= book.period.start


def _targeted(book: Book, row: Intervention) -> Iterator[GoalShown]:
    for name in TARGETS:
        target, outcome = (cell_of(book, name, row.key, column) for column in ("target", "outcome"))
        if target is None or outcome is None or not target.value:
            continue
        said = [figure(book, name, row.key, "outcome"), Said(" under året.")] if outcome.shown else []
        aim = figure(book, name, row.key, "target")
        yield GoalShown(
            f"{aim.text} under {book.year}.",
            judge(outcome.value, int(target.value)),
            said or [Said("Inget utfall finns för året.")],
            _art(f"mal-{row.key}", "Deltagare", outcome, Fraction(target.value), f"mål {number(int(target.value))}"),
            f"Uppfyllt från {number(int(target.value))}.",
        )


def _judged(book: Book, goal: InterventionGoal) -> GoalShown:
    if not goal.figure:
        return GoalShown(_text(goal), "open", [Said(_unmeasured(goal))])
    measure = Measure.read(goal.figure)
    cell = cell_of(book, measure.figure, measure.row, measure.column)
    if cell is None or not cell.shown or cell.value is None:
        return GoalShown(
            _text(goal), "open", [Said(f"Det finns inget utfall för {book.year}.")], limit=_limit(goal, None)
        )
    unit = _unit(book, measure)
    verdict = judge(unit.exact(cell.value), goal.at_least, goal.partly_from)
    n = counts(cell)
    said = [figure(book, measure.figure, measure.row, measure.column), Said(f", {n}." if n else ".")]
    aim = None if goal.at_least is None else Fraction(goal.at_least)
    art = _art(
        f"mal-{goal.pk}",
        goal.text,
        cell,
        aim,
        f"mål {written_limit(goal.at_least)}" if goal.at_least is not None else "",
        unit,
    )
    return GoalShown(_text(goal), verdict, said, art, _limit(goal, unit))


def _text(goal: InterventionGoal) -> str:
    text = goal.text.rstrip(".")
    return f"{text}: {goal.target}." if goal.target and goal.target.lower() not in text.lower() else f"{text}."


def _unmeasured(goal: InterventionGoal) -> str:
    return (
        f"Mäts med {goal.measure}. Inget tal är valt än." if goal.measure else "Inget tal som mäter målet är valt än."
    )


def _limit(goal: InterventionGoal, unit: Unit | None) -> str:
    if goal.at_least is None:
        return "Ingen gräns är satt, så målet bedöms inte."
    many = f" {unit.many}" if unit else ""
    partly = f", delvis från {written_limit(goal.partly_from)}" if goal.partly_from is not None else ""
    return f"Uppfyllt från {written_limit(goal.at_least)}{many}{partly}."


def _unit(book: Book, measure: Measure) -> Unit:
    described, table = figure_named(measure.figure), known(book, measure.figure)
    column = next((c for c in table.columns if c.key == measure.column), None) if table else None
    return (column.unit if column and column.unit else None) or described.unit


def _art(
    key: str, title: str, cell: Cell, aim: Fraction | None, aim_written: str, unit: Unit | None = None
) -> SafeString | str:
    value = cell.value if unit is None or cell.value is None else unit.exact(cell.value)
    if value is None or value < 0 or not (value or aim):
        return ""
    written = number(round_half_up(Fraction(value), 0))
    shown = Gauge(Fraction(value), written, plan=aim, plan_written=aim_written)
    caption = Caption(key, title, f"{written}, {aim_written}" if aim_written else written)
    return drawn(lambda theme: gauge(shown, caption, theme=theme.sized(420) if not theme.narrow else theme))
