"""The rows of those who take part that figures count: registrations and structural activities."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, fact_years, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR, PARTICIPATIONS
from finsam.interventions.facts import interventions_of, pool_categories, targets_of
from finsam.participants.models import (
    Activity,
    Code,
    Education,
    ExitClass,
    Registration,
    RegistrationKind,
    Sex,
    SupportYears,
)
from finsam.participants.rules.classes import (
    AGE_BANDS,
    GRANTED,
    PARTIES,
    PROTECTED,
    UNKNOWN,
    age_band,
    exit_class,
    party,
)

GROUPED = (
    "intervention__key",
    "intervention__pool",
    "kind",
    "sex",
    "birth_year",
    "municipality",
    "referrer",
    "outcome",
    "outcome_2",
    "steps_forward",
    "support_years",
    "education",
    "inflow",
    "outflow",
)


def _years(association: Association) -> list[QuerySet[Registration, Any]]:
    """The years that the registrations follow: those of every end, and of every start from the first end on.

    Whoever had ended before the first end we know of is not among the rows, so an earlier year would count too few.
    Volume rows count as ended in their month; with no end at all only the last year of starts is followed.
    """
    mine = Registration.objects.filter(association=association)
    ends = mine.filter(Q(ended__isnull=False) | Q(kind=RegistrationKind.VOLUME)).annotate(
        year=ExtractYear(Coalesce("ended", "started"))
    )
    starts = mine.annotate(year=ExtractYear("started"))
    first = Coalesce(
        Subquery(ends.order_by("year").values("year")[:1]), Subquery(starts.order_by("-year").values("year")[:1])
    )
    return [ends.values_list("year"), starts.filter(year__gte=first).values_list("year")]


def _followed(scope: Scope) -> frozenset[int]:
    """The years that the registrations follow, as a set; of the years of all facts when those are known already."""
    if fact_years in scope.kept:
        return frozenset(scope.once(fact_years)[REGISTRATIONS.name])
    ends, starts = _years(scope.association)
    return frozenset(int(year) for (year,) in ends.order_by().union(starts.order_by()))


def _under_way(scope: Scope) -> QuerySet[Registration]:
    """Registrations of the period: taking part some day in it; volume rows of its months.

    `inflow` tells whether they were kept from before or new, `outflow` whether they ended in the period.
    """
    start, end = scope.period.start, scope.period.end
    in_time = Q(started__lte=end) & (Q(ended__isnull=True) | Q(ended__gte=start))
    not_before = ~Q(kind=RegistrationKind.VOLUME) | Q(started__gte=start)
    found = Registration.objects.filter(in_time, not_before, association=scope.association).annotate(
        inflow=Case(When(started__lt=start, then=Value("kept")), default=Value("new"), output_field=CharField()),
        outflow=Case(When(ended__lte=end, then=Value("ended")), default=Value("ongoing"), output_field=CharField()),
    )
    return found if start.year in scope.once(_followed) else found.none()


def _classified(rows: Iterable[dict[str, Any]], scope: Scope) -> list[FactRow]:
    exit_classes = {
        (key, code.code): code.exit_class
        for (field, key), codes in scope.once(codes_by_use).items()
        if field == "outcome"
        for code in codes
    }
    for row in rows:
        row["intervention"], row["pool"] = row.pop("intervention__key"), row.pop("intervention__pool")
        outcomes = {row["outcome"], row["outcome_2"]} - {""}
        row["age"] = age_band(row["birth_year"], scope.period.start.year)
        row["party"] = party(row["referrer"]) if row["referrer"] else UNKNOWN
        row["exit_class"] = exit_class(exit_classes.get((row["intervention"], code), "") for code in outcomes)
        row["granted"] = "yes" if outcomes & GRANTED else "no"
        row["steps"] = {True: "yes", False: "no", None: ""}[row["steps_forward"]]
        row["municipality"] = row["municipality"] or UNKNOWN
        row["support_years"] = row["support_years"] or UNKNOWN
        row["education"] = row["education"] or UNKNOWN
    return list(rows)


def _registration_cube(scope: Scope) -> Cube:
    grouped = _under_way(scope).order_by().values(*GROUPED).annotate(number=Sum("count"))
    classified = _classified([{**row, "count": row["number"]} for row in grouped], scope)
    return Cube(REGISTRATIONS.name, scope.period.name, classified, _categories(classified, scope))


def _registration_rows(scope: Scope) -> Sequence[FactRow]:
    rows = _classified(list(_under_way(scope).values(*GROUPED, "started", "ended", "count")), scope)
    labels = {name: {c.key: c.label for c in found} for name, found in _categories(rows, scope).items()}
    words = {
        (field, key, code.code): f"{code.label}, {code.part}" if code.part else code.label
        for (field, key), codes in scope.once(codes_by_use).items()
        for code in codes
    }
    return [{**row, **_said(row, labels, words)} for row in rows]


def _said(row: FactRow, labels: dict[str, dict[str, str]], codes: dict[tuple[str, str, str], str]) -> dict[str, str]:
    """What a row says in words, for those who read it."""
    said: dict[str, str] = {
        f"{name}_said": str(labels[name].get(row[name], ""))
        for name in ("intervention", "kind", "sex", "age", "municipality")
    }
    for name, field in (("referrer", "referrer"), ("outcome", "outcome"), ("outcome_2", "outcome")):
        said[f"{name}_said"] = codes.get((field, row["intervention"], row[name])) or str(row[name])
    return said


def _categories(rows: Sequence[FactRow], scope: Scope) -> dict[str, Sequence[Category]]:
    municipalities = {row["municipality"] for row in rows} - {PROTECTED, UNKNOWN}
    unknown, year = Category(UNKNOWN, "Okänt"), scope.period.start.year
    return {
        "intervention": intervention_categories(scope),
        "pool": scope.once(pool_categories),
        "kind": _choices(RegistrationKind),
        "sex": _choices(Sex),
        "age": [*(Category(key, label) for key, (label, _) in AGE_BANDS.items()), unknown],
        "municipality": [
            *(Category(name, name) for name in sorted(municipalities, key=_swedish_order)),
            Category(PROTECTED, "Skyddad identitet"),
            unknown,
        ],
        "party": [*(Category(key, label) for key, label in PARTIES.items()), unknown],
        "support_years": [*_choices(SupportYears), unknown],
        "education": [*_choices(Education), unknown],
        "inflow": [Category("kept", f"Kvar från {year - 1}"), Category("new", f"Nya {year}")],
        "outflow": [
            Category("ended", f"Avslutade {year}"),
            Category("ongoing", "Pågår vid periodens slut"),
        ],
        "exit_class": _choices(ExitClass),
    }


def intervention_categories(scope: Scope) -> list[Category]:
    """Return the interventions in order, called what they are called in the year's statistics."""
    year = scope.period.start.year
    return [Category(key, called.get(year, title)) for key, title, called in scope.once(_called)]


def _called(scope: Scope) -> list[tuple[str, str, dict[int, str]]]:
    """Each intervention's key, title, and what it is called by year."""
    called: dict[int, dict[int, str]] = {}
    for target in scope.once(targets_of):
        called.setdefault(target.intervention_id, {})[target.year] = target.title
    return [(row.key, row.title, called.get(row.pk, {})) for row in scope.once(interventions_of)]


def _choices(choices: Any) -> list[Category]:
    return [Category(value, label) for value, label in choices.choices]


def _swedish_order(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö", "{|}"))


REGISTRATIONS = facts(
    Facts(
        name="registrations",
        title="Registreringar",
        read=_registration_cube,
        rows=_registration_rows,
        columns=[
            FactColumn("intervention_said", "Insats"),
            FactColumn("kind_said", "Sätt"),
            FactColumn("started", "Började", is_date=True),
            FactColumn("ended", "Slutade", is_date=True),
            FactColumn("sex_said", "Kön"),
            FactColumn("age_said", "Ålder"),
            FactColumn("municipality_said", "Kommun"),
            FactColumn("referrer_said", "Aktualiserad av"),
            FactColumn("outcome_said", "Resultat"),
            FactColumn("outcome_2_said", "Andra resultat"),
            FactColumn("count", "Antal", PARTICIPATIONS),
        ],
        permission=Permission.OPEN_REGISTRATIONS,
        measures={"count": PARTICIPATIONS},
        years=_years,
    )
)


def _activity_rows(scope: Scope) -> Sequence[FactRow]:
    found = Activity.objects.filter(
        association=scope.association, date_from__lte=scope.period.end, date_to__gte=scope.period.start
    ).select_related("intervention")
    return [
        {
            "activity": row.intervention.key,
            "title": row.title,
            "date_from": row.date_from,
            "date_to": row.date_to,
            "organiser": row.organiser,
            "count": row.attendees,
            "total_cost": row.total_cost_ore,
            "own_cost": row.own_cost_ore,
            "costed": "yes" if row.total_cost_ore is not None else "no",
        }
        for row in found
    ]


def _activity_cube(scope: Scope) -> Cube:
    rows = _activity_rows(scope)
    categories = {
        "activity": [Category(key, title) for key, title in {r["activity"]: r["title"] for r in rows}.items()]
    }
    return Cube(ACTIVITIES.name, scope.period.name, rows, categories)


ACTIVITIES = facts(
    Facts(
        name="activities",
        title="Strukturövergripande aktiviteter",
        read=_activity_cube,
        rows=_activity_rows,
        columns=[
            FactColumn("title", "Aktivitet"),
            FactColumn("date_from", "Från", is_date=True),
            FactColumn("date_to", "Till", is_date=True),
            FactColumn("organiser", "Arrangör"),
            FactColumn("count", "Deltagare", PARTICIPATIONS),
            FactColumn("total_cost", "Kostnad för alla", KRONOR),
            FactColumn("own_cost", "Egen del", KRONOR),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"count": PARTICIPATIONS, "total_cost": KRONOR, "own_cost": KRONOR},
        years=lambda association: [
            Activity.objects.filter(association=association).annotate(year=ExtractYear(edge)).values_list("year")
            for edge in ("date_from", "date_to")
        ],
    )
)


def codes_by_use(scope: Scope) -> dict[tuple[str, str], list[Code]]:
    """Return the referrer and outcome codes, in order, by field and the intervention's key."""
    found: dict[tuple[str, str], list[Code]] = {}
    for code in Code.objects.filter(association=scope.association).select_related("intervention"):
        found.setdefault((code.field, code.intervention.key), []).append(code)
    return found
