"""The rows of those who take part that figures count: registrations and structural activities."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, CharField, Max, Min, Q, QuerySet, Sum, Value, When

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR, PARTICIPATIONS
from finsam.interventions.facts import pool_categories
from finsam.interventions.models import Intervention, Target
from finsam.kernel.periods import Period
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


def followed_years(association: Association) -> set[int]:
    """Return the years that the registrations follow: from the first end or volume to the last of any date.

    Whoever had ended before is not among the rows, so a year before that would be counted too low.
    """
    mine = Registration.objects.filter(association=association)
    first = _years(mine.exclude(ended=None), "ended") | _years(mine.filter(kind=RegistrationKind.VOLUME), "started")
    every = _years(mine, "started", "ended")
    return {year for year in every if year >= min(first or {max(every)})} if every else set()


def _under_way(association: Association, period: Period) -> QuerySet[Registration]:
    """Registrations of the period: taking part some day in it; volume rows of its months.

    `inflow` tells whether they were kept from before or new, `outflow` whether they ended in the period.
    """
    in_time = Q(started__lte=period.end) & (Q(ended__isnull=True) | Q(ended__gte=period.start))
    volume = Q(kind=RegistrationKind.VOLUME)
    found = Registration.objects.filter(
        in_time, ~volume | Q(started__gte=period.start), association=association
    ).annotate(
        inflow=Case(When(started__lt=period.start, then=Value("kept")), default=Value("new"), output_field=CharField()),
        outflow=Case(
            When(ended__lte=period.end, then=Value("ended")), default=Value("ongoing"), output_field=CharField()
        ),
    )
    return found if period.start.year in followed_years(association) else found.none()


def _classified(rows: Iterable[dict[str, Any]], association: Association, period: Period) -> list[FactRow]:
    exit_classes = {
        (key, code): found
        for key, code, found in Code.objects.filter(association=association, field="outcome").values_list(
            "intervention__key", "code", "exit_class"
        )
    }
    for row in rows:
        row["intervention"], row["pool"] = row.pop("intervention__key"), row.pop("intervention__pool")
        outcomes = {row["outcome"], row["outcome_2"]} - {""}
        row["age"] = age_band(row["birth_year"], period.start.year)
        row["party"] = party(row["referrer"]) if row["referrer"] else UNKNOWN
        row["exit_class"] = exit_class(exit_classes.get((row["intervention"], code), "") for code in outcomes)
        row["granted"] = "yes" if outcomes & GRANTED else "no"
        row["steps"] = {True: "yes", False: "no", None: ""}[row["steps_forward"]]
        row["municipality"] = row["municipality"] or UNKNOWN
        row["support_years"] = row["support_years"] or UNKNOWN
        row["education"] = row["education"] or UNKNOWN
    return list(rows)


def _registration_cube(association: Association, period: Period) -> Cube:
    grouped = _under_way(association, period).order_by().values(*GROUPED).annotate(number=Sum("count"))
    rows = [{**row, "count": row["number"]} for row in grouped]
    classified = _classified(rows, association, period)
    return Cube(REGISTRATIONS.name, period.name, classified, _categories(classified, association, period))


def _registration_rows(association: Association, period: Period) -> Sequence[FactRow]:
    found = _under_way(association, period)
    rows = _classified(list(found.values(*GROUPED, "started", "ended", "count")), association, period)
    labels = {name: {c.key: c.label for c in found} for name, found in _categories(rows, association, period).items()}
    codes = {
        (code.field, code.intervention.key, code.code): f"{code.label}, {code.part}" if code.part else code.label
        for code in Code.objects.filter(association=association).select_related("intervention")
    }
    return [{**row, **_said(row, labels, codes)} for row in rows]


def _said(row: FactRow, labels: dict[str, dict[str, str]], codes: dict[tuple[str, str, str], str]) -> dict[str, str]:
    """What a row says in words, for those who read it."""
    said: dict[str, str] = {
        f"{name}_said": str(labels[name].get(row[name], ""))
        for name in ("intervention", "kind", "sex", "age", "municipality")
    }
    for name, field in (("referrer", "referrer"), ("outcome", "outcome"), ("outcome_2", "outcome")):
        said[f"{name}_said"] = codes.get((field, row["intervention"], row[name])) or str(row[name])
    return said


def _categories(rows: Sequence[FactRow], association: Association, period: Period) -> dict[str, Sequence[Category]]:
    municipalities = {row["municipality"] for row in rows} - {PROTECTED, UNKNOWN}
    unknown = Category(UNKNOWN, "Okänt")
    return {
        "intervention": intervention_categories(association, period),
        "pool": pool_categories(association),
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
        "inflow": [Category("kept", f"Kvar från {period.start.year - 1}"), Category("new", f"Nya {period.start.year}")],
        "outflow": [
            Category("ended", f"Avslutade {period.start.year}"),
            Category("ongoing", "Pågår vid periodens slut"),
        ],
        "exit_class": _choices(ExitClass),
    }


def intervention_categories(association: Association, period: Period) -> list[Category]:
    """Return the interventions in order, called what they are called in the year's statistics."""
    called = dict(
        Target.objects.filter(association=association, year=period.start.year).values_list("intervention_id", "title")
    )
    return [
        Category(row.key, called.get(row.pk, row.title)) for row in Intervention.objects.filter(association=association)
    ]


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
        years=followed_years,
    )
)


def _years(rows: QuerySet[Any], *fields: str) -> set[int]:
    """Years from the first to the last of the dates."""
    edges = rows.aggregate(**{f"{how.name}_{field}": how(field) for how in (Min, Max) for field in fields})
    years = [day.year for day in edges.values() if day]
    return set(range(min(years), max(years) + 1)) if years else set()


def _activity_rows(association: Association, period: Period) -> Sequence[FactRow]:
    found = Activity.objects.filter(
        association=association, date_from__lte=period.end, date_to__gte=period.start
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


def _activity_cube(association: Association, period: Period) -> Cube:
    rows = _activity_rows(association, period)
    categories = {
        "activity": [Category(key, title) for key, title in {r["activity"]: r["title"] for r in rows}.items()]
    }
    return Cube(ACTIVITIES.name, period.name, rows, categories)


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
        years=lambda association: _years(Activity.objects.filter(association=association), "date_from", "date_to"),
    )
)


def codes_of(association: Association, field: str, intervention: str) -> list[Code]:
    """Return an intervention's referrer or outcome codes, in order."""
    return list(Code.objects.filter(association=association, field=field, intervention__key=intervention))
