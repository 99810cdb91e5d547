"""An application with everything it says, read whole; and the same as the fields of its form, by name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from finsam.core.models import Association
from finsam.funding.models import (
    Application,
    ApplicationCost,
    ApplicationFile,
    ApplicationGoal,
    ApplicationSource,
    CostKind,
)
from finsam.funding.rules.applications import Asked, Written
from finsam.kernel.amounts import decimal_kronor

WORDS = (
    "title", "applicant", "applicant_number", "contact_name", "contact_email", "contact_phone", "direction", "purpose",
    "target_group", "need", "method", "risks", "gender_analysis", "afterwards",
)  # fmt: skip
"""What is kept as words, under the same name in the form as in the table."""


@dataclass(frozen=True)
class Held:
    """An application as it is saved. Amounts in öre, by year."""

    application: Application
    goals: Sequence[ApplicationGoal]
    costs: Sequence[ApplicationCost]
    sources: Sequence[ApplicationSource]
    files: Sequence[ApplicationFile] = field(default=())

    @property
    def asked(self) -> list[Asked]:
        """The association's own questions, of the version the application was begun in."""
        form = self.application.form
        return [Asked(**question) for question in form.questions] if form else []

    @property
    def years(self) -> list[int]:
        """Every year that has an amount."""
        return sorted({*(row.year for row in self.costs), *(row.year for row in self.sources)})

    @property
    def sought(self) -> dict[int, int]:
        """What is sought of the association."""
        return {row.year: row.amount_ore for row in self.sources if not row.name}

    @property
    def others(self) -> dict[str, dict[int, int]]:
        """What others pay, by name and year."""
        found: dict[str, dict[int, int]] = {}
        for row in self.sources:
            if row.name:
                found.setdefault(row.name, {})[row.year] = row.amount_ore
        return found

    @property
    def by_kind(self) -> dict[str, dict[int, int]]:
        """Costs by kind and year, kinds in the order of the form."""
        found: dict[str, dict[int, int]] = {kind: {} for kind in CostKind.values}
        for row in self.costs:
            found[row.kind][row.year] = row.amount_ore
        return {kind: amounts for kind, amounts in found.items() if amounts}

    @property
    def remarks(self) -> dict[str, str]:
        """What is said of the costs of a kind."""
        return {row.kind: row.remark for row in self.costs if row.remark}


def hold(association: Association, application: Application, *, files: bool = True) -> Held:
    """Read everything an application says, in four queries. Must be called within the association."""
    application.association = association  # known already
    of_it = {"association": association, "application": application}
    attached = ApplicationFile.objects.filter(**of_it).select_related("file", "document")
    return Held(
        application,
        list(ApplicationGoal.objects.filter(**of_it)),
        list(ApplicationCost.objects.filter(**of_it)),
        list(ApplicationSource.objects.filter(**of_it)),
        list(attached.defer("file__content", "file__text", "document__search")) if files else (),
    )


def written_of(held: Held) -> Written:
    """Return what the rules look at."""
    application = held.application
    words = {name: getattr(application, name) for name in WORDS} | {"parties": "\n".join(application.parties)}
    costs: dict[int, int] = {}
    for cost in held.costs:
        costs[cost.year] = costs.get(cost.year, 0) + cost.amount_ore
    others: dict[int, int] = {}
    for amounts in held.others.values():
        for year, ore in amounts.items():
            others[year] = others.get(year, 0) + ore
    return Written(
        words=words, starts_on=application.starts_on, ends_on=application.ends_on, goals=len(held.goals), costs=costs,
        sought=held.sought, others=others, asked=held.asked, answers=application.answers,
    )  # fmt: skip


def flat(held: Held) -> dict[str, str]:
    """Return what is saved as the form has it: the text of every field that is not empty, by the field's name."""
    application = held.application
    found = {name: getattr(application, name) for name in WORDS}
    found["parties"] = "\n".join(application.parties)
    found |= {name: str(getattr(application, name) or "") for name in ("starts_on", "ends_on")}
    found["participants"] = "" if application.participants is None else str(application.participants)
    found["renews"] = str(application.intervention_id or "")
    for place, goal in enumerate(held.goals):
        found |= {f"goal-{place}-{name}": getattr(goal, name) for name in ("text", "measure", "target")}
    for cost in held.costs:
        found[f"cost-{cost.year}-{cost.kind}"] = kronor_text(cost.amount_ore)
        found[f"remark-{cost.kind}"] = cost.remark or found.get(f"remark-{cost.kind}", "")
    found |= {f"sought-{year}": kronor_text(ore) for year, ore in held.sought.items()}
    for place, (name, amounts) in enumerate(held.others.items()):
        found[f"source-{place}-name"] = name
        found |= {f"source-{place}-{year}": kronor_text(ore) for year, ore in amounts.items()}
    found |= {f"answer-{key}": text for key, text in application.answers.items()}
    return {name: text for name, text in found.items() if text}


def kronor_text(ore: int) -> str:
    """Write öre as one types kronor: 1993000 or 12,50."""
    return decimal_kronor(ore).replace(".", ",")
